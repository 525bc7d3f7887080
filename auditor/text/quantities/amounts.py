"""Find the amounts in a text: a number with what it counts, before anything is said about what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from auditor.text.quantities.numbers import Number, number_at
from auditor.text.quantities.tokens import Line
from auditor.text.quantities.units import MONEY, composed, dimension
from auditor.text.quantities.words import Phrases, listed, words

AmountKind = Literal["measure", "money", "share", "count", "times", "year", "number"]
_SYMBOLS: Final = {"€": "eur", "£": "gbp", "$": "usd", "eur": "eur", "gbp": "gbp", "usd": "usd", "euro": "eur"}
_GLUED_UNITS: Final = frozenset({"m", "p", "x", "h", "km", "kg", "cm", "mb", "gb", "min", "eur", "%", "ha"})
_LATER_THAN: Final = (("later", "dan"), ("later", "than"), ("eerder", "dan"), ("earlier", "than"))
_WITHIN: Final = frozenset({"within", "inside", "binnen"})
_THE: Final = frozenset({"the", "het", "de"})
_OF_WHICH: Final = (("of",), ("van",), ("that",), ("die",), ("dat",), ("in",), ("waarin",))
_YEARS: Final = range(1980, 2071)
# After "voor 2030" these verbs follow a year; a plural noun in their place would be counted ("voor 2000 mensen").
_VERBS_AFTER_YEAR: Final = frozenset(
    {"worden", "zijn", "moeten", "willen", "zullen", "gaan", "hebben", "kunnen", "is", "wordt", "moet", "wil", "zal"}
    | {"gaat", "heeft", "kan", "klaar", "gereed", "af", "gepland", "komt", "komen"}
)
_SUBJECTS: Final = frozenset(
    {"we", "wij", "u", "je", "ze", "zij", "de", "het", "alle", "al", "onze", "ons", "er", "ook", "niet"}
)
_CHARGES: Final = ("kosten", "toeslag", "bijdrage", "statiegeld", "postage", "surcharge")
_STREETS: Final = (
    "straat", "weg", "laan", "plein", "kade", "dijk", "street", "road", "avenue", "lane", "steeg", "gracht", "square",
    "singel", "hof", "pad",
)  # fmt: skip
_NO_NOUN: Final = frozenset(
    {
        "de",
        "het",
        "een",
        "en",
        "of",
        "in",
        "op",
        "van",
        "voor",
        "tot",
        "met",
        "is",
        "zijn",
        "wordt",
        "per",
        "als",
        "dan",
    }
    | {"die", "dat", "deze", "wij", "we", "u", "je", "ik", "waar", "wie", "niet", "ook", "al", "nog", "maar", "waarvan"}
    | {"the", "a", "an", "and", "or", "to", "for", "from", "at", "by", "on", "was", "were", "are", "it", "they", "you"}
    | {"he", "she", "this", "that", "these", "those", "who", "which", "not", "also", "but", "with", "as", "than"}
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit in tokens `start` up to `end`. `noun` is what is counted, in the words of the text."""

    kind: AmountKind
    value: float
    unit: str
    start: int
    end: int
    high: float | None = None
    working: bool = False
    noun: str | None = None
    certain: bool = True
    worded: bool = False


def _unit_at(line: Line, start: int) -> tuple[str, int] | None:
    """Return the unit that begins at token `start` and where it ends."""
    for length in range(min(line.lexicon.longest_unit, len(line) - start), 0, -1):
        name = line.lexicon.units.get(line.words[start : start + length])
        if name is None:
            continue
        if length == 1 and (not _unit_letter(line, start) or _before_figure(line, start)):
            return None
        return name, start + length
    return None


def _before_figure(line: Line, at: int) -> bool:
    """Say whether a sign of money belongs to the figure after it: "a £2.50 fee" is no pound."""
    return line.words[at] in {"€", "£", "$"} and at + 1 < len(line) and line.tokens[at + 1].kind == "number"


