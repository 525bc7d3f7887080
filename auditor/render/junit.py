"""JUnit XML: a suite per channel, a case per claim, so that a CI system shows what was checked and what failed.

A finding of level error or warning fails its case; an accepted finding is skipped, and so is what could not be checked
because its channel was not read: a CI system must not show red where the gate is green.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from auditor.model import Finding, Results
from auditor.render.machine import from_root, items, whole_message
from auditor.render.options import Options
from auditor.render.overview import Overview, overview
from auditor.render.quotes import shortened
from auditor.render.safe_text import clean

_FAILING: Final = frozenset({"error", "warning"})
_NAME: Final = 160
_Case = tuple[str, Element]


def render(results: Results, options: Options | None = None) -> str:
    """Return the cases of all channels, and one suite for what is about no channel."""
    view = overview(results, options or Options())
    root = Element("testsuites", name=clean(view.results.run.organisation) or "auditor")
    suites: dict[str, list[Element]] = {}
    for suite, case in (*_claim_cases(view), *_other_cases(view)):
        suites.setdefault(suite, []).append(case)
    for name in sorted(suites):
        _suite(view, root, name, suites[name])
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(view: Overview, root: Element, name: str, cases: list[Element]) -> None:
    suite = SubElement(root, "testsuite", name=name)
    run, properties = view.results.run, SubElement(suite, "properties")
    for key, value in (("tool", run.tool), ("model", run.model), ("model_revision", run.model_revision)):
        SubElement(properties, "property", name=key, value=clean(value))
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))


def _claim_cases(view: Overview) -> Iterator[_Case]:
    """Yield a case per claim and channel with what was found there."""
    found: dict[tuple[str | None, str | None], list[Finding]] = {}
    for finding in (*view.findings, *view.accepted):
        found.setdefault((finding.claim, finding.source), []).append(finding)
    for claim in view.results.claims:
        for verdict in view.verdicts.get(claim.id, ()):
            case = Element(
                "testcase", name=shortened(view.redactor.text(claim.text), _NAME), classname=f"auditor.{claim.kind}"
            )
            if claim.place.path:
                case.set("file", from_root(view, claim.place.path))
                if claim.place.line:
                    case.set("line", str(claim.place.line))
            _outcome(view, case, found.get((claim.id, verdict.source), []))
            if verdict.verdict == "unreadable" and len(case) == 0:
                SubElement(case, "skipped", message=view.words.t("The channel could not be read."))
            yield clean(verdict.source), case


def _other_cases(view: Overview) -> Iterator[_Case]:
    """Yield a case per finding that belongs to no pair of claim and channel."""
    pairs = {(verdict.claim, verdict.source) for verdict in view.results.verdicts if verdict.claim in view.claims}
    for finding in (*view.findings, *view.accepted):
        if (finding.claim, finding.source) not in pairs:
            case = Element("testcase", name=f"{clean(finding.rule)} {clean(finding.id)}", classname="auditor.finding")
            _outcome(view, case, [finding])
            yield clean(finding.source or "") or "auditor", case


def _outcome(view: Overview, case: Element, findings: list[Finding]) -> None:
    for item in items(view, findings):
        finding = item.finding
        place = f"{item.path}:{item.line}" if item.has_file else ""
        where = " ".join(part for part in (place, whole_message(item)) if part)
        if finding.status == "baselined":
            SubElement(case, "skipped", message=item.title)
        elif finding.level in _FAILING:
            failure = SubElement(case, "failure", message=item.message, type=item.rule)
            failure.text = f"{finding.level} {item.id}: {where}"
        else:
            SubElement(case, "system-out").text = f"{finding.level} {item.rule}: {where}"
