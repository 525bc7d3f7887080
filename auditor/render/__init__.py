"""Reports: one module per format, each `render(results, options) -> str`, made from the results alone.

Adding a format costs one module and one line in `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from auditor.errors import UsageError
from auditor.model import Results
from auditor.render.options import Options

__all__ = ["Options", "Render", "formats", "render"]

Render = Callable[[Results, Options], str]

# Modules are imported when a format is asked for: rich, Jinja2 and Babel have no place in `auditor --help`.
_MODULES: Final = {
    "human": "human",
    "json": "results_json",
    "html": "html_report",
    "jsonl": "json_lines",
    "markdown": "markdown",
    "sarif": "sarif",
    "junit": "junit",
    "gitlab": "gitlab",
    "github": "github",
    "csv": "findings_csv",
}


def _lazy(module: str) -> Render:
    def render_with(results: Results, options: Options) -> str:
        return cast("Render", import_module(f"auditor.render.{module}").render)(results, options)

    return render_with


formats: Final[Mapping[str, Render]] = MappingProxyType({name: _lazy(module) for name, module in _MODULES.items()})


def render(results: Results, format_name: str, options: Options | None = None) -> str:
    """Return `results` in the named format.

    Raises:
        UsageError: there is no such format.
    """
    if format_name not in formats:
        raise UsageError(f"There is no format {format_name!r}.", advice=f"Formats: {', '.join(formats)}.")
    return formats[format_name](results, options or Options())
