"""An absolute or generic green claim without any support on the same page or in the same post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Finding, Statement
from auditor.rules.base import Audit, Options, Rule, cited
from auditor.rules.boasts import Boast, find, supported
from auditor.rules.lexicon import language_of, names
from auditor.rules.views import own, recent
from auditor.rules.wording import Text, spoken

_SKIPPED_PAGES = ("news", "vacancy", "legal")
_SLOGAN_PAGES = ("home", "about")
_MESSAGES = {
    "absolute": Text(
        nl="{text} op {source} is een absolute bewering zonder onderbouwing: er staat geen cijfer, bron, keurmerk of "
        "uitleg bij.",
        en="{text} on {source} is an absolute claim without support: no figure, source, certificate or explanation "
        "stands with it.",
    ),
    "green": Text(
        nl="{text} op {source} is een algemene milieuclaim zonder onderbouwing: er staat niet bij wat het inhoudt, "
        "hoe het is gemeten of wie het heeft gecontroleerd.",
        en="{text} on {source} is a generic environmental claim without support: it does not say what it means, how it "
        "was measured or who verified it.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Hit:
    boast: Boast
    statement: Statement


class ClaimUnsubstantiated(Rule):
    """An absolute claim ("the best shop") or generic green claim ("100% duurzaam") with no support beside it.

    Unsubstantiated: "Wij zijn de zuinigste drukker van Nederland.", and nothing more.
    Substantiated: the same with a figure, certificate, source, explanation or link. A wish is no claim.
    """

    id = "claim-unsubstantiated"
    title = Text(nl="Bewering zonder onderbouwing", en="Claim without support")
    what = Text(
        nl="Een absolute bewering (‘de beste’) of algemene milieuclaim (‘klimaatneutraal’) zonder cijfer, bron, "
        "keurmerk, uitleg of link op dezelfde plek.",
        en="An absolute claim (“the best”) or generic environmental claim (“climate neutral”) without a figure, "
        "source, certificate, explanation or link in the same place.",
    )
    why = Text(
        nl="Algemene milieuclaims zonder onderbouwing op hetzelfde medium zijn voor bedrijven verboden (EU-richtlijn "
        "2024/825; de Leidraad Duurzaamheidsclaims van de ACM vraagt hetzelfde), en lezers geloven ze niet.",
        en="Generic environmental claims without support on the same medium are forbidden to businesses (EU directive "
        "2024/825; the Dutch ACM guidelines ask the same), and readers do not believe them.",
    )
    advice = Text(
        nl="Zet er direct bij wat u bedoelt, hoe het is gemeten en door wie, of zwak de bewering af tot wat u kunt "
        "laten zien.",
        en="Say right there what you mean, how it was measured and by whom, or tone the claim down to what you can "
        "show.",
    )

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - every rule has this signature
        """Yield one finding per unsupported claim; a slogan that a sentence of the page repeats counts once."""
        called = names(audit)
        for statements in _documents(audit):
            hits = [hit for statement in statements if (hit := _hit(statement, audit, called, statements)) is not None]
            told = any(not hit.boast.fragment for hit in hits)
            for hit in hits:
                if hit.boast.fragment and told:
                    continue
                yield self._about(audit, hit)

    def _about(self, audit: Audit, hit: _Hit) -> Finding:
        statement = hit.statement
        message = _MESSAGES[hit.boast.kind].say(
            audit.language, text=spoken(statement, audit.language, audit.timezone), source=statement.source
        )
        return self.finding(
            audit,
            message,
            about=statement.text,
            place=statement.place,
            source=statement.source,
            evidence=[cited(statement, "conflicts", self.title.say(audit.language))],
        )


def _documents(audit: Audit) -> list[list[Statement]]:
    """Return the statements of the organisation itself, document by document."""
    social = [one for statements in audit.social.values() for one in own(statements) if recent(one, audit)]
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in (*audit.statements, *social):
        grouped.setdefault((statement.source, statement.document), []).append(statement)
    return list(grouped.values())


def _hit(statement: Statement, audit: Audit, called: Sequence[str], page: Sequence[Statement]) -> _Hit | None:
    """Return the unsupported boast of a statement."""
    language = language_of(statement, audit)
    if language is None or statement.block_kind in ("quote", "question") or statement.page_type in _SKIPPED_PAGES:
        return None
    slogans = statement.post is not None or statement.page_type in _SLOGAN_PAGES
    boast = find(statement.text, language, called, slogans=slogans)
    if boast is None:
        return None
    rest = statement.text[: boast.start] + " " + statement.text[boast.end :]
    around = [one.text for one in page if one.id != statement.id and _together(statement, one)]
    if any(supported(text, language) for text in (rest, *around)):
        return None
    return _Hit(boast, statement)


def _together(boast: Statement, other: Statement) -> bool:
    """Whether two statements of one document belong together: the same post, or the same section of a page."""
    if boast.post is not None:
        return True
    if boast.block_kind == "heading":
        return other.headings[: len(boast.headings) + 1] == (*boast.headings, boast.text)
    return other.headings == boast.headings
