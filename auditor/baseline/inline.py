"""Findings that a comment in the page accepts: `<!-- auditor: ignore promise-unbacked until 2027-05-01: reason -->`.

It is about the findings of that rule whose primary place is in the element or paragraph that follows the comment, or
anywhere on the page where the comment stands before the first heading. Texts are compared and not lines: a page without
line ends has one line only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from auditor.baseline.entries import counts
from auditor.model import Acceptance, Claim, Document, Finding, Place, normalised

_SAID: Final = re.compile(
    r"auditor:\s*ignore\s+(?P<rules>[a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)(?:\s+until\s+(?P<until>[^\s:]+))?\s*"
    r"(?::\s*(?P<note>.*))?",
    re.IGNORECASE,
)
_PROBLEMS: Final = {
    "unclear": {
        "nl": "niet begrepen; schrijf `auditor: ignore REGEL until DATUM: reden`",
        "en": "not understood; write `auditor: ignore RULE until DATE: reason`",
    },
    "rule": {"nl": "onbekende regel {name}", "en": "unknown rule {name}"},
    "date": {"nl": "{name} is geen datum zoals 2027-05-01", "en": "{name} is no date such as 2027-05-01"},
}


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings in their order, those accepted marked, and the comments that did nothing, each in words."""

    findings: tuple[Finding, ...]
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Comment:
    where: str
    said: str
    document: Document
    text: str | None
    """Its letters and digits without spaces; None for the whole page."""
    rules: tuple[str, ...] = ()
    until: date | None = None
    note: str = ""
    problem: str = ""

    @property
    def acceptance(self) -> Acceptance:
        return Acceptance("inline", "acknowledged", self.note, self.until.isoformat() if self.until else None)


def suppress(  # noqa: PLR0913 - what is accepted, by what, and when; the rest is named
    findings: Sequence[Finding],
    documents: Sequence[Document],
    now: datetime,
    *,
    claims: Mapping[str, Claim],
    rules: Collection[str],
    language: Literal["nl", "en"] = "en",
) -> Suppressed:
    """Mark the findings that comments in the documents accept on the day of `now`; none is dropped.

    Args:
        findings: of all rules.
        documents: of the owned sources.
        now: in the organisation's time zone.
        claims: by id; a finding about a claim stands where the claim stands.
        rules: the ids that a comment may name.
        language: of the words about comments that did nothing.
    """
    comments = [_read(document, *pair, rules, language) for document in documents for pair in document.ignores]
    used: set[int] = set()
    marked: list[Finding] = []
    for finding in findings:
        hits = [at for at, comment in enumerate(comments) if _is_about(comment, finding, claims)]
        used.update(hits)
        marked.append(_accepted(finding, [comments[at] for at in hits], now.date()))
    stale = tuple(
        f"{comment.where}: <!-- {comment.said} -->" + (f" ({comment.problem})" if comment.problem else "")
        for at, comment in enumerate(comments)
        if at not in used
    )
    return Suppressed(tuple(marked), stale)


def _read(
    document: Document, said: str, text: str | None, rules: Collection[str], language: Literal["nl", "en"]
) -> _Comment:
    found = _SAID.fullmatch(said)
    comment = _Comment(
        document.path or document.url or document.id, said, document, None if text is None else _bare(text)
    )
    if found is None:
        return replace(comment, problem=_PROBLEMS["unclear"][language])
    named = tuple(name.strip().lower() for name in found["rules"].split(","))
    unknown = next((name for name in named if name not in rules), None)
    if unknown is not None:
        return replace(comment, problem=_PROBLEMS["rule"][language].format(name=unknown))
    until = None
    if found["until"]:
        try:
            until = date.fromisoformat(found["until"])
        except ValueError:
            return replace(comment, problem=_PROBLEMS["date"][language].format(name=found["until"]))
    return replace(comment, rules=named, until=until, note=(found["note"] or "").strip())


def _is_about(comment: _Comment, finding: Finding, claims: Mapping[str, Claim]) -> bool:
    if finding.rule not in comment.rules or not _on_page(finding.place, comment.document):
        return False
    if comment.text is None:
        return True
    return any(words and words in comment.text for words in map(_bare, _texts(finding, claims)))


def _on_page(place: Place, document: Document) -> bool:
    if place.path is not None and document.path is not None:
        return place.path == document.path
    return place.url is not None and place.url == document.url


def _texts(finding: Finding, claims: Mapping[str, Claim]) -> Iterator[str]:
    """Yield the words that stand at the finding's primary place."""
    for ident in (finding.claim or "", *finding.claims):
        if ident in claims and claims[ident].place == finding.place:
            yield claims[ident].text
    yield from (item.text for item in finding.evidence if item.place == finding.place)


def _accepted(finding: Finding, comments: Sequence[_Comment], today: date) -> Finding:
    """Return the finding as its comments leave it: one that still holds is enough."""
    if not comments or not counts(finding):
        return finding
    holding = [comment for comment in comments if comment.until is None or today <= comment.until]
    if holding:
        return replace(finding, status="baselined", accepted=holding[0].acceptance)
    return replace(finding, accepted=comments[0].acceptance)


def _bare(text: str) -> str:
    return normalised(text).replace(" ", "")
