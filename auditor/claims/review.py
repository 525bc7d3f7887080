"""The adviser's hand: `claims.review.yaml`, in which a person accepts, rejects, corrects, merges and pins claims.

`write` adds the claims that are new at the end of the file and never touches what stands there, comments included.
`load` reads it, and says file and line where something is wrong. What a person decided outranks the model: `decide`
carries it out on the groups of statements that the run found. Entries are found again by the id of the wording, which
depends on its words alone, so a decision holds when kind, terms, page or line change.

    version: 1
    claims:
      - id: 3f2a9c11d0
        text: "Wij reageren binnen 24 uur op werkdagen."
        kind: promise
        decision: accept            # open, accept, reject or pin
        terms:
          - {metric: response_time, comparator: "<=", value: 24, unit: hour, calendar: working}
      - {id: 77aa01c2be, text: "...", kind: promise, decision: open, merge_into: 3f2a9c11d0}
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from auditor.claims.merge import Cluster, joined
from auditor.claims.review_terms import read_term
from auditor.claims.yaml_lines import Entry, entries, fail
from auditor.errors import ConfigError
from auditor.model import CLAIM_KINDS, Claim, ClaimKind, Term
from auditor.settings.model import Pinned

Verdict = Literal["open", "accept", "reject", "pin"]

_DECISIONS: Final = ("open", "accept", "reject", "pin")
_KEYS: Final = (
    "id",
    "text",
    "kind",
    "decision",
    "terms",
    "channels",
    "merge_into",
    "found",
    "confidence",
    "language",
    "note",
)
_HEAD: Final = """\
# What a person decided about the claims that auditor found. `auditor claims review` adds what is new at the end and
# changes nothing above it. Decide with these keys:
#   decision: open | accept | reject | pin     accept: it is a claim, of this kind and with these terms, as written here
#                                              pin: the same, also when the sentence is no longer found
#   kind, terms                                correct them here; they count once the decision is accept or pin
#   merge_into: ID                             says the same as that claim
version: 1
claims:
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the review file."""

    id: str
    text: str
    kind: ClaimKind
    decision: Verdict
    terms: tuple[Term, ...] | None
    channels: tuple[str, ...]
    merge_into: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """All entries of the review file, in its order."""

    entries: tuple[Decision, ...] = ()

    @property
    def wanted(self) -> frozenset[str]:
        """The ids of wordings that are claims because a person says so."""
        return frozenset(entry.id for entry in self.entries if entry.decision in {"accept", "pin"})

    @property
    def rejected(self) -> frozenset[str]:
        """The ids of wordings that are no claims because a person says so."""
        return frozenset(entry.id for entry in self.entries if entry.decision == "reject")

    @property
    def terms(self) -> dict[str, tuple[Term, ...]]:
        """The terms of what is pinned, as a person wrote them; they hold when the sentence has left the sources."""
        pinned = (entry for entry in self.entries if entry.decision == "pin" and entry.terms is not None)
        return {entry.id: entry.terms for entry in pinned if entry.terms is not None}

    def of(self, ids: Iterable[str]) -> Decision | None:
        """Return the entry for a group of wordings: the first that decides, else the first at all."""
        known = set(ids)
        mine = [entry for entry in self.entries if entry.id in known]
        return next(
            (entry for entry in mine if entry.decision != "open" or entry.merge_into), mine[0] if mine else None
        )


def load(path: Path, channels: Collection[str] | None = None) -> Decisions:
    """Return what the review file says; nothing where there is no file.

    Args:
        path: the review file.
        channels: the names that a channel may have; None where they are not known.

    Raises:
        ConfigError: the file is no YAML, or an entry cannot be used; the message names file and line.
    """
    if not path.is_file():
        return Decisions()
    found = [_decision(entry) for entry in entries(path, "claims")]
    first: dict[str, int] = {}
    for entry, decision in found:
        if decision.id in first:
            raise fail(entry, "id", f"the id {decision.id!r} stands in line {first[decision.id]} already")
        first[decision.id] = entry.line
    for entry, decision in found:
        if decision.merge_into is not None and (decision.merge_into not in first or decision.merge_into == decision.id):
            raise fail(entry, "merge_into", f"{decision.merge_into!r} is no id of another entry in this file")
        unknown = [name for name in decision.channels if channels is not None and name not in channels]
        if unknown:
            known = f"the social sources are {', '.join(sorted(channels or ()))}" if channels else "there are none"
            raise fail(entry, "channels", f"{unknown[0]!r} is no social source; {known}")
    return Decisions(tuple(decision for _, decision in found))


def decide(groups: Sequence[Cluster], decisions: Decisions) -> tuple[list[Cluster], list[Pinned]]:
    """Return the groups as a person decided, and the claims that a person pinned."""
    kept: list[Cluster] = []
    merges: list[tuple[Cluster, str]] = []
    for group in groups:
        entry = decisions.of(group.ids)
        if entry is None or (entry.decision == "open" and not entry.merge_into):
            kept.append(group)
        elif entry.decision == "reject":
            continue
        elif entry.merge_into:
            merges.append((group, entry.merge_into))
        else:
            terms = group.terms if entry.terms is None else entry.terms
            decided = replace(group, id=entry.id, kind=entry.kind, terms=terms, channels=entry.channels)
            kept.append(replace(decided, decided_by="person"))
    for group, target in merges:
        at = next((index for index, one in enumerate(kept) if target in one.ids), None)
        if at is None and target in decisions.rejected:
            continue  # it says the same as what is none
        if at is None:  # the claim it was merged into is gone from the sources: it stands for itself again
            kept.append(group)
        else:
            kept[at] = joined(kept[at], group)
    pins = [
        Pinned(id=entry.id, kind=entry.kind, text=entry.text, channels=entry.channels, language=entry.language)
        for entry in decisions.entries
        if entry.decision == "pin"
    ]
    return kept, pins


def write(claims: Sequence[Claim], path: Path) -> int:
    """Add the claims that the review file does not have yet at its end; return how many were added.

    Raises:
        ConfigError: what stands in the file cannot be read.
    """
    known = {entry.id for entry in load(path).entries}
    new = [claim for claim in claims if claim.id not in known]
    if not new:
        return 0
    before = _as_written(path) if path.is_file() else _HEAD
    text = _ready(before) + "".join(_entry(claim) for claim in new)
    _check_whole(path, text, len(known) + len(new))
    if "\r\n" in before:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    # Beside it first, so that a full disk or a power cut costs no decision.
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
    part.replace(path)
    return len(new)


def _as_written(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _ready(text: str) -> str:
    """Return the text of a review file so that entries can be added at its end."""
    if text and not text.endswith("\n"):
        text += "\n"
    if "claims" not in (yaml.safe_load(text) or {}):
        return text + "claims:\n"
    return re.sub(r"^claims:[ \t]*\[[ \t]*\][ \t]*$", "claims:", text, flags=re.MULTILINE)


def _check_whole(path: Path, text: str, count: int) -> None:
    """Raise ConfigError where the end of the file is no place for another entry, before anything is written."""
    try:
        held = (yaml.safe_load(text) or {}).get("claims") or []
    except yaml.YAMLError:
        held = []
    if len(held) != count:
        raise ConfigError(
            f"{path}: new claims cannot be added at the end of this file.",
            advice="Let the list `claims:` be the last key, with its entries indented by two spaces.",
        )


def _entry(claim: Claim) -> str:
    where = claim.place.path or claim.place.url or ""
    line = f":{claim.place.line}" if claim.place.line else f" page {claim.place.page}" if claim.place.page else ""
    more = f" and {len(claim.also_at)} more" if claim.also_at else ""
    rows = [
        f"  - id: {_scalar(claim.id)}",
        f"    text: {_scalar(claim.text)}",
        f"    kind: {claim.kind}",
        "    decision: open",
        f"    found: {_scalar(f'{claim.source}: {where}{line}{more}')}",
    ]
    if claim.terms:
        rows.append("    terms:")
        rows += [f"      - {json.dumps(_term_row(term), ensure_ascii=False)}" for term in claim.terms]
    return "\n".join(rows) + "\n"


def _scalar(text: str) -> str:
    """Return `text` as a double-quoted YAML scalar; JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)


def _term_row(term: Term) -> dict[str, Any]:
    # A number is always written: "free" has the value 0, which equals False.
    row: dict[str, Any] = {
        name: value
        for name, value in asdict(term).items()
        if isinstance(value, float) or value not in (None, (), False, "", "none")
    }
    if "scope" in row:
        row["scope"] = list(row["scope"])
    return row


def _decision(entry: Entry) -> tuple[Entry, Decision]:
    entry.refuse_unknown(_KEYS)
    kind = entry.one_of("kind", CLAIM_KINDS)
    decision = entry.one_of("decision", _DECISIONS, default="open")
    terms = entry.mappings("terms")
    return entry, Decision(
        id=entry.text("id"),
        text=entry.text("text"),
        kind=kind,  # type: ignore[arg-type]  # one_of returns one of CLAIM_KINDS
        decision=decision,  # type: ignore[arg-type]  # and one of _DECISIONS
        terms=None if terms is None else tuple(read_term(entry, f"terms.{k}", row) for k, row in enumerate(terms)),
        channels=entry.texts("channels"),
        merge_into=entry.text("merge_into", required=False) or None,
        language=entry.text("language", required=False) or None,
    )
