"""A web page as a Document: main content as blocks with their lines, and what the page says about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from auditor.model import Document, RawDocument, Role, normalised
from auditor.read import guard, metadata
from auditor.read.decode import html_text
from auditor.read.html_blocks import HtmlBlocks
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, Setting
from auditor.read.page_type import guessed
from auditor.read.prune import content as content_of
from auditor.read.refused import RefusedError
from auditor.read.tree import Builder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.read.metadata import Metadata

_OWN_COMMENT = re.compile(r"<!--\s*auditor:", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|–—·»•:]+\s+|\s+-\s+")


def read_html(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the page as a Document. Raises RefusedError for a page whose shape would exhaust the reader."""
    text = html_text(content, raw.encoding)
    tree = LexborHTMLParser(guard.marked(text))
    if tree.body is None or tree.root is None:
        raise RefusedError("empty_page")
    meta = metadata.of_page(tree, raw.url, guard.LINE_ATTRIBUTE)
    outline = Outline(url=raw.url or meta.canonical, path=raw.path)
    if meta.description:
        outline.add(meta.description, Setting(kind="meta"), line=meta.description_line)
    builder = Builder(_folded(tree))
    if not _is_signpost(tree):
        HtmlBlocks(outline).page(content_of(builder.build(tree.body), builder.mains))
        _add_answers(outline, meta)
    first = next((block.text for block in outline.blocks if block.kind == "heading" and block.level == 1), None)
    title = _title(meta, first)
    declared = (tree.root.attributes.get("lang") or tree.body.attributes.get("lang") or "").lower()
    language, blocks = with_languages(outline.blocks, declared.split("-")[0].split("_")[0], languages)
    return Document(
        source=raw.source,
        role=role,
        id=raw.key,
        blocks=blocks,
        url=raw.url or meta.canonical,
        path=raw.path,
        title=title,
        language=language,
        published=meta.published,
        page_type=guessed(raw.url or meta.canonical or raw.path, (title, first), meta.types),
        facts=meta.facts,
        links=meta.links,
        ignores=_ignores(text),
    )


def _is_signpost(tree: LexborHTMLParser) -> bool:
    """Whether the page only sends its reader on: "Click here if you are not redirected" is not what it says."""
    node = tree.css_first('meta[http-equiv="refresh" i]')
    content = (node.attributes.get("content") or "") if node is not None else ""
    return bool(re.match(r"\s*[0-5](?:\.\d+)?\s*[;,]\s*(?:url\s*=)?", content, re.IGNORECASE))


def _ignores(text: str) -> tuple[tuple[str, str | None], ...]:
    if not _OWN_COMMENT.search(text):
        return ()
    from auditor.read.ignores import ignores  # noqa: PLC0415 - BeautifulSoup is needed on few pages

    return ignores(text)


def _folded(tree: LexborHTMLParser) -> frozenset[str]:
    names = (node.attributes.get("aria-controls") or "" for node in tree.css("[aria-controls]"))
    return frozenset(name for value in names for name in value.split())


def _title(meta: Metadata, first_heading: str | None) -> str | None:
    """Return the title without the name of the site; the first heading where the title does not contain it."""
    if not meta.title:
        return first_heading
    parts = [part for part in _SEPARATOR.split(meta.title) if part.strip()]
    if first_heading is not None:
        heading = normalised(first_heading)
        return next((part for part in parts if normalised(part) == heading), parts[0] if parts else first_heading)
    named = [part for part in parts if normalised(part) != normalised(meta.site or "")]
    return (named or parts or [meta.title])[0].strip()


def _add_answers(outline: Outline, meta: Metadata) -> None:
    """Add the questions and answers of JSON-LD that the page itself shows only through scripts."""
    if not meta.questions:
        return
    from auditor.read.soup import text_of  # noqa: PLC0415 - BeautifulSoup is needed on few pages

    shown = normalised(" ".join(block.text for block in outline.blocks))
    for question, answer in meta.questions:
        text = text_of(answer)
        if normalised(text) and normalised(text)[:200] not in shown:
            outline.question(text_of(question), Setting())
            for paragraph in text.split("\n\n"):
                outline.add(paragraph, Setting(label=text_of(question)))
