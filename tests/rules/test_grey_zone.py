"""What is judged near the limit of certainty warns, says so, and never fails the check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from auditor.model import Claim, Finding, Place
from auditor.rules import Audit, Rule, decide, run
from auditor.rules.base import Options
from auditor.rules.wording import Text
from auditor.settings.model import Rule as Setting

CLAIM = Claim("c1", "promise", "Wij bellen terug.", "nl", 0.9, "site", Place(path="index.html"))


class Sure(Rule):
    """Finds one thing, as surely as it is told."""

    id = "promise-contradicted"
    title: ClassVar[Text] = Text(nl="Titel", en="Title")
    what = why = advice = title

    def __init__(self, confidence: float) -> None:
        self.confidence = confidence

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield it."""
        yield self.finding(audit, "Zo is het.", about="x", place=Place(), confidence=self.confidence)


def found(
    audit_of: Callable[..., Audit], confidence: float, level: Any = "error", **check: float
) -> tuple[Finding, Audit]:
    """Return the finding of a rule, with the audit that it was found in."""
    audit = audit_of({})
    settings = audit.settings
    settings = settings.model_copy(
        update={
            "check": settings.check.model_copy(update=check),
            "rules": {"promise-contradicted": Setting(level=level)},
        }
    )
    audit = replace(audit, settings=settings)
    (finding,) = run(audit, [Sure(confidence)])
    return finding, audit


@pytest.mark.parametrize(
    ("confidence", "check", "level", "grey"),
    [
        (0.5, {}, "warning", True),
        (0.549, {}, "warning", True),
        (0.55, {}, "error", False),
        (1.0, {}, "error", False),
        (0.6, {"grey_zone": 0.2}, "warning", True),
        (0.5, {"grey_zone": 0.0}, "error", False),
    ],
)
def test_the_zone_lies_above_the_limit_of_certainty(
    audit_of: Callable[..., Audit], confidence: float, check: dict[str, float], level: str, grey: bool
) -> None:
    finding, _ = found(audit_of, confidence, **check)

    assert (finding.level, finding.grey) == (level, grey)
    assert ("grijze zone" in finding.message) is grey


@pytest.mark.parametrize(("level", "shown"), [("error", "warning"), ("warning", "warning"), ("info", "info")])
def test_it_never_fails_whatever_the_gate(audit_of: Callable[..., Audit], level: str, shown: str) -> None:
    unsure, audit = found(audit_of, 0.5, level)
    sure, _ = found(audit_of, 0.95, level)

    assert unsure.level == shown
    assert decide([unsure], [], [CLAIM], 5, audit.settings, "info").exit_code == 0
    assert decide([sure], [], [CLAIM], 5, audit.settings, "info").exit_code == 1


def test_notes_are_left_as_they_are(audit_of: Callable[..., Audit]) -> None:
    finding, _ = found(audit_of, 0.1, "note")

    assert (finding.level, finding.grey, finding.message) == ("note", False, "Zo is het.")
