"""A plain fact differs between sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from auditor.model import Claim, Evidence, Finding, Statement, Verdict, normalised
from auditor.rules import editions, facts
from auditor.rules.base import Audit, Option, Options, Rule, cited
from auditor.rules.editions import Outdated
from auditor.rules.facts import Fact
from auditor.rules.lexicon import language_of, names
from auditor.rules.views import judged, own, recent, where
from auditor.rules.wording import Text, quote, said, sentence

_NAMES = {
    "phone": Text(nl="Het telefoonnummer", en="The phone number"),
    "email": Text(nl="Het e-mailadres", en="The e-mail address"),
    "address": Text(nl="Het adres", en="The address"),
    "hours": Text(nl="De openingstijd", en="The opening time"),
    "founded": Text(nl="Het oprichtingsjaar", en="The year of founding"),
    "figure": Text(nl="Het getal", en="The figure"),
    "degree": Text(nl="De mate", en="The extent"),
    "dues": Text(nl="Wat lidmaatschap kost", en="What membership costs"),
}
_MESSAGE = Text(
    nl="{what} verschilt: {source_a} zegt {value_a} ({a}), {source_b} zegt {value_b} ({b}).",
    en="{what} differs: {source_a} says {value_a} ({a}), {source_b} says {value_b} ({b}).",
)
_CLAIM = Text(
    nl="Op {source} staat iets anders dan op {origin}. Op {origin}: {claim}. Op {source}: {other}. {why}",
    en="On {source} something else is said than on {origin}. On {origin}: {claim}. On {source}: {other}. {why}",
)
_EDITION = Text(
    nl="Van {title} staan meer edities naast elkaar: {old} is versie {version_old}, {new} is versie {version_new}. "
    "{differences}",
    en="{title} stands here in more than one edition: {old} is version {version_old}, {new} is version {version_new}. "
    "{differences}",
)
_ONLY = (
    Text(
        nl="Eén zin staat alleen in versie {version}: {text}.", en="One sentence is in version {version} only: {text}."
    ),
    Text(
        nl="{n} zinnen staan alleen in versie {version}, zoals {text}.",
        en="{n} sentences are in version {version} only, such as {text}.",
    ),
)
_OLD_EDITION = Text(nl="Verouderde versie staat naast de nieuwste", en="Outdated version stands beside the newest")
_WITHDRAW = Text(
    nl="Trek de oude versie in, of houd een archief met `exclude` buiten de bronnen.",
    en="Withdraw the old version, or keep an archive out of the sources with `exclude`.",
)
_NOT_IN = Text(nl="Staat niet in versie {version}.", en="Is not in version {version}.")
_NAMES_IT = Text(nl="Noemt versie {version}.", en="Names version {version}.")
_EXAMPLES = 3
_PAGES = ("news", "vacancy", "legal")
_OWN_FACTS = ("figure", "hours", "degree", "dues")
"""Compared among owned documents only: a post speaks of one day or one case."""
_ROUNDING = 0.05
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class FactConflict(Rule):
    """A year, amount, price, phone number, opening time or address that differs between sources.

    Conflict: founded in 1978 in the brochure and 1987 on the site; a pass of 12 euro that costs 15 on a channel.
    Consistent: two departments with their own number; winter and summer hours; figures of two different years.
    """

    id = "fact-conflict"
    title = Text(nl="Feit verschilt tussen bronnen", en="Fact differs between sources")
    what = Text(
        nl="Een jaartal, bedrag, prijs, telefoonnummer, openingstijd, adres of getal verschilt tussen bronnen die over "
        "hetzelfde gaan.",
        en="A year, amount, price, phone number, opening time, address or figure differs between sources that speak of "
        "the same.",
    )
    why = Text(
        nl="Een van de twee is fout, en wie de foute treft, belt, komt of betaalt verkeerd.",
        en="One of the two is wrong, and whoever meets the wrong one calls, comes or pays wrongly.",
    )
    advice = Text(
        nl="Zoek uit wat klopt, verbeter de andere bron en bewaar zulke feiten op één plek.",
        en="Find out what is right, correct the other source, and keep such facts in one place.",
    )
    options = (
        Option(
            "facts",
            nl="De feiten die worden vergeleken: phone, email, address, hours, founded, figure, degree (geheel of "
            "grotendeels, in dezelfde zin), dues (gratis lidmaatschap of contributie), edition (versies van één "
            "document naast elkaar) en claim (aanbod, missie of visie die een kanaal tegenspreekt).",
            en="The facts that are compared: phone, email, address, hours, founded, figure, degree (wholly or largely, "
            "in the same sentence), dues (free membership or a fee), edition (versions of one document beside each "
            "other), and claim (an offer, mission or vision that a channel contradicts).",
        ),
        Option(
            "min_confidence",
            nl="Een tegengesproken claim waarvan het oordeel onzekerder is, wordt niet gemeld (0 tot 1).",
            en="A contradicted claim that the judge is less sure of is not reported (0 to 1).",
        ),
    )

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per fact that differs, and one per contradicted claim that is no promise."""
        wanted = set(options["facts"])
        # Two claims with other terms are statement-conflict's business; two facts in one pair of sentences are one.
        told = {frozenset((normalised(pair.claim_a.text), normalised(pair.claim_b.text))) for pair in audit.conflicts}
        found = [fact for fact in _facts(audit) if fact.kind in wanted]
        pairs = [*_differing(found, audit), *_mistyped(found)]
        if "figure" in wanted:
            held = facts.compared(_stating(audit), names(audit), audit.encode)
            claimed = {normalised(claim.text) for claim in audit.claims}
            pairs += [
                pair for pair in held if not _near(*pair) and not all(normalised(fact.text) in claimed for fact in pair)
            ]
        for first, second in pairs:
            pair = frozenset(
                normalised(fact.statement.text if fact.statement else fact.text) for fact in (first, second)
            )
            if pair not in told:
                yield self._about(audit, first, second)
                if len(pair) > 1:
                    told.add(pair)
        if "edition" in wanted:
            for older in editions.outdated(audit):
                yield self._edition(audit, older)
        if "claim" in wanted:
            for claim, verdicts in judged(audit, ("mission", "vision", "value", "product")):
                yield from self._claims(audit, claim, verdicts, options["min_confidence"])

    def _about(self, audit: Audit, first: Fact, second: Fact) -> Finding:
        message = _MESSAGE.say(
            audit.language,
            what=_NAMES[second.kind].say(audit.language),
            source_a=where(first.source, first.place, second.source),
            value_a=first.shown,
            a=quote(first.text, audit.language),
            source_b=where(second.source, second.place, first.source),
            value_b=second.shown,
            b=quote(second.text, audit.language),
        )
        why = self.title.say(audit.language)
        return self.finding(
            audit,
            message,
            about=f"{second.kind} {second.subject} {' '.join(sorted((first.value, second.value)))}",
            place=second.place,
            source=second.source,
            evidence=[_evidence(fact, why) for fact in (second, first)],
        )

    def _edition(self, audit: Audit, older: Outdated) -> Finding:
        old, new, language = older.old, older.new, audit.language
        differences, evidence = [], []
        for only, one, other in ((older.dropped, old, new), (older.added, new, old)):
            if only:
                text = quote(only[0].text, language)
                differences.append(
                    _ONLY[len(only) > 1].say(language, n=len(only), version=one.shown, text=text),
                )
                gone = _NOT_IN.say(language, version=other.shown)
                evidence += [cited(statement, "conflicts", gone) for statement in only[:_EXAMPLES]]
        if older.named_by is not None:
            evidence.append(cited(older.named_by, "conflicts", _NAMES_IT.say(language, version=new.shown)))
        message = _EDITION.say(
            language,
            title=quote(new.first.title or "", language),
            old=where(old.first.source, old.place, new.first.source),
            version_old=old.shown,
            new=where(new.first.source, new.place, old.first.source),
            version_new=new.shown,
            differences=" ".join(differences),
        )
        return self.finding(
            audit,
            message,
            about=f"edition {old.title} {'.'.join(map(str, old.version))}",
            place=old.place,
            source=old.first.source,
            evidence=evidence,
            title=_OLD_EDITION,
            advice=_WITHDRAW,
        )

    def _claims(self, audit: Audit, claim: Claim, verdicts: Sequence[Verdict], least: float) -> Iterator[Finding]:
        for verdict in verdicts:
            conflict = next(
                (
                    item
                    for item in verdict.evidence
                    if item.relation == "conflicts"
                    and item.in_window
                    and item.author_is_org
                    and item.confidence >= least
                ),
                None,
            )
            if verdict.verdict not in ("contradicted", "disputed") or conflict is None:
                continue
            message = _CLAIM.say(
                audit.language,
                source=verdict.source,
                origin=claim.source,
                claim=quote(claim.text, audit.language),
                other=said(conflict, audit.language, audit.timezone),
                why=sentence(conflict.why),
            ).strip()
            yield self.finding(
                audit,
                message,
                about=claim.text,
                place=claim.place,
                source=verdict.source,
                claim=claim,
                evidence=verdict.evidence,
                confidence=verdict.confidence,
            )


