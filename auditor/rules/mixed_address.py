"""The organisation says both `je` and `u`, within a channel or from channel to channel."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from auditor.model import Finding, Statement, normalised
from auditor.rules.base import Audit, Option, Options, Rule, cited
from auditor.rules.lexicon import alternatives, entries, language_of, pattern
from auditor.rules.views import own, recent
from auditor.rules.wording import Text, quote

Form = Literal["je", "u"]
_FORMS: tuple[Form, Form] = ("je", "u")
_EXAMPLES = 2
_OPENING = 5
"""Sentences that begin with the same words count once."""
_QUOTED = re.compile(r"[\"“„‘'«][^\"“”„‘’'«»]{2,}[\"”’'»]")
_OPEN = re.compile(r"[\"“”„«»]")
_STORY = 2
"""Sentences that report what somebody said. A page with so many tells a story, and its `je` may be anybody's."""
_READER = re.compile(r"\b(?:ik|mij|mijn)\b", re.IGNORECASE)
_MIXED = Text(
    nl="Op {source} spreekt u de lezer {n_u} keer aan met u en {n_je} keer met je. Met u: {u}. Met je: {je}.",
    en="On {source} readers are addressed {n_u} times as “u” and {n_je} times as “je”. “U”: {u}. “Je”: {je}.",
)
_DIFFERS = Text(
    nl="Op {source} spreekt u de lezer aan met {form}, op {others} met {other}. Op {source}: {mine}. "
    "Op {others}: {theirs}.",
    en="On {source} readers are addressed as “{form}”, on {others} as “{other}”. On {source}: {mine}. "
    "On {others}: {theirs}.",
)


@dataclass(frozen=True, slots=True)
class _Usage:
    """The statements of one source that address the reader, by form."""

    source: str
    owned: bool
    je: tuple[Statement, ...]
    u: tuple[Statement, ...]

    def of(self, form: Form) -> tuple[Statement, ...]:
        return self.je if form == "je" else self.u

    @property
    def main(self) -> Form:
        return "u" if len(self.u) >= len(self.je) else "je"

    def mixed(self, options: Options) -> bool:
        fewer = min(len(self.je), len(self.u))
        share = fewer / max(1, len(self.je) + len(self.u))
        return fewer >= max(1, int(options["min_cases"])) and share >= float(options["share"])


