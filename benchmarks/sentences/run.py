"""Compare sentence splitters on the hand-written cases beside this file.

    python benchmarks/sentences/run.py [--errors NAME] [--write FILE]

A boundary is counted by how many characters other than spaces stand before it, so splitters may treat the spaces
between sentences as they like. `F1` is over all boundaries inside the cases, `exact` is the share of cases with every
boundary right and none too many. Splitters that are not installed are left out and named.

The rules and lexicons of auditor were written while looking at nl.yaml and en.yaml; the cases in heldout.*.yaml were
written afterwards and nothing was changed for them, so their figures are the ones to believe.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

Splitter = Callable[[str, str], list[str]]
HERE = Path(__file__).resolve().parent
LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its right sentences."""

    language: str
    group: str
    text: str
    sentences: tuple[str, ...]


def cases(prefix: str) -> Iterator[Case]:
    """Yield every case of every language, of the files whose names begin with `prefix`."""
    for language in LANGUAGES:
        groups = yaml.safe_load((HERE / f"{prefix}{language}.yaml").read_text(encoding="utf-8"))
        for name, group in groups.items():
            for sentences in group["cases"]:
                yield Case(language, name, group.get("joined", " ").join(sentences), tuple(sentences))


def boundaries(sentences: list[str]) -> set[int]:
    """Return the boundaries inside a text: how many visible characters stand before each."""
    found, seen = set(), 0
    for sentence in sentences:
        seen += len(re.sub(r"\s", "", sentence))
        found.add(seen)
    return found - {seen, 0}


def _auditor() -> Splitter:
    from auditor.text.sentences import split

    return lambda text, language: [text[a:b] for a, b in split(text, language)]


def _sentencex() -> Splitter:
    import sentencex

    return lambda text, language: list(sentencex.segment(language, text))


def _pysbd() -> Splitter:
    import pysbd

    made = {language: pysbd.Segmenter(language=language, clean=False) for language in LANGUAGES}
    return lambda text, language: made[language].segment(text)


def _nupunkt() -> Splitter:
    import nupunkt

    return lambda text, _: nupunkt.sent_tokenize(text)


def _syntok() -> Splitter:
    from syntok import segmenter

    def run(text: str, _: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in segmenter.process(text)
            for sentence in paragraph
        ]

    return run


def _stop() -> Splitter:
    return lambda text, _: re.split(r"(?<=[.!?])\s+(?=[A-Z\d\"“‘'(])", text)


SPLITTERS: dict[str, Callable[[], Splitter]] = {
    "auditor": _auditor, "sentencex": _sentencex, "pysbd": _pysbd, "nupunkt": _nupunkt, "syntok": _syntok,
    "full stop + capital": _stop,
}  # fmt: skip


@dataclass(slots=True)
class Score:
    """What one splitter got right on some cases."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    exact: int = 0
    n: int = 0

    def add(self, expected: set[int], found: set[int]) -> None:
        """Count one case."""
        self.hits += len(expected & found)
        self.false += len(found - expected)
        self.missed += len(expected - found)
        self.exact += expected == found
        self.n += 1

    @property
    def f1(self) -> float:
        """F1 over boundaries."""
        total = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / total if total else 1.0


def measure(splitter: Splitter, everything: list[Case], errors: bool) -> dict[str, Score]:
    """Return a score per language and per group."""
    scores: dict[str, Score] = {}
    for case in everything:
        found = splitter(case.text, case.language)
        expected = boundaries(list(case.sentences))
        for key in (case.language, case.group):
            scores.setdefault(key, Score()).add(expected, boundaries(found))
        if errors and boundaries(found) != expected:
            print(f"  [{case.language} {case.group}] " + " ¦ ".join(part.strip() for part in found))
    return scores


def speed(splitter: Splitter, everything: list[Case]) -> float:
    """Return sentences per second over paragraphs of about five cases, best of three."""
    texts = [
        (language, " ".join(case.text for case in everything[at : at + 5] if case.language == language))
        for language in LANGUAGES
        for at in range(0, len(everything), 5)
    ]
    count, best = 0, float("inf")
    for _ in range(3):
        start = time.perf_counter()
        count = sum(len(splitter(text, language)) for language, text in texts if text)
        best = min(best, time.perf_counter() - start)
    return count / best


def table(everything: list[Case], errors: str | None) -> list[str]:
    """Return the lines of the table of all splitters over these cases."""
    lines = [f"{'splitter':<22}{'version':>10}{'F1 nl':>8}{'exact':>8}{'F1 en':>8}{'exact':>8}{'sent/s':>10}"]
    measured: dict[str, dict[str, Score]] = {}
    for name, make in SPLITTERS.items():
        try:
            splitter = make()
        except ImportError as error:
            lines.append(f"{name:<22} not installed ({error.name})")
            continue
        measured[name] = scores = measure(splitter, everything, errors=errors == name)
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            version = "-"
        cells = "".join(f"{scores[at].f1:>8.3f}{scores[at].exact / scores[at].n:>8.3f}" for at in LANGUAGES)
        lines.append(f"{name:<22}{version:>10}{cells}{speed(splitter, everything):>10.0f}")
    lines += ["", "exact per group" + " " * 7 + "".join(f"{name[:11]:>12}" for name in measured)]
    groups = dict.fromkeys(case.group for case in everything)
    return lines + [
        f"{group:<22}" + "".join(f"{scores[group].exact:>8}/{scores[group].n:<3}" for scores in measured.values())
        for group in groups
    ]


def main() -> int:
    """Print the tables; with --write also keep them in a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", metavar="NAME", help="print what this splitter got wrong")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the tables in this file too")
    options = parser.parse_args()
    lines = [f"Python {sys.version.split()[0]}"]
    for prefix in ("", "heldout."):
        everything = list(cases(prefix))
        total = sum(len(case.sentences) for case in everything)
        lines += ["", f"{prefix}{{nl,en}}.yaml: {len(everything)} cases, {total} sentences"]
        lines += table(everything, options.errors)
    print("\n".join(lines))
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
