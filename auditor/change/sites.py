"""Which files the pages of a built site come from: Hugo, Jekyll, Eleventy, MkDocs, or a pattern of one's own.

Nothing is built here. The texts stand in the Markdown and template files, and these are read as they are: front matter
is stepped over line by line, template commands are blanked, drafts are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from auditor.settings import Settings, Source

GENERATORS: Final = ("hugo", "jekyll", "eleventy", "mkdocs")
"""What `source_map` may say besides `auto`, `off` and patterns."""
_MARKDOWN: Final = (".md", ".markdown")
_TEMPLATES: Final = (".html", ".htm", ".xhtml", ".njk", ".liquid", ".hbs", ".webc", ".mustache", ".ejs")
_SIGNS: Final = {
    "hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default", "config.toml"),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
    "eleventy": (
        ".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts",
    ),
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
}  # fmt: skip
# Folders that hold no pages: builds, packages, data.
_NEVER: Final = frozenset({
    "_site", "node_modules", "vendor", "_sass", "_data", "_drafts", "public", "resources", ".git", "__pycache__",
    ".venv", "venv",
})  # fmt: skip
_FRONT: Final = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMANDS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<%.*?%>", re.DOTALL)
_DRAFT: Final = re.compile(
    r"(?mi)^\s*[\"']?(?:draft[\"']?\s*[:=]\s*true|published[\"']?\s*[:=]\s*false|permalink[\"']?\s*[:=]\s*false)\s*$"
)
_MAX_FRONT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where the texts of a site are written. Paths are relative to `folder`, with forward slashes."""

    generator: str
    """A generator's name, or "pattern"."""
    folder: Path
    roots: tuple[str, ...]
    """Folders below which pages and templates lie; "" for `folder` itself."""
    build: str = ""
    """The folder that the generator writes to, which holds no sources; "" where it lies elsewhere."""
    patterns: tuple[str, ...] = ()
    """Of page to file, such as content/{path}.md."""

    def holds(self, path: str) -> bool:
        """Whether a file (relative to `folder`) is one that pages are made from."""
        if not path.lower().endswith((*_MARKDOWN, *_TEMPLATES)):
            return False
        parts = path.split("/")
        if self.build and path.startswith(f"{self.build}/"):
            return False
        if self.generator != "hugo" and _NEVER & set(parts[:-1]):
            return False
        return any(not root or path.startswith(f"{root}/") for root in self.roots)

    def candidates(self, page: str) -> list[str]:
        """Return the files that a page (its path on the web, or in the build) may come from, the likeliest first."""
        path = re.sub(r"(?:^|/)index\.x?html?$|\.x?html?$", "", page.strip("/")).strip("/")
        name = path.rpartition("/")[2]
        found: list[str] = []
        for pattern in self.patterns:
            for variant in (path, f"{path}/index", f"{path}/_index", f"{path}/README"):
                filled = pattern.replace("{path}", variant.strip("/")).replace("{name}", name or "index")
                found.append(posixpath.normpath(filled))
        return list(dict.fromkeys(found))


def source_map(chosen: Sequence[str], build: Path | None, folder: Path, top: Path) -> SourceMap | None:
    """Return where the texts of a site are written, None where nobody knows.

    Args:
        chosen: `source_map` of the source: patterns, a generator's name, `auto`, `off`; empty for `auto`.
        build: the folder of the static build, if it is one.
        folder: of the configuration; patterns count from it.
        top: the highest folder that is looked into for a generator's configuration.
    """
    if chosen and chosen[0] == "off":
        return None
    patterns = tuple(pattern for pattern in chosen if "{" in pattern)
    if patterns:
        roots = tuple(dict.fromkeys(pattern.partition("{")[0].rpartition("/")[0] for pattern in patterns))
        return SourceMap("pattern", folder, roots, _below(build, folder), patterns)
    wanted = [name for name in chosen if name in GENERATORS] or list(GENERATORS)
    for place in _upwards(build, folder, top):
        for name in wanted:
            if any((place / sign).exists() for sign in _SIGNS[name]) and (made := _made(name, place)) is not None:
                return replace(made, build=_below(build, place))
    return None


def map_of(source: Source, settings: Settings, top: Path) -> SourceMap | None:
    """Return where the pages of a website or build are written; a website only says so with `source_map`."""
    if source.kind == "static" or (source.kind == "web" and source.source_map):
        return source_map(source.source_map, source.path, settings.folder, top)
    return None


