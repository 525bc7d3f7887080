"""On which line of which file a finding of a change stands: the line that the change touched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from auditor.change import Base, Repository, Touched, touched, where
from auditor.model import Finding, Place, Results
from auditor.pipeline.written import Writing
from auditor.settings import Settings

_MAX_BYTES: Final = 2_000_000
_SUPPORTED: Final = frozenset({"claim-unsubstantiated"})
"""Rules about what is missing beside a text."""


class Change:
    """The files of a change, read when they are asked for. Paths are as results have them: from the configuration."""

    def __init__(self, repo: Repository, base: Base, settings: Settings) -> None:
        self._repo = repo
        self._base = base
        self.writing = Writing(settings, repo.root)
        self._top = settings.folder.resolve().relative_to(repo.root).as_posix()
        self._known: dict[str, tuple[str, Touched] | None] = {}

    def file(self, path: str) -> tuple[str, Touched] | None:
        """Return a file as it is now and what was touched in it; None for one that is not there or not touched."""
        if path not in self._known:
            self._known[path] = self._read(posixpath.normpath(posixpath.join(self._top, path)))
        return self._known[path]

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """The paths of all files that the change adds or alters."""
        return tuple(posixpath.relpath(path, self._top) for path in self._repo.touched(self._base))

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return self._repo.renamed(self._base)

    def _read(self, path: str) -> tuple[str, Touched] | None:
        file = self._repo.root / path
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return None
        content = file.read_bytes()
        if b"\0" in content[:8192]:
            return None
        now = content.decode("utf-8-sig", errors="replace")
        earlier = self._repo.listed(self._base, self._renamed.get(path, path))
        blobs = list(earlier.values())
        before = self._repo.contents(blobs)[blobs[0]].decode("utf-8-sig", errors="replace") if blobs else None
        return None if before == now else (now, touched(before, now))


def put(finding: Finding, before: Results, after: Results, change: Change) -> Finding | None:
    """Return a finding with the place that the change touched, None where the change touches none of its texts.

    A finding about texts that stood there before can come up beside a change: what counts as a claim, or as the best
    evidence, depends on all texts together. Nobody who changed something else answers for that.

    A page of a build is looked up in the files that it is written in. Where what a promise rested on was taken out, the
    finding stands where that stood.
    """
    for place, text in _sides(finding, after):
        for known in (change.writing.of(finding, after, place), place):
            hit = _touched_line(known, text, change) if known is not None else None
            if hit is not None:
                return replace(finding, place=hit)
    lost = _lost(finding, before, after, change)
    if lost is not None:
        return replace(finding, place=lost)
    page = change.file(finding.place.path) if finding.place.path else None
    # What supports a boast stands near it and is no part of the finding.
    return finding if finding.rule in _SUPPORTED and page is not None and page[1].cut else None


def put_draft(finding: Finding, change: Change) -> Finding:
    """Return a finding about a draft, which is named after its file, with its place there."""
    name = finding.source or ""
    found = change.file(name)
    place = Place(path=name, line=1)
    for item in finding.evidence:
        if found is not None and item.source in {None, name}:
            on = where(found[0], item.text)
            if on:
                line = next((line for line in on if line in found[1].lines), on[0])
                return replace(finding, place=replace(place, line=line))
    return replace(finding, place=place)


def _sides(finding: Finding, after: Results) -> Iterator[tuple[Place, str]]:
    """Yield every place that the finding is about, the primary one first, with the words that stand there."""
    claims = {claim.id: claim for claim in after.claims}
    for ident in dict.fromkeys((finding.claim or "", *finding.claims)):
        if ident in claims:
            claim = claims[ident]
            yield claim.place, claim.text
            yield from ((place, claim.text) for _, place in claim.also_at)
    for item in finding.evidence:
        if item.place is not None:
            yield item.place, item.text


def _touched_line(place: Place, text: str, change: Change) -> Place | None:
    """Return the place on the first touched line among those that the text stands on."""
    found = change.file(place.path) if place.path is not None else None
    if found is None or place.path is None:
        return None
    now, lines = found
    on = where(now, text, near=place.line) or ((place.line,) if place.line else ())
    hit = next((line for line in on if line in lines.lines), None)
    return None if hit is None else replace(place, line=hit)


def _lost(finding: Finding, before: Results, after: Results, change: Change) -> Place | None:
    """Return where something stood that the change took out and that the claim rested on."""
    still = {item.text for verdict in after.verdicts for item in verdict.evidence}
    rested = [
        item.text
        for verdict in before.verdicts
        if verdict.claim == finding.claim
        for item in verdict.evidence
        if item.text not in still
    ]
    for path in change.touched if rested else ():
        found = change.file(path)
        for line, text in found[1].removed_at if found else ():
            if any(where(text, lost) for lost in rested):
                return Place(path=path, line=line)
    return None
