"""Which statements of an organisation are claims: mission, vision, value, product or promise, with their terms.

statements ─► classify (sentence form, place, vector) ─► merge (one claim, many places) ─► a person's review ─► claims
"""

from __future__ import annotations

from auditor.claims.classify import Classified, classify, classify_lines
from auditor.claims.extract import extract

__all__ = ["Classified", "classify", "classify_lines", "extract"]
