"""Bring what the sources hold into the store: a child process fetches, this package supervises it."""

from auditor.collect.supervise import collect

__all__ = ["collect"]
