"""Runs held against each other: what is new, what is solved, which verdicts changed, and how it goes over time."""

from auditor.history.compare import Change, Comparison, Gone, comparable, compare
from auditor.history.trend import with_history

__all__ = ["Change", "Comparison", "Gone", "comparable", "compare", "with_history"]
