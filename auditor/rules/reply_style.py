"""Replies that miss what good webcare does.

What a reply has is read in `auditor.webcare.voice` (the conversational human voice as coded for Dutch municipalities,
and advice from practice). Here the shares of a channel are held against a limit; never those of an employee.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from auditor.model import Conversation, Evidence, Finding, Place, Post, Trait
from auditor.resources import lexicon
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.wording import Language, Text, listing, number, percent

_SHOWN = 3
_MESSAGE = Text(
    nl="Van de {n} antwoorden op {source} missen er veel iets wat goede webcare heeft: {weak}.",
    en="Many of the {n} replies on {source} miss something that good webcare has: {weak}.",
)
# Traits that stand for one thing to do: either will do.
_EITHER: Mapping[str, tuple[tuple[str, ...], Text]] = {
    "care": (
        ("empathy", "apology"),
        Text(nl="begrip of excuses bij een klacht", en="sympathy or an apology at a complaint"),
    ),
    "personal": (
        ("greeting", "asker_named"),
        Text(nl="een groet of de naam van de vrager", en="a greeting or the asker's name"),
    ),
}


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
        Option(
            "traits",
            nl="De kenmerken waarnaar wordt gekeken; `care` is begrip of excuses bij een klacht, `personal` een groet "
            "of de naam van de vrager.",
            en="The traits that are looked at; `care` is sympathy or an apology at a complaint, `personal` a greeting "
            "or the asker's name.",
        ),
    )
    needs = ("conversations",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per channel with traits below the share, and the shares in words."""
        since = audit.now - timedelta(days=audit.settings.matching.window)
        for source, conversations in audit.conversations.items():
            replied = [talk for talk in conversations if talk.reply is not None and talk.asked_at >= since]
            if len(replied) < options["min_replies"]:
                continue
            weak = [found for name in options["traits"] if (found := _weak(name, replied, options)) is not None]
            if weak:
                yield self._about(audit, source, len(replied), weak)

    def _about(
        self, audit: Audit, source: str, replies: int, weak: Sequence[tuple[str, float, tuple[Conversation, ...]]]
    ) -> Finding:
        language = audit.language
        minutes = audit.settings.webcare.real_time_minutes
        parts = [f"{_label(name, language, minutes)} ({percent(share, language)})" for name, share, _ in weak]
        message = _MESSAGE.say(language, n=replies, source=source, weak=listing(parts, language))
        name, _, lacking = weak[0]
        why = _label(name, language, minutes)
        shown = [_cited(source, talk.reply, why) for talk in lacking[:_SHOWN] if talk.reply is not None]
        return self.finding(
            audit, message, about=source, place=shown[0].place or Place(), source=source, evidence=shown
        )


def _weak(
    name: str, replied: Sequence[Conversation], options: Options
) -> tuple[str, float, tuple[Conversation, ...]] | None:
    """Return a trait that too few of the replies that call for it have, with its share and the replies without it."""
    due = [talk for talk in replied if any(trait.due for trait in _read(name, talk))]
    lacking = tuple(talk for talk in due if not any(trait.has for trait in _read(name, talk)))
    # A trait that only few exchanges call for (a complaint) needs a few of them to be a habit.
    if len(due) < max(3, options["min_replies"] // 3):
        return None
    share = 1 - len(lacking) / len(due)
    return (name, share, lacking) if share < options["share"] else None


def _read(name: str, talk: Conversation) -> list[Trait]:
    names, _ = _EITHER.get(name, ((name,), None))
    return [trait for trait in talk.traits if trait.name in names]


def _label(name: str, language: Language, minutes: float) -> str:
    if name in _EITHER:
        return _EITHER[name][1].say(language)
    label = str(lexicon("voice", language)["labels"].get(name, name))
    return label.format(minutes=number(minutes, language))


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
