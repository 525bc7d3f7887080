"""The sentences in which the judge says why, in Dutch and English."""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["nl", "en"]

_PHRASES: Final[dict[str, dict[Language, str]]] = {
    "shows": {"nl": "meldt iets dat gedaan is of gebeurde", "en": "reports something done or achieved"},
    "shows_terms": {"nl": "laat zien dat het gehaald wordt: {why}", "en": "shows that it is met: {why}"},
    "repeats": {"nl": "herhaalt de belofte zonder voorbeeld", "en": "repeats it without an example"},
    "repeats_terms": {"nl": "noemt dezelfde voorwaarden: {why}", "en": "states the same terms: {why}"},
    "conflicts": {"nl": "noemt andere voorwaarden: {why}", "en": "states other terms: {why}"},
    "cutoff": {
        "nl": "aanvragen of bestellen kan tot {stated} uur in plaats van {claimed} uur",
        "en": "one has to order or ask by {stated} instead of {claimed}",
    },
    "standing": {
        "nl": "toegezegd is „{claimed}”, hier staat „{stated}”",
        "en": "the promise is “{claimed}”, this says “{stated}”",
    },
    "postponed": {
        "nl": "uitgesteld tot {stated} in plaats van {claimed}",
        "en": "put off until {stated} instead of {claimed}",
    },
    "against": {"nl": "zegt het tegendeel", "en": "says the opposite"},
    "against_opposite": {
        "nl": "zegt het tegendeel: “{said}” tegenover “{claimed}”",
        "en": "says the opposite: “{said}” against “{claimed}”",
    },
    "against_denied": {
        "nl": "zegt het tegendeel: “{said}” bij “{claimed}”",
        "en": "says the opposite: “{said}” beside “{claimed}”",
    },
    "complaint": {
        "nl": "een klant meldt dat het niet lukte; op zichzelf geen tegenspraak",
        "en": "a customer says it failed; no contradiction by itself",
    },
    "measured_kept": {
        "nl": "gemeten: {within} van {n} gehaald ({share:.0%})",
        "en": "measured: {within} of {n} met ({share:.0%})",
    },
    "measured_broken": {
        "nl": "gemeten: slechts {within} van {n} gehaald ({share:.0%}, beloofd {target:.0%})",
        "en": "measured: only {within} of {n} met ({share:.0%}, promised {target:.0%})",
    },
    "reached_kept": {
        "nl": "gemeten: {within} van {n} vragen buiten kantooruren beantwoord voor de volgende kantoordag "
        "({share:.0%})",
        "en": "measured: {within} of {n} questions outside office hours answered before the next office day "
        "({share:.0%})",
    },
    "reached_broken": {
        "nl": "gemeten: slechts {within} van {n} vragen buiten kantooruren beantwoord voor de volgende kantoordag "
        "({share:.0%})",
        "en": "measured: only {within} of {n} questions outside office hours answered before the next office day "
        "({share:.0%})",
    },
    "missions": {
        "nl": "twee bronnen noemen ieder een andere missie",
        "en": "two sources each state another mission",
    },
    "old": {"nl": "ouder dan het venster", "en": "older than the window"},
    "backed": {"nl": "Het kanaal laat het zien.", "en": "The channel shows it."},
    "echoed": {"nl": "Het kanaal herhaalt het alleen.", "en": "The channel only repeats it."},
    "contradicted": {"nl": "Het kanaal spreekt het tegen.", "en": "The channel contradicts it."},
    "disputed": {
        "nl": "Het kanaal laat het zien en spreekt het tegen.",
        "en": "The channel both shows and contradicts it.",
    },
    "silent": {"nl": "Niets op dit kanaal gaat hierover.", "en": "Nothing on this channel bears on it."},
    "silent_scope": {
        "nl": "De belofte geldt voor een ander kanaal.",
        "en": "The promise is about another channel.",
    },
    "silent_old": {
        "nl": "Alleen oudere berichten gaan hierover.",
        "en": "Only older messages bear on it.",
    },
    "silent_unsure": {
        "nl": "Niet zeker genoeg: het beste bericht haalt {confidence:.0%} zekerheid.",
        "en": "Not sure enough: the best message reaches {confidence:.0%} confidence.",
    },
    "silent_nearest": {
        "nl": "Niets op dit kanaal gaat hier duidelijk over; het beste bericht haalt {confidence:.0%} zekerheid.",
        "en": "Nothing on this channel clearly bears on it; the best message reaches {confidence:.0%} confidence.",
    },
    "not_verifiable": {
        "nl": "Hierin staat niets dat te tonen of te weerleggen is.",
        "en": "It holds nothing that could be shown or refuted.",
    },
    "unreadable": {"nl": "Dit kanaal kon niet gelezen worden.", "en": "This channel could not be read."},
}


def phrase(name: str, language: Language, **values: object) -> str:
    """Return the sentence `name` in `language` with its values filled in."""
    return _PHRASES[name][language].format(**values)
