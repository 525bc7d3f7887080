"""Measure what reading keeps, loses and leaks, and how fast it is.

    python benchmarks/extraction/run.py pages FOLDER    WCXB: html/<id>.html.gz, ground-truth/<id>.json, metadata.json
    python benchmarks/extraction/run.py pdf FOLDER      <name>.<layout>.pdf with <name>.truth.txt and <name>.heads.txt
    python benchmarks/extraction/run.py speed FOLDER    any tree of HTML files, read with one and with two processes

`--write FILE` keeps the output. The data are not part of the repository; where they come from stands in
results/README.md. Word F1 is that of the WCXB benchmark: bags of words of the extracted and the true main content;
`with` is the share of snippets that must appear and do, `leak` that of those that must not and do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from statistics import mean
from typing import Any

from auditor.model import Document, RawDocument, normalised
from auditor.read import RefusedError, parallel, read, read_all, statements

LANGUAGES = ("nl", "en")
Extract = Callable[[bytes], str]


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def text_of(document: Document) -> str:
    """Return the text of the blocks that a reader of the page sees."""
    return "\n".join(block.text for block in document.blocks if block.kind != "meta")


def _auditor() -> Extract:
    def run(content: bytes) -> str:
        raw = RawDocument("s", "k", "text/html", "", url="https://example.org/page")
        try:
            return text_of(read(raw, content, role="owned", languages=LANGUAGES))
        except RefusedError:
            return ""

    return run


def _trafilatura() -> Extract:
    import trafilatura

    return lambda content: trafilatura.extract(content, include_comments=False) or ""


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda content: extract_plain_text(content.decode("utf-8", "replace"), main_content=True)


def _everything() -> Extract:
    from selectolax.lexbor import LexborHTMLParser

    def run(content: bytes) -> str:
        tree = LexborHTMLParser(content.decode("utf-8", "replace"))
        tree.strip_tags(["script", "style", "noscript"])
        return tree.body.text(separator=" ") if tree.body is not None else ""

    return run


EXTRACTORS: dict[str, Callable[[], Extract]] = {
    "auditor": _auditor, "trafilatura": _trafilatura, "resiliparse": _resiliparse, "all text": _everything,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One page of WCXB with what should come out of it."""

    kind: str
    content: bytes
    truth: dict[str, Any]


def wcxb(folder: Path) -> Iterator[Page]:
    """Yield the pages of a WCXB split."""
    for name, meta in sorted(json.loads((folder / "metadata.json").read_text(encoding="utf-8")).items()):
        truth = json.loads((folder / "ground-truth" / f"{name}.json").read_text(encoding="utf-8"))["ground_truth"]
        yield Page(meta["page_type"], gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), truth)


def f1(found: list[str], true: list[str]) -> tuple[float, float, float]:
    """Return F1, precision and recall of two bags of words."""
    common = sum((Counter(found) & Counter(true)).values())
    if not found or not true:
        return (1.0, 1.0, 1.0) if not found and not true else (0.0, 0.0, 0.0)
    precision, recall = common / len(found), common / len(true)
    return 2 * common / (len(found) + len(true)), precision, recall


def pages(folder: Path) -> Iterator[str]:
    """Yield the lines of the table of extractors on web pages, per type of page."""
    everything = list(wcxb(folder))
    kinds = sorted({page.kind for page in everything}, key=lambda kind: (kind != "service", kind))
    yield f"{'extractor':<13}{'pages of':<15}{'n':>5}{'F1':>8}{'P':>7}{'R':>7}{'with':>7}{'leak':>7}{'pages/cpu-s':>13}"
    for name, make in EXTRACTORS.items():
        try:
            extract = make()
        except ImportError as error:
            yield f"{name:<13}not installed ({error.name})"
            continue
        extract(everything[0].content)
        for kind in kinds:
            yield f"{name:<13}{kind:<15}" + _row(extract, [page for page in everything if page.kind == kind])


