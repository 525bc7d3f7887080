"""The baseline at the command line: only what is new fails, and the file cannot hide what nobody accepted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.command import ORGS, Run

NAME = ".auditor-baseline.yaml"


@pytest.fixture(scope="module")
def _accepted_once(tmp_path_factory: pytest.TempPathFactory, auditor: Run) -> Path:
    """Audit the tiny organisation and accept what is found, once for all tests."""
    folder = Path(shutil.copytree(ORGS / "korst", tmp_path_factory.mktemp("accepted") / "korst"))
    first = auditor("run", cwd=folder)
    assert first.returncode == 1, first.stderr
    wrote = auditor("baseline", "write", "--note", "in het najaar", "--until", "2026-12-31", cwd=folder)
    assert wrote.returncode == 0, wrote.stderr
    assert "check: {baseline: .auditor-baseline.yaml}" in wrote.stderr
    with (folder / "auditor.yaml").open("a", encoding="utf-8") as file:
        file.write(f"check: {{baseline: {NAME}}}\n")
    return folder


@pytest.fixture
def accepted(_accepted_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the organisation with everything accepted."""
    return Path(shutil.copytree(_accepted_once, tmp_path / "korst"))


def lines(folder: Path) -> list[str]:
    """Return the entries of the baseline."""
    return (folder / NAME).read_text(encoding="utf-8").splitlines()[1:]


def rewrite(folder: Path, entries: list[str], *, head: str | None = None) -> None:
    """Replace the entries of the baseline, or its first line."""
    first = (folder / NAME).read_text(encoding="utf-8").splitlines()[0]
    (folder / NAME).write_text("\n".join([head or first, *entries]) + "\n", encoding="utf-8")


def test_what_is_accepted_passes_and_is_shown(accepted: Path, auditor: Run) -> None:
    done = auditor("check", "--format", "json", cwd=accepted)
    results = json.loads(done.stdout)
    marked = [item for item in results["findings"] if item["status"] == "baselined"]

    assert done.returncode == 0, done.stderr
    assert len(marked) == len(lines(accepted)) == results["summary"]["by_level"]["baselined"]
    assert {item["accepted"]["note"] for item in marked} == {"in het najaar"}
    assert auditor("check", "--no-baseline", cwd=accepted).returncode == 1


def test_what_ran_out_fails_again(accepted: Path, auditor: Run) -> None:
    assert auditor("check", "--now", "2026-12-31T23:00", cwd=accepted).returncode == 0
    done = auditor("check", "--now", "2027-01-01T00:30", cwd=accepted)

    assert done.returncode == 1
    assert "einddatum" in done.stdout


def test_stale_entries_are_named_and_fail_only_when_asked(accepted: Path, auditor: Run) -> None:
    rewrite(
        accepted, [*lines(accepted), '- {id: "0123456789", rule: promise-broken, channel: feed, claim: "Opgelost."}']
    )
    loose = auditor("check", cwd=accepted)
    strict = auditor("check", "--strict-baseline", cwd=accepted)

    assert (loose.returncode, strict.returncode) == (0, 1)
    assert "0123456789" in loose.stderr
    assert auditor("baseline", "prune", cwd=accepted).returncode == 0
    assert not any("0123456789" in line for line in lines(accepted))
    assert auditor("check", "--strict-baseline", cwd=accepted).returncode == 0


def test_an_update_refuses_new_debt(accepted: Path, auditor: Run) -> None:
    gone, *rest = lines(accepted)
    rewrite(accepted, rest)
    before = (accepted / NAME).read_bytes()
    refused = auditor("baseline", "update", cwd=accepted)

    assert refused.returncode == 2
    assert "--accept-new" in refused.stderr
    assert (accepted / NAME).read_bytes() == before
    again = auditor(
        "baseline", "update", "--accept-new", "--note", "in het najaar", "--until", "2026-12-31", cwd=accepted
    )
    assert again.returncode == 0
    assert lines(accepted) == [gone, *rest]


def test_another_model_is_refused_until_the_baseline_follows(accepted: Path, auditor: Run) -> None:
    rewrite(accepted, lines(accepted), head="# auditor baseline v1 - model: embedded@another")
    refused = auditor("check", cwd=accepted)

    assert refused.returncode == 2
    assert "auditor baseline update" in refused.stderr
    assert auditor("baseline", "update", cwd=accepted).returncode == 0
    assert auditor("check", cwd=accepted).returncode == 0


def test_a_baseline_that_is_not_there_is_shown_in_the_configuration(accepted: Path, auditor: Run) -> None:
    (accepted / NAME).unlink()
    done = auditor("check", cwd=accepted)
    line = len((accepted / "auditor.yaml").read_text(encoding="utf-8").splitlines())

    assert done.returncode == 2
    assert f"auditor.yaml:{line}: there is no baseline" in done.stderr
    assert "auditor baseline write" in done.stderr


def test_a_mistake_in_the_baseline_is_shown_before_anything_is_collected(accepted: Path, auditor: Run) -> None:
    rewrite(accepted, ["- {id: a, rule: b, reason: lazy}"])
    for command in ("check", "run"):
        done = auditor(command, cwd=accepted)
        assert done.returncode == 2
        assert f"{NAME}:2: 'reason' is 'lazy'" in done.stderr
        assert "gelezen" not in done.stderr


def test_show_lists_reason_date_and_state(accepted: Path, auditor: Run) -> None:
    done = auditor("baseline", "show", "--format", "json", cwd=accepted)
    shown = json.loads(done.stdout)

    assert {row["state"] for row in shown} == {"active"}
    assert {row["until"] for row in shown} == {"2026-12-31"}
    late = auditor("baseline", "show", "--now", "2027-06-01", cwd=accepted)
    assert "expired" in late.stdout


def test_write_never_overwrites_unasked(accepted: Path, auditor: Run) -> None:
    before = (accepted / NAME).read_bytes()

    assert auditor("baseline", "write", cwd=accepted).returncode == 2
    assert (accepted / NAME).read_bytes() == before


def test_a_comment_in_a_page_accepts_what_follows_it(korst: Path, auditor: Run) -> None:
    page = korst / "site" / "beloften.html"
    plain = page.read_text(encoding="utf-8")
    for day, status in (("2026-12-31", "baselined"), ("2026-01-31", "new")):
        note = f"<!-- auditor: ignore promise-contradicted until {day}: prijs gaat omlaag -->"
        at = plain.rindex("<", 0, plain.index("gratis vanaf"))
        page.write_text(plain[:at] + note + plain[at:], encoding="utf-8")
        done = auditor("run", "--format", "json", cwd=korst)
        found = json.loads(done.stdout)["findings"]

        assert {item["status"] for item in found if item["rule"] == "promise-contradicted"} == {status}
        assert {item["status"] for item in found if item["rule"] == "statement-conflict"} == {"new"}
