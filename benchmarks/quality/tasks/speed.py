"""How long a user waits, on this machine. Load of other processes goes into these figures; the results note it.

Limits, not floors: what the documentation promises. The texts are those of this repository; pages are the real ones of
the data, where they are there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.quality.figures import Bench, Figure, NoData, read_rows
from benchmarks.quality.scripts import HERE, script

if TYPE_CHECKING:
    from auditor.model import Claim, Statement

_LINES: Final = 1000
_CLAIMS: Final = 300
_STATEMENTS: Final = 20_000
_FAST_STATEMENTS: Final = 1_000
_PAGES: Final = 150
_CHANNELS: Final = ("one", "two", "three", "four")
_NOW: Final = datetime(2026, 11, 1, 9, tzinfo=UTC)


def run(bench: Bench) -> tuple[Figure, ...]:
    """Time the commands that work line by line, the start, reading, and judging from cold and from stored vectors."""
    figures = [_help(bench), *_lines(bench), *_judging(bench)]
    try:
        figures.append(_reading(bench))
    except NoData as missing:
        bench.extra["speed.pages_per_second"] = f"not measured: no {missing}"
    return tuple(figures)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _call(bench: Bench, *arguments: str) -> float:
    def work() -> None:
        subprocess.run([*bench.auditor, *arguments], check=True, capture_output=True, cwd=tempfile.gettempdir())

    return _seconds(work)


def _help(bench: Bench) -> Figure:
    best = min(_call(bench, "--help") for _ in range(5))
    return Figure("speed.help", best, 5, better="lower", unit="s", note="best of 5")


def _lines(bench: Bench) -> list[Figure]:
    sentences = read_rows(HERE / "data" / "claims_train.jsonl")[:_LINES]
    pairs = script("terms_grid").generate("held", _LINES, 11)
    figures = []
    with tempfile.TemporaryDirectory(prefix="bench-lines-") as folder:
        for group, action, rows in (("terms", "compare", pairs), ("claims", "classify", sentences)):
            file = Path(folder) / f"{group}.jsonl"
            lines = [json.dumps({"id": str(k), **row}, ensure_ascii=False) for k, row in enumerate(rows)]
            file.write_text("\n".join(lines), encoding="utf-8")
            took = _call(bench, group, action, str(file))
            figures.append(Figure(f"speed.{group}_{action}_1000", took, len(rows), better="lower", unit="s"))
    return figures


def _judging(bench: Bench) -> list[Figure]:
    """Judge in a process's first pass and, with the vectors it left, in another one."""
    from auditor.match import EMBEDDED, CachedEncode
    from auditor.store import Store

    wanted = _FAST_STATEMENTS if bench.fast else _STATEMENTS
    claims, statements = _claims(_CLAIMS), _statements(wanted)
    figures = []
    with tempfile.TemporaryDirectory(prefix="bench-judge-") as folder, Store.open(Path(folder)) as store:
        for name in ("cold", "cached"):
            encode = CachedEncode(EMBEDDED, store)
            busy = time.process_time()
            took = _seconds(partial(_judge, claims, statements, encode))
            busy = time.process_time() - busy
            note = f"{len(claims)} claims, {wanted} different statements; {busy:.1f} s of processor time"
            label = f"speed.judge_{name}" + ("_sample" if bench.fast else "")
            figures.append(Figure(label, took, wanted, better="lower", unit="s", note=note))
    return figures


def _judge(claims: Sequence[Claim], statements: dict[str, tuple[Statement, ...]], encode: Any) -> None:
    from auditor.judge import judge
    from auditor.model import SourceReport
    from auditor.settings.model import Organisation, Settings, Source

    settings = Settings(
        organisation=Organisation(name="Voorbeeld"), sources=(Source(name="site", kind="files", path=Path()),)
    )
    reports = [SourceReport(name, "csv", "social", "ok") for name in _CHANNELS]
    judge(claims, statements, reports, (), settings=settings, encode=encode, now=_NOW)


def _claims(count: int) -> tuple[Claim, ...]:
    from auditor.model import Claim, Place
    from auditor.text.quantities import read_terms

    rows = [row for row in read_rows(HERE / "data" / "claims_train.jsonl") if row["kind"] != "none"]
    return tuple(
        Claim(
            id=f"c{k}",
            kind=row["kind"],
            text=row["text"],
            language=row["language"],
            confidence=0.9,
            source="site",
            place=Place(path=f"{k}.html"),
            terms=read_terms(row["text"], row["language"]),
        )
        for k, row in enumerate(rows[:: max(1, len(rows) // count)][:count])
    )


def _statements(count: int) -> dict[str, tuple[Statement, ...]]:
    """Return as many different sentences as posts of one sentence each, spread over the channels."""
    from auditor.model import Place, Post, Statement

    found: dict[str, list[Statement]] = {name: [] for name in _CHANNELS}
    for k, (text, language) in enumerate(islice(_texts(), count)):
        channel = _CHANNELS[k % len(_CHANNELS)]
        when = _NOW - timedelta(hours=1 + k % 8000)
        own = k % 5 != 0
        post = Post(
            source=channel, platform="forum", account="own", id=str(k), text=text, created_at=when,
            author_id="own" if own else "someone", author_is_org=own,
        )  # fmt: skip
        found[channel].append(
            Statement(
                id=str(k), text=text, source=channel, role="social", document=str(k), place=Place(), language=language,
                published=when, post=post,
            )
        )  # fmt: skip
    return {name: tuple(group) for name, group in found.items()}


def _texts() -> Any:
    """Yield different sentences without end: those written for this repository, then the same on other days."""
    seen: set[str] = set()
    rows = [(row["text"], row["language"]) for row in read_rows(HERE / "data" / "claims_train.jsonl")]
    pairs = script("terms_grid").generate("held", 2000, 3)
    rows += [(row[f"text_{side}"], row[f"lang_{side}"]) for row in pairs for side in "ab"]
    for turn in range(sys.maxsize):
        for text, language in rows:
            lead = {"nl": f"Dag {turn} van de week: ", "en": f"Day {turn} of the week: "}[language] if turn else ""
            if lead + text not in seen:
                seen.add(lead + text)
                yield lead + text, language


def _reading(bench: Bench) -> Figure:
    from auditor.model import RawDocument
    from auditor.read import read, statements

    pages = sorted(bench.file("sites").glob("*/html/**/*.html"))
    chosen = pages[:: max(1, len(pages) // _PAGES)][:_PAGES]
    if not chosen:
        raise NoData("sites/*/html")
    loaded = [(path, path.read_bytes()) for path in chosen]

    def work() -> None:
        for path, content in loaded:
            raw = RawDocument("site", path.name, "text/html", "0", path=path.name)
            statements(read(raw, content, role="owned", languages=("nl", "en")))

    return Figure("speed.pages_per_second", len(loaded) / _seconds(work), len(loaded), unit="pages/s")
