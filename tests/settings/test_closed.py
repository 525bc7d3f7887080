"""What must not be read is refused with the lawful way, and no token may stand in the file or in a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.settings.closed import closed_network
from auditor.settings.load import load
from auditor.settings.tokens import is_secret_key, variable

TOKEN = "AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0-geheim"


def read(folder: Path, source: str) -> str:
    """Return the message that a configuration with one source gives, or nothing."""
    (folder / "auditor.yaml").write_text(f"organisation: {{name: De Molen}}\nsources:\n  - {{name: s, {source}}}\n")
    try:
        load(folder / "auditor.yaml", environ={})
    except ConfigError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("kind: web, url: 'https://www.linkedin.com/company/molen'", "linkedin-api"),
        ("kind: web, url: 'https://nl-nl.facebook.com/molen'", "facebook-api"),
        ("kind: web, url: 'https://instagram.com/molen'", "instagram-api"),
        ("kind: web, url: 'https://twitter.com/molen'", "x-api"),
        ("kind: feed, url: 'https://x.com/molen/rss'", "x-archive"),
        ("kind: feed, url: 'https://www.tiktok.com/@molen'", "your own export"),
        ("kind: mastodon, account: '@molen@threads.net', api: 'https://www.threads.net'", "threads-api"),
        ("kind: web, url: 'https://molen.example', subdomains: [m.facebook.com]", "belongs to a network"),
        ("kind: telegram, account: molen", "opt_in: true"),
    ],
)
def test_scraping_is_refused_with_the_lawful_way(tmp_path: Path, source: str, way: str) -> None:
    message = read(tmp_path, source)

    assert way in message
    assert "auditor.yaml:3" in message


@pytest.mark.parametrize(
    "source",
    [
        "kind: web, url: 'https://www.notlinkedin.com'",
        "kind: web, url: 'https://x.com.example'",
        "kind: feed, url: 'https://www.youtube.com/feeds/videos.xml?channel_id=UC1'",
        "kind: telegram, account: molen, opt_in: true",
        "kind: x-api, account: '@molen', token_env: MY_TOKEN, max_reads: 50",
        "kind: linkedin-api, account: 2414183, api_version: 202603",
        "kind: threads-api",
        "kind: bluesky, actor: molen.example, full_look: 3d",
    ],
)
def test_what_is_lawful_passes(tmp_path: Path, source: str) -> None:
    assert read(tmp_path, source) == ""


@pytest.mark.parametrize(
    "key", ["token", "access_token", "bearer_token", "api_key", "apikey", "key", "secret", "password"]
)
def test_a_token_in_the_file_is_an_error_that_does_not_repeat_it(tmp_path: Path, key: str) -> None:
    message = read(tmp_path, f"kind: x-api, account: molen, {key}: {TOKEN}")

    assert "tokens never stand in the configuration" in message
    assert "token_env" in message
    assert "auditor.yaml:3" in message
    assert TOKEN not in message


def test_a_token_in_place_of_the_name_of_a_variable_is_not_repeated(tmp_path: Path) -> None:
    message = read(tmp_path, f"kind: x-api, account: molen, token_env: {TOKEN}")

    assert "environment variable" in message
    assert TOKEN not in message


@pytest.mark.parametrize("api", ["https://user:pass@api.x.com", "https://api.x.com/?access_token=geheim"])
def test_an_address_with_a_secret_in_it_is_refused(tmp_path: Path, api: str) -> None:
    message = read(tmp_path, f"kind: x-api, account: molen, api: '{api}'")

    assert "the address alone" in message


def test_other_mistakes_on_the_line_of_a_token_do_not_show_it(tmp_path: Path) -> None:
    message = read(tmp_path, f"kind: x-api, acount: molen, token: {TOKEN}")

    assert "acount" in message
    assert TOKEN not in message


def test_closed_networks_are_known_by_their_domain() -> None:
    assert closed_network("https://m.facebook.com/x") is not None
    assert closed_network("https://facebook.com.molen.example/") is None


def test_keys_that_look_like_secrets() -> None:
    assert not [key for key in ("token_env", "account", "api", "api_version", "columns") if is_secret_key(key)]


def test_the_variable_of_a_source(tmp_path: Path) -> None:
    read(tmp_path, "kind: youtube-api, account: '@molen'")
    settings = load(tmp_path / "auditor.yaml", environ={})

    assert variable(settings.sources[0]) == "YOUTUBE_API_KEY"
    assert variable(settings.sources[0].model_copy(update={"token_env": "OTHER"})) == "OTHER"
