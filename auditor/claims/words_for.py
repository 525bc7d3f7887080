"""The signals in words, for `why` and `auditor explain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_SAID: Final = {
    "by_us": "the organisation acts",
    "by_you": "the reader acts",
    "own_subject": "the organisation acts by name",
    "own_name": "the organisation is named",
    "our_staff": "its people act",
    "our_subject": "about something of the organisation",
    "ours": "about something of the organisation",
    "impersonal": "nobody is named as the actor",
    "person": "a person speaks of himself",
    "third": "another party says it",
    "other_first": "another party acts",
    "other_party": "another party is named",
    "other_says": "a verb of saying",
    "named_subject": "a named thing is described",
    "named_means": "something is done with a named thing",
    "named_service_noun": "the name of a service",
    "named": "a name",
    "service_noun": "a service",
    "service_first": "about what is handled for customers",
    "commissive": "a verb of commitment",
    "aspire": "an aspiration",
    "respond": "a reply is said",
    "act": "a deed is said",
    "receive": "the reader gets something",
    "entitle": "the reader is entitled to something",
    "offer": "something is offered",
    "within": "a limit",
    "duration": "a duration",
    "floor": "a minimum",
    "deadline": "a date",
    "frequency": "a frequency",
    "universal": "every case",
    "only_then": "never before something else",
    "free": "free of charge",
    "guarantee": "a guarantee",
    "available": "availability",
    "clock": "a time of day",
    "negation": "something that never happens",
    "money": "an amount of money",
    "mission_words": "words of a mission",
    "vision_words": "words of a vision",
    "value_words": "words of a value",
    "future_year": "a year to come",
    "far_year": "a year far ahead",
    "people": "about people",
    "card": "a name with a sentence",
    "past": "the past tense",
    "perfect": "something done already",
    "past_time": "a time gone by",
    "past_year": "a year gone by",
    "question": "a question",
    "quoted": "a quotation",
    "imperative": "an instruction",
    "imperative_result": "an instruction with what follows from it",
    "conditional": "a condition",
    "must": "a duty",
    "obligation": "a duty of the reader",
    "applicant": "words of a vacancy",
    "legal": "legal words",
    "disclaimer": "a disclaimer",
    "generalising": "a general remark",
    "statistic": "a figure",
    "advice": "advice",
    "see_also": "a pointer to another page",
    "news": "words of news",
    "meta": "about the text itself",
    "progressive": "something going on now",
    "norm_label": "the name of a service level",
    "no_full_stop": "no full sentence",
    "lower_start": "no full sentence",
    "frame:refused": "by its form no statement of what is or will be",
    "frame:we_act": "we do",
    "frame:we_act_in_time": "we do within a limit",
    "frame:we_never": "we never do",
    "frame:we_offer": "we offer",
    "frame:you_get": "the reader gets",
    "frame:you_get_in_time": "the reader gets within a limit",
    "frame:you_may": "the reader may",
    "frame:if_then": "if you do this, then we do that",
    "frame:impersonal_in_time": "something is done within a limit",
    "frame:service_in_time": "something is handled within a limit",
    "frame:passive_in_time": "something is done within a limit",
    "frame:our_thing_in_time": "a limit for something of the organisation",
    "frame:universal": "holds for every case",
    "frame:universal_limit": "a limit for every case",
    "frame:free": "free of charge",
    "frame:guarantee": "a guarantee",
    "frame:open": "availability with its times",
    "frame:by_year": "by a year",
    "frame:people_by_year": "how people live in a year to come",
    "frame:our_thing_by_year": "a year for something of the organisation",
    "frame:named_thing": "what a named thing is or does",
    "frame:named_service": "a named service with its price or use",
    "frame:with_named_thing": "what is done with a named thing",
    "frame:value_card": "a value with its sentence",
    "frame:instruction": "an instruction",
    "frame:duty_of_reader": "a duty of the reader",
    "frame:asked_of_applicant": "asked of applicants",
}


def signals(names: Sequence[str], shown: Mapping[str, str]) -> str:
    """Return the signals `names` in one line, each with the words it was read from."""
    parts = dict.fromkeys(_one(name, shown.get(name, "")) for name in names)
    return "; ".join(part for part in parts if part)


def _one(name: str, words: str) -> str:
    where, _, kind = name.partition(":")
    if where in {"under", "section", "label"}:
        said = "heading" if where != "label" else "label"
        return f"under the {said} “{words}”" if words else f"under a heading of {kind}"
    if where == "page":
        return f"on a page of kind {kind}"
    if where in {"length", "block"}:
        return ""
    said = _SAID.get(name, name.replace("_", " "))
    return f"{said} (“{words}”)" if words.strip(" .") else said
