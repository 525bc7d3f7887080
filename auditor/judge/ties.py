"""What a reader knows of the world: how claim and unit are tied by the word fields in which their words stand.

"Eighteen sheep on the morning boat" shows that a ferry takes livestock, and no vector of a whole sentence says so. Two
words in one field are tied, by more where few units touch that field; two texts are near in topic where they touch the
same fields, as the cosine of bags of words has it (Salton's vector space model, over fields instead of words).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.text.wordfields import EMPTY, fields_of
from auditor.text.words import stem, words

Matrix = NDArray[np.float32]

MEASURES: Final = ("topic", "tie_weight", "tie_back", "tie_best")
# Among fewer texts than this nothing can be told about how rare a word or a field is.
_FEW: Final = 40
# How surely one word says that its text touches a field, and how fast that fades with the number of its fields.
_TOUCH: Final = 0.9
_FADE: Final = 0.5
# From here on a text is counted among those that touch a field.
_SURELY: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Side:
    """The subject words and expressions of some texts."""

    keys: tuple[str, ...]
    fields: tuple[Mapping[int, float], ...]
    """Per key."""
    lines: tuple[NDArray[np.intp], ...]
    """Per text the places of its keys."""


def ties(
    claims: Sequence[str],
    bodies: Sequence[str],
    *,
    claim_languages: Sequence[str | None],
    body_languages: Sequence[str | None],
    ignore: Collection[str] = (),
) -> Mapping[str, Matrix]:
    """Return measures of claims (rows) against bodies (columns).

    `topic` is the cosine of the fields that both touch, 0 to 1. Two words are tied by 1 if they are the same, else by
    the most telling field in which both stand, 0 to 1: `tie_weight` sums the strongest tie of each word of the claim,
    rare words weighing most, `tie_back` is the mean from the body's side, `tie_best` the strongest tie between two
    different words. Words in `ignore` never count.
    """
    left, right = _side(claims, claim_languages, ignore), _side(bodies, body_languages, ignore)
    if not left.keys or not right.keys:
        return {name: np.zeros((len(claims), len(bodies)), np.float32) for name in MEASURES}
    total = max(len(bodies), _FEW) + 1
    seen = np.bincount(np.concatenate(right.lines), minlength=len(right.keys))
    rarity = dict(zip(right.keys, np.log(total / (seen + 1)) + 0.1, strict=True))
    touched = _touched(right)
    apart = _by_field(left, right, touched, total)
    near = apart.copy()
    for k, j in _same(left, right):
        near[k, j] = 1
    weights_left = _weights(left, [rarity.get(key, max(rarity.values())) for key in left.keys])
    back = _strongest(near.T, left.lines)
    measures = {
        "topic": _topic(_touched(left), touched, total),
        "tie_weight": weights_left @ _strongest(near, right.lines),
        "tie_back": _mean(right, back, np.array([rarity[key] for key in right.keys], dtype=np.float32)).T,
        "tie_best": _strongest(_strongest(apart, right.lines).T, left.lines).T,
    }
    return {name: matrix.astype(np.float32) for name, matrix in measures.items()}


def _side(texts: Sequence[str], languages: Sequence[str | None], ignore: Collection[str]) -> _Side:
    at: dict[str, int] = {}
    fields: list[Mapping[int, float]] = []
    lines = []
    for text, language in zip(texts, languages, strict=True):
        known = fields_of(text, language)
        said = {stem(word): word in EMPTY or word in ignore for word in words(text) if len(word) > 1}
        keys = dict.fromkeys([root for root, empty in said.items() if not empty])
        keys.update(dict.fromkeys(key for key in known if key not in said))
        for key in keys:
            if key not in at:
                at[key] = len(at)
                fields.append(known.get(key, {}))
        lines.append(np.array([at[key] for key in keys], dtype=np.intp))
    return _Side(tuple(at), tuple(fields), tuple(lines))


def _same(left: _Side, right: _Side) -> list[tuple[int, int]]:
    place = {key: j for j, key in enumerate(right.keys)}
    return [(k, place[key]) for k, key in enumerate(left.keys) if key in place]


@dataclass(frozen=True, slots=True)
class _Touched:
    """Which texts touch which fields, sorted by field: three arrays of one length, and the number of texts."""

    fields: NDArray[np.intp]
    texts: NDArray[np.intp]
    surely: NDArray[np.float64]
    """How surely, 0 to 1; several words of one field make it surer."""
    size: int

    def by_field(self) -> dict[int, slice]:
        """Return where each field stands."""
        fields, starts = np.unique(self.fields, return_index=True)
        if not len(fields):
            return {}
        ends = [*starts.tolist()[1:], len(self.fields)]
        return {f: slice(a, b) for f, a, b in zip(fields.tolist(), starts.tolist(), ends, strict=True)}


def _touched(side: _Side) -> _Touched:
    sizes = np.array([len(fields) for fields in side.fields], dtype=np.intp)
    offsets = np.cumsum(sizes) - sizes
    fields = np.array([f for of_key in side.fields for f in of_key], dtype=np.intp)
    doubts = np.array(
        [1 - _TOUCH * strength / len(of_key) ** _FADE for of_key in side.fields for strength in of_key.values()]
    )
    keys = np.concatenate(side.lines)
    of_key = sizes[keys]
    texts = np.repeat(np.repeat(np.arange(len(side.lines)), [len(line) for line in side.lines]), of_key)
    within = np.arange(of_key.sum()) - np.repeat(np.cumsum(of_key) - of_key, of_key)
    at = np.repeat(offsets[keys], of_key) + within
    places, which = np.unique(fields[at] * len(side.lines) + texts, return_inverse=True)
    doubt = np.exp(np.bincount(which, weights=np.log(doubts[at]), minlength=len(places)))
    return _Touched(places // len(side.lines), places % len(side.lines), 1 - doubt, len(side.lines))


def _by_field(left: _Side, right: _Side, touched: _Touched, total: int) -> Matrix:
    """Return keys x keys: how telling their most telling common field is; 0 for none and for the same key."""
    texts = np.bincount(touched.fields)
    result = np.zeros((len(left.keys), len(right.keys)), dtype=np.float32)
    rows, columns = _members(left), _members(right)
    for field in sorted(rows.keys() & columns.keys()):
        telling = max(0.0, float(np.log(total / (texts[field] + 1)) / np.log(total)))
        (i, certain), (j, likely) = rows[field], columns[field]
        at = np.ix_(i, j)
        result[at] = np.maximum(result[at], telling * np.outer(certain, likely))
    for k, other in _same(left, right):
        result[k, other] = 0
    return result


def _members(side: _Side) -> dict[int, tuple[NDArray[np.intp], Matrix]]:
    """Return per field the keys that stand in it, and how surely."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for k, fields in enumerate(side.fields):
        for field, strength in fields.items():
            found[field].append((k, strength))
    return {
        field: (np.array([k for k, _ in keys], dtype=np.intp), np.array([s for _, s in keys], dtype=np.float32))
        for field, keys in found.items()
    }


