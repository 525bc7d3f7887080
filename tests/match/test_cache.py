"""Vectors are computed once and then read back, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from auditor import match
from auditor.errors import ModelError


class Memory:
    """A vector store in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def vectors(self, revision: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return what is kept."""
        return {key: self.kept[revision, key] for key in keys if (revision, key) in self.kept}

    def put_vectors(self, revision: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors."""
        self.kept.update({(revision, key): data for key, data in vectors.items()})


TEXTS = ["De bus rijdt.", "De bus rijdt niet.", "Brood om zeven uur, iedere dag.", "De bus rijdt."]


def test_what_is_stored_is_read_back_without_the_model():
    store = Memory()
    first = match.CachedEncode("embedded", store)
    computed = first(TEXTS)

    again = match.CachedEncode("embedded", store)
    read = again(TEXTS)

    assert first.loaded
    assert not again.loaded
    assert computed.tobytes() == read.tobytes()
    assert len(store.kept) == 3


def test_the_order_of_asking_changes_no_byte():
    forwards, backwards = match.CachedEncode("embedded"), match.CachedEncode("embedded")

    assert forwards(TEXTS).tobytes() == backwards(TEXTS[::-1])[::-1].tobytes()


def test_nothing_asked_loads_nothing():
    encode = match.CachedEncode("embedded")

    assert len(encode([])) == 0
    assert not encode.loaded


def test_vectors_of_another_revision_are_not_used():
    store = Memory()
    store.put_vectors("another", {match.text_key("De bus rijdt."): np.zeros(512, dtype="<f4").tobytes()})

    row = match.CachedEncode("embedded", store)(["De bus rijdt."])[0]

    assert pytest.approx(float(np.linalg.norm(row)), abs=1e-5) == 1


def test_a_model_that_gives_no_numbers_is_refused(monkeypatch: pytest.MonkeyPatch):
    class Broken:
        name, revision = "embedded", "x"

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            return np.full((len(texts), 4), np.nan, dtype=np.float32)

    monkeypatch.setattr("auditor.match.cache.load", lambda name: Broken())

    with pytest.raises(ModelError, match="not numbers"):
        match.CachedEncode("embedded")(["tekst"])
