"""Quotations as every report for people shows them: whose words, where, when, and why they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.model import Claim, Evidence, Finding, Mention, Place
from auditor.render.links import deep_link, file_place, short_url
from auditor.render.marks import Pieces, claim_wordings, evidence_wordings, split_marked
from auditor.render.overview import Overview
from auditor.render.safe_text import HIDDEN_HANDLE, Redactor, clean
from auditor.render.shared_words import without_shared
from auditor.render.vocabulary import RELATIONS

# A longer text is cut at a word: a report quotes what decides, the link leads to the whole.
_LIMIT: Final = 420


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, ready to show. `said` is empty for a customer's words that are not to be shown."""

    said: Pieces
    source: str
    where: str
    """Page or file, and under which heading."""
    date: str
    href: str | None
    address: str
    """The address as people read it, for print."""
    why: str
    relation: str
    """Code of the relation; empty for a claim."""
    relation_word: str
    lang: str | None
    old: bool
    hidden: str = ""
    """What stands in the place of a customer's words."""

    @property
    def text(self) -> str:
        """The words in one piece, or what stands in their place."""
        return "".join(text for text, _ in self.said) or self.hidden


def claim_quote(view: Overview, claim: Claim, evidence: Sequence[Evidence] = ()) -> Quote:
    """Return a claim as a quotation, with the words marked that conflicting evidence differs from."""
    said = shortened(view.redactor.text(claim.text))
    return Quote(
        said=split_marked(said, map(clean, claim_wordings(claim, evidence))),
        source=clean(claim.source),
        where=page_words(view, claim.place),
        date=view.words.short_date(claim.published) if claim.published else "",
        href=deep_link(claim.place.url, fragment_text(view.redactor, claim.text), claim.place.page),
        address="",  # `where` is the address
        why="",
        relation="",
        relation_word="",
        lang=_other_language(view, claim.language),
        old=False,
    )


def evidence_quote(view: Overview, evidence: Evidence, source: str | None = None, claim: Claim | None = None) -> Quote:
    """Return a piece of evidence as a quotation; a customer's words are described, not shown."""
    words, redactor = view.words, view.redactor
    hidden = redactor.hides(evidence)
    place = evidence.place or Place()
    url = evidence.url or place.url
    relation_word = words.t(RELATIONS[evidence.relation])
    said = "" if hidden else shortened(redactor.text(evidence.text))
    why = "" if hidden else sentence(redactor.text(evidence.why))
    if evidence.relation == "measured":
        # The measurement says "measured: ..." and so does the label before it; its reason says the same again.
        why = "" if why.rstrip(".").lower() == said.rstrip(".").lower() else why
        said = sentence(said[len(relation_word) + 1 :]) if said.lower().startswith(f"{relation_word}:") else said
    linked = not redactor.hides_url(url)
    # A text fragment would hold a customer's words.
    fragment = "" if hidden or evidence.relation == "measured" else fragment_text(redactor, evidence.text)
    return Quote(
        said=split_marked(said, map(clean, evidence_wordings(evidence, claim))),
        source=clean(evidence.source or source or ""),
        where=_evidence_place(view, evidence) if linked else "",
        date=words.short_date(evidence.published) if evidence.published else "",
        href=deep_link(url, fragment, place.page) if linked else None,
        address=short_url(url) if url and linked else "",
        why=why,
        relation=evidence.relation,
        relation_word=relation_word,
        lang=None if hidden else _other_language(view, evidence.language),
        old=not evidence.in_window,
        hidden=_description(view, evidence) if hidden else "",
    )


def mention_quote(view: Overview, mention: Mention) -> Quote:
    """Return a post of the organisation itself as a quotation."""
    said = view.redactor.text(mention.text)
    cut = mention.text.removesuffix(" …")
    return Quote(
        said=((said, False),) if said else (),
        source=clean(mention.source),
        where="",
        date=view.words.short_date(mention.published) if mention.published else "",
        href=deep_link(mention.url, fragment_text(view.redactor, cut)),
        address=short_url(mention.url) if mention.url else "",
        why="",
        relation="",
        relation_word="",
        lang=_other_language(view, mention.language),
        old=False,
    )