def _unit_letter(line: Line, at: int) -> bool:
    """Say whether a single letter stands as a unit: "500m", "50p", "4x", and "500 m"."""
    word, token = line.words[at], line.tokens[at]
    if len(word) > 1 or not word.isalpha():
        return True
    return word in _GLUED_UNITS and (token.glued or word == "m") and not token.text.isupper()


def _skip_hyphen(line: Line, start: int) -> int:
    """Step over the hyphen of "25-year" and "24-uurs"."""
    if start + 1 < len(line) and line.words[start] == "-" and line.tokens[start].glued and line.tokens[start + 1].glued:
        return start + 1
    return start


def _measured(line: Line, number: Number, high: float | None, end: int) -> Amount | None:
    """Return the amount of a number that is followed by a unit."""
    at = _skip_hyphen(line, end)
    if at < len(line) and line.words[at] in listed(line.lexicon.numbers["unit_adjectives"]):
        at += 1
    found = _unit_at(line, at) if at < len(line) else None
    if found is None:
        return None
    name, stop = found
    working = name in {"working day", "working hour"}
    value, unit = composed(number.value, name)
    top = composed(high, name)[0] if high is not None else None
    join, halves = line.lexicon.numbers["and"], listed(line.lexicon.numbers["halves"])
    halved = line.words[stop : stop + 2] in {(join, "a"), (join, "een")} and line.words[stop + 2 : stop + 3]
    if halved and halved[0] in halves:
        value, stop = value + composed(0.5, name)[0], stop + 3
    kind: AmountKind = "money" if unit in MONEY else "share" if unit in ("percent", "percentage_point") else "measure"
    if name == "times":
        kind, unit = "times", "count"
        if not number.certain:
            return None
    return Amount(
        kind, value, unit, number.start, stop, top, working=working, certain=number.certain, worded=number.worded
    )


def _range(line: Line, number: Number, taken: list[bool]) -> Number | None:
    """Return the second number of "2-3", "2 tot 3", "two to four", "tussen de 2 en 5"."""
    end = number.end
    if end >= len(line):
        return None
    links = _cached(line.lexicon.language, "range")
    gap = links.at(line.words, end)
    between = _cached(line.lexicon.language, "between").ending(line.words, number.start)
    if not gap and between and line.words[end] == line.lexicon.numbers["and"]:
        gap = 1
    if not gap or end + gap >= len(line) or taken[end + gap]:
        return None
    step = end + gap
    if line.words[step] in ("de", "the"):
        step += 1
    second = number_at(line, step) if step < len(line) else None
    if second is None or not second.certain or not number.certain or second.value <= number.value:
        return None
    return second


@cache
def _cached(language: str, key: str) -> Phrases:
    return Phrases(listed(words(language).numbers[key]))


def _money(line: Line, start: int, taken: list[bool]) -> Amount | None:
    """Read "€ 20,-", "EUR 20", "£39", "$5 - $8" from the sign or code at token `start`."""
    unit = _SYMBOLS.get(line.words[start])
    if unit is None or start + 1 >= len(line) or taken[start + 1] or line.tokens[start + 1].kind != "number":
        return None
    number = number_at(line, start + 1)
    if number is None:
        return None
    end, high = _dash(line, number.end), None
    gap = _cached(line.lexicon.language, "range").at(line.words, end) if end < len(line) else 0
    if gap and end + gap < len(line):
        at = end + gap + (1 if _SYMBOLS.get(line.words[end + gap]) == unit else 0)
        second = number_at(line, at) if at < len(line) and line.tokens[at].kind == "number" else None
        if second is not None and second.value > number.value:
            high, end = second.value, _dash(line, second.end)
    return Amount("money", number.value, unit, start, end, high)


def _dash(line: Line, end: int) -> int:
    """Step over the ",-" of a Dutch price."""
    if line.words[end : end + 2] in ((",", "-"), (".", "-"), (",", "–"), (",", "=")) and line.tokens[end].glued:
        end += 2
        while end < len(line) and line.words[end] == "-" and line.tokens[end].glued:
            end += 1
    return end


