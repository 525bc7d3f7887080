"""Every naughty string in every place of the report: nothing runs, nothing breaks out, nothing is fetched."""

from __future__ import annotations

# ruff: noqa: E501 - scripts for the browser read best on one line
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from naughty import OWN, told_by
from support.payloads import public

from auditor.render import Options, render

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

Visit = Callable[..., "Page"]
_AT_ONCE = 700

# What an attack would leave behind: elements that are never ours, handlers, styles, links to anything but the web.
_STRANGE = """() => [
    ...document.querySelectorAll("img, iframe, object, embed, form, link, base, video, audio, template, math, input[autofocus]"),
    ...[...document.querySelectorAll("*")].filter((e) =>
        [...e.attributes].some((a) => a.name.startsWith("on") || ["style", "src", "srcdoc", "formaction", "xlink:href"].includes(a.name))),
    ...[...document.querySelectorAll("a")].filter((a) => !/^(https?:|file:)$/.test(a.protocol) || !/^(#|https?:)/.test(a.getAttribute("href"))),
    ...[...document.scripts].slice(1),
    ...[...document.querySelectorAll("style")].slice(1),
].map((e) => e.outerHTML.slice(0, 200))"""


def assert_inert(visit: Visit, strings: tuple[str, ...], title: str) -> None:
    """Open the report; the fixture fails on any dialog, error, request or violation of the policy."""
    page = visit(render(told_by(strings), "html", Options(redact_third_party=False, title=title)))

    assert page.evaluate(_STRANGE) == []
    assert page.locator("main > section").count() == 12
    assert page.locator("#promises .claim").count() == len(strings)
    assert page.locator("#finding-tools").is_visible(), "our own script runs"


@pytest.mark.parametrize("title", ["</title><script>alert(1)</script>", "\"'><svg onload=alert(1)>"])
def test_our_own_list_is_inert(visit: Visit, title: str):
    assert_inert(visit, OWN, title)


def test_public_lists_are_inert(visit: Visit):
    """Big List of Naughty Strings, PayloadsAllTheThings, DOMPurify's fixtures; skipped where they are absent."""
    strings = tuple(public())
    for start in range(0, len(strings), _AT_ONCE):
        part = strings[start : start + _AT_ONCE]
        assert_inert(visit, part, part[0])