class MixedAddress(Rule):
    """`Je` and `u` mixed within a source, or one source saying `je` where the others say `u`.

    Mixed: "Wist u dat..." today and "Heb jij al..." tomorrow on the same channel.
    Not mixed: a customer who says `je`, a quotation, what somebody says in a story, a vacancy, or a reply in the form
    that the asker used.
    """

    id = "mixed-address"
    title = Text(nl="Je en u door elkaar", en="“Je” and “u” mixed")
    what = Text(
        nl="De organisatie spreekt de lezer met je én met u aan, binnen een bron of verschillend per bron. "
        "Alleen voor Nederlandse tekst.",
        en="The organisation addresses readers with both “je” and “u”, within a source or from source to source. "
        "Dutch text only.",
    )
    why = Text(
        nl="Wisselen van je naar u laat merken dat er geen afspraak is, en klinkt nu eens te stijf en dan weer te los.",
        en="Switching between “je” and “u” shows that there is no rule, and sounds now too stiff, now too loose.",
    )
    advice = Text(
        nl="Leg één aanspreekvorm vast in de schrijfwijzer en pas de berichten in de andere vorm aan.",
        en="Lay down one form of address in the style guide and change the posts in the other form.",
    )
    options = (
        Option(
            "share",
            nl="Het aandeel van de minst gebruikte vorm vanaf waar een bron gemengd heet (0 tot 1).",
            en="The share of the less used form from which a source is called mixed (0 to 1).",
        ),
        Option(
            "min_cases",
            nl="Zo veel zinnen met de minst gebruikte vorm zijn er minstens nodig.",
            en="At least so many sentences with the less used form are needed.",
        ),
    )

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per mixed source, and one per source that differs from the owned sources or the most."""
        usages = _usages(audit)
        for usage in usages:
            if usage.mixed(options):
                yield self._mixed(audit, usage)
        clear = [usage for usage in usages if _clear(usage, options)]
        norm = _norm(clear)
        if norm is None:
            return
        reference = [usage for usage in clear if usage.main == norm]
        for usage in clear:
            if usage.main != norm:
                yield self._differs(audit, usage, reference)

    def _mixed(self, audit: Audit, usage: _Usage) -> Finding:
        fewer: Form = "je" if usage.main == "u" else "u"
        message = _MIXED.say(
            audit.language,
            source=usage.source,
            n_u=len(usage.u),
            n_je=len(usage.je),
            u=quote(usage.u[0].text, audit.language),
            je=quote(usage.je[0].text, audit.language),
        )
        shown = [*usage.of(fewer)[:_EXAMPLES], *usage.of(usage.main)[:_EXAMPLES]]
        return self._with(audit, message, usage.of(fewer)[0], usage.source, shown)

    def _differs(self, audit: Audit, usage: _Usage, reference: Sequence[_Usage]) -> Finding:
        theirs = reference[0]
        message = _DIFFERS.say(
            audit.language,
            source=usage.source,
            others=theirs.source,
            form=usage.main,
            other=theirs.main,
            mine=quote(usage.of(usage.main)[0].text, audit.language),
            theirs=quote(theirs.of(theirs.main)[0].text, audit.language),
        )
        shown = [*usage.of(usage.main)[:_EXAMPLES], *theirs.of(theirs.main)[:_EXAMPLES]]
        return self._with(audit, message, usage.of(usage.main)[0], usage.source, shown)

    def _with(self, audit: Audit, message: str, first: Statement, source: str, shown: Sequence[Statement]) -> Finding:
        why = Text(nl="aanspreekvorm", en="form of address").say(audit.language)
        return self.finding(
            audit,
            message,
            about=source,
            place=first.place,
            source=source,
            evidence=[cited(statement, "conflicts", why) for statement in shown],
        )


def _clear(usage: _Usage, options: Options) -> bool:
    return len(usage.of(usage.main)) >= options["min_cases"] and not usage.mixed(options)


def _norm(usages: Sequence[_Usage]) -> Form | None:
    """Return the form of the owned sources together, else of most social ones; None where that is even."""
    for group in ([usage for usage in usages if usage.owned], usages):
        count = {form: sum(usage.main == form for usage in group) for form in _FORMS}
        if count["je"] != count["u"]:
            return "je" if count["je"] > count["u"] else "u"
    return None


def _usages(audit: Audit) -> list[_Usage]:
    askers = _askers(audit)
    social = {
        source: [statement for statement in own(statements) if recent(statement, audit)]
        for source, statements in audit.social.items()
    }
    owned: dict[str, list[Statement]] = {}
    for statement in audit.statements:
        owned.setdefault(statement.source, []).append(statement)
    stories = _stories(statement for group in (owned, social) for of in group.values() for statement in of)
    return [
        _usage(source, [one for one in of if one.document not in stories], audit, askers, owned=group is owned)
        for group in (owned, social)
        for source, of in group.items()
    ]


def _usage(
    source: str, statements: Sequence[Statement], audit: Audit, askers: dict[str, str], *, owned: bool
) -> _Usage:
    found: dict[Form, dict[str, Statement]] = {"je": {}, "u": {}}
    for statement in statements:
        form = _form(statement, audit)
        if form is not None and not _follows(statement, form, askers):
            # A template that fills in another name each time ("U leest nu ...") is one choice of words, not fifty.
            opening = " ".join(normalised(_QUOTED.sub(" ", statement.text)).split()[:_OPENING])
            found[form].setdefault(opening, statement)
    return _Usage(source=source, owned=owned, je=tuple(found["je"].values()), u=tuple(found["u"].values()))


def _form(statement: Statement, audit: Audit) -> Form | None:
    """Return the form in which a Dutch statement of the organisation addresses its reader, None where it does not."""
    if language_of(statement, audit) != "nl" or statement.page_type in ("vacancy", "legal"):
        return None
    if statement.block_kind in ("quote", "question") or (
        statement.text.rstrip().endswith("?") and _READER.search(statement.text)
    ):
        return None
    if any(_unclosed(text) for text in (statement.text, statement.before or "", statement.after or "")):
        # A quotation that runs over several sentences.
        return None
    if _reported(statement.text) or _reported(statement.after or "") or _somebody(statement):
        return None
    return _address(statement.text)


def _unclosed(text: str) -> bool:
    return bool(_OPEN.search(_QUOTED.sub(" ", text)))


def _reported(text: str) -> bool:
    """Whether a sentence reports what a person says or thinks: "vindt hij", "volgens haar", "Joke zegt dat"."""
    return bool(_reporting().search(_QUOTED.sub(" ", text)))


def _somebody(statement: Statement) -> bool:
    """Whether a person speaks: an organisation says `ik` in its replies only."""
    reply = statement.post is not None and statement.post.parent_id is not None
    return not reply and bool(_READER.search(_QUOTED.sub(" ", statement.text)))


@cache
def _reporting() -> re.Pattern[str]:
    verbs = alternatives(entries("address.reporting", "nl"))
    somebody = rf"(?:(?i:{alternatives(entries('address.somebody', 'nl'))})|[A-ZÀ-Þ][\w'’-]+)"
    whose = alternatives(entries("address.according", "nl"))
    return re.compile(
        rf"(?:,|^|[.!?]\s)\s*(?i:{verbs})\s+{somebody}(?!\w)"
        rf"|(?<!\w){somebody}\s+(?i:{verbs})(?:\s*[,:]|\s+(?:dat|hoe|wat|waarom|als)(?!\w))"
        rf"|(?<!\w)(?i:{whose})(?!\w)"
    )


def _stories(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the documents that tell a story: by their title or headings, or because people speak in them."""
    speaking: Counter[str] = Counter()
    for statement in statements:
        named = pattern("address.stories", "nl").search(" ".join((statement.title or "", *statement.headings[:1])))
        if named:
            speaking[statement.document] = _STORY
        elif _reported(statement.text) or (statement.post is None and statement.block_kind == "quote"):
            speaking[statement.document] += 1
    return frozenset(document for document, count in speaking.items() if count >= _STORY)


def _address(text: str) -> Form | None:
    plain = _QUOTED.sub(" ", text)
    informal = bool(pattern("address.informal", "nl").search(plain))
    formal = bool(pattern("address.formal", "nl").search(plain))
    if informal == formal:
        return None
    return "je" if informal else "u"


def _askers(audit: Audit) -> dict[str, str]:
    """Return the text of the question by the id of the reply."""
    return {
        conversation.reply.id: conversation.asked.text
        for conversations in audit.conversations.values()
        for conversation in conversations
        if conversation.reply is not None and conversation.asked is not None
    }


def _follows(statement: Statement, form: Form, askers: dict[str, str]) -> bool:
    """Whether a reply takes over the form of the asker, which is good manners and no inconsistency."""
    asked = askers.get(statement.post.id) if statement.post else None
    if asked is None:
        return False
    used = "je" if pattern("address.informal_asker", "nl").search(asked) else _address(asked)
    return used == form