def _fraction(line: Line, number: Number) -> Amount | None:
    """Read "een op de vijf", "two thirds of", "three quarters of an hour", "de helft van" from a number."""
    end, fractions = number.end, line.lexicon.numbers["fractions"]
    if end >= len(line):
        return None
    if line.words[end] in fractions:
        part = number.value * fractions[line.words[end]]
        of = _cached(line.lexicon.language, "of").at(line.words, end + 1) if end + 1 < len(line) else 0
        unit = _unit_at(line, end + 1 + of) if end + 1 + of < len(line) else None
        if unit is not None and unit[0] != "percent":
            value, name = composed(part, unit[0])
            return Amount("measure", value, name, number.start, unit[1])
        return Amount("share", part * 100, "percent", number.start, end + 1) if of else None
    gap = _cached(line.lexicon.language, "out_of").at(line.words, end)
    if gap and end + gap < len(line) and number.value == int(number.value):
        second = number_at(line, end + gap)
        if (
            second is not None
            and second.certain
            and number.value < second.value <= 1000
            and (number.certain or second.worded)
        ):
            if _unit_at(line, second.end) if second.end < len(line) else None:
                return None
            return Amount("share", 100 * number.value / second.value, "percent", number.start, second.end)
    return None


def _part_of(line: Line, number: Number) -> Amount | None:
    """Read "driekwart van de bewoners" from a number word below one."""
    of = _cached(line.lexicon.language, "of")
    if not (number.worded and 0 < number.value < 1 and of.at(line.words, number.end)):
        return None
    return Amount("share", number.value * 100, "percent", number.start, number.end)


def _year(line: Line, start: int) -> Amount | None:
    """Read a calendar year, also "2019-2022"."""
    token = line.tokens[start]
    if not (token.text.isdigit() and len(token.text) == 4 and int(token.text) in _YEARS):
        return None
    before = line.words[start - 1] if start else ""
    following = line.tokens[start + 1] if start + 1 < len(line) else None
    end, high = start + 1, None
    if (
        following is not None
        and following.plain in ("-", "–", "—", "/", "tot", "to", "and", "en", "t/m")
        and start + 2 < len(line)
    ):
        other = line.tokens[start + 2].text
        if other.isdigit() and len(other) == 4 and int(token.text) < int(other) <= 2100:
            end, high = start + 3, float(other)
            following = line.tokens[end] if end < len(line) else None
    dated = any(
        line.lexicon.comparators[k].ending(line.words, start) for k in ("dates_by", "dates_from", "dates_before")
    )
    noun = following is not None and following.kind == "word" and following.plain not in _NO_NOUN | _VERBS_AFTER_YEAR
    plural = noun and following is not None and following.plain.endswith(("en", "s"))
    bounded = any(
        line.lexicon.comparators[k].ending(line.words, start) for k in ("at_least", "more_than", "at_most", "less_than")
    )
    later = line.words[max(0, start - 2) : start] in _LATER_THAN
    after = line.words[start + 2] if start + 2 < len(line) else ""
    verb = line.tokens[start - 1].text.lower() == "vóór" or after in _SUBJECTS  # "voor 2031 rijden we"
    if (
        plural
        and high is None
        and not verb
        and before in ("voor", "for", "of", "op", "on", "per", "with", "met", "around")
    ):
        return None  # "voor 2000 mensen"
    if (
        noun
        and high is None
        and not later
        and (
            (bounded and not dated)
            or before in ("dan", "than", "least", "minstens", "ongeveer")
            or token.text == "2000"
        )
    ):
        return None
    return Amount("year", float(token.text), "year", start, end, high)


def _noun(line: Line, start: int) -> str | None:
    """Return the words that name what is counted, from token `start`."""
    end = start
    while end < len(line) and end - start < 3 and line.tokens[end].kind == "word" and line.words[end] not in _NO_NOUN:
        end += 1
    return line.span(start, end) or None


