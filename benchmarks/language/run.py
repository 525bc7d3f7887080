"""Compare language detectors on the first words of the Dutch and English sentences of benchmarks/sentences.

    python benchmarks/language/run.py [--write FILE]

Each detector chooses among the same thirteen languages. `right` is its first choice, `undecided` the share below 0.7
probability, `wrong` the share of wrong answers at or above that. Loading time and memory are measured in a fresh
process (Linux).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from auditor.text.language import MIN_PROBABILITY, WIDE

Detector = Callable[[str], tuple[str, float]]
HERE = Path(__file__).resolve().parent
LENGTHS = (2, 3, 4, 5, 6, 8, 12)


def _py3langid() -> Detector:
    from py3langid import langid

    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages(list(WIDE))
    return model.classify


def _lingua(low: bool) -> Detector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in WIDE]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    detector = (builder.with_low_accuracy_mode() if low else builder).build()

    def run(text: str) -> tuple[str, float]:
        best = detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower(), best.value

    return run


DETECTORS: dict[str, Callable[[], Detector]] = {
    "py3langid": _py3langid,
    "lingua": lambda: _lingua(low=False),
    "lingua, low accuracy": lambda: _lingua(low=True),
}


def snippets(words: int) -> list[tuple[str, str]]:
    """Return (language, first words) of every sentence that is long enough."""
    found = []
    for language in ("nl", "en"):
        groups = yaml.safe_load((HERE.parent / "sentences" / f"{language}.yaml").read_text(encoding="utf-8"))
        for group in groups.values():
            for sentence in (sentence for case in group["cases"] for sentence in case):
                tokens = [token for token in sentence.split() if any(map(str.isalpha, token))]
                if len(tokens) >= words:
                    found.append((language, " ".join(tokens[:words])))
    return found


_COST = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import run
def peak():  # kB, of this process alone
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
start, before = time.perf_counter(), peak()
run.DETECTORS[sys.argv[2]]()("Dit is een gewone zin om het model te laden.")
print(f"{time.perf_counter() - start:.2f} s, {(peak() - before) / 1024:.0f} MB")
"""


def main() -> int:
    """Print the table; with --write also keep it in a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    lines = [f"Python {sys.version.split()[0]}; {len(snippets(2))} sentences of Dutch and English"]
    for name, make in DETECTORS.items():
        try:
            detector = make()
        except ImportError as error:
            lines.append(f"{name}: not installed ({error.name})")
            continue
        cost = subprocess.run(
            [sys.executable, "-c", _COST, str(HERE), name], capture_output=True, text=True, check=True
        )
        sentences = [text for _, text in snippets(5)]
        for text in sentences:
            detector(text)
        start = time.perf_counter()
        for text in sentences:
            detector(text)
        rate = len(sentences) / (time.perf_counter() - start)
        lines += ["", f"{name}: loaded in {cost.stdout.strip()}; {rate:.0f} texts/s"]
        lines.append(f"{'words':>8}{'n':>6}{'right':>8}{'undecided':>11}{'wrong':>8}")
        for words in LENGTHS:
            answers = [(detector(text), language) for language, text in snippets(words)]
            n = len(answers)
            right = sum(found == language for (found, _), language in answers) / n
            undecided = sum(p < MIN_PROBABILITY for (_, p), _ in answers) / n
            wrong = sum(p >= MIN_PROBABILITY and found != language for (found, p), language in answers) / n
            lines.append(f"{words:>8}{n:>6}{right:>8.3f}{undecided:>11.3f}{wrong:>8.3f}")
    print("\n".join(lines))
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
