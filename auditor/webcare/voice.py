"""Reply quality: what a reply has of good webcare, trait by trait, and the shares of a channel.

The first three groups are the conversational human voice as it is coded for Dutch municipalities: personalisation,
informal language, invitational rhetoric (Tijdschrift voor Taalbeheersing 40(1), 2018). The fourth is advice from
webcare practice: answer in substance, in the asker's words, in real time, on the same channel, without jokes where
something is wrong. It is read from words alone and says something about a channel, never about an employee.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from auditor.model import Conversation, Trait, TraitShare, VoiceGroup
from auditor.text.words import stem, words
from auditor.webcare.lexicon import alternation, phrases, plain, word_list
from auditor.webcare.talk import asks, hands_off

# Words beyond greeting, thanks, apology, signature and stock phrases that an answer in substance needs.
_SUBSTANCE: Final = 4
# Content words of a question below which "in the asker's words" cannot be told.
_ASKED: Final = 2
_LONG: Final = 4
_BOOK: Final = "voice"
_NAME: Final = r"[A-ZÀ-Þ][a-zà-ÿ'’-]{1,19}"
_EMOJI: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2764]|(?<!\\w)[:;=]-?[)(DPp](?!\\w)|<3")
_LAUGHTER: Final = re.compile(
    "[\U0001f600-\U0001f606\U0001f609\U0001f61b-\U0001f61d\U0001f923\U0001f92a]|;-?[)DPp]|:-?[DPp](?!\\w)"
)
_SHOUT: Final = re.compile(r"[!?]{2,}|!")
_SIGN: Final = re.compile(r"(?:[\^*~]\s?\w[\w.]{0,15}|(?:/|[-–—]\s?)[A-ZÀ-Þ][\w.]{0,15}|\([A-Z]{2,3}\))\s*[x.!]*\s*$")
_NAME_AT_END: Final = re.compile(rf"[.!?…)\]]\s+{_NAME}\s*$")
_QUESTION: Final = re.compile(r"\?(?:\s|$|[^\w/&=])")


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A question and its reply, as they are compared: without handles and addresses."""

    asked: str | None
    reply: str
    minutes: float | None
    wrong: bool
    """Something went wrong for the asker: a complaint, or worse."""


def traits(conversation: Conversation, real_time_minutes: float) -> tuple[Trait, ...]:
    """Return what the reply of a conversation has of good webcare; nothing without a reply, or without its words
    (metrics of a help desk, pictures).

    Args:
        conversation: one that may hold a reply.
        real_time_minutes: what "real time" means, in minutes; the shorter of clock and working minutes counts.
    """
    if conversation.reply is None or not conversation.reply.text.strip():
        return ()
    asked = plain(conversation.asked.text) if conversation.asked else None
    times = [minutes for minutes in (conversation.minutes, conversation.working_minutes) if minutes is not None]
    exchange = _Exchange(
        asked, plain(conversation.reply.text), min(times, default=None), bool(asked) and _wrong(asked or "")
    )
    found = tuple(_read(trait, exchange) for trait in _TRAITS)
    return (*found, *_helpful(conversation, exchange, real_time_minutes))


def shares(conversations: Iterable[Conversation]) -> tuple[TraitShare, ...]:
    """Return per trait how many of the replies that call for it have it; nothing without replies."""
    replied = [conversation.traits for conversation in conversations if conversation.traits]
    if not replied:
        return ()
    return tuple(
        _share(first.name, first.group, [traits_of[at] for traits_of in replied]) for at, first in enumerate(replied[0])
    )


