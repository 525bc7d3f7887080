"""auditor.yaml is found, read and explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.settings import Settings, load

BASE = """\
version: 1
organisation: {name: Bakkerij Korst, languages: [nl]}
sources:
  - {name: site, kind: static, path: site/}
  - {name: masto, kind: mastodon, account: "@korst@brood.example"}
"""


def read(tmp_path: Path, text: str, **environ: str) -> Settings:
    file = tmp_path / "auditor.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file, environ=environ)


def message(tmp_path: Path, text: str, **environ: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text, **environ)
    return str(caught.value)


def test_roles_follow_from_kinds_and_paths_count_from_the_file(tmp_path: Path) -> None:
    settings = read(tmp_path, BASE)

    assert [source.role for source in settings.sources] == ["owned", "social"]
    assert settings.sources[0].path == tmp_path / "site"


def test_a_role_that_is_given_wins(tmp_path: Path) -> None:
    settings = read(tmp_path, BASE + "  - {name: nieuws, kind: feed, path: f.xml, role: owned}\n")

    assert settings.source("nieuws").role == "owned"


def test_it_is_found_upwards_to_the_repository_root(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    deep = tmp_path / "repo" / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "repo" / "auditor.yml").write_text(BASE, encoding="utf-8")

    assert load(cwd=deep, environ={}).file == tmp_path / "repo" / "auditor.yml"


def test_it_is_not_searched_above_the_repository_root(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "auditor.yaml").write_text(BASE, encoding="utf-8")

    with pytest.raises(ConfigError, match="auditor init"):
        load(cwd=tmp_path / "repo", environ={})


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(BASE, encoding="utf-8")

    assert load(cwd=tmp_path, environ={"AUDITOR_CONFIG": "other.yaml"}).file.name == "other.yaml"


def test_the_environment_overrides_a_setting(tmp_path: Path) -> None:
    settings = read(tmp_path, BASE, AUDITOR_CHECK__FAIL_ON="warning", AUDITOR_RULES__PROMISE_UNBACKED="off")

    assert settings.check.fail_on == "warning"
    assert settings.rules["promise-unbacked"].level == "off"


def test_a_variable_that_names_no_setting_is_an_error(tmp_path: Path) -> None:
    assert "AUDITOR_CHEK__FAIL_ON" in message(tmp_path, BASE, AUDITOR_CHEK__FAIL_ON="warning")


def test_a_token_in_the_environment_is_no_setting(tmp_path: Path) -> None:
    assert read(tmp_path, BASE, AUDITOR_X_TOKEN="secret").check.fail_on == "error"


@pytest.mark.parametrize(
    ("extra", "line", "words"),
    [
        ("chek: {fail_on: error}\n", 6, ["unknown key 'chek'", "Did you mean 'check'?", "6 | chek:"]),
        ("check: {fail_onn: error}\n", 6, ["unknown key 'fail_onn'", "Did you mean 'fail_on'?"]),
        ("matching:\n  model: embedded\n  widow: 365d\n", 8, ["unknown key 'widow'", "Did you mean 'window'?"]),
        ("check: {fail_on: fatal}\n", 6, ["check.fail_on", "'error', 'warning', 'info' or 'never'"]),
        ("rules: {promise-unbaked: error}\n", 6, ["unknown rule 'promise-unbaked'", "promise-unbacked"]),
        ("rules: {promise-stale: [warning, {windo: 180d}]}\n", 6, ["no option 'windo'", "Did you mean 'window'?"]),
        ("rules: {promise-untestable: [info, {window: 180d}]}\n", 6, ["no option 'window'", "It has none."]),
        ("rules: {mixed-address: {twiter: off}}\n", 6, ["no source is called 'twiter'"]),
        ("hours: {mon-fri: [8:30]}\n", 6, ["in quotes"]),
        ("hours: {mun: ['08:30-17:00']}\n", 6, ["'mun' is no day"]),
        ("matching: {window: soon}\n", 6, ["365d"]),
        ("check: {fail_on: error}\ncheck: {fail_on: info}\n", 7, ["'check' stands here twice"]),
        ("check: [unclosed\n", 7, ["not valid YAML"]),
        ("a: &x [1]\nb: *x\n", 7, ["aliases"]),
        ("file: x\n", 6, ["unknown key 'file'"]),
    ],
)
def test_a_mistake_names_line_and_remedy(tmp_path: Path, extra: str, line: int, words: list[str]) -> None:
    found = message(tmp_path, BASE + extra)

    assert f"auditor.yaml:{line}:" in found
    assert [word for word in words if word not in found] == []


def test_a_mistake_within_a_source_names_its_line(tmp_path: Path) -> None:
    found = message(tmp_path, BASE + "  - {name: blue, kind: blueski, actor: x}\n")

    assert "auditor.yaml:6:" in found
    assert "'bluesky'" in found


def test_a_source_lacking_what_its_kind_needs_is_named(tmp_path: Path) -> None:
    assert "needs actor" in message(tmp_path, BASE + "  - {name: blue, kind: bluesky}\n")


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two sources are called 'site'" in message(tmp_path, BASE + "  - {name: site, kind: files, path: x}\n")


def test_off_is_a_level_although_yaml_reads_false(tmp_path: Path) -> None:
    settings = read(tmp_path, BASE + "rules: {message-missing: off, mixed-address: {masto: off}}\n")

    assert settings.rules["message-missing"].level == "off"
    assert settings.level("mixed-address", "masto") == "off"
    assert settings.level("mixed-address", "site") == "warning"


def test_norway_is_a_country_although_yaml_reads_false(tmp_path: Path) -> None:
    settings = read(tmp_path, BASE + "hours: {holidays: {country: NO, add: [2026-05-05]}}\n")

    assert settings.hours.holidays.country == "NO"
    assert settings.hours.holidays.add == (date(2026, 5, 5),)


def test_rule_options_and_durations(tmp_path: Path) -> None:
    settings = read(tmp_path, BASE + "rules: {promise-stale: [warning, {window: 26w}]}\nmatching: {window: 2y}\n")

    assert settings.rules["promise-stale"].options["window"] == 182
    assert settings.matching.window == 730


def test_the_more_specific_line_of_opening_hours_wins(tmp_path: Path) -> None:
    week = read(
        tmp_path,
        BASE + 'hours: {thu: ["08:30-20:00"], mon-fri: ["08:30-17:00"], sat-sun: "10:00-12:00", fri: closed}\n',
    ).hours.week

    assert week[0] == ((510, 1020),)
    assert week[3] == ((510, 1200),)
    assert week[4] == ()
    assert week[6] == ((600, 720),)


def test_a_period_past_midnight_ends_the_next_day(tmp_path: Path) -> None:
    assert read(tmp_path, BASE + 'hours: {sat: ["22:00-02:00"]}\n').hours.week[5] == ((1320, 1560),)


def test_now_without_offset_is_in_the_organisations_zone(tmp_path: Path) -> None:
    now = read(tmp_path, BASE + 'now: "2026-07-01T09:00"\n').now

    assert now is not None
    assert now.isoformat() == "2026-07-01T09:00:00+02:00"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"- just\n- a list\n", b"", b"x" * 1_100_000])
def test_a_file_that_is_no_configuration_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "auditor.yaml"
    file.write_bytes(content)

    with pytest.raises(ConfigError):
        load(file, environ={})


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "auditor.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + BASE.encode())

    assert load(file, environ={}).organisation.name == "Bakkerij Korst"
