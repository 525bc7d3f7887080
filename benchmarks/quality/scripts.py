"""The training scripts of this folder, as modules: their ways of holding out are measured here too."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def script(name: str) -> Any:
    """Return the script `name`.py of this folder as a module. Scripts import each other by their bare names."""
    if str(HERE) not in sys.path:
        sys.path.append(str(HERE))
    return importlib.import_module(name)
