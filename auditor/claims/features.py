"""The form of a sentence as named signals: who acts, what is said to be done, in which frame, under which heading.

Every signal carries the words it was read from, so that a decision can be explained with them. Nothing is decided
here; `auditor.claims.scorer` weighs the signals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from auditor.claims.actor import actor_signals
from auditor.claims.phrases import Words, words
from auditor.claims.sentence import Lexicon, Sentence, find_names, lexicon

HEADING_TYPES: Final = (
    "mission", "vision", "value", "promise", "product", "history", "vacancy", "legal", "testimonial", "news", "guide",
    "figures",
)  # fmt: skip
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_CARD: Final = re.compile(r"^[A-ZÀ-Ý][\w'’ -]{2,40}?\s*[:–—]\s+\S")
_QUOTED: Final = re.compile(r"^\s*[\"“”„‘«].*[\"”’»]|^\s*[\"“”„«]|[\"”»]\s*$")
_SUBORDINATE: Final = frozenset(
    ["because", "when", "after", "once", "which", "that", "who", "whose", "where", "while", "if", "before", "since", "omdat", "nadat", "toen", "die", "dat", "waarin", "waar", "als", "wanneer", "zodra", "doordat", "terwijl", "zonder", "totdat", "voordat", "until"]
)
_FINITE: Final = frozenset(
    ["is", "are", "be", "been", "being", "am", "has", "have", "can", "will", "would", "may", "must", "shall", "should", "do", "does", "get", "gets", "isn't", "aren't", "don't", "we'll", "you'll", "we're", "you're", "we've", "cannot", "can't", "won't", "keep", "keeps", "comes", "come", "lets", "gives", "offers", "includes"]
)
_NO_SUBJECT: Final = frozenset(
    ["a", "an", "the", "our", "your", "its", "their", ",", ":", "and", "or", "fully", "newly", "of", "for", "in", "on", "at", "with", "by", "to", "as", "not", "no"]
)
_LIMITS: Final = ("within", "floor", "deadline", "frequency", "clock", "money")
_DEEDS: Final = ("respond", "act", "commissive", "receive", "entitle")
# What a refused sentence says of deeds and terms is said by or of another, or of the past: it tells nothing about us.
_EMPTIED: Final = frozenset(
    ["commissive", "aspire", "respond", "act", "receive", "entitle", "offer", "within", "floor", "duration", "deadline", "frequency", "universal", "only_then", "free", "guarantee", "available", "clock", "money", "negation", "future", "compare", "thing_verb", "passive", "service_object", "named_subject", "named_means", "named_service_noun", "conditional", "imperative_result", "by_us", "our_subject"]
)


@dataclass(frozen=True, slots=True)
class Form:
    """The signals of one sentence: name to the words that show it (empty for a signal of structure)."""

    signals: dict[str, str]
    tokens: Words
    language: str

    def has(self, *names: str) -> bool:
        """Whether any of the signals is there."""
        return any(name in self.signals for name in names)


def read_form(sentence: Sentence, language: str) -> Form:
    """Return the signals of `sentence`, read with the lexicon of `language` ("nl" or "en")."""
    lex = lexicon(language)
    tokens = words(sentence.text)
    spans = lex.signals.find(tokens.plain)
    spans = _main_tense(tokens, spans)
    signals = {name: " ".join(tokens.shown[start:end]) for name, (start, end) in spans.items()}
    own = find_names(tokens, sentence.names)
    signals |= _structure(sentence, tokens, lex)
    signals |= _years(sentence)
    signals |= actor_signals(tokens, spans, own, lex, language)
    if "service_object" in spans and spans["service_object"][0] <= 3 and "imperative" not in signals:
        signals["service_first"] = signals["service_object"]
    signals |= _context(sentence, lex)
    form = Form(signals, tokens, language)
    signals |= _frames(form)
    return form


def _main_tense(tokens: Words, spans: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Keep of the past tense what belongs to the main clause: "a pan because its handle came loose" is no history."""
    kept = dict(spans)
    doubtful = kept.pop("maybe_past", None)
    if doubtful and "past" not in kept and _is_past(tokens, doubtful[0]):
        kept["past"] = doubtful
    if "past" in kept:
        start = kept["past"][0]
        if any(word in _SUBORDINATE for word in tokens.plain[1:start]) and not _SUBORDINATE & {tokens.plain[0]}:
            kept["past_in_clause"] = kept.pop("past")
    return kept