def _refers(line: Line, start: int) -> bool:
    """Say whether the number at `start` names something: "artikel 5", "Kerkstraat 12", "A4"."""
    token = line.tokens[start]
    if start == 0:
        return False
    before = line.tokens[start - 1]
    if before.kind == "word" and token.glued:
        return before.plain not in _SYMBOLS
    if before.plain == "-" and before.glued and token.glued and start > 1 and line.tokens[start - 2].text.isupper():
        return True  # "RSA-2048"
    at = start - 1
    while at > 0 and line.tokens[at].kind == "sign" and line.words[at] in "(.#°":
        at -= 1
    word = line.tokens[at]
    if token.kind != "number":
        return False
    if word.plain in line.lexicon.references or line.words[start - 1] == "#":
        return (
            word.plain not in ("week", "year", "day", "top", "no", "line", "floor", "wijk", "note")
            or word.text[0].isupper()
            or word.plain == "top"
        )
    return word.text[:1].isupper() and word.plain.endswith(_STREETS)


def _counted(line: Line, number: Number, second: Number | None) -> Amount | None:
    """Return a bare number with the noun after it."""
    if not number.certain or _refers(line, number.start):
        return None
    end = second.end if second else number.end
    if end < len(line) and line.tokens[end].glued and line.tokens[end].kind == "word":
        return None  # "4G", "3D": a code
    if any(t.text[:1].isupper() and t.plain in _STREETS for t in line.tokens[end : end + 3]):
        return None  # "12 High Street"
    high = second.value if second else None
    if end < len(line) and line.words[end] in {"+", "plus"} and line.tokens[end].glued:
        noun = _noun(line, end + 1)
    else:
        noun = _noun(line, end) if end < len(line) else None
    if noun and number.value != int(number.value) and noun.split()[0].lower().endswith(_CHARGES):
        unit = "eur" if line.lexicon.language == "nl" else "gbp"
        return Amount("money", number.value, unit, number.start, end)  # "3,95 verzendkosten"
    if noun is None and _rated(line, number):
        unit = "eur" if line.lexicon.language == "nl" else "gbp"
        return Amount("money", number.value, unit, number.start, end, high)
    kind: AmountKind = "count" if noun else "number"
    return Amount(kind, number.value, "count", number.start, end, high, noun=noun, worded=number.worded)


def _rated(line: Line, number: Number) -> bool:
    """Say whether a figure with cents and no sign of money is a price: "the price is 2.10 a kilo"."""
    cents = line.tokens[number.start].text[-3:-2] in {".", ","} and number.end < len(line)
    return cents and any(
        line.lexicon.per[name].at(line.words, number.end) for name in ("kilogram", "item", "person", "time", "hour")
    )


def _numbered(line: Line, number: Number, taken: list[bool]) -> Amount | None:
    """Return the amount that begins with `number`."""
    fraction = _fraction(line, number) or _part_of(line, number)
    if fraction is not None:
        return fraction
    half = _half(line, number)
    if half is not None:
        return half
    number = _repeated(line, number)
    second = _range(line, number, taken)
    if second is not None:
        measured = _measured(line, number, second.value, second.end)
        if measured is not None:
            return measured
    dash = _dash(line, number.end)
    if dash > number.end and line.tokens[number.start].kind == "number":
        stop = dash + 1 if dash < len(line) and line.words[dash] in ("euro", "eur") else dash
        return Amount("money", number.value, "eur", number.start, stop)
    return _measured(line, number, None, number.end) or _counted(line, number, second)


