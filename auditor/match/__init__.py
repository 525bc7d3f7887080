"""Which statements may bear on which claim: by meaning (vectors) and by words (names, rare words, compounds)."""

from __future__ import annotations

from auditor.match.cache import CachedEncode, VectorStore, text_key
from auditor.match.encoder import EMBEDDED, Encoder, EncoderSpec, load, spec
from auditor.match.search import candidates

__all__ = [
    "EMBEDDED",
    "CachedEncode",
    "Encoder",
    "EncoderSpec",
    "VectorStore",
    "candidates",
    "load",
    "spec",
    "text_key",
]
