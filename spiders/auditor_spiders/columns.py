"""Which column of a table holds which field: as configured, as a preset says, or by the usual names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import yaml

from auditor.collect.protocol import Context
from auditor.errors import CollectError
from auditor.model import PostKind
from auditor.resources import data
from auditor.settings.model import Source
from auditor_spiders.tables import Table, plain

FIELDS: Final[tuple[str, ...]] = (
    "text", "created_at", "time", "id", "url", "author", "platform", "kind", "title", "lang", "parent_id", "root_id",
)  # fmt: skip
# Keys of `columns` that are no field but say how the file or a field is to be read.
OPTIONS: Final[tuple[str, ...]] = ("date_format", "delimiter", "encoding", "sheet")
NEEDED: Final = ("text", "created_at")
# The file of config/presets that is no preset but a list of usual names.
_GENERAL: Final = "headers"
# Of the headers in a message.
_LONGEST: Final = 40
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """The position of each field, and what the words in the column `kind` mean."""

    columns: Mapping[str, int]
    kinds: Mapping[str, PostKind]
    date_format: str | None = None
    platform: str | None = None
    """Of every row, where no column says it."""
    preset: str | None = None


@cache
def preset(name: str) -> Mapping[str, Any]:
    """Return config/presets/<name>.yaml. Raises FileNotFoundError."""
    text = (data("config") / "presets" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def presets() -> tuple[str, ...]:
    """Return the names of all presets, sorted."""
    return tuple(sorted(path.stem for path in (data("config") / "presets").glob("*.yaml") if path.stem != _GENERAL))


def check(source: Source, context: Context) -> None:
    """Raise CollectError if `columns` or `preset` of the source cannot be used, whatever the file holds."""
    for name in source.columns:
        if name not in FIELDS + OPTIONS:
            known = ", ".join(FIELDS + OPTIONS)
            raise CollectError(context.say("csv-unknown-field", name=source.name, field=name, known=known))
    if source.preset is not None and source.preset not in presets():
        known = ", ".join(presets())
        raise CollectError(context.say("csv-unknown-preset", preset=source.preset, known=known))


def options(source: Source) -> dict[str, str]:
    """Return what `columns` says about how the file is to be read."""
    return {name: value for name, value in source.columns.items() if name in OPTIONS}


def hits(source: Source) -> Callable[[Sequence[str]], int]:
    """Return a function that counts how many cells of a row are headers that this source may have."""
    known = {plain(header) for field, header in source.columns.items() if field in FIELDS}
    if not known or source.preset:
        names = (source.preset,) if source.preset else (*presets(), _GENERAL)
        known |= {header for name in names for header in _all_headers(name)}
    return lambda row: sum(plain(cell) in known for cell in row)


def known_headers() -> set[str]:
    """Return every header that a preset or the usual names know."""
    return {header for name in (*presets(), _GENERAL) for header in _all_headers(name)}


def recognised_preset(table: Table) -> str | None:
    """Return the preset whose headers a table has, None where it has those of none."""
    headers = [plain(header) for header in table.headers]
    return next((name for name in presets() if _by_preset(name, headers, named=False) is not None), None)


def layout(table: Table, source: Source, context: Context, path: str) -> Layout:
    """Return which column holds which field.

    Raises:
        CollectError: a column that is configured is missing, or text or date cannot be told for certain. The message
            prints the mapping to add to the configuration.
    """
    configured = _configured(table, source, context, path)
    if configured and source.preset is None:
        found = Layout(configured, preset(_GENERAL)["kinds"])
        return _complete(replace(found, date_format=source.columns.get("date_format")), table, {}, context, path)
    found, doubtful = _recognised(table, source)
    found = replace(found, columns={**found.columns, **configured}, date_format=source.columns.get("date_format"))
    doubtful = {field: numbers for field, numbers in doubtful.items() if field not in configured}
    return _complete(found, table, doubtful, context, path)


def mapping(fields: Mapping[str, str], remarks: Mapping[str, str] | None = None) -> str:
    """Return a `columns:` block for the configuration, with remarks behind the lines of some fields."""
    lines = ["    columns:"]
    for field, header in fields.items():
        remark = (remarks or {}).get(field)
        lines.append(f"      {field}: {json.dumps(header, ensure_ascii=False)}" + (f"    # {remark}" if remark else ""))
    return "\n".join(lines)


def _configured(table: Table, source: Source, context: Context, path: str) -> dict[str, int]:
    headers = [plain(header) for header in table.headers]
    found = {}
    for field in FIELDS:
        header = source.columns.get(field)
        if header is None:
            continue
        if plain(header) not in headers:
            columns = _listed(table.headers)
            raise CollectError(
                context.say("csv-missing-column", path=path, column=header, field=field, columns=columns)
            )
        found[field] = table.column(header)
    return found


def _recognised(table: Table, source: Source) -> tuple[Layout, dict[str, list[int]]]:
    """Return the layout by a preset, else by the usual names, and the fields that several columns could be."""
    headers = [plain(header) for header in table.headers]
    usual = preset(_GENERAL)
    candidates = {
        field: [number for number, header in enumerate(headers) if header in names]
        for field, names in usual["columns"].items()
    }
    for name in (source.preset,) if source.preset else presets():
        if (found := _by_preset(name, headers, named=source.preset is not None)) is not None:
            # A preset of which the date or text is not documented: the usual names may tell.
            missing = {field: candidates[field] for field in NEEDED if field not in found.columns}
            more = {field: numbers[0] for field, numbers in missing.items() if len(numbers) == 1}
            doubtful = {field: numbers for field, numbers in missing.items() if len(numbers) > 1}
            return replace(found, columns={**found.columns, **more}), doubtful
    sure = {field: numbers[0] for field, numbers in candidates.items() if len(numbers) == 1}
    doubtful = {field: numbers for field, numbers in candidates.items() if len(numbers) > 1}
    return Layout(sure, usual["kinds"]), doubtful


def _by_preset(name: str, headers: Sequence[str], *, named: bool) -> Layout | None:
    """Return the layout of the language (or channel) of a preset that fits best; one that is named needs fewer hits."""
    loaded = preset(name)
    found: list[tuple[int, Layout]] = []
    for variant, wanted in loaded["columns"].items():
        known = {*wanted.values(), *loaded.get("also", {}).get(variant, ())}
        count = sum(header in known for header in headers)
        if count < (1 if named else loaded["min_hits"]) or wanted["text"] not in headers:
            continue
        columns = {field: headers.index(header) for field, header in wanted.items() if header in headers}
        platform = loaded.get("platform", {}).get(variant)
        found.append((count, Layout(columns, loaded["kinds"], platform=platform, preset=name)))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _complete(
    found: Layout, table: Table, doubtful: Mapping[str, Sequence[int]], context: Context, path: str
) -> Layout:
    """Return the layout, if nothing is missing or doubtful."""
    if not doubtful and all(field in found.columns for field in NEEDED):
        return found
    fields = {field: table.headers[number] for field, number in found.columns.items()}
    fields |= {field: table.headers[numbers[0]] for field, numbers in doubtful.items()}
    fields |= {field: "?" for field in NEEDED if field not in fields}
    remarks = {field: " / ".join(table.headers[number] for number in numbers) for field, numbers in doubtful.items()}
    columns = _listed(table.headers)
    raise CollectError(context.say("csv-columns", path=path, columns=columns, mapping=mapping(fields, remarks)))


def _listed(headers: Sequence[str]) -> str:
    """Return headers for a message: what is no header row at all may be very long."""
    shown = [header if len(header) <= _LONGEST else header[: _LONGEST - 1] + "…" for header in headers[:_SHOWN]]
    return ", ".join([*shown, *(["…"] if len(headers) > _SHOWN else [])])


def _all_headers(name: str) -> set[str]:
    loaded = preset(name)
    if name == _GENERAL:
        return {header for headers in loaded["columns"].values() for header in headers}
    by_language = (columns.values() for columns in loaded["columns"].values())
    return {header for headers in (*by_language, *loaded.get("also", {}).values()) for header in headers}
