"""The registry of formats."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sample import dutch
from write_sample import FILES, FOLDER

from auditor.errors import UsageError
from auditor.render import Options, formats, render
from auditor.render.results_json import loads


def test_every_format_is_made_from_the_results_alone_and_twice_the_same():
    for name in formats:
        written = render(dutch(), name)
        assert written.endswith("\n"), name
        assert written == render(dutch(), name, Options()), name


def test_unknown_format_names_those_there_are():
    with pytest.raises(UsageError, match="'pdf'") as caught:
        render(dutch(), "pdf")
    assert "human, json, html" in str(caught.value.advice)


def test_looking_at_the_registry_loads_no_renderer():
    """`auditor --help` lists the formats; rich, Jinja2 and Babel wait until one is asked for."""
    code = "import sys, auditor.render; print([m for m in ('rich', 'jinja2', 'babel') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"


@pytest.mark.parametrize("name", FILES)
def test_committed_sample_is_what_the_renderers_write(name: str):
    """A change of any of them shows in the difference; `python tests/render/write_sample.py` accepts it."""
    results = loads((FOLDER / "results.json").read_text(encoding="utf-8"))

    assert (FOLDER / name).read_text(encoding="utf-8") == render(results, FILES[name])
