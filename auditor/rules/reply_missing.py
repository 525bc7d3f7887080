"""Questions or complaints that stayed without an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from auditor.model import Conversation, Evidence, Finding, Place, Post
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.lexicon import pattern
from auditor.rules.views import configuration
from auditor.rules.wording import Text, day

_SHOWN = 5
_MIN_WORDS = 3
_NOISE = re.compile(r"https?://\S+|@[\w.-]+")
_ONE = Text(
    nl="Op {source} bleef een vraag of klacht onbeantwoord ({dates}), op een totaal van {all}.",
    en="On {source} one question or complaint stayed unanswered ({dates}), of {all} in total.",
)
_MANY = Text(
    nl="Op {source} bleven {n} van de {all} vragen en klachten onbeantwoord, de oudste van {dates}.",
    en="On {source} {n} of {all} questions and complaints stayed unanswered, the oldest of {dates}.",
)
_WHY = Text(nl="geen antwoord binnen de termijn", en="no answer within the time")


class ReplyMissing(Rule):
    """Questions or complaints on a channel that nobody answered in time.

    Missing: a question of two weeks ago without a reply.
    Not missing: asked this morning, or a compliment that needs no answer.
    """

    id = "reply-missing"
    title = Text(nl="Vragen zonder antwoord", en="Questions without an answer")
    what = Text(
        nl="Vragen of klachten bleven langer zonder antwoord dan de belofte, of dan 72 uur waar geen belofte geldt.",
        en="Questions or complaints stayed without an answer past the promise, or past 72 hours where there is none.",
    )
    why = Text(
        nl="Wie geen antwoord krijgt, vraagt het elders of haakt af, en anderen lezen mee.",
        en="Whoever gets no answer asks elsewhere or leaves, and others read along.",
    )
    advice = Text(
        nl="Beantwoord de genoemde berichten alsnog, en spreek af wie dit kanaal elke werkdag naloopt.",
        en="Answer the messages named after all, and agree who looks after this channel every working day.",
    )
    options = (
        Option(
            "min_cases",
            nl="Zo veel onbeantwoorde vragen zijn er minstens nodig.",
            en="At least so many unanswered questions are needed.",
        ),
    )
    needs = ("conversations",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per channel with unanswered questions inside the matching window."""
        since = audit.now - timedelta(days=audit.settings.matching.window)
        for source, conversations in audit.conversations.items():
            due = [talk for talk in conversations if talk.asked_at >= since and talk.state != "open" and _asks(talk)]
            missing = sorted(
                (talk for talk in due if talk.state == "unanswered"), key=lambda talk: (talk.asked_at, talk.id)
            )
            if len(missing) >= max(1, options["min_cases"]):
                yield self._about(audit, source, missing, len(due))

    def _about(self, audit: Audit, source: str, missing: Sequence[Conversation], total: int) -> Finding:
        text = _ONE if len(missing) == 1 else _MANY
        dates = day(missing[0].asked_at, audit.language, audit.timezone)
        first = missing[0].asked
        return self.finding(
            audit,
            text.say(audit.language, source=source, n=len(missing), all=total, dates=dates),
            about=source,
            place=Place(url=first.url) if first and first.url else configuration(audit),
            source=source,
            evidence=[_cited(audit, source, talk.asked) for talk in missing[:_SHOWN] if talk.asked],
        )


def _asks(talk: Conversation) -> bool:
    """Whether the first message calls for an answer: anything but praise in which nothing is asked or complained of."""
    if talk.asked is None:
        return True
    text = _NOISE.sub(" ", talk.asked.text)
    if "?" in text or any(_says(text, f"inbound.{name}") for name in ("questions", "complaints", "requests")):
        return True
    return len(text.split()) >= _MIN_WORDS and not _says(text, "inbound.praise")


def _says(text: str, name: str) -> bool:
    return any(pattern(name, language).search(text) for language in ("nl", "en"))


def _cited(audit: Audit, source: str, post: Post) -> Evidence:
    return Evidence(
        text=post.text,
        relation="complaint",
        why=_WHY.say(audit.language),
        url=post.url,
        published=post.created_at,
        source=source,
        place=Place(url=post.url),
        author_is_org=False,
        language=post.lang,
    )
