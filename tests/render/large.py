"""Results of a large organisation: the texts of the Dutch sample in many variants."""

from __future__ import annotations

# ruff: noqa: E501 - constructors read best on one line
from sample import CLAIMS_NL, SAID, SITE, dutch, summary_of

from auditor.model import Claim, Finding, Place, Results, SourceReport, Verdict, VerdictLabel, stable_id


def many(claims: int = 300, findings: int = 300, channels: int = 6) -> Results:
    """A large organisation: the Dutch sample's texts in many variants."""
    base = dutch()
    names = tuple(f"kanaal-{index}" for index in range(channels))
    wide = []
    verdicts = []
    for number in range(claims):
        pattern = CLAIMS_NL[number % len(CLAIMS_NL)]
        ident = stable_id("claim", str(number))
        place = Place(url=f"{SITE}/pagina/{number}", path=f"site/pagina/{number}/index.html", line=number + 1)
        wide.append(Claim(ident, pattern.kind, f"{pattern.text} ({number})", pattern.language, pattern.confidence, "website",
                          place, terms=pattern.terms, testable=pattern.testable))  # fmt: skip
        told = [(label, sure, found) for (claim, _), (label, sure, found) in SAID.items() if claim == pattern.id]
        for index, name in enumerate(names):
            label: VerdictLabel = "silent"
            sure, found = 0.8, ()
            if told and index % 2 == 0:
                label, sure, found = told[index // 2 % len(told)]
            verdicts.append(Verdict(ident, name, label, sure, found))
    issues = tuple(
        Finding(stable_id("finding", str(number)), pattern.rule, pattern.level, pattern.title, f"{pattern.message} ({number})",
                pattern.advice, pattern.place, wide[number % claims].id, source=names[number % channels],
                evidence=pattern.evidence, confidence=pattern.confidence)
        for number in range(findings)
        for pattern in (base.findings[number % len(base.findings)],)
    )  # fmt: skip
    return Results(
        base.run,
        (*base.sources[:2], *(SourceReport(name, "feed", "social", "ok", 500, 900) for name in names)),
        tuple(wide),
        tuple(verdicts),
        base.webcare,
        issues,
        summary_of(tuple(verdicts), issues, 1),
    )
