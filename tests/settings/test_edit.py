"""One more source in a file that a person wrote: a line more, everything else to the letter as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.settings.edit import source_line, with_source
from auditor.settings.model import Source

LINE = "- {name: x, kind: x-archive, path: x.zip}"
FLOW = """\
# Wie
organisation: {name: De Molen}   # zo heet hij
sources:
  - {name: site, kind: static, path: site/}   # de site

  # later: Mastodon
rules: {mixed-address: off}
"""
BLOCK = """\
sources:
- name: site
  kind: web
  url: https://molen.example
  exclude:
    - /archief/**
# einde
organisation:
  name: De Molen
"""


@pytest.mark.parametrize(
    ("text", "behind", "added"),
    [
        (FLOW, "# de site\n", f"  {LINE}\n"),
        (BLOCK, "/archief/**\n", f"{LINE}\n"),
        (FLOW.replace("\n", "\r\n"), "# de site\r\n", f"  {LINE}\r\n"),
        ("organisation: {name: M}\nsources:\n    - {name: a, kind: web}", "web}", f"\n    {LINE}\n"),
    ],
)
def test_a_line_is_added_behind_the_last_source(text: str, behind: str, added: str) -> None:
    changed = with_source(text, LINE)

    assert changed == text.replace(behind, behind + added)
    assert yaml.safe_load(changed)["sources"][-1] == {"name": "x", "kind": "x-archive", "path": "x.zip"}


@pytest.mark.parametrize(
    "text",
    ["sources: [{name: a, kind: web}]\n", "organisation: {name: M}\n", "sources: {a: b}\n", "- a\n", "sources: [", ""],
)
def test_what_cannot_be_changed_safely_is_left_to_its_writer(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        with_source(text, LINE)

    assert LINE in str(caught.value)


def test_a_source_as_a_line() -> None:
    folder = Path("/werk")
    source = Source(
        name="x", kind="csv", path=folder / "in" / "x.csv", accounts=("a", "b: c"), columns={"text": "Bericht"}
    )

    assert source_line(source, folder) == (
        "- {name: x, kind: csv, path: in/x.csv, accounts: [a, 'b: c'], columns: {text: Bericht}}"
    )
    assert "path: /elders/y.csv" in source_line(source.model_copy(update={"path": Path("/elders/y.csv")}), folder)


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip)


@given(NAMES, NAMES)
def test_any_account_and_header_survives(account: str, header: str) -> None:
    source = Source(name="x", kind="csv", path=Path("/werk/x.csv"), accounts=(account,), columns={"text": header})

    changed = with_source(FLOW, source_line(source, Path("/werk")))

    added = yaml.safe_load(changed)["sources"][-1]
    assert (added["accounts"], added["columns"]) == (list(source.accounts), source.columns)
