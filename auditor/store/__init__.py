"""The workspace database: what was collected, what was computed from it, and the results of runs."""

from auditor.store.store import Run, Store
from auditor.store.writer import SourceWriter

__all__ = ["Run", "SourceWriter", "Store"]