def _topic(left: _Touched, right: _Touched, total: int) -> Matrix:
    """Return the cosine of the fields that texts touch, those weighing most that few texts on the right touch."""
    most = int(max(left.fields.max(initial=0), right.fields.max(initial=0))) + 1
    many = np.bincount(right.fields[right.surely > _SURELY], minlength=most)
    rarity = np.log(total / (many + 1)).clip(0)
    sides = []
    for side in (left, right):
        weights = side.surely * rarity[side.fields]
        length = np.sqrt(np.bincount(side.texts, weights=weights**2, minlength=side.size))
        sides.append((weights / np.maximum(length, 1e-6)[side.texts]).astype(np.float32))
    result = np.zeros((left.size, right.size), dtype=np.float32)
    rows, columns = left.by_field(), right.by_field()
    for field in sorted(rows.keys() & columns.keys()):
        a, b = rows[field], columns[field]
        result[np.ix_(left.texts[a], right.texts[b])] += np.outer(sides[0][a], sides[1][b])
    return result


def _strongest(near: Matrix, lines: Sequence[NDArray[np.intp]]) -> Matrix:
    """Return per row of `near` and line the largest value at the places of the line; 0 for an empty line."""
    by_key = np.ascontiguousarray(near.T)
    result = np.zeros((len(lines), near.shape[0]), dtype=np.float32)
    for k, line in enumerate(lines):
        if line.size:
            by_key[line].max(axis=0, out=result[k])
    return np.ascontiguousarray(result.T)


def _mean(side: _Side, of_key: Matrix, weights: Matrix) -> Matrix:
    """Return per text the weighted mean of the rows of its keys; zeros for a text without keys."""
    result = np.zeros((len(side.lines), of_key.shape[1]), dtype=np.float32)
    for k, line in enumerate(side.lines):
        if line.size:
            result[k] = weights[line] @ of_key[line] / weights[line].sum()
    return result


def _weights(side: _Side, of_key: Sequence[float]) -> Matrix:
    """Return texts x keys: the weight of each key in its text."""
    result = np.zeros((len(side.lines), len(side.keys)), dtype=np.float32)
    of = np.asarray(of_key, dtype=np.float32)
    for k, line in enumerate(side.lines):
        result[k, line] = of[line]
    return result