def _share(name: str, group: VoiceGroup, column: Sequence[Trait]) -> TraitShare:
    due = sum(trait.due for trait in column)
    has = sum(trait.due and trait.has for trait in column)
    return TraitShare(name, group, due, has, round(has / due, 4) if due else None)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A trait that is read from words: whether the exchange calls for it, and the words that show it ("" for none)."""

    name: str
    group: VoiceGroup
    due: Callable[[_Exchange], bool]
    shown: Callable[[str], str]


def _read(kind: _Kind, exchange: _Exchange) -> Trait:
    shown = kind.shown(exchange.reply)
    return Trait(kind.name, kind.group, kind.due(exchange), bool(shown), shown)


def _always(_: _Exchange) -> bool:
    return True


def _at_a_complaint(exchange: _Exchange) -> bool:
    return exchange.wrong


def _first(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def find(reply: str) -> str:
        found = pattern.search(reply)
        return found.group().strip() if found else ""

    return find


def _words(topic: str) -> Callable[[str], str]:
    def find(reply: str) -> str:
        return _first(phrases(topic, _BOOK))(reply)  # the lexicon is read at the first reply, not at import

    return find


@cache
def _closing() -> re.Pattern[str]:
    """Match "Groet, Anna" at the end."""
    closings = alternation(word_list("closings", _BOOK)).pattern
    return re.compile(rf"(?i:{closings}),?\s+{_NAME}(?:\s+(?:de|den|der|van|ter|ten|te|'t|{_NAME})){{0,3}}\s*[.!]?\s*$")


def _signature(reply: str) -> str:
    for pattern in (_SIGN, _closing()):
        if found := pattern.search(reply):
            return found.group().strip(" .,!")
    found = _NAME_AT_END.search(reply)
    return found.group().lstrip(".!?…)] ").strip() if found and _is_name(found.group()) else ""


def _greeting(reply: str) -> str:
    found = phrases("greetings", _BOOK).match(reply.lstrip(" .,!-–—\"'"))
    return found.group() if found else ""


def _asker_named(reply: str) -> str:
    """Return the name with which the asker is called: after a greeting, or set apart by a comma at the beginning."""
    start = reply.lstrip(" .,!-–—\"'")
    greeting = phrases("greetings", _BOOK).match(start)
    rest = start[greeting.end() :] if greeting else start
    found = re.match(rf"[\s,]*({_NAME})(?=\s*[,!.?–-]|\s*$)" if greeting else rf"({_NAME})(?=,)", rest)
    if found is None and greeting:
        found = re.match(rf"\s+({_NAME})\b", rest)
    if found is None:
        found = re.match(rf"[^,.!?]{{2,40}},\s({_NAME})(?=[.!?])", start)
    return found[1] if found and _is_name(found[1]) else ""


def _is_name(word: str) -> bool:
    return re.sub(r"\W", "", word).lower() not in {re.sub(r"\W", "", name) for name in word_list("not_names", _BOOK)}


def _informal(reply: str) -> str:
    for pattern in (_EMOJI, phrases("interjections", _BOOK), phrases("colloquial", _BOOK), _SHOUT):
        if found := pattern.search(reply):
            return found.group()
    return ""


def _question_back(reply: str) -> str:
    """Return the question that the reply asks, or the words that invite to go on."""
    if found := _QUESTION.search(reply):
        sentence = re.split(r"[.!?]\s+", reply[: found.start()])[-1]
        return f"{sentence.strip()}?"
    return _words("invitations")(reply)


def _wrong(asked: str) -> bool:
    return bool(phrases("inbound.complaints", "rules").search(asked) or phrases("crisis", _BOOK).search(asked))


_TRAITS: Final = (
    _Kind("signature", "personal", _always, _signature),
    _Kind("greeting", "personal", _always, _greeting),
    _Kind("asker_named", "personal", _always, _asker_named),
    _Kind("informal", "informal", _always, _informal),
    _Kind("thanks", "inviting", _always, _words("thanks")),
    _Kind("empathy", "inviting", _at_a_complaint, _words("empathy")),
    _Kind("apology", "inviting", _at_a_complaint, _words("apologies")),
    _Kind("question_back", "inviting", _always, _question_back),
    _Kind("wishes", "inviting", _always, _words("wishes")),
)


def _helpful(conversation: Conversation, exchange: _Exchange, real_time_minutes: float) -> tuple[Trait, ...]:
    """Return the traits of the fourth group, which need more than the words of the reply."""
    reply, asked = exchange.reply, exchange.asked
    elsewhere = _first(phrases("handoff"))(reply) if hands_off(reply) else _words("elsewhere")(reply)
    joke = _first(_LAUGHTER)(reply) or _words("humour")(reply)
    left = _left(reply)
    shared = _shared(asked or "", reply)
    question = asked is not None and asks(asked)
    minutes = exchange.minutes
    answers = question and not _QUESTION.search(reply)
    puts_off = elsewhere or _words("holding")(reply) or _words("empathy")(reply)
    brief = "" if puts_off else _brief(asked or "", reply, left)
    said = " ".join(left[:8]) if len(left) >= _SUBSTANCE else brief
    return (
        Trait("substance", "helpful", answers, bool(said), said),
        Trait("asker_words", "helpful", len(_content(asked or "")) >= _ASKED, bool(shared), ", ".join(shared[:5])),
        Trait(
            "real_time", "helpful", minutes is not None, minutes is not None and minutes <= real_time_minutes,
            "" if minutes is None else f"{minutes:.0f} min",
        ),
        Trait("same_channel", "helpful", conversation.asked is not None, not elsewhere, elsewhere),
        Trait("serious", "helpful", exchange.wrong, not joke, joke),
    )  # fmt: skip


def _left(reply: str) -> list[str]:
    """Return the content words of a reply beyond what every reply may say."""
    rest = reply
    for topic in ("greetings", "thanks", "empathy", "apologies", "invitations", "wishes", "elsewhere", "holding"):
        rest = phrases(topic, _BOOK).sub(" ", rest)
    rest = phrases("handoff").sub(" ", _SIGN.sub(" ", rest))
    return [word for word in words(rest) if len(word) >= _LONG] + re.findall(r"\d[\d.:,]*", rest)


def _brief(asked: str, reply: str, left: Sequence[str]) -> str:
    """Return what answers in few words: "yes" or "no" with a word more, or a time or amount where that was asked."""
    start = reply.lstrip(" .,!-–—\"'")
    if greeting := phrases("greetings", _BOOK).match(start):
        start = re.sub(rf"^[\s,]*(?:{_NAME})?[\s,.!]*", "", start[greeting.end() :]) or start
    polar = phrases("polar", _BOOK).match(start)
    if polar and left:
        return polar.group()
    if not phrases("amount_asked", _BOOK).search(asked):
        return ""
    plainly = _SIGN.sub(" ", reply)
    found = re.search(r"\d[\d.:,]*", plainly) or phrases("amounts", _BOOK).search(plainly)
    return found.group() if found else ""


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if len(word) >= _LONG and word not in _common())


def _shared(asked: str, reply: str) -> list[str]:
    """Return the words of the reply that the asker used too, in order."""
    known = _content(asked)
    return list(dict.fromkeys(word for word in words(reply) if len(word) >= _LONG and stem(word) in known))


def _common() -> frozenset[str]:
    return frozenset(word_list("common", _BOOK))