def _stating(audit: Audit) -> list[Statement]:
    """Return the owned statements that may state a fact."""
    return [
        statement
        for statement in audit.statements
        if statement.block_kind != "quote" and statement.page_type not in _PAGES
    ]


def _mistyped(found: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield phone numbers of two owned sources that are one number with two neighbouring digits exchanged.

    That is how numbers are mistyped, and hardly how two departments are numbered, whatever the words around them.
    """
    numbers: dict[tuple[str, str], Fact] = {}
    for fact in found:
        if fact.kind == "phone" and (fact.statement is None or fact.statement.role == "owned"):
            numbers.setdefault((fact.source, fact.value), fact)
    for first, second in combinations(numbers.values(), 2):
        apart = first.source != second.source and first.subject != second.subject
        if apart and _exchanged(first.value, second.value):
            yield first, second


def _exchanged(a: str, b: str) -> bool:
    differ = [k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return len(a) == len(b) and len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]]


def _facts(audit: Audit) -> Iterator[Fact]:
    called = names(audit)
    for document in audit.documents:
        if document.role == "owned":
            yield from facts.declared(document)
    for statement in audit.statements:
        if statement.block_kind != "quote" and statement.page_type not in _PAGES:
            yield from _read(statement, audit, called, all_kinds=True)
    for statements in audit.social.values():
        for statement in own(statements):
            if recent(statement, audit) and (statement.post is None or statement.post.parent_id is None):
                yield from _read(statement, audit, called, all_kinds=False)


def _read(statement: Statement, audit: Audit, called: Sequence[str], *, all_kinds: bool) -> Iterator[Fact]:
    language = language_of(statement, audit)
    if language is not None:
        for fact in facts.read(statement, language, called):
            if all_kinds or fact.kind not in _OWN_FACTS:
                yield fact


def _differing(found: Iterable[Fact], audit: Audit) -> Iterator[tuple[Fact, Fact]]:
    """Yield (the fact as most state it, one that differs), for subjects that every document states in one way only."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in found:
        groups[fact.kind, fact.subject].append(fact)
    kinds = {report.name: report.kind for report in audit.sources}
    for facts_of in groups.values():
        by_document: dict[tuple[str, str], set[str]] = defaultdict(set)
        for fact in facts_of:
            by_document[fact.source, fact.document].add(fact.value)
        if any(len(values) > 1 for values in by_document.values()):
            # A page with several main numbers or addresses lists branches or departments.
            continue
        by_value: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts_of:
            by_value[fact.value].append(fact)
        ordered = sorted(by_value.values(), key=lambda same: _rank(same, kinds))
        for other in ordered[1:]:
            first, second = _quotable(ordered[0]), _quotable(other)
            if not _of_another_year(first, second) and not _near(first, second):
                yield first, second


def _rank(same: Sequence[Fact], kinds: Mapping[str, str]) -> tuple[int, int, str]:
    """Order values: what the website states first, then brochures, then channels; then what most documents state."""
    return (
        min(_standing(fact, kinds) for fact in same),
        -len({(fact.source, fact.document) for fact in same}),
        same[0].value,
    )


def _quotable(same: Sequence[Fact]) -> Fact:
    """Return the fact to quote among equal ones: one in a sentence rather than in metadata."""
    return next((fact for fact in same if fact.statement is not None), same[0])


def _standing(fact: Fact, kinds: Mapping[str, str]) -> int:
    if fact.statement is not None and fact.statement.role == "social":
        return 2
    return int(kinds.get(fact.source) == "files")


def _of_another_year(first: Fact, second: Fact) -> bool:
    """Whether two figures belong to different years: annual reports may differ."""
    return first.kind == "figure" and _years(first) != _years(second)


def _near(first: Fact, second: Fact) -> bool:
    """Whether two counts are near enough to be one that was rounded, or taken some months later."""
    if first.amount is None or second.amount is None:
        return False
    return abs(first.amount - second.amount) <= _ROUNDING * max(first.amount, second.amount)


def _years(fact: Fact) -> frozenset[str]:
    statement = fact.statement
    if statement is None:
        return frozenset()
    context = " ".join(
        (statement.text, statement.title or "", *statement.headings, statement.place.path or "", statement.document)
    )
    return frozenset(_YEARS.findall(context))


def _evidence(fact: Fact, why: str) -> Evidence:
    if fact.statement is not None:
        return cited(fact.statement, "conflicts", why)
    return Evidence(
        text=fact.text, relation="conflicts", why=why, url=fact.place.url, source=fact.source, place=fact.place
    )
