"""Strings that break a page that shows them, and results that hold each of them in every place."""

from __future__ import annotations

# ruff: noqa: E501 - constructors read best on one line
from dataclasses import replace

from hostile import PAYLOADS
from sample import NOW, SITE, dutch, summary_of
from support import payloads

from auditor.model import Claim, Evidence, Finding, Mention, Place, Results, SourceReport, Subject, Verdict, stable_id

OWN = (
    *PAYLOADS,
    *payloads.OWN,
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "https://user:pass@evil.example/",
    'https://site.example/"onmouseover="alert(1)',
    "https://site.example/'><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><button>x",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "&#x6a;&#x61;vascript:alert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "url(javascript:alert(1))",
    "expression(alert(1))",
    "#:~:text=x&text=y",
    "a\u0300" * 300,
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202eabc",
    "\ud83d lone \udc00",
    "NULL undefined NaN [object Object]",
    "",
    " ",
    "\r\n\r\n",
)


def told_by(strings: tuple[str, ...]) -> Results:
    """Return results in which each string is heading, claim, post, author, finding, word of a subject and address."""
    claims, verdicts, findings = [], [], []
    for number, text in enumerate(strings):
        ident = stable_id("c", str(number))
        language = "nl" if number % 25 else text
        address = text if number % 2 else f"{SITE}/{text}"
        place = Place(url=address, path=text, line=1)
        claims.append(Claim(ident, "promise", text, language, 0.9, "website", place, headings=(text,)))
        post = Evidence(text, "conflicts", text, url=address, published=NOW, source="x", language=language)
        named = replace(post, text=f"@{text} {text}", relation="shows")
        verdicts.append(Verdict(ident, "x", "disputed", 0.9, (post, named)))
        findings.append(
            Finding(stable_id("f", str(number)), "fact-conflict", "error", text, text, text, place, ident, source="x",
                    evidence=(post,), why=text)
        )  # fmt: skip
    mentions = tuple(Mention(text, text, text, NOW, text, 0.1) for text in strings[:40])
    subjects = tuple(
        Subject(
            stable_id("s", str(number)),
            (text, text),
            3,
            ((text, 3),),
            (),
            "posts_only",
            1,
            0.1,
            0.5,
            -0.5,
            mentions[:2],
        )
        for number, text in enumerate(strings[:12])
    )
    base = dutch()
    return replace(
        base,
        sources=(*base.sources[:1], SourceReport("x", "x-archive", "social", "ok", notes=strings[:40], discovered=strings[:80])),
        claims=tuple(claims),
        verdicts=tuple(verdicts),
        findings=tuple(findings),
        subjects=subjects,
        summary=summary_of(tuple(verdicts), tuple(findings), 1, reasons=strings[:5]),
    )  # fmt: skip
