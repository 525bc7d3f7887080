"""Writing a source into the user's own `auditor.yaml`: one line more, everything else as it was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from auditor.errors import ConfigError
from auditor.settings.model import Source

_SHOWN = ("name", "kind", "path", "preset", "accounts", "columns", "timezone", "messages")


def source_line(source: Source, folder: Path) -> str:
    """Return a source as one line of YAML, with its path from the configuration's folder where it lies below it."""
    entry: dict[str, Any] = {}
    for field in _SHOWN:
        value = getattr(source, field)
        if value in (None, (), {}, False):
            continue
        if isinstance(value, Path):
            value = value.relative_to(folder).as_posix() if value.is_relative_to(folder) else value.as_posix()
        entry[field] = list(value) if isinstance(value, tuple) else value
    flow = yaml.safe_dump(entry, default_flow_style=True, sort_keys=False, allow_unicode=True, width=100_000)
    return f"- {flow.strip()}"


def with_source(text: str, line: str) -> str:
    """Return the text of a configuration with `line` as its last source.

    Raises:
        ConfigError: the sources are not written as a list of lines; the message says what to add by hand.
    """
    by_hand = ConfigError(
        "The source cannot be added to this file by itself.", advice=f"Add under `sources:`\n  {line}"
    )
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise by_hand from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    sources = next((value for key, value in pairs if key.value == "sources"), None)
    if not isinstance(sources, yaml.SequenceNode) or sources.flow_style or not sources.value:
        raise by_hand
    lines = text.splitlines(keepends=True)
    first = re.match(r"(\s*)-", lines[sources.value[0].start_mark.line])
    if first is None:
        raise by_hand
    last = _last_line(sources.value[-1])
    end = "\r\n" if lines[last].endswith("\r\n") else "\n"
    if not lines[last].endswith("\n"):
        lines[last] += end
    changed = "".join([*lines[: last + 1], f"{first[1]}{line}{end}", *lines[last + 1 :]])
    if _without_last(changed) != yaml.safe_load(text):
        raise by_hand
    return changed


def _last_line(node: yaml.Node) -> int:
    """Return the number of the last line that a node stands on; a block's own end lies before what follows it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        final = node.value[-1]
        return _last_line(final[1] if isinstance(final, tuple) else final)
    mark = node.end_mark
    return mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line


def _without_last(text: str) -> Any:
    """Return a configuration without its last source, None where it cannot be read."""
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    loaded["sources"] = loaded["sources"][:-1]
    return loaded
