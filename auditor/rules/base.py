"""What a rule is, and everything it may look at.

A rule is one file with one class: what it is called, when it fires, why that matters, what to do, which facts it
`needs`, and `run`, a pure function from an audit to findings. Levels and the values of options come from the
configuration, never from the rule. Adding a rule: this file, a line in registry.py, a line in config/default.yaml,
tests/cases/<rule>.yaml and docs/rules/<rule>.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from auditor.model import Evidence, Finding, Place, normalised, stable_id
from auditor.rules.wording import Language, Text

if TYPE_CHECKING:
    from datetime import datetime

    from auditor.model import (
        Claim,
        Conversation,
        Document,
        Encode,
        OwnedConflict,
        Relation,
        SourceReport,
        Statement,
        Verdict,
        WebcareFigures,
    )
    from auditor.settings.model import Settings

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything that was read, judged and measured: what rules look at."""

    settings: Settings
    now: datetime
    claims: Sequence[Claim] = ()
    verdicts: Sequence[Verdict] = ()
    sources: Sequence[SourceReport] = ()
    webcare: Sequence[WebcareFigures] = ()
    conversations: Mapping[str, Sequence[Conversation]] = field(default_factory=dict)
    """By social source."""
    documents: Sequence[Document] = ()
    """Of the owned sources, for their metadata facts."""
    statements: Sequence[Statement] = ()
    """Of the owned sources."""
    social: Mapping[str, Sequence[Statement]] = field(default_factory=dict)
    """By social source, with those of customers."""
    conflicts: Sequence[OwnedConflict] = ()
    """Pairs of owned claims with other terms (`terms`) or another mission or vision (`mission`)."""
    earlier: Sequence[Claim] = ()
    """The claims before the change that is judged; empty where no change is."""
    drafts: frozenset[str] = frozenset()
    """Names of social sources that are a text of one's own, not published yet."""
    encode: Encode | None = None

    @property
    def language(self) -> Language:
        """The language that findings are written in."""
        return self.settings.report.language

    @property
    def timezone(self) -> str:
        """The time zone of the organisation, in which dates are written."""
        return self.settings.organisation.timezone


@dataclass(frozen=True, slots=True)
class Option:
    """The name of an option and its meaning in Dutch and English."""

    name: str
    nl: str
    en: str


class Rule(ABC):
    """One kind of finding. Rules hold no state: `run` depends on its arguments alone."""

    id: ClassVar[str]
    """A noun for the bad state. Fixed: baselines and configurations name it."""
    title: ClassVar[Text]
    what: ClassVar[Text]
    """When it fires, in one or two sentences."""
    why: ClassVar[Text]
    """Why that matters to the reader of the site or the channel."""
    advice: ClassVar[Text]
    """What to do about it."""
    options: ClassVar[tuple[Option, ...]] = ()
    """What can be set; the values stand in config/default.yaml."""
    needs: ClassVar[tuple[str, ...]] = ()
    """Fields of the audit that must hold something; else the rule has nothing to say and is not run."""

    @abstractmethod
    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield what is wrong. The level is filled in by the registry."""

    def finding(  # noqa: PLR0913 - a finding has these parts; all but two are optional and named
        self,
        audit: Audit,
        message: str,
        *,
        about: str,
        place: Place,
        source: str | None = None,
        claim: Claim | None = None,
        others: Sequence[Claim] = (),
        evidence: Sequence[Evidence] = (),
        confidence: float = 1.0,
        title: Text | None = None,
        advice: Text | None = None,
    ) -> Finding:
        """Return a finding with a stable id.

        `about` is what the finding is about in words that stay the same from run to run: the claim's text, a
        product's name. Together with the rule and the source it is the id, so it must hold no scores, dates of
        collection or line numbers.
        """
        return Finding(
            id=stable_id(self.id, source or "", normalised(about)),
            rule=self.id,
            level="note",
            title=(title or self.title).say(audit.language),
            message=message,
            advice=(advice or self.advice).say(audit.language),
            place=place,
            claim=claim.id if claim else None,
            claims=tuple(other.id for other in others),
            source=source,
            evidence=tuple(evidence),
            confidence=round(confidence, 3),
            why=self.why.say(audit.language),
        )


def cited(statement: Statement, relation: Relation, why: str) -> Evidence:
    """Return a statement as evidence."""
    post = statement.post
    return Evidence(
        text=statement.text,
        relation=relation,
        why=why,
        url=statement.place.url or (post.url if post else None),
        published=statement.published,
        source=statement.source,
        place=statement.place,
        author_is_org=post.author_is_org if post else True,
        language=statement.language,
    )


def quoted(claim: Claim, relation: Relation, why: str) -> Evidence:
    """Return a claim as evidence, for the second side of a finding about two claims."""
    return Evidence(
        text=claim.text,
        relation=relation,
        why=why,
        url=claim.place.url,
        published=claim.published,
        source=claim.source,
        place=claim.place,
        language=claim.language,
    )
