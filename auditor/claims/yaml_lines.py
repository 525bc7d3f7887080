"""A YAML file with a list of entries, each of which knows its line, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from auditor.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of the list, with the lines of its keys (counted from 1)."""

    path: Path
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    written: Mapping[str, str] = field(default_factory=dict)
    """The values that are no list or mapping, as they stand in the file."""

    def refuse_unknown(self, keys: Sequence[str]) -> None:
        """Raise ConfigError at a key that is not known, with the nearest one that is."""
        for key in self.values:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1)
                raise fail(self, key, f"unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))

    def text(self, key: str, *, required: bool = True) -> str:
        """Return the text under `key`. Raises ConfigError where it is missing or no text."""
        value = self.values.get(key)
        if value is None and not required:
            return ""
        # An id of digits alone is read as a number by YAML, without its first zeros.
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = self.written.get(key, str(value))
        if not isinstance(value, str) or not value.strip():
            raise fail(self, key, f"{key!r} is missing or is no text")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under `key`, or nothing."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise fail(self, key, f"{key!r} must be a list of names")
        return tuple(value)

    def one_of(self, key: str, choices: Sequence[str], *, default: str | None = None) -> str:
        """Return the value under `key`, one of `choices`. Raises ConfigError at another."""
        value = self.values.get(key, default)
        if value not in choices:
            if key not in self.values:
                raise fail(self, key, f"{key!r} is missing; it can be {', '.join(choices)}")
            shown = self.written.get(key, value)
            raise fail(self, key, f"{key!r} is {shown!r}; it can be {', '.join(choices)}")
        return str(value)

    def mappings(self, key: str) -> list[Mapping[str, Any]] | None:
        """Return the list of mappings under `key`, or None where the key is not there."""
        if key not in self.values:
            return None
        value = self.values[key] or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise fail(self, key, f"{key!r} must be a list of mappings such as {{metric: response_time, ...}}")
        return value


def fail(entry: Entry, key: str, reason: str) -> ConfigError:
    """Return the error that shows the line of `key` in `entry`."""
    line = entry.lines.get(key, entry.line)
    return at(entry.path, line, reason)


def at(path: Path, line: int, reason: str) -> ConfigError:
    """Return an error with file, line and the line itself."""
    rows = path.read_text(encoding="utf-8", errors="replace").splitlines()
    excerpt = rows[line - 1].rstrip() if 0 < line <= len(rows) else ""
    return ConfigError(
        f"{path}:{line}: {reason}\n  {line} | {excerpt}", advice="Correct the line, or remove the entry."
    )


def entries(path: Path, key: str) -> list[Entry]:
    """Return the entries of the list under `key` at the top of the file.

    Raises:
        ConfigError: the file cannot be read, is no YAML, or does not have that shape.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not written in UTF-8.", advice="Save it as UTF-8.") from error
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise ConfigError(f"{path}: YAML aliases (*name) are not supported here.")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise at(path, mark.line + 1 if mark else 1, f"this is not valid YAML: {error.problem}") from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise at(path, 1, f"the file must be a mapping with the list `{key}:`")
    _refuse_other_keys(path, root, key, values)
    node = next((value for name, value in root.value if name.value == key), None)
    if node is None or values.get(key) is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise at(path, node.start_mark.line + 1, f"`{key}:` must be a list")
    return [_entry(path, item, value) for item, value in zip(node.value, values[key], strict=True)]


def _entry(path: Path, node: yaml.Node, value: Any) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise at(path, line, "an entry must be a mapping with id, text, kind and decision")
    lines: dict[str, int] = {}
    written: dict[str, str] = {}
    for name, held in node.value:
        if name.value in lines:
            raise at(path, name.start_mark.line + 1, f"{name.value!r} stands in line {lines[name.value]} already")
        lines[str(name.value)] = name.start_mark.line + 1
        if isinstance(held, yaml.ScalarNode):
            written[str(name.value)] = held.value
        elif isinstance(held, yaml.SequenceNode):
            lines |= {f"{name.value}.{number}": part.start_mark.line + 1 for number, part in enumerate(held.value)}
    return Entry(path, line, value, lines, written)


def _refuse_other_keys(path: Path, root: yaml.MappingNode, key: str, values: Mapping[str, Any]) -> None:
    """Raise ConfigError at a key beside the list and its version, and at a version that is not known."""
    seen: set[str] = set()
    for name, _ in root.value:
        line = name.start_mark.line + 1
        if name.value in seen:
            raise at(path, line, f"{name.value!r} stands in this file twice")
        seen.add(name.value)
        if name.value not in {key, "version"}:
            near = get_close_matches(str(name.value), [key, "version"], n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; the file holds `version: 1` and the list `{key}:`"
            raise at(path, line, f"unknown key {name.value!r}{hint}")
        if name.value == "version" and values["version"] != 1:
            raise at(path, line, f"version {values['version']!r} is not known here; this auditor reads version 1")
