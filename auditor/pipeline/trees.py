"""The files of the sources as they were at a commit, and as they are now, laid out so that the readers can read them.

Only files that git knows (or would not ignore) are taken. A static build that is not kept in git cannot be known for
the base, so its Markdown and templates are read on both sides instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from auditor.change import Base, Repository, SourceMap, map_of, readable
from auditor.collect import collect
from auditor.collect.pseudonyms import KEY_FILE
from auditor.settings import Settings, Source

BEFORE: Final = "was--"
"""Stands before the name of a source as it was at the base."""
MAX_BYTES: Final = 32 * 2**20
"""Of one file; the readers take no larger ones."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A source that is read from git. `written` is where its pages are written, None to read `folder` as it is."""

    source: Source
    folder: str
    """Relative to the root of the repository; "" for the root itself."""
    written: SourceMap | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Which sources are read from git, which stay as the snapshot has them, and which are left out."""

    read: tuple[Planned, ...]
    settings: Settings
    """With the sources that take part."""
    unknown: tuple[str, ...] = ()
    """Names of sources on disk that git does not keep and whose pages are written nobody knows where."""


@dataclass(frozen=True, slots=True)
class Trees:
    """The sources as they are and, where the change touches them, as they were, laid out in one folder."""

    settings: Settings
    """What to collect: every source by its own name, and as it was with `BEFORE` in front of it."""
    paths: dict[str, str]
    """From the name that the readers see to the one that people know, relative to the configuration."""
    differ: bool
    """Whether the change touches any of them; if not, only the sources as they are were laid out."""


def plan(settings: Settings, repo: Repository, base: Base) -> Plan:
    """Decide for each source where a change to it would show."""
    planned: list[Planned] = []
    unknown: list[str] = []
    for source in settings.sources:
        found = _planned(source, settings, repo, base)
        if found is not None:
            planned.append(found)
        elif source.path is not None and source.role == "owned":
            unknown.append(source.name)
    # The published form of what is read from git holds the old text until the change is published.
    hosts = {urlsplit(item.source.base_url or "").hostname for item in planned} - {None}
    names = {item.source.name for item in planned}
    taking_part = tuple(
        source
        for source in settings.sources
        if source.name in names or source.kind != "web" or urlsplit(source.url or "").hostname not in hosts
    )
    return Plan(tuple(planned), settings.model_copy(update={"sources": taking_part}), tuple(unknown))


def _planned(source: Source, settings: Settings, repo: Repository, base: Base) -> Planned | None:
    path = source.path.resolve() if source.path is not None else None
    inside = path is not None and path.is_relative_to(repo.root)
    folder = _relative(path, repo) if path is not None and inside else ""
    kept = inside and bool(repo.listed(base, folder))
    if kept and source.role == "owned" and not source.source_map:
        return Planned(source, folder)
    written = map_of(source, settings, repo.root)
    if written is not None:
        return Planned(source, _relative(written.folder.resolve(), repo), written)
    if source.role == "social" and kept and not repo.changed(base, folder):
        return None  # the snapshot holds it, and an export can be large
    if kept or (inside and source.kind != "static" and repo.present(folder)):
        return Planned(source, folder)
    return None


def lay_out(plan: Plan, repo: Repository, base: Base, folder: Path) -> Trees:
    """Write the files of both sides into a folder, each source into one of its own."""
    paths: dict[str, str] = {}
    now = [_laid(item, item.source.name, _present(item, repo), plan, repo, folder, paths) for item in plan.read]
    was = [
        _laid(item, f"{BEFORE}{item.source.name}", _listed(item, repo, base), plan, repo, folder, paths)
        for item in plan.read
    ]
    differ = [hashes for _, hashes in now] != [hashes for _, hashes in was]
    sources = tuple(source for source, _ in (*now, *(was if differ else ())))
    settings = plan.settings.model_copy(update={"file": folder.resolve() / "auditor.yaml", "sources": sources})
    return Trees(settings, paths, differ)


def collected(trees: Trees, workspace: Path) -> Path:
    """Read them into a snapshot of its own, with the pseudonyms of the workspace, and return where that is."""
    own = trees.settings.workspace
    own.mkdir(parents=True, exist_ok=True)
    if (workspace / KEY_FILE).is_file():
        shutil.copyfile(workspace / KEY_FILE, own / KEY_FILE)
    collect(trees.settings)
    return own


def _present(item: Planned, repo: Repository) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the files of a source in the working tree."""
    for path in repo.present(item.folder):
        if _wanted(path, item) and (repo.root / path).stat().st_size <= MAX_BYTES:
            yield path, repo.lfs((repo.root / path).read_bytes())


def _listed(item: Planned, repo: Repository, base: Base) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the files of a source at the base."""
    blobs = {path: blob for path, blob in sorted(repo.listed(base, item.folder).items()) if _wanted(path, item)}
    contents = repo.contents(list(blobs.values()))
    for path, blob in blobs.items():
        if len(contents[blob]) <= MAX_BYTES:
            yield path, repo.lfs(contents[blob])


def _laid(  # noqa: PLR0913, PLR0917 - a source, its files, and where they go
    item: Planned,
    name: str,
    files: Iterable[tuple[str, bytes]],
    plan: Plan,
    repo: Repository,
    folder: Path,
    paths: dict[str, str],
) -> tuple[Source, dict[str, str]]:
    """Write the files of a source, and return it as it is to be read from there, with the hashes of the files."""
    hashes: dict[str, str] = {}
    for path, content in files:
        made = (path, content) if item.written is None else readable(path, content)
        if made is None:
            continue
        own = f"{name}/{made[0]}"
        target = folder / own
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made[1])
        paths[own] = known_path(path, plan.settings, repo)
        hashes[path] = hashlib.sha256(made[1]).hexdigest()
    where = folder / name / item.folder
    if not where.exists() and not (repo.root / item.folder).is_file():
        where.mkdir(parents=True)  # all its files are gone, which is not the same as a wrong path
    update: dict[str, object] = {"name": name, "path": where.resolve()}
    if item.written is not None:  # its patterns are about pages and not about files
        update |= {"kind": "files", "include": (), "exclude": ()}
    return item.source.model_copy(update=update), hashes


def known_path(path: str, settings: Settings, repo: Repository) -> str:
    """Return a path of the repository as it stands in results: from the folder of the configuration."""
    return PurePosixPath(os.path.relpath(repo.root / path, settings.folder.resolve())).as_posix()


def _wanted(path: str, item: Planned) -> bool:
    if item.written is None:
        return True
    return item.written.holds(path.removeprefix(f"{item.folder}/") if item.folder else path)


def _relative(path: Path, repo: Repository) -> str:
    text = path.relative_to(repo.root).as_posix()
    return "" if text == "." else text
