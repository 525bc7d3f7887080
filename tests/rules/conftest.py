"""Builds audits from the plain mappings of tests/cases/<rule>.yaml, so that a case shows only what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.model import (
    Claim,
    Conversation,
    Document,
    ErrorBudget,
    Evidence,
    OwnedConflict,
    Place,
    Post,
    PromiseFigures,
    SourceReport,
    Statement,
    Term,
    Verdict,
    WebcareFigures,
)
from auditor.rules import Audit
from auditor.settings.load import default_rules
from auditor.settings.model import Settings
from auditor.webcare.voice import traits

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def moment(value: object) -> datetime | None:
    """Read a YAML date or time as an aware one; None stays None."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


def make_claim(given: Mapping[str, Any]) -> Claim:
    fields = {"id": "c1", "kind": "promise", "language": "nl", "confidence": 0.9, "source": "site", **given}
    terms = tuple(Term(**term) for term in fields.pop("terms", ()))
    fields["headings"] = tuple(fields.get("headings", ()))
    place = Place(path=fields.pop("path", "index.html"), line=1)
    return Claim(place=place, terms=terms, **fields)


def make_evidence(given: Mapping[str, Any]) -> Evidence:
    fields = {"relation": "shows", "why": "", **given}
    return Evidence(published=moment(fields.pop("at", None)), **fields)


def make_post(given: Mapping[str, Any], number: int) -> Post:
    fields = {"source": "kanaal", "platform": "x", "account": "org", "id": f"p{number}", "author_id": "org", **given}
    org = fields.pop("org", True)
    at = moment(fields.pop("at", "2026-11-01")) or NOW
    lang = fields.pop("language", "nl")
    fields.setdefault("url", f"https://social.example/{fields['id']}")
    return Post(created_at=at, author_is_org=org, lang=lang, **fields)


def post_statement(given: Mapping[str, Any], number: int) -> Statement:
    post = make_post(given, number)
    return Statement(
        id=f"s-{post.source}-{number}",
        text=post.text,
        source=post.source,
        role="social",
        document=post.id,
        place=Place(url=post.url),
        language=post.lang,
        published=post.created_at,
        post=post,
    )


def page_statements(given: Mapping[str, Any], number: int) -> list[Statement]:
    """Make one statement per entry of `text`; an entry may be a mapping with its own block kind, label or headings."""
    fields = {"source": "site", "url": f"https://org.example/{number}", "language": "nl", **given}
    texts = fields.pop("text")
    url = fields.pop("url")
    page_type = fields.pop("type", None)
    headings = tuple(fields.pop("headings", ()))
    made = []
    for index, entry in enumerate([texts] if isinstance(texts, str | dict) else texts):
        own = {"text": entry} if isinstance(entry, str) else dict(entry)
        own["headings"] = tuple(own.get("headings", headings))
        made.append(
            Statement(
                id=f"o{number}-{index}",
                role="owned",
                document=url,
                place=Place(url=url, path=fields.get("path")),
                page_type=page_type,
                **{key: value for key, value in fields.items() if key != "path"},
                **own,
            )
        )
    return made


def make_conversation(given: Mapping[str, Any], number: int) -> Conversation:
    asked_at = moment(given.get("at", "2026-11-01")) or NOW
    source = given.get("source", "kanaal")
    asked = make_post(
        {"source": source, "text": given["asked"], "at": asked_at, "org": False, "id": f"q{number}"}, number
    )
    reply = given.get("reply")
    made = Conversation(
        source=source,
        id=f"k{number}",
        asked=asked,
        asked_at=asked_at,
        reply=make_post({"source": source, "text": reply, "at": asked_at, "id": f"r{number}"}, number)
        if reply
        else None,
        state=given.get("state", "answered" if reply else "unanswered"),
    )
    return replace(made, traits=traits(made, 60))


def make_settings(case: Mapping[str, Any], rule: str | None) -> Settings:
    rules = default_rules()
    if rule is not None and (options := case.get("options")):
        given = rules[rule]
        rules[rule] = given.model_copy(update={"options": {**given.options, **options}})
    return Settings.model_validate(
        {
            "organisation": {"name": "Duinrand", "aliases": ["Stichting Duinrand"], "languages": ["nl", "en"]},
            "sources": [
                {"name": "site", "kind": "static", "path": "site"},
                {"name": "brochures", "kind": "files", "path": "brochures"},
                {"name": "kanaal", "kind": "x-archive", "path": "x.zip"},
            ],
            "rules": rules,
            "file": case.get("file", Path("auditor.yaml")),
            **case.get("settings", {}),
        }
    )