def _is_past(tokens: Words, index: int) -> bool:
    """Whether an English form that may be a participle is the verb of its clause."""
    if index == 0 or tokens.plain[index - 1] in _NO_SUBJECT or tokens.plain[index].endswith("eed"):
        return False
    return not any(word in _FINITE for word in tokens.plain[:index])


def _structure(sentence: Sentence, tokens: Words, lex: Lexicon) -> dict[str, str]:
    text, plain = sentence.text.strip(), tokens.plain
    count = sum(word[0].isalnum() for word in plain)
    found: dict[str, str] = {f"length:{_bucket(count)}": ""}
    if text.endswith("?"):
        found["question"] = "?"
    if text.endswith("!"):
        found["exclamation"] = "!"
    if text.endswith(":"):
        found["lead_in"] = ":"
    if text.endswith(("…", "...")):
        found["cut_off"] = "…"
    if not text.endswith((".", "!", "?", ":", ";", "…")):
        found["no_full_stop"] = ""
    if text[:1].islower():
        found["lower_start"] = ""
    if _QUOTED.search(text):
        found["quoted"] = text[:1]
    card = _CARD.match(text)
    if card and count > 3:
        found["card"] = card.group().rsplit(maxsplit=1)[0]
    if plain and plain[0] in lex.imperatives and not (len(plain) > 1 and plain[1] in {"u", "je", "jij", "we", "wij"}):
        found["imperative"] = tokens.shown[0]
        found |= _result_of_imperative(tokens)
    if plain and plain[0] in {"als", "wanneer", "indien", "zodra", "if", "when", "once", "whenever", "wie", "whoever"}:
        found["conditional"] = tokens.shown[0]
    if (
        len(plain) > 3
        and plain[1] in {"u", "je", "jij"}
        and not text.endswith("?")
        and ("," in plain or "dan" in plain)
    ):
        found["conditional"] = " ".join(tokens.shown[:2])
    return found


def _bucket(count: int) -> str:
    for limit, name in ((2, "1-2"), (4, "3-4"), (7, "5-7"), (24, "8-24"), (40, "25-40")):
        if count <= limit:
            return name
    return "41+"


def _result_of_imperative(tokens: Words) -> dict[str, str]:
    """ "Order before noon and we ...": an instruction that ends in what the customer gets is a condition."""
    joints = {"and", "en", "dan", ",", "or"}
    actors = {
        "we",
        "wij",
        "we'll",
        "you",
        "you'll",
        "u",
        "je",
        "jij",
        "your",
        "uw",
        "ons",
        "our",
        "wordt",
        "it",
        "krijg",
        "ontvang",
        "receive",
        "get",
    }
    for index in range(2, len(tokens) - 1):
        if tokens.plain[index] in joints and tokens.plain[index + 1] in actors:
            return {"imperative_result": " ".join(tokens.shown[index : index + 3])}
    return {}


def _years(sentence: Sentence) -> dict[str, str]:
    years = [int(year) for year in _YEAR.findall(sentence.text)]
    found = {}
    if any(year < sentence.year for year in years):
        found["past_year"] = str(min(years))
    if any(year > sentence.year for year in years):
        found["future_year"] = str(max(years))
    if any(year > sentence.year + 7 for year in years):
        found["far_year"] = str(max(years))
    return found


