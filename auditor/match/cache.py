"""Vectors that are computed once: by text and model revision, in memory and in the workspace store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from auditor.errors import ModelError
from auditor.match.encoder import Encoder, load, spec

_BATCH: Final = 512


class VectorStore(Protocol):
    """What keeps vectors between runs, as little-endian float32 bytes by the hash of their text."""

    def vectors(self, revision: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return those of `keys` that are there."""
        ...

    def put_vectors(self, revision: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors."""
        ...


def text_key(text: str) -> str:
    """Return the key under which the vector of `text` is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class CachedEncode:
    """An `Encode` that asks the store first and loads the model only for texts that were never seen.

    The vector of a text may differ in its last bit with the batch it was in. It is computed once and then read back,
    so that every later run has the same bytes; missing texts go in batches of equal length in a fixed order.
    """

    def __init__(self, name: str, store: VectorStore | None = None) -> None:
        """Raise ModelError if there is no such model."""
        found = spec(name)
        self.name = found.name
        self.revision = found.revision
        self._store = store
        self._known: dict[str, NDArray[np.float32]] = {}
        self._model: Encoder | None = None

    @property
    def loaded(self) -> bool:
        """Whether the model had to be loaded."""
        return self._model is not None

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return one unit row per text."""
        self._recall({text for text in texts if text not in self._known})
        self._compute(sorted({text for text in texts if text not in self._known}, key=lambda text: (len(text), text)))
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def _recall(self, texts: set[str]) -> None:
        """Take from the store what it has."""
        if self._store is None or not texts:
            return
        keys = {text_key(text): text for text in sorted(texts)}
        for key, data in self._store.vectors(self.revision, tuple(keys)).items():
            self._known[keys[key]] = np.frombuffer(data, dtype="<f4").astype(np.float32)

    def _compute(self, texts: Sequence[str]) -> None:
        """Compute the rest and keep it. `texts` are distinct and in their fixed order."""
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            if self._model is None:
                self._model = load(self.name)
            rows = self._model.encode(batch)
            if not np.isfinite(rows).all():
                raise ModelError(f"the model {self.name!r} gave vectors that are not numbers")
            self._known.update(zip(batch, rows, strict=True))
            if self._store is not None:
                fresh = {text_key(text): row.astype("<f4").tobytes() for text, row in zip(batch, rows, strict=True)}
                self._store.put_vectors(self.revision, fresh)
