"""Files whose shape is meant to exhaust the reader are refused at once, with a reason; real ones are not."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import RawDocument
from auditor.read import RefusedError, read
from auditor.read.guard import LINE_ATTRIBUTE, marked


def read_html(html: str) -> object:
    return read(
        RawDocument("s", "k", "text/html", "", url="https://x.example/"), html.encode(), role="owned", languages=("nl",)
    )


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</div>", "too_many_attributes"),
        ("<div>" * 200_000 + "x" + "</div>" * 200_000, "too_deep"),
        ("<table><tr><td>" * 20_000 + "x", "too_deep"),
        ("<p>x" * 500_000, "too_many_elements"),
        ("x" * (17 * 2**20), "too_large"),
    ],
)
def test_hostile_pages_are_refused_within_a_second(html: str, code: str) -> None:
    start = time.perf_counter()
    with pytest.raises(RefusedError) as caught:
        read_html(html)

    assert caught.value.code == code
    assert time.perf_counter() - start < 5  # a second on a quiet machine


@pytest.mark.parametrize(
    "html",
    [
        "<!--" * 100_000,
        "<script>" * 50_000,
        "<p>x</p><!-- " + "x" * 1_000_000,
        "<img src='data:image/png;base64," + "A" * 500_000 + "'><p>x</p>",
        '<div data-props="' + "{&quot;a&quot;: 1}, " * 30_000 + '"><p>x</p></div>',
        "<p>&#xD800;\x00</p>",
        "<",
        "",
    ],
)
def test_odd_pages_are_read_without_harm(html: str) -> None:
    start = time.perf_counter()
    read_html(html)

    assert time.perf_counter() - start < 5


def test_paragraphs_that_are_never_closed_are_no_nesting() -> None:
    read_html("<p>Een regel zonder einde." * 5_000)


@given(st.text(alphabet=st.sampled_from("<>/!-= \n\"'abp"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_marking_lines_changes_nothing_else(html: str) -> None:
    if "noscript" not in html:
        assert re.sub(rf" {LINE_ATTRIBUTE}=\d+ ", "", marked(html)) == html


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["folder.docx", "folder.pptx"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"geen zip", "no_office_file"),
        (archive(word__document_xml=b"<a/>")[:40], "no_office_file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_or_protected"),
        (archive(word__document_xml=b" " * (80 * 2**20)), "swollen"),
        (archive(word__document_xml=b"<a/>"), "broken_office"),
        (b"", "no_office_file"),
    ],
    ids=["text", "cut", "old", "swollen", "broken", "empty"],  # the bytes hold a time: no name for a test
)
def test_office_files_that_are_none_are_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(RawDocument("s", name, "", "", path=name), content, role="owned", languages=("nl",))

    assert caught.value.code == code
    assert caught.value.advice


def test_a_refusal_speaks_the_language_of_the_report() -> None:
    refused = RefusedError("no_office_file", what="DOCX")

    assert str(refused).startswith("The file is no DOCX file")
    assert refused.told("nl").startswith("Het bestand is geen DOCX-bestand")
    assert refused.told("xx") == refused.told("en")


def test_files_of_other_types_are_refused() -> None:
    with pytest.raises(RefusedError, match="image/png"):
        read(RawDocument("s", "foto.png", "image/png", ""), b"", role="owned", languages=("nl",))
