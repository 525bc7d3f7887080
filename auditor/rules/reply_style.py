"""Replies that miss what good webcare does.

The features are those of the conversational human voice as coded for Dutch municipalities (personalisation,
invitation; Tijdschrift voor Taalbeheersing 40(1), 2018), in a light version. They are shares of a channel, never a
judgement of one employee.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from auditor.model import Evidence, Finding, Place, Post
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.lexicon import pattern
from auditor.rules.wording import Text, listing, percent

_LANGUAGES = ("nl", "en")
_SHOWN = 3
_SIGNED = re.compile(
    r"(?:\^\s?\w[\w.]{0,15}|(?:[/~]|[-–—]\s?)[A-Z][\w.]{0,15}|(?:groet(?:en|jes)?|regards|best|thanks|cheers),?\s+[A-Z]\w+)"
    r"\s*[x.!]*\s*$",
    re.IGNORECASE,
)
_NAME_AT_END = re.compile(r"[.!?…)\]]\s+[A-Z][a-zà-ÿ]{1,14}\s*$")
_ADDRESSED = re.compile(r"(?:^|[,\s])(?!\^)([A-Z][a-zà-ÿ]{1,14})(?=[,!.?]|\s*$)")
_MESSAGE = Text(
    nl="Van de {n} antwoorden op {source} missen er veel iets wat goede webcare heeft: {weak}.",
    en="Many of the {n} replies on {source} miss something that good webcare has: {weak}.",
)


@dataclass(frozen=True, slots=True)
class _Exchange:
    asked: Post | None
    reply: Post


@dataclass(frozen=True, slots=True)
class _Feature:
    """One trait of good webcare: whether an exchange calls for it, and whether the reply has it."""

    text: Text
    due: Callable[[_Exchange], bool]
    has: Callable[[_Exchange], bool]


class ReplyStyle(Rule):
    """Replies of a channel that mostly lack a signature, a personal opening, or care where something went wrong.

    Misses: complaints answered with a bare fact, nobody signs.
    Fine: most replies are signed, complaints get an apology or sympathy.
    """

    id = "reply-style"
    title = Text(nl="Antwoorden kunnen persoonlijker", en="Replies could be more personal")
    what = Text(
        nl="Minder dan het gevraagde aandeel van de antwoorden op een kanaal is ondertekend, persoonlijk of "
        "uitnodigend, of toont begrip bij een klacht.",
        en="Less than the asked share of the replies on a channel is signed, personal or inviting, or shows "
        "sympathy at a complaint.",
    )
    why = Text(
        nl="Een menselijke toon maakt een antwoord geloofwaardiger en een klacht kleiner.",
        en="A human voice makes an answer more credible and a complaint smaller.",
    )
    advice = Text(
        nl="Spreek af: begin met een groet of de naam, toon begrip of bied excuses aan bij een klacht, en onderteken.",
        en="Agree: open with a greeting or the name, show sympathy or apologise at a complaint, and sign.",
    )
    options = (
        Option(
            "share",
            nl="Het aandeel dat een kenmerk minstens moet hebben (0 tot 1).",
            en="The share that must have a trait at least (0 to 1).",
        ),
        Option(
            "min_replies",
            nl="Zo veel antwoorden heeft een kanaal minstens nodig.",
            en="So many replies a channel needs at least.",
        ),
    )
    needs = ("conversations",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per channel with traits below the share, and the shares in words."""
        since = audit.now - timedelta(days=audit.settings.matching.window)
        for source, conversations in audit.conversations.items():
            exchanges = [
                _Exchange(talk.asked, talk.reply)
                for talk in conversations
                if talk.reply is not None and talk.asked_at >= since
            ]
            if len(exchanges) < options["min_replies"]:
                continue
            weak = [found for feature in _FEATURES if (found := _weak(feature, exchanges, options)) is not None]
            if weak:
                yield self._about(audit, source, exchanges, weak)

    def _about(
        self,
        audit: Audit,
        source: str,
        exchanges: Sequence[_Exchange],
        weak: Sequence[tuple[_Feature, float, tuple[_Exchange, ...]]],
    ) -> Finding:
        language = audit.language
        parts = [f"{feature.text.say(language)} ({percent(share, language)})" for feature, share, _ in weak]
        message = _MESSAGE.say(language, n=len(exchanges), source=source, weak=listing(parts, language))
        feature, _, lacking = weak[0]
        shown = [_cited(source, one.reply, feature.text.say(language)) for one in lacking[:_SHOWN]]
        return self.finding(
            audit, message, about=source, place=shown[0].place or Place(), source=source, evidence=shown
        )


def _weak(
    feature: _Feature, exchanges: Sequence[_Exchange], options: Options
) -> tuple[_Feature, float, tuple[_Exchange, ...]] | None:
    """Return a feature that too few of the replies that call for it have, with its share and the replies without it."""
    due = [one for one in exchanges if feature.due(one)]
    lacking = tuple(one for one in due if not feature.has(one))
    # A trait that only few exchanges call for (a complaint) needs a few of them to be a habit.
    if len(due) < max(3, options["min_replies"] // 3):
        return None
    share = 1 - len(lacking) / len(due)
    return (feature, share, lacking) if share < options["share"] else None


def _cited(source: str, post: Post, why: str) -> Evidence:
    return Evidence(
        text=post.text,
        relation="conflicts",
        why=why,
        url=post.url,
        published=post.created_at,
        source=source,
        place=Place(url=post.url),
        language=post.lang,
    )


def _says(text: str, name: str) -> bool:
    return any(pattern(name, language).search(text) for language in _LANGUAGES)


def _always(_: _Exchange) -> bool:
    return True


def _is_complaint(one: _Exchange) -> bool:
    return one.asked is not None and _says(one.asked.text, "inbound.complaints")


def _is_signed(one: _Exchange) -> bool:
    return bool(_SIGNED.search(one.reply.text) or _NAME_AT_END.search(one.reply.text))


def _is_personal(one: _Exchange) -> bool:
    return _says(one.reply.text, "replies.greetings") or bool(_ADDRESSED.search(_unsigned(one.reply.text)))


def _cares(one: _Exchange) -> bool:
    return _says(one.reply.text, "replies.empathy") or _says(one.reply.text, "replies.apologies")


def _unsigned(text: str) -> str:
    return _NAME_AT_END.sub(".", _SIGNED.sub("", text))


_FEATURES = (
    _Feature(
        Text(nl="begrip of excuses bij een klacht", en="sympathy or an apology at a complaint"), _is_complaint, _cares
    ),
    _Feature(Text(nl="ondertekend met een naam", en="signed with a name"), _always, _is_signed),
    _Feature(Text(nl="een groet of de naam van de vrager", en="a greeting or the asker's name"), _always, _is_personal),
)
