"""Patterns mean what people expect from .gitignore."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_spiders.globs import matches, selected


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("folder.pdf", "*.pdf", True),
        ("a/b/Folder.PDF", "*.pdf", True),
        ("a/b/folder.pdfx", "*.pdf", False),
        ("/archief/2020/x", "/archief/**", True),
        ("/archief/", "/archief/**", True),
        ("/archief", "/archief/**", True),
        ("/archieven/x", "/archief/**", False),
        ("/nl/archief/x", "/archief/**", False),
        ("/nl/archief/x", "**/archief/**", True),
        ("/nieuws/a", "/nieuws/*", True),
        ("/nieuws/a/b", "/nieuws/*", False),
        ("/nieuws/a/b", "/nieuws/", True),
        ("/", "/", True),
        ("/x", "/", False),
        ("/", "/**", True),
        ("/pagina-1", "/pagina-?", True),
        ("/pagina-10", "/pagina-?", False),
        ("/a.b", "/a?b", True),
        ("/a+b", "/a+b", True),
    ],
)
def test_a_pattern_matches(path: str, pattern: str, expected: bool) -> None:
    assert expected is matches(path, [pattern])


def test_without_an_include_list_everything_is_included() -> None:
    assert selected("/x", (), ())
    assert not selected("/x", ("/y",), ())
    assert not selected("/x/a", ("/x/**",), ("/x/a",))


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_pattern_breaks_the_matcher(path: str, pattern: str) -> None:
    assert matches(path, [pattern]) in (True, False)
