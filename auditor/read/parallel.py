"""Many documents at once, on all cores when that pays."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from auditor.model import Document, RawDocument, Role
from auditor.read import codec
from auditor.read.dispatch import read
from auditor.read.refused import RefusedError

Item = tuple[RawDocument, bytes]
Outcome = Document | RefusedError

WORTH_BYTES: Final = 12 * 2**20
"""Below this, starting processes and loading the language model in each (about a second) costs more than it saves."""
CHUNK_BYTES: Final = 2**20

_log = logging.getLogger(__name__)


def read_all(items: Sequence[Item], *, role: Role, languages: Sequence[str], workers: int = 1) -> list[Outcome]:
    """Return the document, or the reason why there is none, for each item, in the same order.

    With `workers` above one and enough to read, processes share the work. A document that brings a process down is
    refused, and the others are read all the same.
    """
    if workers < 2 or sum(len(content) for _, content in items) < WORTH_BYTES:
        return [_outcome(item, role, languages) for item in items]
    chunks = list(_chunks(items))
    found: list[list[bytes | RefusedError] | None] = [None] * len(chunks)
    with _pool(min(workers, len(chunks))) as pool:
        futures = [pool.submit(_read_chunk, chunk, role, tuple(languages)) for chunk in chunks]
        for at, future in enumerate(futures):
            found[at] = _result(future)
    return [
        codec.load(outcome) if isinstance(outcome, bytes) else outcome
        for chunk, outcomes in zip(chunks, found, strict=True)
        for outcome in (outcomes if outcomes is not None else _one_by_one(chunk, role, tuple(languages)))
    ]


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: the same on every platform, and safe beside threads.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _result(future: Future[list[bytes | RefusedError]]) -> list[bytes | RefusedError] | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _one_by_one(chunk: Sequence[Item], role: Role, languages: tuple[str, ...]) -> Iterator[bytes | RefusedError]:
    """Read each document of a chunk in a process of its own, to find the one that brought the process down."""
    for item in chunk:
        with _pool(1) as pool:
            outcomes = _result(pool.submit(_read_chunk, [item], role, languages))
        yield outcomes[0] if outcomes is not None else RefusedError("unexpected", what=item[0].key, error="crash")


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item[1])
        if size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _read_chunk(chunk: Sequence[Item], role: Role, languages: tuple[str, ...]) -> list[bytes | RefusedError]:
    """Run in a worker. Documents travel back as bytes, which is also how they are cached."""
    outcomes = (_outcome(item, role, languages) for item in chunk)
    return [outcome if isinstance(outcome, RefusedError) else codec.dump(outcome) for outcome in outcomes]


def _outcome(item: Item, role: Role, languages: Sequence[str]) -> Outcome:
    raw, content = item
    try:
        return read(raw, content, role=role, languages=languages)
    except RefusedError as refused:
        return refused
    except Exception as error:  # noqa: BLE001 - one document must not end the audit; it is named and logged
        _log.exception("reading %s failed", raw.key)
        return RefusedError("unexpected", what=raw.key, error=type(error).__name__)