def _half(line: Line, number: Number) -> Amount | None:
    """Read "een half uur", "half an hour", "half a dozen"."""
    halves = listed(line.lexicon.numbers["halves"])
    if not number.certain and number.end < len(line) and line.words[number.end] in halves:
        number = Number(0.5, number.start, number.end + 1, worded=True)
    if number.value != 0.5 or line.words[number.end - 1] not in halves:
        return None
    if line.words[number.end : number.end + 1] in {("a",), ("an",), ("een",)}:
        number = replace(number, end=number.end + 1)
    if line.words[number.end : number.end + 1] == ("dozen",):
        return _counted(line, replace(number, value=6.0, end=number.end + 1), None)
    return _measured(line, number, None, number.end)


def _repeated(line: Line, number: Number) -> Number:
    """Step over the figure of "ten (10) days"."""
    end = number.end
    if line.words[end : end + 1] == ("(",) and line.words[end + 2 : end + 3] == (")",):
        again = number_at(line, end + 1)
        if again is not None and again.value == number.value:
            return replace(number, end=end + 3)
    return number


def _loose(line: Line, start: int) -> Amount | None:
    """Read "tweemaal", "twice", and "de helft van", "half of" which name a number without one before."""
    word = line.words[start]
    times = line.lexicon.numbers["times"]
    if word in times and (word not in ("eens", "once") or line.lexicon.language == "en"):
        follows = any(p.at(line.words, start + 1) for p in line.lexicon.per.values())
        if word == "once" and not follows:
            return None
        return Amount("times", float(times[word]), "count", start, start + 1, worded=True)
    within = _within_the(line, start)
    if within is not None:
        return within
    if word in ("helft", "half", "kwart", "derde", "third", "quarter") and start + 1 < len(line):
        part = line.lexicon.numbers["fractions"].get(word)
        if (
            part
            and _cached(line.lexicon.language, "of").at(line.words, start + 1)
            and _unit_at(line, start + 2) is None
        ):
            return Amount("share", part * 100, "percent", start, start + 1)
    unit = line.lexicon.units.get((word,))
    if unit in ("quarter hour", "24 hours", "fortnight") and not word.endswith("en"):
        value, name = composed(1.0, unit)
        return Amount("measure", value, name, start, start + 1, certain=False)
    return None


def _within_the(line: Line, start: int) -> Amount | None:
    """Read "within the hour", "binnen het uur": one of that unit, certainly."""
    if start < 2 or line.words[start - 2] not in _WITHIN or line.words[start - 1] not in _THE:
        return None
    found = _unit_at(line, start)
    if found is None or dimension(found[0]) != "time" or line.words[found[1] : found[1] + 1] in _OF_WHICH:
        return None
    return Amount("measure", 1.0, found[0], start - 1, found[1], worded=True)


def amounts(line: Line, taken: list[bool]) -> tuple[Amount, ...]:
    """Return the amounts of a text in order. `taken` marks the tokens that dates and codes have used."""
    found: list[Amount] = []
    index = 0
    while index < len(line):
        amount = None if taken[index] else _amount(line, index, taken)
        if amount is not None and not any(taken[amount.start : amount.end]):
            found.append(amount)
            index = max(amount.end, index + 1)
        else:
            index += 1
    return tuple(found)


def _amount(line: Line, index: int, taken: list[bool]) -> Amount | None:
    money = _money(line, index, taken)
    if money is not None:
        return money
    part = _part_price(line, index)
    if part is not None:
        return part
    if not _unit_follows(line, index):
        year = _year(line, index)
        if year is not None:
            return year
    loose = _loose(line, index)
    if loose is not None:
        return loose
    number = number_at(line, index)
    return _numbered(line, number, taken) if number is not None else None


def _part_price(line: Line, start: int) -> Amount | None:
    """Read "half fare", "halve prijs" and "full fare" as the share that is taken off: 50 and 0 per cent."""
    for name, off in (("half", 50.0), ("full", 0.0)):
        length = line.lexicon.part_price[name].at(line.words, start)
        if length:
            return Amount("share", off, "percent", start, start + length, worded=True)
    return None


def _unit_follows(line: Line, index: int) -> bool:
    return index + 1 < len(line) and _unit_at(line, index + 1) is not None
