"""The workspace database: what was collected, what was computed from it, and the results of runs."""

from auditor.store.database import FILE_NAME
from auditor.store.erase import Erased
from auditor.store.store import Run, Store
from auditor.store.writer import SourceWriter

__all__ = ["FILE_NAME", "Erased", "Run", "SourceWriter", "Store"]
