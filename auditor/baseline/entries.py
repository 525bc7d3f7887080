"""What a baseline holds, and how a finding becomes an entry of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from auditor.model import Acceptance, AcceptedBecause, Claim, Finding

_NOT_QUOTED: Final = frozenset({"complaint", "measured"})
ONLY_IN_CHANGES: Final = frozenset({"promise-changed"})
"""Rules about what stood there before, which only a change can tell."""
REASONS: Final[tuple[AcceptedBecause, ...]] = get_args(AcceptedBecause)


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding. `id` decides; rule, channel and claim are there for the people who read the file."""

    id: str
    rule: str
    channel: str
    """The source of the finding; empty where it is about none."""
    claim: str
    reason: AcceptedBecause = "acknowledged"
    note: str = ""
    until: date | None = None
    """The last day on which it holds."""
    line: int | None = None
    """Where it stands in the file that it was read from. Never written."""

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and today > self.until

    @property
    def acceptance(self) -> Acceptance:
        """What the finding is told about it."""
        return Acceptance("baseline", self.reason, self.note, self.until.isoformat() if self.until else None)

    def __str__(self) -> str:
        about = f"{self.rule} ({self.channel})" if self.channel else self.rule
        return f"{self.id} {about}: {self.claim}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted findings, sorted by id, and the model that made them."""

    model: str
    revision: str
    entries: tuple[Entry, ...] = ()


def counts(finding: Finding) -> bool:
    """Whether a finding can be accepted: notes say what limits the audit, and never fail it."""
    return finding.level != "note"


ACKNOWLEDGED: Final = Acceptance("baseline", "acknowledged")


def entry_of(finding: Finding, claims: Mapping[str, Claim], why: Acceptance = ACKNOWLEDGED) -> Entry:
    """Return the entry that accepts a finding. `claims` are those of its results, by id."""
    until = date.fromisoformat(why.until) if why.until else None
    return Entry(finding.id, finding.rule, finding.source or "", _about(finding, claims), why.reason, why.note, until)


def _about(finding: Finding, claims: Mapping[str, Claim]) -> str:
    """Return the claim's text, else the organisation's own words that the finding quotes, else its title.

    Messages hold counts that change from run to run, and a customer's words have no place in a repository.
    """
    claim = claims.get(finding.claim or "")
    if claim is not None:
        return " ".join(claim.text.split())
    own = (item.text for item in finding.evidence if item.author_is_org and item.relation not in _NOT_QUOTED)
    return " ".join(next(own, finding.title).split())


def flat(text: str) -> str:
    """Return a model's name or revision as it stands in the first line of the file: without spaces."""
    return "".join(char if char.isprintable() and not char.isspace() else "_" for char in text) or "unknown"
