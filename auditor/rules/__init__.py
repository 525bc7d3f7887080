"""One file per rule: what is worth acting on, from what was read, judged and measured; and the gate above them."""

from auditor.rules.base import Audit, Rule
from auditor.rules.gate import decide
from auditor.rules.registry import FAILED, RULES, Description, describe, run

__all__ = ["FAILED", "RULES", "Audit", "Description", "Rule", "decide", "describe", "run"]