def _evidence_place(view: Overview, evidence: Evidence) -> str:
    """Return the page or file of an own source; a message of a channel is known by its date, which stands beside it."""
    if evidence.place is None or evidence.published is not None:
        return ""
    return page_words(view, evidence.place) if evidence.place.url else file_words(view, evidence.place)


def page_words(view: Overview, place: Place) -> str:
    """Return where a reader finds it: the address of the page, else the file; "jaarplan.pdf, page 3"."""
    base = clean(short_url(place.url) if place.url else place.path or "")
    if base and place.page:
        return view.words.t("{file}, page {page}", file=base, page=place.page)
    return base


def file_words(view: Overview, place: Place) -> str:
    """Return where an editor finds it: "contact/index.html, line 42", "jaarplan.pdf, page 3"; else the address."""
    if place.path and place.line and not place.page:
        return view.words.t("{file}, line {line}", file=clean(place.path), line=place.line)
    return page_words(view, replace(place, url=None) if place.path else place)


def finding_place(view: Overview, finding: Finding) -> str:
    """Return the primary place for a terminal: `path:line`, else the address; nothing if it names a customer."""
    place = finding.place
    if finding.written is not None or place.path:
        return clean(file_place(finding.written or place))
    return "" if not place.url or view.redactor.hides_url(place.url) else clean(place.url)


def fragment_text(redactor: Redactor, text: str) -> str:
    """Return the part of `text` to jump to: whole, or the longest part between handles that are not shown."""
    shown = redactor.text(text)
    if HIDDEN_HANDLE not in shown:
        return shown
    longest = max((part.strip(" .,:;!?") for part in shown.split(HIDDEN_HANDLE)), key=len)
    return longest if len(longest.split()) >= 3 else ""


def shortened(text: str, limit: int = _LIMIT) -> str:
    """Return `text`, cut at a word where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(' ', 1)[0].rstrip(',;:')} …"


def sentence(text: str) -> str:
    """Return `text` as a sentence: a capital first and a full stop last."""
    plain = stopped(text)
    return plain[:1].upper() + plain[1:]


def stopped(text: str) -> str:
    """Return `text` with a full stop at its end. It may begin with a name that is written small."""
    plain = text.strip()
    return plain if not plain or plain[-1] in ".!?…" else f"{plain}."


def finding_message(view: Overview, finding: Finding) -> str:
    """Return the finding's sentence, without the words of customers that must not be shown."""
    message = clean(finding.message)
    for evidence in finding.evidence:
        if view.redactor.hides(evidence):
            message = without_shared(message, clean(evidence.text))
    return view.redactor.text(message)


def without_shown_quotes(message: str, shown: Sequence[Quote]) -> str:
    """Return `message` without the parts "label: ‘words’ (date)." whose words stand beside it as a quotation anyway,
    and without the reasons that stand there.

    Where nothing would be left, the message stays as it is.
    """
    left = message
    for quote in shown:
        left = re.sub(re.escape(quote.why.rstrip(".")) + r"\.?", "", left, flags=re.IGNORECASE) if quote.why else left
        start = re.escape(quote.text[:40])
        label = r"(?:(?<=[.!?] )|^)[^.!?‘“\"]{1,60}: [‘“\"]" + start + r"[^’”\"]*?[’”\"](?:\s\([^)]*\))?\.?"
        left = re.sub(label, "", left, count=1) if quote.text else left
    left = " ".join(left.split())
    return left if len(left) >= 20 else message


def _description(view: Overview, evidence: Evidence) -> str:
    """Return "a complaint of a customer on 3 maart 2026"."""
    words = view.words
    when = words.date(evidence.published) if evidence.published else ""
    if evidence.relation == "complaint":
        said = (
            words.t("A complaint of a customer on {date}", date=when) if when else words.t("A complaint of a customer")
        )
    else:
        said = words.t("A message of a customer on {date}", date=when) if when else words.t("A message of a customer")
    return said


def _other_language(view: Overview, language: str | None) -> str | None:
    """Return the language of a text where it is not the report's, for a screen reader's voice."""
    plain = language if language and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language) else None
    return None if plain is None or plain.split("-")[0].lower() == view.words.language else plain
