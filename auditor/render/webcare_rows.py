"""What `auditor webcare` shows, as plain rows: figures, breakdowns, promises, reply quality, conversations.

Nobody is named: askers are pseudonyms since they were collected, and what they wrote is left out unless
`report.redact_third_party` is off.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from auditor.model import Case, Claim, Conversation, PromiseFigures, RunInfo, Slot, WebcareFigures
from auditor.render.results_json import escaped, plain_data
from auditor.render.safe_text import Redactor, clean, redactor_for
from auditor.render.spreadsheet import cell

SCHEMA_VERSION: Final = 1
PARTS: Final = ("weekday", "hour", "month", "platform")
_COLUMNS: Final = (
    "source", "part", "key", "conversations", "answered", "unanswered", "open", "replies", "handoffs", "automatic",
    "median_minutes", "p90_minutes", "median_working_minutes", "p90_working_minutes", "promise", "n", "within", "late",
    "share", "low", "high", "target", "kept", "budget_allowed", "budget_used", "due", "has",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChannelTimes:
    """One social source: its figures, the conversations behind them, and the cases of every promise by claim id."""

    figures: WebcareFigures
    conversations: tuple[Conversation, ...]
    cases: Mapping[str, Sequence[Case]]


@dataclass(frozen=True, slots=True)
class WebcareReport:
    """The reply times of one snapshot, and how they were counted."""

    run: RunInfo
    timezone: str
    unit: str
    percentile: str
    channels: tuple[ChannelTimes, ...]
    claims: tuple[Claim, ...]
    """Those that any channel is held against."""
    real_time_minutes: float
    min_cases: int


def to_json(report: WebcareReport, *, conversations: bool, redact: bool) -> str:
    """Return everything as one JSON document; the figures are those of `results.json`."""
    redactor = redactor_of_report(report, active=redact)
    texts = {claim.id: redactor.text(claim.text) for claim in report.claims}
    document = {
        "schema_version": SCHEMA_VERSION,
        "run": {
            "tool": report.run.tool,
            "organisation": report.run.organisation,
            "snapshot": report.run.snapshot,
            "now": report.run.now.isoformat(),
            "timezone": report.timezone,
            "count": report.unit,
            "percentile": report.percentile,
        },
        "webcare": [_channel_data(channel, texts) for channel in report.channels],
    }
    if conversations:
        document["conversations"] = list(conversation_rows(report, redact=redact))
    return escaped(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)) + "\n"


def _channel_data(channel: ChannelTimes, texts: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = plain_data(channel.figures)
    for promise in data["promises"]:
        promise["text"] = texts.get(promise["claim"], "")
    return data


def to_csv(report: WebcareReport, *, conversations: bool, redact: bool) -> str:
    """Return one table: the figures with a row per part, or with `conversations` a row per conversation."""
    out = StringIO()
    if conversations:
        rows = list(conversation_rows(report, redact=redact))
        columns: Sequence[str] = tuple(rows[0]) if rows else ()
    else:
        rows, columns = list(_figure_rows(report, redact=redact)), _COLUMNS
    writer = csv.DictWriter(out, fieldnames=list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(_flat(value)) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _flat(value: object) -> object:
    """Return a value as a spreadsheet shows it: nothing for None, yes or no, pairs as "a=b; c=d"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key}={_flat(item)}" for key, item in value.items())
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _figure_rows(report: WebcareReport, *, redact: bool) -> Iterator[dict[str, Any]]:
    texts = {claim.id: redactor_of_report(report, active=redact).text(claim.text) for claim in report.claims}
    for channel in report.channels:
        figures = channel.figures
        here = {"source": figures.source}
        replies = sum(conversation.reply is not None for conversation in channel.conversations)
        whole = Slot(
            "", figures.conversations, figures.answered, figures.unanswered, figures.open, replies,
            figures.median_minutes, figures.p90_minutes, figures.median_working_minutes, figures.p90_working_minutes,
        )  # fmt: skip
        extra = {"handoffs": figures.handoffs, "automatic": figures.automatic}
        yield {**here, "part": "all", **_slot_row(whole), **extra}
        for part in PARTS:
            for slot in slots_of(figures, part):
                yield {**here, "part": part, **_slot_row(slot)}
        for promise in figures.promises:
            yield {**here, "part": "promise", "key": promise.claim, **_promise_row(promise, texts)}
        for trait in figures.traits:
            share = {"due": trait.due, "has": trait.has, "share": trait.share}
            yield {**here, "part": "quality", "key": trait.name, **share}


