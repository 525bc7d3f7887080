"""The form of a sentence as named signals: who acts, what is said to be done, in which frame, under which heading.

Every signal carries the words it was read from, so that a decision can be explained with them. Nothing is decided
here; `auditor.claims.scorer` weighs the signals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from auditor.claims.actor import actor_signals
from auditor.claims.commands import commands, conditional
from auditor.claims.phrases import Words, words
from auditor.claims.sentence import Lexicon, Sentence, find_names, lexicon
from auditor.claims.subject import subject_signals
from auditor.claims.wordlists import word_list

HEADING_TYPES: Final = (
    "mission", "vision", "value", "promise", "product", "history", "vacancy", "legal", "testimonial", "news", "guide",
    "figures",
)  # fmt: skip
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_CARD: Final = re.compile(r"^[A-ZÀ-Ý][\w'’ -]{2,40}?\s*[:–—]\s+\S")
_QUOTED: Final = re.compile(r"^\s*[\"“”„‘«].*[\"”’»]|^\s*[\"“”„«]|[\"”»]\s*$")
_INNER_QUOTE: Final = re.compile(r"[\"“‘„][^\"“”‘’„]{8,}[\"”’]")
_LIMITS: Final = ("within", "floor", "deadline", "frequency", "clock", "money")
_DEEDS: Final = ("respond", "act", "commissive", "receive", "entitle")
# What a refused sentence says of deeds and terms is said by or of another, or of the past: it tells nothing about us.


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
    own = find_names(tokens, sentence.names)
    spans = lex.signals.find(_unnamed(tokens, own))
    spans = _main_tense(tokens, spans)
    signals = {name: " ".join(tokens.shown[start:end]) for name, (start, end) in spans.items()}
    signals |= _structure(sentence, tokens, lex, named_first=bool(own) and own[0][0] == 0)
    signals |= _years(sentence)
    signals |= actor_signals(tokens, spans, own, lex, language)
    signals |= _told_of_before(tokens)
    signals |= subject_signals(tokens, spans, own, names=sentence.names, lex=lex, language=language)
    if _in_a_name(signals.get("value_words", ""), signals.get("named", "")):
        del signals["value_words"]
    if "one_of_us" in signals:
        spans = {**spans, "we": spans["i"], "we_subject": spans["i"]}
        signals |= {"we": signals["one_of_us"], "we_subject": signals["one_of_us"]}
    if "service_object" in spans and spans["service_object"][0] <= 3 and "imperative" not in signals:
        signals["service_first"] = signals["service_object"]
    if "own_subject" in signals:
        # The name of the organisation stands for "we", so that "X plants trees" reads as "we plant trees".
        signals |= {"we": signals["own_subject"], "we_subject": signals["own_subject"]}
        for name in ("other_says", "other_party", "organisation"):
            signals.pop(name, None)
    signals |= _context(sentence, lex, language)
    form = Form(signals, tokens, language)
    signals |= _frames(form)
    if form.has("frame:we_act_in_time") and form.has("floor", "frequency"):
        signals.pop("talk", None)  # "Four times a year we invite ..." is a deed
    return form


def _unnamed(tokens: Words, own: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the words with those of the organisation's name taken out: "Open" in a name says nothing of hours."""
    plain = list(tokens.plain)
    for start, end in own:
        plain[start:end] = ["·"] * (end - start)
    return tuple(plain)


