"""Editions of one document that stand beside each other: version 1.3 and version 1.8 of the same conditions.

Two documents are editions of one when both give a version, their titles are the same but for versions and dates, and
they share most of what they say. Which is newer follows from the version alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.model import RUNNING_HEADER, Statement, normalised
from auditor.text.quantities import read_terms
from auditor.text.words import words

if TYPE_CHECKING:
    from auditor.model import Place
    from auditor.rules.base import Audit

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}(?![\w%]|\.\d)"
_VERSION = re.compile(rf"(?<![\w.])(?:version|versie|release|revision|revisie|v)\.?\s?({_NUMBER})", re.IGNORECASE)
_IN_FILE_NAME = re.compile(r"(?<![a-z])(?:v|version|versie)[ ._-]?(\d{1,3}(?:\.\d{1,3}){0,3})(?!\d)", re.IGNORECASE)
_DATE = re.compile(
    r"\d{1,2}[\s-]+[^\W\d_]{3,12}[\s-]+(?:19|20)\d\d|[^\W\d_]{3,12}[\s-]+\d{1,2},?[\s-]+(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d"
)
_OPENING: Final = 3
_MAX_WORDS: Final = 12
"""A sentence of the body that is longer speaks of some version, but is no label."""
_ALIKE: Final = 0.5
"""The least share of word trigrams of the shorter document that the other has too."""
_SAME_SENTENCE: Final = 0.5
"""The least share of words that a sentence and its later wording have in common (Jaccard)."""
_MIN_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Edition:
    """A document with its version, and what it says."""

    title: str
    version: tuple[int, ...]
    shown: str
    """The version and date as they are written."""
    said: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """Its first statement, for source and place."""
        return self.said[0]

    @property
    def place(self) -> Place:
        """The place of the document."""
        return self.first.place


@dataclass(frozen=True, slots=True)
class Outdated:
    """An older edition, the newest one, and what the older says that the newest does not, most telling first."""

    old: Edition
    new: Edition
    dropped: tuple[Statement, ...]
    added: tuple[Statement, ...]
    """What the newest says that the older does not."""
    named_by: Statement | None = None
    """Where another owned page names the version of the newest."""


def outdated(audit: Audit) -> Iterator[Outdated]:
    """Yield every older edition that differs from the newest of the same document, in the order of the documents."""
    groups: dict[str, list[Edition]] = defaultdict(list)
    for edition in _editions(audit):
        groups[edition.title].append(edition)
    for title, same in groups.items():
        newest = max(same, key=lambda edition: edition.version)
        for old in same:
            if old.version < newest.version and _alike(old, newest):
                dropped, added = _missing(old, newest), _missing(newest, old)
                if dropped or added:
                    yield Outdated(old, newest, dropped, added, _named(title, newest, same, audit))


def _editions(audit: Audit) -> Iterator[Edition]:
    headers = {
        (document.source, document.id): value
        for document in audit.documents
        for key, value in document.facts
        if key == RUNNING_HEADER
    }
    documents: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in audit.statements:
        documents[statement.source, statement.document].append(statement)
    for key, said in documents.items():
        found = _version(said, headers.get(key, ""))
        if found is not None and (title := _title(said[0])):
            version, shown = found
            yield Edition(title, version, shown, tuple(said))


def _version(said: Sequence[Statement], header: str) -> tuple[tuple[int, ...], str] | None:
    """Return the version of a document, and how it is written: in its header, at its beginning or in its file name."""
    opening = [s.text for s in said[:_OPENING] if len(s.text.split()) <= _MAX_WORDS]
    name = (said[0].place.path or said[0].place.url or "").rstrip("/").rpartition("/")[2]
    for text, pattern in (*((text, _VERSION) for text in (header, *opening)), (name, _IN_FILE_NAME)):
        if match := pattern.search(text):
            date = _DATE.search(text)
            shown = f"{match[1]} ({date.group()})" if date else match[1]
            return tuple(int(part) for part in match[1].split(".")), shown
    return None


def _title(statement: Statement) -> str:
    """Return the title of a document without version and date: what its editions have in common."""
    return normalised(_DATE.sub(" ", _VERSION.sub(" ", statement.title or "")))


def _alike(first: Edition, second: Edition) -> bool:
    one, other = _trigrams(first), _trigrams(second)
    return bool(one and other) and len(one & other) >= _ALIKE * min(len(one), len(other))


def _trigrams(edition: Edition) -> set[tuple[str, ...]]:
    found = [word for statement in edition.said for word in words(statement.text.lower())]
    return set(zip(found, found[1:], found[2:], strict=False))


def _missing(one: Edition, other: Edition) -> tuple[Statement, ...]:
    """Return the sentences of one edition that the other has in no wording: those with terms first."""
    kept = {normalised(statement.text) for statement in other.said}
    theirs = [set(words(statement.text.lower())) for statement in other.said]
    gone = []
    for statement in one.said:
        own = set(words(statement.text.lower()))
        whole = statement.block_kind != "heading" and not statement.text.rstrip().endswith(":")
        if not whole or len(own) < _MIN_WORDS or normalised(statement.text) in kept:
            continue
        nearest = max((len(own & their) / len(own | their) for their in theirs if their), default=0.0)
        if nearest < _SAME_SENTENCE:
            gone.append(statement)
    return tuple(sorted(gone, key=lambda statement: not read_terms(statement.text, statement.language or "en")))


def _named(title: str, newest: Edition, same: Sequence[Edition], audit: Audit) -> Statement | None:
    """Return a statement of another document that names the document with the version of the newest edition."""
    of_editions: Mapping[tuple[str, str], bool] = {(e.first.source, e.first.document): True for e in same}
    for statement in audit.statements:
        if (statement.source, statement.document) in of_editions or title not in normalised(statement.text):
            continue
        match = _VERSION.search(statement.text)
        if match and tuple(int(part) for part in match[1].split(".")) == newest.version:
            return statement
    return None
