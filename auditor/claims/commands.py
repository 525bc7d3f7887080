"""Sentences that tell the reader what to do, what follows from doing it, and sentences that make a condition.

"Order before noon and it is with you tomorrow" promises; "Order before noon and bring the slip" does not. In English
and Dutch alike many imperatives are nouns too ("Phone calls are answered"), so the verb behind them is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.claims.phrases import Words
from auditor.claims.sentence import Lexicon
from auditor.claims.wordlists import word_list


def commands(tokens: Words, lex: Lexicon) -> dict[str, str]:
    """Return whether the sentence, or what stands behind its first colon, opens with an imperative."""
    plain, found = tokens.plain, {}
    if ":" in plain and _is_command(tokens, lex, plain.index(":") + 1):
        found["card_imperative"] = tokens.shown[plain.index(":") + 1]
    if told := next((at + 1 for at in _so(plain) if _is_command(tokens, lex, at + 1)), 0):
        found["so_do"] = tokens.shown[told]  # "They need another wheel, so leave them at home"
    if _is_command(tokens, lex, 0):
        found["imperative"] = tokens.shown[0]
        found |= _result_of_imperative(tokens, lex)
    return found


def _so(plain: Sequence[str]) -> list[int]:
    return [index for index in range(1, len(plain) - 1) if plain[index] in {"so", "dus"} and plain[index - 1] == ","]


def _is_command(tokens: Words, lex: Lexicon, at: int) -> bool:
    """Whether an imperative stands at `at`: "Never open", but not "Never more than", "Phone calls are answered"."""
    plain = tokens.plain[at:]
    if plain and plain[0] in word_list("before_imperative"):
        plain, at = plain[1:], at + 1
    if len(plain) < 2 or plain[0] not in lex.imperatives or plain[1] in {"u", "jij", "we", "wij", ":"}:
        return False
    if plain[1] == "je" and {",", "dan"} & set(plain):
        return False  # "Zet je de fiets buiten, dan ...", but "Zet je fiets op slot"
    named = tokens.shown[at + 1][:1].isupper()
    if plain[0] in word_list("clause_imperatives") and not named:
        return True
    return not _is_noun(plain)


def _is_noun(plain: Sequence[str]) -> bool:
    """Whether a verb follows soon, so that what looks like an imperative is the noun before it."""
    if plain[1] in word_list("after_nouns") or "?" in plain[:6]:
        return True
    for word in plain[2:5]:
        if not word[:1].isalpha() or word in word_list("relatives") | word_list("persons") | word_list("joints"):
            return False
        if word in word_list("after_nouns"):
            return True
    return False


def conditional(text: str, tokens: Words) -> dict[str, str]:
    """Return whether the verb comes first to make a condition: "Maakt u bezwaar, dan ..."."""
    plain = tokens.plain
    if len(plain) < 4 or text.endswith("?"):
        return {}
    # "Valt de stroom uit, dan ...": the comma and "dan" show a condition, whoever its subject is.
    then = any(pair == (",", "dan") for pair in pairwise(plain[2:])) and plain[0].endswith(("t", "en", "is", "n"))
    verb_first = plain[1] in {"u", "je", "jij"} and ("," in plain or "dan" in plain)
    return {"conditional": " ".join(tokens.shown[:2])} if then or verb_first else {}


def _result_of_imperative(tokens: Words, lex: Lexicon) -> dict[str, str]:
    """Return whether what the reader gets follows from the instruction: "Order before noon and we ..."."""
    for index in range(2, len(tokens) - 1):
        joint, after = tokens.plain[index], tokens.plain[index + 1]
        if joint not in word_list("joints"):
            continue
        if after in lex.imperatives - word_list("results"):
            return {"second_imperative": after}
        if after in word_list("results"):
            return {"imperative_result": " ".join(tokens.shown[index : index + 3])}
    return {}
