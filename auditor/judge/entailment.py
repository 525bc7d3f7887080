"""A cross-encoder that was trained on entailment, as a verifier beside the shipped one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from auditor.errors import ModelError
from auditor.judge.head import log_odds, sigmoid
from auditor.judge.pairs import Pair
from auditor.judge.verifier import Opinion, Verifier

_ADVICE: Final = (
    "Give the id or folder of a sentence-transformers CrossEncoder with the labels entailment, neutral and"
    " contradiction, and install the extra: pip install 'auditor[models]'."
)


class EntailmentVerifier:
    """Asks a cross-encoder whether what the unit says entails or contradicts the claim.

    Such a model knows paraphrase and negation well and numbers, cases and topics badly, so that its log-odds are
    averaged with those of the shipped verifier. The unit is the premise, the claim the hypothesis.
    """

    def __init__(self, name: str, shipped: Verifier) -> None:
        """Load the model. Raises ModelError if it is not there or has no entailment labels."""
        try:
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - takes ten seconds and torch
        except ImportError as error:
            raise ModelError(f"the verifier {name!r} needs sentence-transformers", advice=_ADVICE) from error
        try:
            self._model: Any = CrossEncoder(name, device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(f"the verifier {name!r} cannot be loaded: {error}", advice=_ADVICE) from error
        self.name = name
        self._labels = _labels(self._model.config.id2label, name)
        self._shipped = shipped
        self.revision = f"{shipped.revision}+{_digest(self._model.model.state_dict())}"

    def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
        """Return one opinion per pair."""
        if not pairs:
            return ()
        texts = [(pair.unit.text, pair.claim.text) for pair in pairs]
        rows = self._model.predict(texts, apply_softmax=True, convert_to_numpy=True, show_progress_bar=False)
        return tuple(
            self._blend(opinion, [float(value) for value in row])
            for opinion, row in zip(self._shipped.opinions(pairs), rows, strict=True)
        )

    def _blend(self, opinion: Opinion, row: Sequence[float]) -> Opinion:
        entails, contradicts = row[self._labels["entailment"]], row[self._labels["contradiction"]]
        related = _mean_odds(opinion.related, entails + contradicts)
        against = _mean_odds(opinion.against, contradicts / max(entails + contradicts, 1e-9))
        own = (("entailment", round(entails, 4)), ("contradiction", round(contradicts, 4)))
        return replace(opinion.scaled(related, against), explain=lambda: (*own, *opinion.reasons))


def _labels(id2label: dict[int, str], name: str) -> dict[str, int]:
    """Return the columns of entailment and contradiction."""
    columns = {str(label).lower(): int(k) for k, label in id2label.items()}
    found = {
        wanted: next((k for label, k in columns.items() if label.startswith(wanted)), None)
        for wanted in ("entailment", "contradiction")
    }
    if any(k is None for k in found.values()):
        raise ModelError(f"the verifier {name!r} has the labels {', '.join(columns)}", advice=_ADVICE)
    return {wanted: k for wanted, k in found.items() if k is not None}


def _mean_odds(a: float, b: float) -> float:
    """Return the probability half way between two, in log-odds."""
    return sigmoid((log_odds(a) + log_odds(b)) / 2)


def _digest(parameters: dict[str, Any]) -> str:
    """Return a short digest over the names and values of a model's parameters."""
    total = hashlib.sha256()
    for name in sorted(parameters):
        total.update(name.encode())
        total.update(parameters[name].detach().cpu().contiguous().float().numpy().tobytes())
    return total.hexdigest()[:12]