def heading_types(headings: tuple[str, ...], lex: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the types of the nearest heading that tells one, and those of the headings further out."""
    typed = [tuple(sorted(lex.headings.find(words(heading).plain))) for heading in reversed(headings)]
    near = next((types for types in typed[:1] if types), ())
    far = next((types for types in typed[1:] if types), ())
    return near, far


def _context(sentence: Sentence, lex: Lexicon) -> dict[str, str]:
    near, far = heading_types(sentence.headings, lex)
    found = {f"under:{name}": sentence.headings[-1] for name in near}
    found |= {f"section:{name}": " / ".join(sentence.headings[:-1]) for name in far}
    if not near and sentence.label:
        found |= {f"label:{name}": sentence.label for name in lex.headings.find(words(sentence.label).plain)}
    if sentence.label and " ".join(words(sentence.label).plain) in lex.norm_labels:
        found["norm_label"] = sentence.label
    if sentence.headings and not near and not far:
        found["under:untyped"] = sentence.headings[-1]
    if sentence.page_type:
        found[f"page:{sentence.page_type}"] = ""
    if sentence.block_kind in {"item", "cell", "quote"}:
        found[f"block:{sentence.block_kind}"] = ""
    return found


def _frames(form: Form) -> dict[str, str]:
    """Signals that belong together, under the name of what they say together."""
    has, shown = form.has, form.signals
    if _refused(form):
        for name in _EMPTIED & shown.keys():
            del shown[name]
        return {"frame:refused": ""}
    limit = next((shown[name] for name in _LIMITS if name in shown), "")
    deed = next((shown[name] for name in _DEEDS if name in shown), "")
    ours = has("by_us")
    asked = has("imperative") and not has("imperative_result")
    free_subject = not ours and not has("by_you") and not asked
    rows: tuple[tuple[str, object, str], ...] = (
        ("we_act_in_time", ours and deed and limit, f"{deed} ... {limit}"),
        ("we_act", ours and has("act", "respond", "commissive") and not has("aspire"), deed),
        ("we_never", ours and has("negation") and not has("aspire"), shown.get("negation", "")),
        ("we_offer", ours and has("offer"), shown.get("offer", "")),
        ("you_get", has("receive") and has("you") and not asked and not has("must"), shown.get("receive", "")),
        ("you_get_in_time", has("receive") and has("you") and not asked and not has("must") and limit, limit),
        ("you_may", has("entitle") and not asked and not has("must"), shown.get("entitle", "")),
        ("if_then", has("conditional", "imperative_result") and (ours or has("receive")), shown.get("conditional", "")),
        ("impersonal_in_time", free_subject and not has("must", "generalising") and limit and deed, f"{deed} ... {limit}"),
        ("service_in_time", free_subject and has("service_first") and limit and not has("must"), limit),
        ("passive_in_time", free_subject and has("passive") and limit and not has("must", "generalising"), limit),
        ("our_thing_in_time", free_subject and has("our_subject") and limit, limit),
        ("universal_limit", has("universal") and limit and not asked and not has("must"), shown.get("universal", "")),
        ("universal", has("universal") and free_subject and not has("must"), shown.get("universal", "")),
        ("free", has("free") and not asked, shown.get("free", "")),
        ("guarantee", has("guarantee") and not asked, shown.get("guarantee", "")),
        ("open", has("available") and has("clock", "frequency", "universal", "within"), shown.get("available", "")),
        ("by_year", has("future_year", "deadline") and not has("by_you"), shown.get("deadline", "")),
        ("people_by_year", has("future_year") and has("people") and not ours, shown.get("people", "")),
        ("our_thing_by_year", has("future_year") and has("our_subject", "own_name"), shown.get("deadline", "")),
        ("named_thing", has("named_subject", "named_means") and has("thing_verb", "by_you", "by_us"), shown.get("named", "")),
        ("named_service", has("named_subject") and has("money", "free", "service_noun", "you"), shown.get("named", "")),
        ("with_named_thing", has("named_means") and (has("by_you") or ours), shown.get("named_means", "")),
        ("value_card", has("card") and has("under:value", "section:value", "page:values"), shown.get("card", "")),
        ("instruction", asked and not has("we_subject"), shown.get("imperative", "")),
        ("duty_of_reader", has("by_you") and has("obligation", "must") and not has("receive", "free", "entitle") and not ours,
         shown.get("obligation", "")),
        ("asked_of_applicant", has("under:vacancy", "section:vacancy", "page:vacancy") and has("by_you", "applicant"), ""),
    )  # fmt: skip
    return {f"frame:{name}": words_ for name, there, words_ in rows if there}


def _refused(form: Form) -> bool:
    """Whether the form alone says that this is no statement of ours about what is or will be."""
    has = form.has
    gone = has("past", "perfect", "past_time") and not has("future_year")
    return gone or has("third", "person", "quoted", "question", "disclaimer", "cut_off")
