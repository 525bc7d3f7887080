"""Weigh the signals of a sentence, and its vector where there is one, into a probability for each kind.

Two multinomial logistic regressions share one file (`config/models/claims.json`): `form` reads the signals alone,
`full` adds the vector of the embedded encoder. Both were fitted, and their temperatures calibrated on sectors held
out, by `benchmarks/quality/train_claims.py`; the file carries its own data card.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from auditor import resources

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Weights:
    """One fitted regression: rows are kinds, columns signals (and, behind them, the parts of the vector)."""

    bias: NDArray[np.float64]
    signals: NDArray[np.float64]
    vector: NDArray[np.float64] | None
    temperature: float


@dataclass(frozen=True, slots=True)
class Model:
    """The trained part: what was seen in training, and the weights of both regressions."""

    kinds: tuple[str, ...]
    columns: dict[str, int]
    encoder: str
    form: Weights
    full: Weights

    @property
    def dimension(self) -> int:
        """Length of the vectors that `full` was fitted on."""
        return 0 if self.full.vector is None else int(self.full.vector.shape[1])


@cache
def load() -> Model:
    """Return the model that is shipped."""
    raw = json.loads((resources.data("config") / "models" / "claims.json").read_text(encoding="utf-8"))
    return read(raw)


def read(raw: Mapping[str, Any]) -> Model:
    """Return the model of a parsed `claims.json`."""
    return Model(
        kinds=tuple(raw["kinds"]),
        columns={name: column for column, name in enumerate(raw["signals"])},
        encoder=raw["encoder"],
        form=_weights(raw["form"]),
        full=_weights(raw["full"]),
    )


def _weights(raw: Mapping[str, Any]) -> Weights:
    import numpy as np  # noqa: PLC0415 - --help must not pay for numpy

    vector = raw.get("vector")
    return Weights(
        bias=np.asarray(raw["bias"], dtype=np.float64),
        signals=np.asarray(raw["weights"], dtype=np.float64),
        vector=None if vector is None else np.asarray(vector, dtype=np.float64),
        temperature=float(raw["temperature"]),
    )


def matrix(signals: Sequence[Mapping[str, str]], model: Model) -> NDArray[np.float64]:
    """Return one row per sentence with a 1 for each signal that it shows and that the model knows."""
    import numpy as np  # noqa: PLC0415 - see above

    rows = np.zeros((len(signals), len(model.columns)))
    for row, shown in enumerate(signals):
        for name in shown:
            if (column := model.columns.get(name)) is not None:
                rows[row, column] = 1.0
    return rows


def probabilities(
    rows: NDArray[np.float64], weights: Weights, vectors: NDArray[np.float32] | None = None
) -> NDArray[np.float64]:
    """Return one calibrated distribution over the kinds per row."""
    import numpy as np  # noqa: PLC0415 - see above

    scores = rows @ weights.signals.T + weights.bias
    if weights.vector is not None and vectors is not None:
        scores += vectors.astype(np.float64) @ weights.vector.T
    scores /= weights.temperature
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def reasons(shown: Mapping[str, str], kind: str, weights: Weights, model: Model, *, most: int = 3) -> tuple[str, ...]:
    """Return the names of the signals that speak most for `kind`: against none, or for none against the rest."""
    row = weights.signals[model.kinds.index(kind)]
    rest = [index for index, name in enumerate(model.kinds) if name != NONE]
    other = weights.signals[rest].mean(axis=0) if kind == NONE else weights.signals[model.kinds.index(NONE)]
    gains = {name: float(row[column] - other[column]) for name, column in model.columns.items() if name in shown}
    best = sorted(gains.items(), key=lambda item: (-item[1], item[0]))
    return tuple(name for name, gain in best if gain > 0.05)[:most]
