"""What the other facts are made of: the fixed words of the contract, ids, and the encoder as an argument."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

Role = Literal["owned", "social"]
SourceStatus = Literal["ok", "partial", "unreadable", "empty"]
ClaimKind = Literal["mission", "vision", "value", "product", "promise"]
VerdictLabel = Literal["backed", "echoed", "contradicted", "disputed", "silent", "not_verifiable", "unreadable"]
Relation = Literal["shows", "repeats", "conflicts", "complaint", "measured"]
Level = Literal["error", "warning", "info", "note"]
Hedge = Literal["none", "soft", "aspirational"]
Calendar = Literal["clock", "working"]
Comparator = Literal["<", "<=", "=", ">=", ">"]
BlockKind = Literal["heading", "paragraph", "item", "quote", "cell", "question", "meta"]
AcceptedBecause = Literal["acknowledged", "wont-fix", "false-positive"]
PostKind = Literal["post", "reply", "repost", "quote", "dm", "comment"]
VoiceGroup = Literal["personal", "informal", "inviting", "helpful"]

CLAIM_KINDS: Final[tuple[ClaimKind, ...]] = ("mission", "vision", "value", "product", "promise")
# The overall verdict of a claim is the first of these that any of its social sources has (contract, section 2).
VERDICT_ORDER: Final[tuple[VerdictLabel, ...]] = (
    "contradicted", "disputed", "backed", "echoed", "silent", "not_verifiable", "unreadable",
)  # fmt: skip
LEVEL_ORDER: Final[tuple[Level, ...]] = ("error", "warning", "info", "note")


def normalised(text: str) -> str:
    """Return `text` as it is compared and hashed: NFKC, no soft hyphens, lower case, words separated by one space."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower()
    return " ".join(re.findall(r"\w+", plain))


def stable_id(*parts: str, length: int = 10) -> str:
    """Return a hexadecimal id that depends on the parts alone, so that it is the same in every run."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


class Encode(Protocol):
    """Turn texts into a float32 array with one row of unit length per text, in the same order."""

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Encode `texts`."""
        ...
