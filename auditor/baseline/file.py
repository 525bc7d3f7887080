"""The baseline as a file: a YAML list sorted by id, one line per entry, and a first line that names the model.

No scores, dates of writing or line numbers stand in it: two runs over the same findings write the same bytes, and a
difference in version control is a difference in what was accepted.
"""

from __future__ import annotations

import difflib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import yaml

from auditor.baseline.entries import REASONS, Baseline, Entry, flat
from auditor.errors import ConfigError
from auditor.model import AcceptedBecause

_KEYS: Final = ("id", "rule", "channel", "claim", "reason", "note", "until")
_NEEDED: Final = ("id", "rule")
_HEAD: Final = re.compile(
    r"#\s*auditor baseline v(?P<version>\d+)\s*[-–—]\s*model:\s*(?P<model>.+)@(?P<revision>\S+)\s*"
)
VERSION: Final = 1
MAX_BYTES: Final = 20_000_000
_ADVICE: Final = "Correct the line, or write the file anew with `auditor baseline write --force`."


def dumps(baseline: Baseline) -> str:
    """Return the text of the file. Comments other than the first line are not kept; `note` is there for words."""
    head = f"# auditor baseline v{VERSION} - model: {flat(baseline.model)}@{flat(baseline.revision)}\n"
    ordered = sorted(baseline.entries, key=lambda entry: (entry.id, entry.rule))
    return head + ("".join(_line(entry) for entry in ordered) or "[]\n")


def read(path: Path) -> Baseline:
    """Return the baseline in a file.

    Raises:
        ConfigError: it cannot be read, or is no baseline; the message names file and line.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", advice="Check the path.") from error
    if len(content) > MAX_BYTES:
        raise ConfigError(f"{path} is larger than {MAX_BYTES // 10**6} MB.", advice="That is no baseline.")
    try:
        return loads(content.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not written in UTF-8.", advice="Save it as UTF-8.") from error


def loads(text: str, name: str = "baseline") -> Baseline:
    """Return the baseline in a text; `name` is what messages call it. Raises ConfigError as `read`."""
    lines = text.splitlines()
    head = _HEAD.fullmatch(lines[0].strip()) if lines else None
    if head is None:
        raise _wrong(name, lines, 1, "the first line must be `# auditor baseline v1 - model: NAME@REVISION`")
    if int(head["version"]) != VERSION:
        raise _wrong(name, lines, 1, f"this is version {head['version']}; this auditor reads version {VERSION}")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise _wrong(name, lines, 1, "YAML aliases (*name) are not supported here")
        # Every scalar stays the text that it is: 1234567890 and 12345678e9 are ids, and a date is read below.
        loader = yaml.BaseLoader(text)
        root = loader.get_single_node()
        values: list[Any] = [] if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"this is not valid YAML: {error.problem}"
        raise _wrong(name, lines, mark.line + 1 if mark else 1, reason) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _wrong(name, lines, 1, f"this is not valid YAML: {error}") from error
    if root is None:
        return Baseline(head["model"], head["revision"])
    if not isinstance(root, yaml.SequenceNode):
        raise _wrong(name, lines, root.start_mark.line + 1, "a baseline is a list of entries, `- {id: ..., rule: ...}`")
    found: dict[str, Entry] = {}
    for node, value in zip(root.value, values, strict=True):
        line = node.start_mark.line + 1
        entry = _entry(value, line, name, lines)
        if entry.id in found:
            raise _wrong(name, lines, line, f"the id {entry.id!r} stands here twice (see line {found[entry.id].line})")
        found[entry.id] = entry
    ordered = sorted(found.values(), key=lambda entry: (entry.id, entry.rule))
    return Baseline(head["model"], head["revision"], tuple(ordered))


def _entry(value: Any, line: int, name: str, lines: list[str]) -> Entry:
    if not isinstance(value, dict):
        raise _wrong(name, lines, line, "an entry is a mapping such as {id: ..., rule: ..., reason: acknowledged}")
    for key in value:
        if key not in _KEYS:
            near = difflib.get_close_matches(str(key), _KEYS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Known here: {', '.join(_KEYS)}."
            raise _wrong(name, lines, line, f"unknown key {key!r}.{hint}")
    for key in _NEEDED:
        if not value.get(key):
            raise _wrong(name, lines, line, f"{key!r} is missing")
    reason = value.get("reason", "acknowledged")
    if reason not in REASONS:
        raise _wrong(name, lines, line, f"'reason' is {reason!r}; it can be {', '.join(REASONS)}")
    for key in ("id", "rule", "channel", "claim", "note"):
        if not isinstance(value.get(key, ""), str):
            raise _wrong(name, lines, line, f"{key!r} must be a text")
    return Entry(
        id=value["id"],
        rule=value["rule"],
        channel=value.get("channel", ""),
        claim=value.get("claim", ""),
        reason=cast("AcceptedBecause", reason),
        note=value.get("note", ""),
        until=_until(value.get("until"), line, name, lines),
        line=line,
    )


def _until(value: Any, line: int, name: str, lines: list[str]) -> date | None:
    if value in (None, "", "null", "~"):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _wrong(name, lines, line, f"'until' is {value!r}, which is no date such as 2027-05-01") from error


def _wrong(name: str, lines: list[str], line: int, reason: str) -> ConfigError:
    excerpt = lines[line - 1].rstrip()[:200] if 0 < line <= len(lines) else ""
    return ConfigError(f"{name}:{line}: {reason}\n    {line:>4} | {excerpt}", advice=_ADVICE)


def _line(entry: Entry) -> str:
    parts = [
        f"id: {_quoted(entry.id)}",
        f"rule: {_quoted(entry.rule)}",
        f"channel: {_quoted(entry.channel)}",
        f"claim: {_quoted(entry.claim)}",
        f"reason: {entry.reason}",
        f"note: {_quoted(entry.note)}",
    ]
    if entry.until is not None:
        parts.append(f"until: {entry.until.isoformat()}")
    return f"- {{{', '.join(parts)}}}\n"


def _quoted(text: str) -> str:
    """Return a double-quoted YAML scalar: JSON, with everything escaped that YAML or a terminal would act on."""
    whole = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in whole)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
