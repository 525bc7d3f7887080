"""`results.json`: the results as JSON and back. Every other format is made from what stands in here.

The shape is section 4 of the contract and `config/results.schema.json`. `dumps` first brings the results into their
canonical form (lists sorted, floats rounded, times with a fixed offset), so that equal results are equal bytes.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Callable
from datetime import UTC, datetime, timezone
from functools import cache
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from auditor.errors import UsageError
from auditor.model import (
    CLAIM_KINDS,
    LEVEL_ORDER,
    VERDICT_ORDER,
    ChannelFit,
    Claim,
    Finding,
    Place,
    PromiseFigures,
    Results,
    SourceReport,
    Subject,
    Verdict,
    WebcareFigures,
)
from auditor.render.options import Options
from auditor.render.overall import overall_verdicts
from auditor.render.redacted import redacted

SCHEMA_VERSION: Final = 1

# Decimals per field: a tenth of a minute and a ten-thousandth of a share are finer than anything measured, and
# coarse enough that the last bits of a sum done in another order never reach the file.
_DIGITS: Final = {
    "median_minutes": 1,
    "p90_minutes": 1,
    "median_working_minutes": 1,
    "p90_working_minutes": 1,
    "confidence": 4,
    "score": 4,
    "share": 4,
    "interval": 4,
    "target": 4,
    "allowed": 4,
    "used": 4,
    "duration_seconds": 3,
    "nearness": 4,
    "x": 3,
    "y": 3,
}
_DIGITS_ELSE: Final = 6

# Pairs that JSON shows as an object with names, and those that it shows as one mapping.
_PAIRS: Final = {"also_at": ("source", "place")}
_MAPPINGS: Final = frozenset({"by_level", "by_verdict", "by_source", "parameters"})

# JSON allows these raw; a terminal, an editor or a log would act on them. As \uXXXX they stay exactly the same text.
_HARMFUL: Final = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")


def render(results: Results, options: Options | None = None) -> str:
    """Return the results as JSON, the whole record, without other people unless `options` show them."""
    return dumps(as_shown(results, options))


def as_shown(results: Results, options: Options | None) -> Results:
    """Return the results as the options let them be seen."""
    return redacted(results) if (options or Options()).redact_third_party else results


def dumps(results: Results) -> str:
    """Return `results` in the contract's JSON, canonical, with a newline at the end."""
    text = json.dumps(to_data(results), ensure_ascii=False, allow_nan=False, indent=1)
    return escaped(text) + "\n"


