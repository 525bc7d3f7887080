"""One source is far harder to read than the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from auditor.model import Finding, Statement
from auditor.rules import reading_ease
from auditor.rules.base import Audit, Option, Options, Rule, cited
from auditor.rules.lexicon import language_of
from auditor.rules.views import own, recent
from auditor.rules.wording import Text, number, quote

_LANGUAGES = {"nl": Text(nl="Nederlands", en="Dutch"), "en": Text(nl="Engels", en="English")}
_PROSE = ("paragraph", "item", "quote")
_MIN_WORDS_IN_SENTENCE = 4
_MESSAGE = Text(
    nl="De tekst op {source} leest veel moeilijker dan de andere bronnen: leesgemak {score} tegen {rest} "
    "({language}, op een schaal van 0 tot 100). Een van de moeilijkste zinnen: {hardest}.",
    en="The text on {source} is far harder to read than the other sources: reading ease {score} against {rest} "
    "({language}, on a scale of 0 to 100). One of the hardest sentences: {hardest}.",
)


@dataclass(frozen=True, slots=True)
class _Measured:
    source: str
    score: float
    hardest: Statement


class ReadabilityGap(Rule):
    """A source that is far harder to read than the others, in the same language.

    Gap: a site at 35 where the channels are at 65.
    No gap: some points apart, or too little text to tell.
    """

    id = "readability-gap"
    title = Text(nl="Bron leest veel moeilijker", en="Source is far harder to read")
    what = Text(
        nl="Het leesgemak van een bron (Flesch-Douma voor Nederlands, Flesch voor Engels) ligt ver onder dat van de "
        "andere.",
        en="The reading ease of a source (Flesch-Douma for Dutch, Flesch for English) is far below that of the others.",
    )
    why = Text(
        nl="Wie u op het ene kanaal moeiteloos begrijpt, haakt op het andere af.",
        en="Whoever understands you without effort on one channel gives up on the other.",
    )
    advice = Text(
        nl="Maak de zinnen korter en de woorden gewoner; begin met de genoemde zin.",
        en="Make sentences shorter and words plainer; begin with the sentence named.",
    )
    options = (
        Option(
            "gap",
            nl="Zo veel punten onder de mediaan van de andere bronnen.",
            en="So many points below the median of the other sources.",
        ),
        Option(
            "min_words",
            nl="Zo veel woorden lopende tekst heeft een bron minstens nodig.",
            en="So many words of running text a source needs at least.",
        ),
    )

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per source and language that lies far below the median of the others."""
        for language, name in _LANGUAGES.items():
            measured = _measure(_prose(audit, language), language, options["min_words"])
            for one in measured:
                rest = [other.score for other in measured if other is not one]
                if not rest or one.score > median(rest) - options["gap"]:
                    continue
                message = _MESSAGE.say(
                    audit.language,
                    source=one.source,
                    score=number(one.score, audit.language, 0),
                    rest=number(median(rest), audit.language, 0),
                    language=name.say(audit.language),
                    hardest=quote(one.hardest.text, audit.language),
                )
                why = self.title.say(audit.language)
                yield self.finding(
                    audit,
                    message,
                    about=f"{one.source} {language}",
                    place=one.hardest.place,
                    source=one.source,
                    evidence=[cited(one.hardest, "conflicts", why)],
                )


def _prose(audit: Audit, language: str) -> dict[str, list[Statement]]:
    """Return the sentences of running text of each source in one language, the organisation's own only."""
    social = [statement for found in audit.social.values() for statement in own(found) if recent(statement, audit)]
    sentences: dict[str, list[Statement]] = {}
    for statement in (*audit.statements, *social):
        if (
            statement.block_kind in _PROSE
            and language_of(statement, audit) == language
            and len(reading_ease.words(statement.text)) >= _MIN_WORDS_IN_SENTENCE
        ):
            sentences.setdefault(statement.source, []).append(statement)
    return sentences


def _measure(prose: Mapping[str, list[Statement]], language: str, least: int) -> list[_Measured]:
    measured = []
    for source, statements in prose.items():
        texts = [statement.text for statement in statements]
        if sum(len(reading_ease.words(text)) for text in texts) < least:
            continue
        hardest = min(statements, key=lambda one: (reading_ease.score([one.text], language), one.text))
        measured.append(_Measured(source, reading_ease.score(texts, language), hardest))
    return measured
