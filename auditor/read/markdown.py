"""A Markdown file as a Document: rendered by the `markdown` library, with lines of the file and front matter."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import markdown
import yaml
from bs4 import BeautifulSoup, Comment, NavigableString, Tag, XMLParsedAsHTMLWarning

from auditor.model import Block, Document, RawDocument, Role, normalised
from auditor.read.dates import read_date
from auditor.read.decode import plain_text
from auditor.read.html_blocks import HtmlBlocks
from auditor.read.ignores import ignores
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, cleaned
from auditor.read.page_type import guessed
from auditor.read.refused import RefusedError
from auditor.read.tree import MAX_DEPTH, NEVER, Node, Text

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML_FRONT = re.compile(r"\A\+\+\+[ \t]*\r?\n.*?\r?\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# Template commands of site generators are no text: {{< figure >}}, {% include %}, {: .class }.
_COMMANDS = re.compile(r"\{\{[%<].*?[%>]\}\}|\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}", re.DOTALL)
_MARKS = re.compile(r"[*_`~#>|\\\[\]()!-]+|<[^>]{0,200}>")
_EXTENSIONS: Final = ["tables", "def_list", "sane_lists", "fenced_code", "footnotes"]
_MARKS_OF_ALL = re.compile(r"(?m)[\[\]<>!*_`]+|^:")
_NESTED = re.compile(r"(?m)^(?:[ \t]*(?:\d+[.)]|[-*+>])[ \t]+){12,}")
MAX_BYTES: Final = 2 * 2**20
MAX_MARKS: Final = 300
"""Of "[", "<" and definitions in one paragraph. Rendering time grows with their cube: 2,000 take 1.5 s, 8,000 20 s."""
MAX_FRONT: Final = 64 * 1024
_DATES: Final = (
    "date",
    "published",
    "publishdate",
    "publish_date",
    "pubdate",
    "publication",
    "publicatiedatum",
    "datum",
    "lastmod",
    "modified",
)


def read_markdown(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the file as a Document. Its places are lines of the file, front matter included."""
    if len(content) > MAX_BYTES:
        raise RefusedError("too_large", limit=MAX_BYTES // 2**20)
    source = plain_text(content, raw.encoding)
    if "\x00" in source:
        raise RefusedError("no_text")
    front, body_at = _front_matter(source)
    text = _COMMANDS.sub(lambda match: "\n" * match.group().count("\n"), source[body_at:])
    html = _rendered(text)
    outline = Outline(url=raw.url, path=raw.path)
    HtmlBlocks(outline).page([_tree(html)])
    placed = _placed(outline.blocks, source, source.count("\n", 0, body_at) + 1)
    declared = str(front.get("lang") or front.get("language") or front.get("taal") or "").lower().split("-")[0]
    language, blocks = with_languages(placed, declared, languages)
    first = next((block.text for block in blocks if block.kind == "heading"), None)
    title = cleaned(str(front.get("title") or front.get("titel") or "")) or first
    address = front.get("permalink") or front.get("url") or front.get("slug")
    return Document(
        source=raw.source,
        role=role,
        id=raw.key,
        blocks=blocks,
        url=raw.url,
        path=raw.path,
        title=title,
        language=language,
        published=next((found for name in _DATES if (found := read_date(front.get(name))) is not None), None),
        page_type=guessed(address if isinstance(address, str) else raw.url or raw.path, (title, first)),
        facts=tuple(_facts(front)),
        ignores=ignores(html),
    )


def _front_matter(source: str) -> tuple[dict[str, Any], int]:
    """Return the YAML front matter with lower-case keys, and where the text begins.

    Broken YAML, and TOML, are stepped over: their title and date are lost, the text is not.
    """
    match = _FRONT.match(source)
    if match is None:
        toml = _TOML_FRONT.match(source)
        return {}, toml.end() if toml else 0
    if len(match[1]) > MAX_FRONT or re.search(r"(?m)^\s*[\w-]+:\s*[&*]\w", match[1]):  # aliases can explode
        return {}, match.end()
    try:
        loaded = yaml.safe_load(match[1])
    except yaml.YAMLError:
        return {}, match.end()
    front = {str(key).lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}
    return front, match.end()


def _facts(front: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the plain values of the front matter; lists give one fact per entry."""
    for key, value in front.items():
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, str | int | float) and not isinstance(entry, bool) and cleaned(str(entry)):
                yield key, cleaned(str(entry))


def _rendered(text: str) -> str:
    """Return the HTML. Paragraphs made to exhaust the renderer lose their links, not their words."""
    paragraphs = _NESTED.sub("", text).split("\n\n")
    tame = (
        _MARKS_OF_ALL.sub(" ", part) if part.count("[") + part.count("<") + part.count("\n:") > MAX_MARKS else part
        for part in paragraphs
    )
    try:
        return markdown.markdown("\n\n".join(tame), extensions=_EXTENSIONS)
    except RecursionError as error:
        raise RefusedError("too_deep", limit=MAX_DEPTH) from error


def _tree(html: str) -> Node:
    """Return rendered Markdown as the tree that pages are read from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # Markdown may hold any tags
        soup = BeautifulSoup(html, "html.parser")
    root = Node("body", {}, None)
    _copy(soup, root, 0)
    root.measure()
    return root


def _copy(source: Tag, target: Node, depth: int) -> None:
    for child in source.children:
        if isinstance(child, Tag):
            if child.name in NEVER or depth > MAX_DEPTH:
                continue
            node = Node(
                child.name,
                {key: " ".join(value) if isinstance(value, list) else str(value) for key, value in child.attrs.items()},
                None,
            )
            _copy(child, node, depth + 1)
            node.measure()
            target.children.append(node)
        elif isinstance(child, NavigableString) and not isinstance(child, Comment):
            target.children.append(Text(str(child), len("".join(child.split())), None))


def _placed(blocks: Sequence[Block], source: str, first_line: int) -> list[Block]:
    """Give each block the line of the file on which its first words stand, looked for after the block before it.

    The renderer keeps no places, and the source holds marks that the text does not: both are compared by their words.
    """
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(source.split("\n"), start=1):
        if number >= first_line:
            found = normalised(_MARKS.sub(" ", line)).split()
            words += found
            lines += [number] * len(found)
    result: list[Block] = []
    at = 0
    for block in blocks:
        sought = normalised(_MARKS.sub(" ", block.text)).split()
        found_at = _find(words, sought[:6], at) if sought else None
        if found_at is None and sought:
            found_at = _find(words, sought[:2], at)
        if found_at is None:
            result.append(block)
            continue
        result.append(replace(block, place=replace(block.place, line=lines[found_at])))
        at = found_at + max(len(sought), 1)
    return result


def _find(words: Sequence[str], sought: Sequence[str], start: int) -> int | None:
    """Return the first index from `start` at which the sought words follow each other."""
    first, size = sought[0], len(sought)
    for at in range(start, len(words) - size + 1):
        if words[at] == first and list(words[at : at + size]) == list(sought):
            return at
    return None