def slots_of(figures: WebcareFigures, part: str) -> tuple[Slot, ...]:
    """Return the breakdown by "weekday", "hour", "month" or "platform"."""
    found: tuple[Slot, ...] = getattr(figures, f"by_{part}")
    return found


def _slot_row(slot: Slot) -> dict[str, Any]:
    data: dict[str, Any] = plain_data(slot)
    return data


def _promise_row(promise: PromiseFigures, texts: Mapping[str, str]) -> dict[str, Any]:
    low, high = promise.interval or (None, None)
    return {
        "promise": texts.get(promise.claim, ""),
        "n": promise.n,
        "within": promise.within,
        "late": promise.late,
        "share": promise.share,
        "low": low,
        "high": high,
        "target": promise.target,
        "kept": promise.kept,
        "budget_allowed": promise.budget.allowed if promise.budget else None,
        "budget_used": promise.budget.used if promise.budget else None,
    }


def conversation_rows(report: WebcareReport, *, redact: bool) -> Iterator[dict[str, Any]]:
    """Yield one row per conversation, oldest first within a channel, with local times.

    `promises` tells per promise whether it was kept in this case, `quality` which of the traits that the exchange calls
    for the reply has. With `redact`, there is no `question`, and a handle in the reply is "@…".
    """
    redactor = redactor_of_report(report, active=redact)
    zone = ZoneInfo(report.timezone)
    for channel in report.channels:
        outcomes: dict[str, dict[str, str]] = {}
        for claim, cases in channel.cases.items():
            for case in cases:
                outcomes.setdefault(case.conversation.id, {})[claim] = case.outcome
        for conversation in channel.conversations:
            row = _conversation_row(conversation, zone, redactor)
            yield {**row, "promises": outcomes.get(conversation.id, {}), "quality": _quality(conversation)}


def _conversation_row(conversation: Conversation, zone: ZoneInfo, redactor: Redactor) -> dict[str, Any]:
    asked, reply = conversation.asked, conversation.reply
    post = asked or reply
    at = conversation.asked_at.astimezone(zone)
    asker = asked.author_id if asked else reply.parent_author if reply else None
    question_url = asked.url if asked and not redactor.hides_url(asked.url) else None
    row = {
        "source": conversation.source,
        "id": clean(conversation.id),
        "platform": post.platform if post else None,
        "asker": clean(asker) if asker else None,
        "asked_at": at.isoformat(timespec="seconds"),
        "replied_at": reply.created_at.astimezone(zone).isoformat(timespec="seconds") if reply else None,
        "state": conversation.state,
        "minutes": _rounded(conversation.minutes),
        "working_minutes": _rounded(conversation.working_minutes),
        "weekday": at.isoweekday(),
        "hour": at.hour,
        "month": f"{at:%Y-%m}",
        "handoff": conversation.handoff,
        "automatic": conversation.automatic,
        "question_url": question_url,
        "reply_url": reply.url if reply else None,
    }
    if not redactor.active:
        row["question"] = clean(asked.text) if asked else None
    row["reply"] = _reply_text(conversation, redactor)
    return row


def _reply_text(conversation: Conversation, redactor: Redactor) -> str | None:
    """Return the reply; redacted, without handles of others and without the asker's first name."""
    if conversation.reply is None:
        return None
    text = redactor.text(conversation.reply.text)
    name = next((trait.why for trait in conversation.traits if trait.name == "asker_named" and trait.has), "")
    return re.sub(rf"\b{re.escape(name)}\b", "…", text) if name and redactor.active else text


def _quality(conversation: Conversation) -> dict[str, bool]:
    return {trait.name: trait.has for trait in conversation.traits if trait.due}


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)


def redactor_of_report(report: WebcareReport, *, active: bool) -> Redactor:
    """Return what hides people in this report: it knows the addresses of the questions in it."""
    urls = {c.asked.url for channel in report.channels for c in channel.conversations if c.asked and c.asked.url}
    return redactor_for(report.run.handles, urls, active=active)