def _row(extract: Extract, some: list[Page]) -> str:
    scores, seen, leaked, cpu = [], [], [], 0.0
    for page in some:
        start = time.process_time()
        text = extract(page.content)
        cpu += time.process_time() - start
        scores.append(f1(tokens(text), tokens(page.truth["main_content"])))
        flat = " ".join(tokens(text))
        seen += [" ".join(tokens(snippet)) in flat for snippet in page.truth["with"]]
        leaked += [" ".join(tokens(snippet)) in flat for snippet in page.truth["without"]]
    f, p, r = (mean(score[at] for score in scores) for at in range(3))
    return f"{len(some):>5}{f:>8.4f}{p:>7.3f}{r:>7.3f}{mean(seen):>7.3f}{mean(leaked):>7.3f}{len(some) / cpu:>13.0f}"


_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|[a-z][.)])\s+", re.MULTILINE)
"""Numbers of articles and items: the reader takes them for markers of a list, so they are left out on both sides."""


def order(found: list[str], true: list[str]) -> float:
    """Return 1 minus the word Levenshtein distance over the longer length."""
    import numpy as np

    ids = {word: at for at, word in enumerate(dict.fromkeys([*found, *true]))}
    columns = np.array([ids[word] for word in true])
    steps = np.arange(len(true) + 1)
    row = steps.copy()
    for at, word in enumerate(found, start=1):
        best = np.empty_like(row)
        best[0] = at
        best[1:] = np.minimum(row[:-1] + (columns != ids[word]), row[1:] + 1)
        row = np.fromiter(accumulate(best - steps, min), dtype=row.dtype, count=len(best)) + steps
    return 1 - float(row[-1]) / max(len(found), len(true), 1)


def pdf(folder: Path) -> Iterator[str]:
    """Yield the lines of the table on made PDFs with known text and headings."""
    yield f"{'file':<34}{'pages':>6}{'F1':>8}{'order':>8}{'heading P':>11}{'R':>7}{'seconds':>9}"
    for path in sorted(folder.glob("*.pdf")):
        base = path.name.partition(".")[0]
        truth_file = folder / f"{base}.truth.txt"
        if not truth_file.is_file():
            continue
        start = time.perf_counter()
        document = read(RawDocument("s", path.name, "", ""), path.read_bytes(), role="owned", languages=LANGUAGES)
        seconds = time.perf_counter() - start
        found = _words(text_of(document))
        true = _words(truth_file.read_text(encoding="utf-8"))
        heads = {normalised(line) for line in (folder / f"{base}.heads.txt").read_text(encoding="utf-8").split("\n")}
        headings = {normalised(block.text) for block in document.blocks if block.kind == "heading"}
        hits = len(heads - {""} & headings)
        last = max((block.place.page or 0 for block in document.blocks), default=0)
        yield (
            f"{path.name:<34}{last:>6}{f1(found, true)[0]:>8.4f}{order(found, true):>8.4f}"
            f"{hits / max(len(headings), 1):>11.3f}{hits / max(len(heads - {''}), 1):>7.3f}{seconds:>9.2f}"
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-'’]\w+)*", _NUMBERED.sub("", text).lower())


def speed(folder: Path) -> Iterator[str]:
    """Yield how fast the pages of a build folder are read, and how fast their sentences are split."""
    paths = sorted(folder.rglob("*.html"))
    items = [(RawDocument("s", str(path), "text/html", "", path=str(path)), path.read_bytes()) for path in paths]
    size = sum(len(content) for _, content in items)
    yield f"{len(items)} pages, {size / len(items) / 1000:.0f} kB each"
    read_all(items[:1], role="owned", languages=LANGUAGES)
    start, cpu = time.perf_counter(), time.process_time()
    outcomes = read_all(items, role="owned", languages=LANGUAGES, workers=1)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    yield f"one process: {len(items) / wall:.0f} pages/s, {len(items) / cpu:.0f} pages/cpu-s"
    documents = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    start = time.process_time()
    count = sum(len(statements(document)) for document in documents)
    yield f"statements: {count} at {count / (time.process_time() - start):.0f} per cpu-s"
    times = max(1, -(-2 * parallel.WORTH_BYTES // size))
    start = time.perf_counter()
    read_all(items * times, role="owned", languages=LANGUAGES, workers=2)
    wall = time.perf_counter() - start
    yield f"two processes, {times} times the folder, start included: {times * len(items) / wall:.0f} pages/s"


def main() -> int:
    """Print one of the tables; with --write also keep it in a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pages", "pdf", "speed"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    lines = [f"Python {sys.version.split()[0]}"]
    for line in {"pages": pages, "pdf": pdf, "speed": speed}[options.what](options.folder):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