def make_audit(case: Mapping[str, Any], rule: str | None = None, **extra: Any) -> Audit:
    """Return the audit of a case; sources that the case does not name are read and whole."""
    posts = [post_statement(post, number) for number, post in enumerate(case.get("posts", ()))]
    for source, count in case.get("filler", {}).items():
        posts += [
            post_statement({"source": source, "text": f"Bericht nummer {n}.", "id": f"f-{source}-{n}"}, 1000 + n)
            for n in range(count)
        ]
    social: dict[str, list[Statement]] = {}
    for statement in posts:
        social.setdefault(statement.source, []).append(statement)
    statements = [s for number, page in enumerate(case.get("pages", ())) for s in page_statements(page, number)]
    conversations: dict[str, list[Conversation]] = {}
    for number, talk in enumerate(case.get("conversations", ())):
        made = make_conversation(talk, number)
        conversations.setdefault(made.source, []).append(made)
    claims = [make_claim(claim) for claim in case.get("claims", ())]
    by_id = {claim.id: claim for claim in claims}
    return Audit(
        settings=extra.pop("settings", None) or make_settings(case, rule),
        now=moment(case.get("now")) or NOW,
        claims=claims,
        verdicts=[
            Verdict(
                claim=given.get("claim", "c1"),
                source=given.get("source", "kanaal"),
                verdict=given["verdict"],
                confidence=given.get("confidence", 0.9),
                evidence=tuple(make_evidence(item) for item in given.get("evidence", ())),
            )
            for given in case.get("verdicts", ())
        ],
        sources=_reports(case, social, statements),
        webcare=[_figures(given) for given in case.get("webcare", ())],
        conversations=conversations,
        documents=[_document(given) for given in case.get("documents", ())],
        earlier=[make_claim(given) for given in case.get("earlier", ())],
        statements=statements,
        social=social,
        conflicts=[
            OwnedConflict(
                by_id[given["a"]], by_id[given["b"]], given.get("why", ""), given["kind"], given.get("confidence", 0.9)
            )
            for given in case.get("conflicts", ())
        ],
        **extra,
    )


def _document(given: Mapping[str, Any]) -> Document:
    facts = tuple((str(key), str(value)) for key, value in given.get("facts", {}).items())
    return Document(
        source=given.get("source", "site"),
        role="owned",
        id=given["url"],
        blocks=(),
        url=given["url"],
        page_type=given.get("type", "home"),
        facts=facts,
    )


def _figures(given: Mapping[str, Any]) -> WebcareFigures:
    promises = tuple(
        PromiseFigures(
            **{
                **one,
                "interval": tuple(one["interval"]) if one.get("interval") else None,
                "budget": ErrorBudget(**one["budget"]) if one.get("budget") else None,
            }
        )
        for one in given.get("promises", ())
    )
    return WebcareFigures(
        source=given.get("source", "kanaal"),
        conversations=given.get("conversations", 0),
        answered=given.get("answered", 0),
        unanswered=0,
        open=0,
        median_minutes=None,
        p90_minutes=None,
        median_working_minutes=None,
        p90_working_minutes=None,
        promises=promises,
    )


def _reports(
    case: Mapping[str, Any], social: Mapping[str, Sequence[Statement]], statements: Sequence[Statement]
) -> list[SourceReport]:
    named = {given["name"]: dict(given) for given in case.get("sources", ())}
    for name in dict.fromkeys(["site", *(s.source for s in statements)]):
        kind = "files" if name == "brochures" else "static"
        named.setdefault(name, {"name": name, "kind": kind, "role": "owned"})
    for name in dict.fromkeys([*social, *(v.get("source", "kanaal") for v in case.get("verdicts", ()))]):
        named.setdefault(name, {"name": name, "kind": "x-archive", "role": "social"})
    return [
        SourceReport(
            **{
                "status": "ok",
                **given,
                "notes": tuple(given.get("notes", ())),
                "first": moment(given.get("first")),
            }
        )
        for given in named.values()
    ]


@pytest.fixture(scope="session")
def audit_of() -> Callable[..., Audit]:
    """Give tests the builder."""
    return make_audit


@pytest.fixture(scope="session")
def cases_folder() -> Path:
    return Path(__file__).parent.parent / "cases"
