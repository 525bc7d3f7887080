"""From the statements of owned sources to claims: classified, completed, merged, decided on by a person, sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from auditor.claims import review
from auditor.claims.alike import with_alike_joined
from auditor.claims.classify import Classified, classify_all
from auditor.claims.density import corrected
from auditor.claims.merge import Cluster, Found, clusters, signature, text_id
from auditor.claims.phrases import words
from auditor.claims.scope import channels, testable
from auditor.claims.sentence import LANGUAGES, Sentence, guess_language, lexicon
from auditor.claims.voice import of_another
from auditor.model import CLAIM_KINDS, Claim, Document, Encode, Place, Statement, Term
from auditor.settings.model import Pinned, Settings

_KIND_ORDER: Final = {kind: rank for rank, kind in enumerate(CLAIM_KINDS)}
# The year that counts as now where neither the settings nor a dated page tell one.
_YEAR: Final = 2025
_FRAGMENT_WORDS: Final = 7
_LABEL_WORDS: Final = 6
_MOST_LIKELY: Final = 0.75
# Nobody makes a claim in a sentence of a hundred words; a longer "sentence" is a list that lost its marks.
_MOST_WORDS: Final = 70
_SELF: Final = frozenset({"we", "wij", "ons", "onze", "we'll", "we’ll", "our", "us"})


def extract(
    statements: Sequence[Statement],
    *,
    settings: Settings,
    encode: Encode | None,
    documents: Sequence[Document] = (),
) -> tuple[Claim, ...]:
    """Return the claims that the owned statements make: what a person decided, then the surest first.

    Args:
        statements: the statements of all owned sources, in reading order.
        settings: names of the organisation, wanted kinds, least confidence, pinned claims, review file.
        encode: the encoder of the run; without vectors of the embedded one the form of a sentence decides alone.
        documents: the documents the statements come from; their dates tell which year is now where settings do not.

    Raises:
        ConfigError: the review file has a mistake.
    """
    social = {source.name for source in settings.sources if source.role == "social"}
    decisions = review.load(settings.folder / settings.claims.review_file, social)
    owned = [statement for statement in statements if statement.role == "owned"]
    found = _found(owned, settings, encode, _year(settings, documents), decisions.wanted)
    decided, pins = review.decide(clusters(found), decisions)
    pinned = (*settings.claims.pinned, *pins)
    groups, claims = _pin(with_alike_joined(decided, encode), pinned, decisions.terms, settings)
    claims += [_claim(group, settings) for group in groups if group.kind in settings.claims.kinds]
    return tuple(sorted(claims, key=_order))


def _order(claim: Claim) -> tuple[object, ...]:
    return (claim.decided_by != "person", -claim.confidence, _KIND_ORDER[claim.kind], claim.text, claim.id)


def _year(settings: Settings, documents: Sequence[Document]) -> int:
    if settings.now is not None:
        return settings.now.year
    return max((document.published.year for document in documents if document.published), default=_YEAR)


def _found(
    owned: Sequence[Statement], settings: Settings, encode: Encode | None, year: int, wanted: frozenset[str]
) -> list[Found]:
    """Classify every different sentence once, and return the statements that are claims or that a person wants."""
    names = (settings.organisation.name, *settings.organisation.aliases)
    ranks = {source.name: rank for rank, source in enumerate(settings.sources)}
    texts = [completed(statement) for statement in owned]
    sentences = [_sentence(statement, text, names, year) for statement, text in zip(owned, texts, strict=True)]
    different = list(dict.fromkeys(sentence for sentence in sentences if _readable(sentence)))
    verdicts = dict(zip(different, classify_all(different, encode), strict=True))
    none = Classified("none", 1.0)
    found_for = [
        none if of_another(statement, sentence) else verdicts.get(sentence, none)
        for statement, sentence in zip(owned, sentences, strict=True)
    ]
    chances = corrected(
        [verdict.claim for verdict in found_for],
        [(statement.source, statement.document) for statement in owned],
        [statement.source for statement in owned],
        [_is_prose(statement) for statement in owned],
    )
    found = []
    for order, (statement, text, verdict, around) in enumerate(zip(owned, texts, found_for, chances, strict=True)):
        claimed = verdict.best != "none" and around.enough(settings.claims.min_confidence)
        if around.sparse and not _certain(verdict):
            claimed = False
        if verdict.best == "promise" and not verdict.terms and _is_teaser(text):
            claimed = False
        if claimed or text_id(text) in wanted:
            weighed = replace(verdict, kind=verdict.best, claim=round(around.chance, 3))
            found.append(Found(statement, text, weighed, order, ranks.get(statement.source, len(ranks))))
    return found


def _certain(verdict: Classified) -> bool:
    """Whether a claim among many other sentences is certain enough: of its kind, or of another and most likely one."""
    # What a vision needs is met too easily by what is only said of later years.
    other = verdict.certain - {"vision"}
    return verdict.best in verdict.certain or (bool(other) and verdict.claim >= _MOST_LIKELY)


def _is_teaser(text: str) -> bool:
    """Whether a text is too short to say who does what: the line on a card, "advice at home"."""
    said = text.lower().split()
    return len(said) < 5 and not _SELF.intersection(said)


def _is_prose(statement: Statement) -> bool:
    return statement.block_kind in {"paragraph", "item", "cell"} and len(statement.text.split()) > 2


def _readable(sentence: Sentence) -> bool:
    return len(sentence.text.split()) <= _MOST_WORDS


def _sentence(statement: Statement, text: str, names: tuple[str, ...], year: int) -> Sentence:
    return Sentence(
        text=text,
        headings=statement.headings,
        label=statement.label,
        page_type=statement.page_type,
        block_kind=statement.block_kind,
        language=_language(statement, text),
        names=names,
        year=year,
    )


def _language(statement: Statement, text: str) -> str | None:
    """Return the language that the reader found; for a text too short to tell, the one its words speak."""
    return statement.language or guess_language(text, statement.headings)


def completed(statement: Statement) -> str:
    """Return the text of a statement; a fragment gets the words that name it: "Reactietijd: 24 uur"."""
    text, label = statement.text.strip(), (statement.label or "").strip().rstrip(":").strip()
    if not label or label.endswith("?") or statement.block_kind not in {"cell", "item", "paragraph"}:
        return text
    fragment = len(text.split()) <= _FRAGMENT_WORDS and not text.endswith((".", "!", "?"))
    if not fragment or label.lower() in text.lower():
        return text
    language = _language(statement, text) or LANGUAGES[0]
    if words(label).plain[-1:] and words(label).plain[-1] in {"are", "is", "zijn"}:
        return text  # "Our principles are" of many items is one sentence
    if language not in LANGUAGES or not _names_a_norm(label, statement.headings, language):
        return text
    signals = lexicon(language).signals.find(words(text).plain)
    whole = {"we_subject", "you_subject"} & signals.keys() or ("thing_verb" in signals and len(text.split()) > 4)
    return text if whole else f"{label}: {text}"


def _names_a_norm(label: str, headings: tuple[str, ...], language: str) -> bool:
    """Whether a fragment beside `label` says what is promised or valued: "Reactietijd", "Wij beloven", "Our values"."""
    lex, said = lexicon(language), words(label)
    if " ".join(said.plain) in lex.norm_labels or "pledge" in lex.signals.find(said.plain):
        return True
    above = headings[-1] if headings else ""
    types = [lex.headings.find(words(part).plain).keys() for part in (label, above)]
    # A sentence that announces a list names no norm; it may announce values.
    return any("value" in found or ("promise" in found and len(said) <= _LABEL_WORDS) for found in types)


def _claim(group: Cluster, settings: Settings) -> Claim:
    best = group.best
    statement = best.statement
    language = _language(statement, best.text)
    person = group.decided_by == "person"
    return Claim(
        id=group.id,
        kind=group.kind,
        text=best.text,
        language=language,
        confidence=1.0 if person else max(member.verdict.claim for member in group.members),
        source=statement.source,
        place=statement.place,
        also_at=tuple((member.statement.source, member.statement.place) for member in group.members[1:]),
        terms=group.terms,
        headings=statement.headings,
        published=statement.published,
        channels=group.channels or (channels(best.text, group.terms, settings) if group.kind == "promise" else ()),
        testable=testable(best.text, group.kind, group.terms, language),
        decided_by=group.decided_by,
        why="a person decided" if person else best.verdict.why,
    )


def _pin(
    groups: Sequence[Cluster], pinned: Sequence[Pinned], terms: Mapping[str, tuple[Term, ...]], settings: Settings
) -> tuple[list[Cluster], list[Claim]]:
    """Return the groups that no pinned claim takes over, and the pinned claims with the places they were found at."""
    left, claims = list(groups), []
    for pin in pinned:
        same = [group for group in left if pin.id in group.ids or _says(group, pin.text)]
        left = [group for group in left if group not in same]
        claims.append(_pinned_claim(pin, same, terms.get(pin.id), settings))
    return left, claims


def _says(group: Cluster, text: str) -> bool:
    wanted = signature(text)
    return any(signature(member.text) == wanted for member in group.members)


def _pinned_claim(
    pin: Pinned, same: Sequence[Cluster], corrected: tuple[Term, ...] | None, settings: Settings
) -> Claim:
    from auditor.text.quantities import read_terms  # noqa: PLC0415 - only what is a claim has terms worth reading

    language = pin.language or guess_language(pin.text) or settings.organisation.languages[0]
    places = [(m.statement.source, m.statement.place) for group in same for m in group.members]
    decided = [group.terms for group in same if group.decided_by == "person"]
    terms = decided[0] if decided else corrected if corrected is not None else read_terms(pin.text, language)
    owned = next((source.name for source in settings.sources if source.role == "owned"), settings.sources[0].name)
    source, place = places[0] if places else (owned, Place(path=settings.file.name))
    return Claim(
        id=pin.id,
        kind=pin.kind,
        text=pin.text,
        language=language,
        confidence=1.0,
        source=source,
        place=place,
        also_at=tuple(places[1:]),
        terms=terms,
        channels=pin.channels or channels(pin.text, terms, settings),
        testable=testable(pin.text, pin.kind, terms, language if language in LANGUAGES else None),
        decided_by="person",
        why="pinned by a person",
    )