def _main_tense(tokens: Words, spans: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Keep of the past tense what belongs to the main clause: "a pan because its handle came loose" is no history."""
    kept = dict(spans)
    doubtful = kept.pop("maybe_past", None)
    if doubtful and _is_past(tokens, doubtful[0]) and doubtful < kept.get("past", (len(tokens), 0)):
        kept["past"] = doubtful
    if "past" in kept and kept["past"][0] == 0:
        del kept["past"]  # no statement opens with its verb: "Fell 500 is a line ..."
    if "past" in kept and tokens.plain[kept["past"][1] : kept["past"][1] + 1] == (":",):
        del kept["past"]  # "Fault repaired: the same day" is a label
    clauses = word_list("subordinate")
    if "perfect" in kept and _after_modal(tokens, kept["perfect"][0]):
        del kept["perfect"]  # "a sole you can have replaced"
    if "perfect" in kept and tokens.plain[0] in word_list("conditions") and "," in tokens.plain[kept["perfect"][1] :]:
        kept["perfect_in_clause"] = kept.pop("perfect")  # "If you have waited longer than an hour, we ..."
    for name in ("past", "perfect"):
        opens = tokens.plain[0] in clauses - {"zonder", "without"}  # "Zonder oordeel: ..." opens no clause
        if name in kept and not opens and clauses & set(tokens.plain[1 : kept[name][0]]):
            kept[f"{name}_in_clause"] = kept.pop(name)
    return kept


def _after_modal(tokens: Words, index: int) -> bool:
    return index > 0 and tokens.plain[index - 1] in {"can", "to", "will", "may", "kan", "kunt", "te", "laten"}


def _is_past(tokens: Words, index: int) -> bool:
    """Whether an English form that may be a participle is the verb of its clause."""
    if (
        index == 0
        or tokens.plain[index - 1] in word_list("before_participle")
        or tokens.plain[index] in word_list("no_past")
    ):
        return False
    return not any(word in word_list("finite") for word in tokens.plain[:index])


def _in_a_name(said: str, named: str) -> bool:
    """Whether a word of values is part of a name: the log "Certificate Transparency" says nothing of ours."""
    return said[:1].isupper() and said in named.split()[1:]


def _told_of_before(tokens: Words) -> dict[str, str]:
    """Return whether the sentence leans on the one before: "We help them ...", "We provide this service ..."."""
    leans = {"them", "they", "hen"} & set(tokens.plain[1:5])
    near = {"this", "these", "those", "deze", "dit", "zulke"} & set(tokens.plain[1:4])
    return {"told_of_before": min(leans | near)} if leans | near else {}


def _structure(sentence: Sentence, tokens: Words, lex: Lexicon, *, named_first: bool) -> dict[str, str]:
    text, plain = sentence.text.strip(), tokens.plain
    count = sum(word[0].isalnum() for word in plain)
    rows: tuple[tuple[str, object, str], ...] = (
        (f"length:{_bucket(count)}", True, ""),
        ("question", text.endswith("?"), "?"),
        ("exclamation", text.endswith("!"), "!"),
        ("listing", ":" in plain and plain[plain.index(":") - 1] in {"are", "is", "zijn"}, ":"),
        ("lead_in", text.endswith(":"), ":"),
        ("cut_off", text.endswith(("…", "...")), "…"),
        ("no_full_stop", not text.endswith((".", "!", "?", ":", ";", "…")), ""),
        ("lower_start", text[:1].islower(), ""),
        ("quoted", _QUOTED.search(text), text[:1]),
        ("inner_quote", _INNER_QUOTE.search(text), ""),
        ("card", count > 2 and _CARD.match(text), text.partition(":")[0]),
        ("refers_back", plain and plain[0] in word_list("back_references"), tokens.shown[0] if plain else ""),
        ("conditional", plain and plain[0] in word_list("conditions"), tokens.shown[0] if plain else ""),
    )
    found = {name: shown for name, there, shown in rows if there}
    found |= conditional(text, tokens)
    return found if named_first else found | commands(tokens, lex)


def _bucket(count: int) -> str:
    for limit, name in ((2, "1-2"), (4, "3-4"), (7, "5-7"), (24, "8-24"), (40, "25-40")):
        if count <= limit:
            return name
    return "41+"


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


@lru_cache(maxsize=8192)
def _heading_type(heading: str, language: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon(language).headings.find(words(heading).plain)))


def heading_types(headings: tuple[str, ...], language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the types of the nearest heading, and those of the nearest one further out that tells any."""
    typed = [_heading_type(heading, language) for heading in reversed(headings)]
    return next(iter(typed), ()), next((types for types in typed[1:] if types), ())


def _context(sentence: Sentence, lex: Lexicon, language: str) -> dict[str, str]:
    near, far = heading_types(sentence.headings, language)
    found = {f"under:{name}": sentence.headings[-1] for name in near}
    found |= {f"section:{name}": " / ".join(sentence.headings[:-1]) for name in far}
    if not near and sentence.label:
        found |= {f"label:{name}": sentence.label for name in _heading_type(sentence.label, language)}
    label = sentence.label or sentence.text.partition(":")[0] if ":" in sentence.text else sentence.label
    if label and " ".join(words(label).plain) in lex.norm_labels:
        found["norm_label"] = label
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
        for name in word_list("emptied") & shown.keys():
            del shown[name]
        return {"frame:refused": ""}
    limit = next((shown[name] for name in _LIMITS if name in shown), "")
    deed = next((shown[name] for name in _DEEDS if name in shown), "")
    ours, you = has("by_us"), has("by_you")
    asked = has("imperative") and not has("imperative_result")
    impersonal = not (ours or you or asked)
    given = not asked and not has("must")
    vague = has("must", "generalising")
    named = shown.get("named", "")
    rows: tuple[tuple[str, object, str], ...] = (
        ("we_act_in_time", ours and deed and limit, f"{deed} ... {limit}"),
        ("we_pledge", ours and has("pledge"), shown.get("pledge", "")),
        ("we_in_time", ours and limit and not vague and not has("talk", "aspire"), limit),
        ("we_act", ours and has("act", "respond", "commissive") and not has("aspire"), deed),
        ("we_never", ours and has("denial") and not has("aspire"), shown.get("denial", "")),
        ("we_offer", ours and has("offer"), shown.get("offer", "")),
        ("you_get", has("receive") and has("you") and given, shown.get("receive", "")),
        ("you_get_in_time", has("receive") and has("you") and given and limit, limit),
        ("done_to_you", has("you_object") and limit and not ours and not asked, shown.get("you_object", "")),
        ("staff_in_time", has("staff") and limit and not asked, shown.get("staff", "")),
        ("you_may", has("entitle") and given, shown.get("entitle", "")),
        ("if_then", has("conditional", "imperative_result") and (ours or has("receive")), shown.get("conditional", "")),
        ("then", has("conditional") and impersonal and limit and not vague, shown.get("conditional", "")),
        ("then_in_time", has("conditional") and has("you") and has("within") and given, shown.get("conditional", "")),
        ("impersonal_in_time", impersonal and not vague and limit and deed, f"{deed} ... {limit}"),
        ("service_in_time", impersonal and has("service_first") and limit and not has("must"), limit),
        ("passive_in_time", impersonal and has("passive") and limit and not vague, limit),
        ("our_thing_in_time", impersonal and has("our_subject") and limit, limit),
        ("universal_limit", has("universal") and limit and given, shown.get("universal", "")),
        ("universal", has("universal") and impersonal and not has("must"), shown.get("universal", "")),
        ("free", has("free") and not asked, shown.get("free", "")),
        ("guarantee", has("guarantee") and not asked, shown.get("guarantee", "")),
        ("open", has("available") and has("clock", "frequency", "universal", "within"), shown.get("available", "")),
        ("by_year", has("future_year", "deadline") and not you, shown.get("deadline", "")),
        ("people_by_year", has("future_year") and has("people") and not ours, shown.get("people", "")),
        ("our_thing_lasts", impersonal and has("our_subject") and has("duration"), shown.get("duration", "")),
        ("our_thing_by_year", has("future_year") and has("our_subject", "own_name"), shown.get("deadline", "")),
        ("named_thing", has("named_subject", "named_means") and has("thing_verb", "by_you", "by_us"), named),
        ("named_service", has("named_subject") and has("money", "free", "service_noun", "you"), named),
        ("with_named_thing", has("named_means") and (you or ours), shown.get("named_means", "")),
        ("value_card", has("card") and has("under:value", "section:value", "page:values"), shown.get("card", "")),
        ("labelled_limit", has("card") and limit and not (ours or you or asked), shown.get("card", "")),
        ("instruction", asked and not has("we_subject"), shown.get("imperative", "")),
        ("duty_of_reader", _duty(form), shown.get("obligation", "")),
        ("reader_acts", _acts(form), shown.get("by_you", "")),
        ("lacks", has("not_offered") and not has("free", "guarantee", "by_you"), shown.get("not_offered", "")),
        ("among_staff", has("internal") and not has("you"), shown.get("internal", "")),
        (
            "asked_of_applicant",
            has("under:vacancy", "section:vacancy", "page:vacancy") and has("by_you", "applicant"),
            "",
        ),
    )
    return {f"frame:{name}": said for name, there, said in rows if there}


def _duty(form: Form) -> bool:
    has = form.has
    return has("by_you") and has("obligation", "must") and not has("receive", "free", "entitle", "by_us")


def _acts(form: Form) -> bool:
    """Whether the reader does something and gets nothing for it: "Je vertrekt uiterlijk om elf uur"."""
    has = form.has
    gives = has("receive", "free", "entitle", "by_us", "guarantee", "respond", "conditional", "named", "available")
    return has("by_you") and not gives


def _refused(form: Form) -> bool:
    """Whether the form alone says that this is no statement of ours about what is or will be."""
    has = form.has
    ahead = has("future_year") or (has("by_us") and has("future") and has("within"))
    gone = has("past", "perfect", "past_time") or (has("past_year") and has("impersonal"))
    if gone and not ahead and not has("set_up_to"):
        return True
    return has("third", "person", "quoted", "question", "disclaimer", "cut_off")
