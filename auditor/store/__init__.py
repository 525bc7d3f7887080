"""The workspace database: what was collected, what was computed from it, and the results of runs."""

from auditor.store.database import FILE_NAME
from auditor.store.store import Run, Store
from auditor.store.writer import SourceWriter

__all__ = ["FILE_NAME", "Run", "SourceWriter", "Store"]
