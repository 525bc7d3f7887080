"""Taking a customer's words out of a sentence of ours that quotes them."""

from __future__ import annotations

from typing import Final

from auditor.render.safe_text import HIDDEN_QUOTE

# Words in a row that a message must share with a customer's text to count as quoting it.
_SHARED: Final = 18
# A message of a word or two ("Waarom?") cannot be told from our own words.
_TOO_SHORT: Final = 8


def without_shared(message: str, customers: str) -> str:
    """Return `message` with every stretch of words that it shares with a customer's text left out."""
    size = min(_SHARED, len(customers))
    if size < _TOO_SHORT:
        return message
    stretches = {customers[start : start + size] for start in range(len(customers) - size + 1)}
    left: list[str] = []
    end = position = 0
    while position <= len(message) - size:
        if message[position : position + size] not in stretches:
            position += 1
            continue
        left += [message[end:position], HIDDEN_QUOTE]
        end = position + size
        while message[end - size + 1 : end + 1] in stretches and end < len(message):
            end += 1
        position = end
    return "".join([*left, message[end:]]).replace(f"{HIDDEN_QUOTE} …", HIDDEN_QUOTE)
