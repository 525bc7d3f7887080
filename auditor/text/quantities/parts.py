"""Tell money apart by what it is for: a part of every pound is a share, and pounds of apples are a weight."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from auditor.text.quantities.amounts import Amount
from auditor.text.quantities.clauses import sentence_of
from auditor.text.quantities.tokens import Line
from auditor.text.quantities.units import MONEY

_EACH: Final = frozenset({"every", "each", "the", "elke", "iedere", "de"})
_WHOLE: Final = frozenset({"pound", "euro", "dollar"})
_OF: Final = frozenset({"of", "in", "from", "out", "on", "van", "uit"})
# What pounds can be of and still be money
_SUMS: Final = (
    "money", "fund", "donat", "saving", "debt", "damage", "support", "value", "revenue", "profit", "tax",
    "invest", "public", "your", "our", "their", "my", "his", "her", "the", "this", "credit", "vouchers", "grant", "aid",
    "spending", "income", "benefit", "work", "sales", "prize", "cash", "taxpayer", "extra", "every", "each",
)  # fmt: skip
_WEIGHED: Final = frozenset({"pound", "pounds"})


def sorted_money(line: Line, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the amounts of a text with the money among them that is a share, and without that which is a weight."""
    if not any(amount.kind == "money" for amount in amounts):
        return amounts
    return tuple(_sorted(line, amount) for amount in amounts if not _weighs(line, amount))


def _sorted(line: Line, amount: Amount) -> Amount:
    if amount.kind != "money" or amount.unit not in MONEY or not 0 < amount.value < 1 or not _of_each(line, amount):
        return amount
    high = None if amount.high is None else round(amount.high * 100, 4)
    return replace(amount, kind="share", value=round(amount.value * 100, 4), unit="percent", high=high, noun="money")


def _of_each(line: Line, amount: Amount) -> bool:
    """Say whether an amount is a part of every pound: "70p in the pound", "of every euro ... 20 cent"."""
    start, end = sentence_of(line, amount.start)
    return any(
        line.words[at] in _WHOLE
        and (line.words[at - 1] == "per" or (line.words[at - 1] in _EACH and line.words[at - 2] in _OF))
        for at in range(start + 2, end)
        if not amount.start <= at < amount.end
    )


def _weighs(line: Line, amount: Amount) -> bool:
    """Say whether the pounds are of a thing that is weighed: "four pounds of apples"."""
    if amount.kind != "money" or amount.unit != "gbp" or amount.value > 1000 or amount.end + 1 >= len(line):
        return False
    said, thing = line.words[amount.end - 1 : amount.end + 1], line.words[amount.end + 1]
    return said[0] in _WEIGHED and said[1] == "of" and not thing.startswith(_SUMS)