def escaped(text: str) -> str:
    """Return JSON with what a terminal or an editor would act on written as escapes; it means exactly the same."""
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def loads(text: str) -> Results:
    """Return the results that `dumps` wrote.

    Raises:
        UsageError: the text is no JSON, has another schema version, or lacks something that results must have.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UsageError(f"The results are not JSON: {error}", advice=_ADVICE) from error
    if not isinstance(data, dict):
        raise UsageError("The results are not a JSON object.", advice=_ADVICE)
    if data.get("schema_version") != SCHEMA_VERSION:
        found = data.get("schema_version")
        raise UsageError(
            f"The results have schema version {found!r}; this is version {SCHEMA_VERSION}.", advice=_ADVICE
        )
    return cast("Results", _build(Results, data, "results"))


_ADVICE: Final = "Make them again with `auditor check --format json=results.json`."


def to_data(results: Results) -> dict[str, Any]:
    """Return the canonical results as plain dictionaries and lists, each claim with its overall verdict."""
    data: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **_plain(canonical(results), "")}
    overall = overall_verdicts(results.verdicts)
    for claim in data["claims"]:
        claim["verdict"] = overall.get(claim["id"])
    return data


def claim_as_dict(claim: Claim) -> dict[str, Any]:
    """Return one claim as it stands in `results.json`, without a verdict."""
    return cast("dict[str, Any]", _plain(_canonical(claim, ""), ""))


def plain_data(record: Any) -> Any:
    """Return one record of the results (figures, a slot, a claim) as it stands in `results.json`."""
    return _plain(_canonical(record, ""), "")


def canonical(results: Results) -> Results:
    """Return `results` with every list in its one order and every number and time in its one form."""
    return cast("Results", _canonical(results, ""))


# --- the one order of every list --------------------------------------------------------------------------------


def _place_key(place: Place) -> tuple[str, str, int, int, int]:
    return (place.path or "", place.url or "", place.page or 0, place.line or 0, place.start or 0)


def _source_key(source: SourceReport) -> tuple[object, ...]:
    return (source.role, source.name)


def _claim_key(claim: Claim) -> tuple[object, ...]:
    return (CLAIM_KINDS.index(claim.kind), claim.source, _place_key(claim.place), claim.id)


def _also_key(also: tuple[str, Place]) -> tuple[object, ...]:
    return (also[0], _place_key(also[1]))


def _verdict_key(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.claim, verdict.source)


def _webcare_key(figures: WebcareFigures) -> str:
    return figures.source


def _promise_key(figures: PromiseFigures) -> str:
    return figures.claim


def _finding_key(finding: Finding) -> tuple[object, ...]:
    level = LEVEL_ORDER.index(finding.level)
    return (level, finding.rule, finding.source or "", _place_key(finding.place), finding.id)


def _fit_key(fit: ChannelFit) -> str:
    return fit.source


def _subject_key(subject: Subject) -> tuple[object, ...]:
    return (-subject.posts, subject.id)


def _level_key(pair: tuple[str, int]) -> tuple[object, ...]:
    return (LEVEL_ORDER.index(pair[0]) if pair[0] in LEVEL_ORDER else len(LEVEL_ORDER), pair[0])


def _label_key(pair: tuple[str, int]) -> tuple[object, ...]:
    return (VERDICT_ORDER.index(pair[0]) if pair[0] in VERDICT_ORDER else len(VERDICT_ORDER), pair[0])


# `evidence`, `terms`, `notes`, `headings` and `reasons` keep their order: it means something (the deciding item first).
_ORDER: Final[dict[str, Callable[[Any], Any]]] = {
    "sources": _source_key,
    "claims": _claim_key,
    "also_at": _also_key,
    "verdicts": _verdict_key,
    "webcare": _webcare_key,
    "promises": _promise_key,
    "findings": _finding_key,
    "by_level": _level_key,
    "by_verdict": _label_key,
    "by_source": lambda pair: pair,
    "fits": _fit_key,
    "subjects": _subject_key,
    "parameters": lambda pair: pair,
    "handles": lambda handle: handle,
    "discovered": lambda address: address,
}


def _canonical(value: Any, name: str, owner: type | None = None) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        cls = type(value)
        return dataclasses.replace(
            value, **{f.name: _canonical(getattr(value, f.name), f.name, cls) for f in dataclasses.fields(value)}
        )
    if isinstance(value, tuple):
        items = tuple(_canonical(item, name, None) for item in value)
        # Finding.claims names the two sides of a conflict in their order; only Results.claims is a list to sort.
        sort = name in _ORDER and owner is not None and not (name == "claims" and owner is not Results)
        return tuple(sorted(items, key=_ORDER[name])) if sort else items
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return round(value, _DIGITS.get(name, _DIGITS_ELSE)) + 0.0  # + 0.0 turns -0.0 into 0.0
    if isinstance(value, datetime):
        # A zone's rules are lost in a file, its offset is not. A time without any is taken as UTC.
        offset = value.utcoffset()
        return value.replace(tzinfo=UTC if not offset else timezone(offset), fold=0)
    return value


# --- to plain data ----------------------------------------------------------------------------------------------


def _plain(value: Any, name: str) -> Any:  # noqa: PLR0911 - one return per kind of value
    if name in _MAPPINGS:
        return dict(value)
    if name in _PAIRS:
        names = _PAIRS[name]
        return [{key: _plain(item, "") for key, item in zip(names, pair, strict=True)} for pair in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), field.name) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item, "") for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


# --- and back ---------------------------------------------------------------------------------------------------


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(hint: Any, data: Any, where: str) -> Any:  # noqa: PLR0911 - one return per kind of type
    """Return `data` as the type that `hint` names. Raises UsageError that says where it does not fit."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _build(next(arg for arg in get_args(hint) if arg is not type(None)), data, where)
    if origin is Literal:
        if data not in get_args(hint):
            raise _unfit(where, f"one of {', '.join(map(str, get_args(hint)))}", data)
        return data
    if origin is tuple:
        return _build_tuple(hint, data, where)
    if dataclasses.is_dataclass(hint):
        return _build_record(cast("type", hint), data, where)
    if hint is datetime:
        return _build_time(data, where)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
        raise _unfit(where, hint.__name__, data)
    return data


def _build_record(cls: type, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _unfit(where, "an object", data)
    known = {}
    for field in dataclasses.fields(cls):
        inner = f"{where}.{field.name}"
        if field.name in data:
            known[field.name] = _build(_hints(cls)[field.name], _paired(field.name, data[field.name], inner), inner)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise UsageError(f"{inner} is missing.", advice=_ADVICE)
    return cls(**known)


def _paired(name: str, data: Any, where: str) -> Any:
    """Turn what `_plain` showed as an object or a mapping back into a list of pairs."""
    if name in _MAPPINGS:
        if not isinstance(data, dict):
            raise _unfit(where, "an object", data)
        return [list(pair) for pair in data.items()]
    if name in _PAIRS and isinstance(data, list):
        try:
            return [[item[key] for key in _PAIRS[name]] for item in data]
        except (KeyError, TypeError) as error:
            raise _unfit(where, f"objects with {' and '.join(_PAIRS[name])}", data) from error
    return data


def _build_tuple(hint: Any, data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise _unfit(where, "a list", data)
    inner = get_args(hint)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_build(inner[0], item, f"{where}[{index}]") for index, item in enumerate(data))
    if len(inner) != len(data):
        raise _unfit(where, f"a list of {len(inner)}", data)
    return tuple(_build(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(zip(inner, data, strict=True)))


def _build_time(data: Any, where: str) -> datetime:
    try:
        return datetime.fromisoformat(data)
    except (TypeError, ValueError) as error:
        raise _unfit(where, "an ISO 8601 time", data) from error


def _unfit(where: str, wanted: str, data: Any) -> UsageError:
    return UsageError(f"{where} should be {wanted}, and is {str(data)[:60]!r}.", advice=_ADVICE)
