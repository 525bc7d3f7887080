"""Vectors of texts: the encoder that is shipped or any other, and what keeps vectors between runs."""

from __future__ import annotations

from auditor.match.cache import CachedEncode, VectorStore, text_key
from auditor.match.encoder import EMBEDDED, Encoder, EncoderSpec, load, spec

__all__ = [
    "EMBEDDED",
    "CachedEncode",
    "Encoder",
    "EncoderSpec",
    "VectorStore",
    "load",
    "spec",
    "text_key",
]
