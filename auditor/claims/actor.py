"""Who acts in a sentence: the organisation, the reader, a named thing, another party, or a person of his own.

A promise is only a promise in the mouth of the one who makes it: "De netbeheerder belooft ..." on an organisation's own
page is news about another. This is no parser. It looks at the pronouns, the names and the verbs of saying, and at
where they stand, which is what tells the actors apart in the short main clauses of corporate pages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from auditor.claims.phrases import Words, is_number
from auditor.claims.sentence import Lexicon
from auditor.claims.wordlists import word_list


def actor_signals(
    tokens: Words,
    spans: dict[str, tuple[int, int]],
    own: Sequence[tuple[int, int]],
    lex: Lexicon,
    language: str,
) -> dict[str, str]:
    """Return who acts: `by_us`, `by_you`, `person`, `third`, and the names found (`named_*`, `own_name`).

    Args:
        tokens: the words of the sentence.
        spans: the lexicon signals with the span of their first occurrence.
        own: where the organisation itself is named.
        lex: the lexicon of the language.
        language: "nl" or "en".
    """
    found: dict[str, str] = {}
    named = _names(tokens, own, lex)
    if named:
        found |= _named(tokens, named, lex)
    found |= _us(tokens, spans, own, language)
    found |= _reader(tokens, spans, language, ours="by_us" in found)
    if _speaks_of_self(tokens, spans) and ("we_subject" not in spans or "i" in spans):
        if _serves_reader(tokens, spans):
            found |= {"one_of_us": _show(tokens, spans, "i"), "by_us": _show(tokens, spans, "i")}
            found.pop("by_you", None)
        else:
            found["person"] = _show(tokens, spans, "i", "mine")
    found |= _others(tokens, spans, named, lex, known=found)
    if not {"by_us", "by_you", "person", "third", "ours"} & found.keys():
        found["impersonal"] = ""
    return found


def _us(
    tokens: Words, spans: dict[str, tuple[int, int]], own: Sequence[tuple[int, int]], language: str
) -> dict[str, str]:
    """Return whether we act (`by_us`), are named, or own what the sentence is about (`ours`, `our_subject`)."""
    found: dict[str, str] = {}
    if own:
        found["own_name"] = " ".join(tokens.shown[slice(*own[0])])
        opens_card = tokens.plain[own[0][0] - 1] == ":"  # "Transparency: Waterstad publishes ..."
        if own[0][0] <= 1 or opens_card or _follows_verb(tokens, own[0][0], language):
            found["own_subject"] = found["own_name"]
    if "we_subject" in spans or "our_staff" in spans or "own_subject" in found:
        found["by_us"] = _show(tokens, spans, "we_subject", "our_staff") or found.get("own_name", "")
    elif "we" in spans:
        found["ours"] = _show(tokens, spans, "we")
    if "we_subject" not in spans and (index := _us_as_object(tokens)) is not None:
        found["us_object"] = tokens.shown[index]
    if {"onze", "ons", "our"} & set(tokens.plain[:2]) and "we_subject" not in spans:
        found["our_subject"] = " ".join(tokens.shown[:3])
    return found


def _us_as_object(tokens: Words) -> int | None:
    """Return where something is done to us ("Het fonds steunt ons"); "bij ons" and "ons team" are no objects."""
    for index, word in enumerate(tokens.plain[1:], start=1):
        after = tokens.plain[index + 1] if index + 1 < len(tokens) else "."
        alone = not after[:1].isalpha() or after in word_list("prepositions")
        if word == "us" or (word == "ons" and alone):
            return None if tokens.plain[index - 1] in word_list("prepositions") else index
    return None


def _reader(tokens: Words, spans: dict[str, tuple[int, int]], language: str, *, ours: bool) -> dict[str, str]:
    """Return whether the reader acts (`by_you`), or something is done to the reader (`you_object`)."""
    if "you_subject" not in spans:
        return {}
    found: dict[str, str] = {}
    readers = [index for index, word in enumerate(tokens.plain) if word in word_list("reader_subjects")]
    objects = [index for index in readers if _is_object(tokens, index, language)]
    if objects:
        found["you_object"] = " ".join(tokens.shown[max(0, objects[0] - 1) : objects[0] + 1])
    if len(objects) < len(readers) and not ours:
        found["by_you"] = _show(tokens, spans, "you_subject")
    return found


def _others(
    tokens: Words,
    spans: dict[str, tuple[int, int]],
    named: list[tuple[int, int]],
    lex: Lexicon,
    *,
    known: Collection[str],
) -> dict[str, str]:
    """Return whether another party says it (`third`), or comes first (`other_first`)."""
    if tokens.plain and tokens.plain[0] in {"their", "they", "hun", "zij"}:
        return {"third": tokens.shown[0]}
    if closing := _closing_speaker(tokens, spans):
        return {"third": closing}
    if not {"by_us", "by_you"} & set(known) and (said := _said_by_other(tokens, spans, named, lex)):
        return {"third": said}
    if "other_party" in spans and spans["other_party"][0] <= 2 and "own_subject" not in known:
        return {"other_first": _show(tokens, spans, "other_party")}
    body = next((word for word in tokens.shown[:2] if len(word) > 2 and word.isalpha() and word.isupper()), "")
    # "De NVWA controleert": an abbreviation as the subject is a public body more often than a product.
    return {"other_first": body} if body and tokens.plain[0] in {"de", "het", "the", body.lower()} else {}


def _is_object(tokens: Words, index: int, language: str) -> bool:
    """Whether the reader is the one to whom something is done: "belt de monteur u", "the nurse calls you"."""
    before = tokens.plain[index - 1] if index else ""
    if before in word_list("prepositions"):
        return True
    if language == "nl":
        return index > 1 and tokens.plain[index - 2] in word_list("articles")
    return before in word_list("done_to") or before.removesuffix("s") in word_list("done_to")


def _show(tokens: Words, spans: dict[str, tuple[int, int]], *names: str) -> str:
    span = next((spans[name] for name in names if name in spans), None)
    return " ".join(tokens.shown[span[0] : span[1]]) if span else ""


def _follows_verb(tokens: Words, index: int, language: str) -> bool:
    """In Dutch the subject may stand behind the verb: "Elk jaar plant Waterstad 500 bomen"."""
    return language == "nl" and 1 < index <= 5 and tokens.plain[index - 1].endswith(("t", "is", "zal", "gaat", "wil"))


def _names(tokens: Words, own: Sequence[tuple[int, int]], lex: Lexicon) -> list[tuple[int, int]]:
    """Return the spans of capitalised names that are not the organisation, a month, a platform or a plain opening."""
    taken = {index for start, end in own for index in range(start, end)}
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        start = index
        while index < len(tokens) and _is_name(tokens, index, lex) and index not in taken:
            index += 1
        if index == start:
            index += 1
            continue
        # A capital at the very start tells nothing, unless more of the name follows or the word is no common opener.
        if start > 0 or index - start > 1 or tokens.plain[0] not in lex.openers | lex.imperatives:
            spans.append((start, index))
    return spans


def _is_name(tokens: Words, index: int, lex: Lexicon) -> bool:
    word, plain = tokens.shown[index], tokens.plain[index]
    if not word[:1].isupper() or plain in lex.plain_capitals:
        return False
    sentence_start = index == 0 or tokens.shown[index - 1] in {":", ".", "?", "!"}
    return not (sentence_start and plain in lex.openers | lex.imperatives)


def _named(tokens: Words, named: list[tuple[int, int]], lex: Lexicon) -> dict[str, str]:
    start, end = named[0]
    shown = " ".join(tokens.shown[start:end])
    lead = tokens.plain[:start]
    # A lone capital at the start of a sentence is most often a plain noun ("Scissors need ...").
    certain = start > 0 or end - start > 1 or tokens.plain[start].endswith(lex.service_endings)
    found = {"named": shown} if certain else {}
    if not lead or lead[-1] in word_list("articles") and len(lead) == 1:  # noqa: RUF021 - reads as it is said: no lead, or an article
        found["named_subject" if certain else "named_first_word"] = shown
    elif lead[0] in word_list("means") and len(lead) <= 4 and not any(is_number(word) for word in lead):
        found["named_means"] = shown
    if certain and tokens.plain[end - 1].endswith(lex.service_endings):
        found["named_service_noun"] = shown
    return found


def _speaks_of_self(tokens: Words, spans: dict[str, tuple[int, int]]) -> bool:
    """Whether an I speaks. "Mijn X" with a capital inside a sentence is the name of a portal."""
    if "i" in spans:
        return True
    if "mine" not in spans:
        return False
    start = spans["mine"][0]
    if start + 1 == len(tokens) or (
        start and tokens.plain[start - 1] in word_list("articles") | {"oude", "diepe", "old", "open"}
    ):
        return False  # "in de oude mijn"
    portal = tokens.shown[start] in {"Mijn", "My"} and start + 1 < len(tokens) and tokens.shown[start + 1][:1].isupper()
    return not portal


def _closing_speaker(tokens: Words, spans: dict[str, tuple[int, int]]) -> str:
    """Return who is quoted at the end: "..., zei directeur Blok", "..., says the mayor"; nothing where it is us."""
    start, end = spans.get("other_says", (0, 0))
    tail = [word for word in tokens.plain[end:] if word[:1].isalnum()]
    if start == 0 or tokens.plain[start - 1] != "," or not 0 < len(tail) <= 5 or tail[0] in word_list("persons"):
        return ""
    return " ".join(tokens.shown[start:])


def _serves_reader(tokens: Words, spans: dict[str, tuple[int, int]]) -> bool:
    """Whether an I does something for the reader, now: "Ik bel u morgen terug", the voice of a business of one."""
    if "i" not in spans or "you" not in spans or {"past", "perfect", "mine"} & spans.keys():
        return False
    start = spans["i"][0]
    return tokens.plain[start] in {"ik", "i", "i'll"} and (start < spans["you"][0] or start <= 1)


def _said_by_other(tokens: Words, spans: dict[str, tuple[int, int]], named: list[tuple[int, int]], lex: Lexicon) -> str:
    """Return the words by which another party says, wants, decides or promises, or nothing."""
    if "other_says" not in spans:
        return ""
    start, end = spans["other_says"]
    if any(word in word_list("relatives") for word in tokens.plain[1:start]):
        return ""  # "een training voor wie soepel wil blijven": no verb of the main clause
    after = tokens.plain[end] if end < len(tokens) else ""
    if start > 0 and tokens.shown[start][:1].isupper():
        return ""  # "The Claims App": part of a name
    if start > 0 and tokens.plain[start - 1] in word_list("be_forms"):
        return ""  # "is announced"
    if start == 0 or after in word_list("persons") or tokens.plain[start - 1] in word_list("persons"):
        return tokens.shown[start] if tokens.plain[start] in {"volgens", "according"} else ""
    subject = start > 0 and (
        any(a < start for a, _ in named)
        or ("other_party" in spans and spans["other_party"][0] < start)
        or ("they" in spans and spans["they"][0] < start)
        or tokens.plain[0] in {"de", "het", "the"}
        or (start == 1 and tokens.plain[0] not in lex.openers)
    )
    return " ".join(tokens.shown[max(0, start - 2) : end]) if subject else ""
