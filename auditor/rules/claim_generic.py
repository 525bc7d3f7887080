"""A claim that peers make in the same words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.model import Evidence, Finding, Place, normalised
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.lexicon import names
from auditor.rules.wording import Text, quote

_KINDS = ("mission", "vision", "value")
_MIN_WORDS = 4
_MARKUP = re.compile(r"^\s*(?:#+|[-*•>]|\d+[.)])\s*")
_MESSAGE = Text(
    nl="{claim} zegt u, en {peer} zegt hetzelfde: {other}.",
    en="{claim} is what you say, and {peer} says the same: {other}.",
)


@dataclass(frozen=True, slots=True)
class _Saying:
    peer: str
    text: str
    words: tuple[str, ...]


class ClaimGeneric(Rule):
    """A mission, vision or value that the configured peers state in the same words.

    Generic: "we put the customer first", on your site and on theirs.
    Own: the same subject in words that only fit you. Without `peers` the rule says nothing.
    """

    id = "claim-generic"
    title = Text(nl="Ook de anderen zeggen dit", en="The others say this too")
    what = Text(
        nl="Een missie, visie of waarde staat met vrijwel dezelfde woorden bij een van de opgegeven vergelijkbare "
        "organisaties.",
        en="A mission, vision or value stands in almost the same words with one of the configured peers.",
    )
    why = Text(
        nl="Wat iedereen zegt, onderscheidt u niet en wordt niet onthouden.",
        en="What everybody says does not set you apart and is not remembered.",
    )
    advice = Text(
        nl="Zeg het zoals alleen u het kunt zeggen: noem wat u anders doet, voor wie, en waar dat te zien is.",
        en="Say it as only you can: name what you do differently, for whom, and where that can be seen.",
    )
    options = (
        Option(
            "peers",
            nl="Bestanden met wat anderen zeggen: .txt of .md met zinnen, of een results.json van hun audit. "
            "Paden tellen vanaf de map van auditor.yaml.",
            en="Files with what others say: .txt or .md with sentences, or a results.json of their audit. "
            "Paths count from the folder of auditor.yaml.",
        ),
        Option(
            "overlap",
            nl="Het deel van de woorden dat gelijk moet zijn (0 tot 1).",
            en="The part of the words that must be the same (0 to 1).",
        ),
    )
    needs = ("claims",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per claim that a peer makes in the same words, with the nearest wording."""
        own = frozenset(word for name in names(audit) for word in normalised(name).split())
        sayings = [saying for peer in options["peers"] for saying in _read(audit.settings.folder / str(peer))]
        for claim in audit.claims:
            mine = _words(claim.text, own)
            if claim.kind not in _KINDS or len(mine) < _MIN_WORDS:
                continue
            scored = [(_dice(mine, saying.words), saying) for saying in sayings]
            best, saying = max(scored, key=lambda pair: pair[0], default=(0.0, None))
            if saying is None or best < options["overlap"]:
                continue
            message = _MESSAGE.say(
                audit.language,
                claim=quote(claim.text, audit.language),
                peer=saying.peer,
                other=quote(saying.text, audit.language),
            )
            other = Evidence(
                text=saying.text,
                relation="repeats",
                why=self.title.say(audit.language),
                source=saying.peer,
                place=Place(path=saying.peer),
                author_is_org=False,
            )
            yield self.finding(
                audit,
                message,
                about=claim.text,
                place=claim.place,
                source=claim.source,
                claim=claim,
                evidence=[other],
                confidence=best,
            )


def _read(path: Path) -> list[_Saying]:
    """Return the sentences of a peer's file. Raises ConfigError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        sentences = _claims(json.loads(text)) if path.suffix == ".json" else _sentences(text)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"The file {path.name} of the rule claim-generic (option peers) cannot be read: {error}."
        ) from error
    return [_Saying(path.name, sentence, _words(sentence, frozenset())) for sentence in sentences]


def _claims(results: Any) -> list[str]:
    return [str(claim["text"]) for claim in results.get("claims", [])] if isinstance(results, dict) else []


def _sentences(text: str) -> list[str]:
    from auditor.text.sentences import split  # noqa: PLC0415 - loads the splitter, which `explain` does not need

    found: list[str] = []
    for line in text.splitlines():
        plain = _MARKUP.sub("", line).strip()
        found.extend(plain[start:end] for start, end in split(plain, None))
    return found


def _words(text: str, without: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in normalised(text).split() if word not in without)


def _dice(left: Sequence[str], right: Sequence[str]) -> float:
    """Return how much two lists of words have in common, 0 to 1 (Dice, counting repeats)."""
    if not left or not right:
        return 0.0
    return 2 * sum((Counter(left) & Counter(right)).values()) / (len(left) + len(right))
