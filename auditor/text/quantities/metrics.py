"""Say what an amount measures: response time, warranty, price ... from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from auditor.text.quantities.amounts import Amount
from auditor.text.quantities.clauses import Bound, bounds_of, sentence_of
from auditor.text.quantities.tokens import Line, tokenise
from auditor.text.quantities.units import base, dimension

# For a time: the first metric of this order whose words stand nearest wins a tie. The more special stand first.
_TIME_ORDER: Final = (
    "waiting_hold", "confirmation_time", "refund_time", "warranty", "return_window", "test_period", "publication_time",
    "response_time", "repair_time", "waiting_time", "processing_time", "delivery_time", "availability",
)  # fmt: skip
_CHARGED: Final = frozenset(
    {"betaal", "betaalt", "betalen", "kost", "kosten", "verzendkosten", "bezorgkosten", "rekenen"}
    | {"fee", "pay", "costs", "charge", "charges", "postage", "there's"}
)
_UNDER: Final = frozenset({"onder", "under", "below"})
_CUTS: Final = frozenset({",", ";", ":", "–", "—", "en", "and", "maar", "but", "of", "or", "terwijl", "while"})
_OWN_SUBJECTS: Final = frozenset({"u", "je", "jij", "we", "wij", "ze", "zij", "ik", "you", "they", "your", "uw", "i"})
# Words that take up what was said before: "in het weekend doen wij dat binnen een dag"
_POINTING: Final = frozenset({"dat", "dit", "that", "this", "so", "hetzelfde", "same", "ook", "too", "also"})
_ANSWERING: Final = frozenset({"get", "gets", "getting", "got", "come", "comes", "coming", "hear", "write", "call"})
_WE: Final = frozenset({"we", "we'll", "wij"})
_GIVEN_BACK: Final = frozenset({"return", "give", "send", "geven", "brengen", "sturen"})
_LOWER: Final = (("minder",), ("less",), ("off",), ("korting",))
_PLAIN: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "times": ((), "frequency"),
    "year": ((), "deadline"),
    "count": (("limit",), "count"),
    "number": (("limit",), "count"),
}
_PERIODS: Final = ("warranty", "return_window", "test_period", "availability")
_SHORTEST_WARRANTY: Final = 28 * 1440.0  # minutes
_SURELY_WARRANTY: Final = 180 * 1440.0  # nobody promises a repair within half a year
TIME_TO: Final = frozenset(
    ("confirmation_time", "refund_time", "publication_time", "response_time", "repair_time", "waiting_time",
    "processing_time", "delivery_time", "lead_time")
)  # fmt: skip


def _first_named(line: Line, amount: Amount, names: Sequence[str], start: int, end: int) -> str | None:
    """Return the first metric by rank whose words stand in the tokens, outside the amount."""
    return next((name for name in names if _named(line, amount, name, start, end)), None)


def _named(line: Line, amount: Amount, name: str, start: int, end: int) -> bool:
    """Say whether a word of the metric stands in the tokens `start` to `end`, outside the amount itself."""
    spans = [(start + a, start + b) for a, b in line.lexicon.metrics[name].found(line.words[start:end])]
    if name == "warranty":
        # "garanderen" is also "to promise": only a long time without "binnen", or a defect within it, is a warranty
        if base(amount.value, amount.unit) < _SHORTEST_WARRANTY:
            return False
        spans = [] if _within(line, amount) else spans
        long = base(amount.value, amount.unit) >= _SURELY_WARRANTY
        if long or not line.lexicon.metrics["repair_time"].any_in(line.words[start:end]):
            spans += [
                (start + a, start + b) for a, b in line.lexicon.metrics["warranty_defect"].found(line.words[start:end])
            ]
    return any(not (amount.start <= a < amount.end or amount.start < b <= amount.end) for a, b in spans)


def _within(line: Line, amount: Amount) -> bool:
    return line.words[amount.start - 1 : amount.start] in (("binnen",), ("within",), ("in",)) if amount.start else False


def own_part(line: Line, amount: Amount, others: Sequence[Amount]) -> tuple[int, int]:
    """Return the part of the sentence that belongs to `amount` and to no other duration among `others`.

    Between two durations the sentence is cut at the last comma or conjunction; without one it is not cut.
    """
    start, end = sentence_of(line, amount.start)
    for other in others:
        if other.kind != "measure" or dimension(other.unit) != "time" or other.start == amount.start:
            continue
        if start <= other.start < amount.start:
            cut = [i for i in range(other.end, amount.start) if line.words[i] in _CUTS]
            start = max(start, cut[-1] + 1) if cut else start
        elif amount.start < other.start < end:
            cut = [i for i in range(amount.end, other.start) if line.words[i] in _CUTS]
            end = min(end, cut[-1]) if cut else end
    return start, end


def _own_clause(line: Line, amount: Amount, own: tuple[int, int]) -> bool:
    """Say whether the part of an amount is a clause of its own, which takes no metric from the amount before it."""
    words = line.words[own[0] : own[1]]
    cut = own[0] > sentence_of(line, amount.start)[0]
    return cut and bool(_OWN_SUBJECTS & set(words)) and not _POINTING & set(words)


def _mended(line: Line, amount: Amount, found: str, region: tuple[int, int]) -> str:
    """Return the metric that the words name, in the sense that the amount leaves open."""
    if found == "waiting_hold":
        return "waiting_time"
    if found == "return_window" and _answered(line, region):
        return "response_time"  # "it takes us ten days to get back to you" returns nothing
    if found == "return_window" and _given_back(line, region):
        return "lead_time"  # what we give back is no time for others to bring it
    if found == "repair_time" and base(amount.value, amount.unit) >= _SURELY_WARRANTY and not _within(line, amount):
        return "warranty"  # "five years long we repair it for nothing"
    if found == "refund_time" and line.words[max(0, amount.start - 1)] in {"na", "after"}:
        # "na 24 dagen is de jas teruggebracht en het geld teruggestort": of the two the one that is told first
        told = line.words[amount.end : region[1]]
        first = {name: line.lexicon.metrics[name].found(told)[:1] for name in ("return_window", "refund_time")}
        if first["return_window"] and (not first["refund_time"] or first["return_window"] < first["refund_time"]):
            return "return_window"
    return found


def _answered(line: Line, region: tuple[int, int]) -> bool:
    """Say whether who comes "back" is one who answers."""
    words = line.words[region[0] : region[1]]
    backs = [k for k, word in enumerate(words) if word == "back"]
    return bool(backs) and all(k and words[k - 1] in _ANSWERING and words[k + 1 : k + 2] != ("the",) for k in backs)


def _given_back(line: Line, region: tuple[int, int]) -> bool:
    """Say whether it is the speaker who returns something: "we will return photographs within a month"."""
    words = line.words[slice(*region)]
    return any(word in _WE and _GIVEN_BACK & set(words[at + 1 : at + 3]) for at, word in enumerate(words))


def _visited(line: Line, regions: Sequence[tuple[int, int]]) -> bool:
    """Say whether the text is about being seen or served, or about getting an appointment."""
    metrics = line.lexicon.metrics
    return any(
        metrics["waiting_visit"].any_in(line.words[a:b]) and not metrics["not_visit"].any_in(line.words[a:b])
        for a, b in regions
    )


def metric_of(
    line: Line, amount: Amount, bound: Bound, context: Sequence[str], others: Sequence[Amount] = ()
) -> str | None:
    """Return the metric of an amount, None for one that states no term (an experience, how long ago).

    The clause of the amount is asked first, then its sentence, the whole text, and at last the label and headings.
    `others` are the amounts of the text: a clause that belongs to another duration is asked last or not at all.
    """
    order, fallback = _names(line, amount, bound)
    regions = [bounds_of(line, amount.start), sentence_of(line, amount.start), (0, len(line))]
    if amount.kind == "measure" and dimension(amount.unit) == "time":
        if _aged(line, amount):
            return None
        if line.lexicon.metrics["travel_time"].any_in(line.words[amount.end : amount.end + 3]):
            return "travel_time"
        own = own_part(line, amount, others)
        regions = [*([own] if own != regions[1] else []), *([] if _own_clause(line, amount, own) else regions[1:])]
    for start, end in regions:
        found = _first_named(line, amount, order, start, end)
        if found is not None:
            return _mended(line, amount, found, (start, end))
    if order and bound.comparator == "<=" and _visited(line, regions):
        return "waiting_time"
    for text in context:
        other = tokenise(text, line.lexicon)
        for name in order:
            if len(other) and line.lexicon.metrics[name].any_in(other.words):
                return name
    return fallback


def _aged(line: Line, amount: Amount) -> bool:
    """Say whether the amount is an age, an experience or how long ago something was."""
    near = line.words[amount.end : amount.end + 3]
    before = line.words[max(0, amount.start - 2) : amount.start]
    return line.lexicon.metrics["age"].any_in(near) or any(
        w in ("al", "already", "sinds", "since", "aged", "leeftijd") for w in before
    )


def _names(line: Line, amount: Amount, bound: Bound) -> tuple[tuple[str, ...], str]:
    """Return the metrics that an amount of this kind can have, in order, and the one where no word tells."""
    if amount.kind == "money":
        return (), "order_threshold" if _threshold(line, amount, bound) else "price"
    if amount.kind == "share":
        return _share(line, amount)
    if amount.kind in _PLAIN:
        return _PLAIN[amount.kind]
    kind = dimension(amount.unit)
    if kind != "time":
        return (), "distance" if kind == "length" else kind
    if line.lexicon.metrics["limit"].any_in(line.words[slice(*sentence_of(line, amount.start))]):
        return (), "limit"
    years = amount.unit == "year" and bound.comparator != "<="
    order = (*_PERIODS, *(n for n in _TIME_ORDER if n not in _PERIODS)) if years else _TIME_ORDER
    return order, "lead_time" if bound.comparator == "<=" else "duration"


def _share(line: Line, amount: Amount) -> tuple[tuple[str, ...], str]:
    """Return the metrics of a percentage: a discount beside a word of price or "less", else a share."""
    if amount.noun == "money":
        return (), "share"  # "70p of every pound"
    part = any(phrases.at(line.words, amount.start) for phrases in line.lexicon.part_price.values())
    if part or line.words[amount.end : amount.end + 1] in _LOWER:
        return (), "discount"
    priced = line.lexicon.metrics["price"].any_in(line.words[slice(*sentence_of(line, amount.start))])
    return ("discount", "price_change"), "discount" if priced else "share"


def _threshold(line: Line, amount: Amount, bound: Bound) -> bool:
    """Say whether an amount of money is what must be spent: "gratis verzending vanaf € 40", "free over £40"."""
    start, end = sentence_of(line, amount.start)
    words = line.words[start:end]
    if bound.comparator in ("<", "<="):
        # "onder de € 25 betaal je 3,95": what must be spent, told from below
        under = bound.start == start and words[0] in _UNDER
        return under and bool(_CHARGED & set(words[amount.end - start :]))
    if bound.comparator not in (">", ">="):
        return False
    return line.lexicon.metrics["order_threshold"].any_in(words) or line.lexicon.free.any_in(words)