def _upwards(build: Path | None, folder: Path, top: Path) -> Iterable[Path]:
    """Yield the folders in which a generator may be configured: above the build, then that of the configuration."""
    seen = set()
    for start in (build.parent if build else None, folder):
        place = start.resolve() if start else None
        while place is not None and place.is_relative_to(top):
            if place not in seen:
                seen.add(place)
                yield place
            place = place.parent if place != top else None


def _below(build: Path | None, folder: Path) -> str:
    place = build.resolve() if build else None
    inside = place is not None and place.is_relative_to(folder.resolve()) and place != folder.resolve()
    return place.relative_to(folder.resolve()).as_posix() if place is not None and inside else ""


def _made(name: str, place: Path) -> SourceMap | None:
    if name == "hugo":
        content = _setting(place, ("hugo.toml", "config.toml", "hugo.yaml", "hugo.yml"), "contentDir") or "content"
        if not (place / content).is_dir():
            return None  # any tool may have a config.toml
        return SourceMap(
            name, place, (content, "layouts"), patterns=(f"{content}/{{path}}.md", f"{content}/{{path}}.html")
        )
    if name == "jekyll":
        root = (_setting(place, _SIGNS[name], "source") or "").strip("./")
        start = f"{root}/" if root else ""
        return SourceMap(
            name, place, (root,), patterns=tuple(f"{start}{{path}}{end}" for end in (".md", ".markdown", ".html"))
        )
    if name == "eleventy":
        root = (_setting(place, _SIGNS[name], "input") or "").strip("./")
        start = f"{root}/" if root else ""
        return SourceMap(
            name, place, (root,), patterns=tuple(f"{start}{{path}}{end}" for end in (".md", ".njk", ".liquid", ".html"))
        )
    docs = (_setting(place, _SIGNS[name], "docs_dir") or "docs").strip("./")
    return SourceMap(name, place, (docs,), patterns=(f"{docs}/{{path}}.md",))


def _setting(place: Path, files: Sequence[str], key: str) -> str | None:
    """Return a plain text setting of a generator's configuration, whatever its notation; None where it has none."""
    said = re.compile(rf"(?m)^[ \t{{]*[\"']?{key}[\"']?\s*[:=]\s*[\"']?([\w./-]+)|\b{key}\s*:\s*[\"']([\w./-]+)[\"']")
    for name in files:
        file = place / name
        if file.is_file() and file.stat().st_size <= 1_000_000:
            match = said.search(file.read_text(encoding="utf-8", errors="replace"))
            if match:
                return match[1] or match[2]
    return None


def readable(path: str, content: bytes) -> tuple[str, bytes] | None:
    """Return a source file as the readers take it, under a name that says its type; None where it makes no page.

    Lines stay where they are. Markdown keeps its front matter, which its reader knows; in templates it is blanked, and
    commands with it.
    """
    text = content.decode("utf-8-sig", errors="replace")
    front = _FRONT.match(text)
    if front is not None and len(front[2]) <= _MAX_FRONT and is_draft(front[2], yaml_notation=front[1] == "---"):
        return None
    if path.lower().endswith(_MARKDOWN):
        return path, content
    end = front.end() if front else 0
    plain = "\n" * text.count("\n", 0, end) + _COMMANDS.sub(lambda found: "\n" * found[0].count("\n"), text[end:])
    named = path if path.lower().endswith((".html", ".htm", ".xhtml")) else f"{path}.html"
    return named, plain.encode()


def body(text: str) -> str:
    """Return a text without its front matter."""
    front = _FRONT.match(text)
    return text[front.end() :] if front else text


def is_draft(front: str, *, yaml_notation: bool = True) -> bool:
    """Whether front matter says that the page is not published: draft, published: false, permalink: false."""
    if yaml_notation and not re.search(r"(?m)^\s*[\w-]+:\s*[&*]\w", front):  # aliases can explode
        try:
            loaded: Any = yaml.safe_load(front)
        except yaml.YAMLError:
            loaded = None
        if isinstance(loaded, dict):
            said = {str(key).lower(): value for key, value in loaded.items()}
            return said.get("draft") is True or said.get("published") is False or said.get("permalink") is False
    return _DRAFT.search(front) is not None
