"""Why a finding is accepted, and until when, in one line."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from auditor.model import AcceptedBecause, Finding
from auditor.render.overview import Overview
from auditor.render.safe_text import clean
from auditor.render.words import Words, mark

_REASONS: Final[dict[AcceptedBecause, str]] = {
    "acknowledged": mark("known and accepted"),
    "wont-fix": mark("will stay as it is"),
    "false-positive": mark("judged wrongly"),
}


def acceptance(view: Overview, finding: Finding) -> str:
    """Return "known and accepted until 1 May 2027: campaign starts in May"; empty where nobody accepted it."""
    accepted = finding.accepted
    if accepted is None:
        return ""
    words = view.words
    text = words.t(_REASONS[accepted.reason])
    if accepted.until:
        day = _day(words, accepted.until)
        text = words.t("{reason} until {day}", reason=text, day=day)
        if finding.status == "new":
            text = words.t("{reason} (over)", reason=text)
    if accepted.by == "inline":
        text = words.t("{reason}, by a comment in the page", reason=text)
    note = view.redactor.text(accepted.note)
    return f"{text}: {note}" if note else text


def acceptance_parts(view: Overview, finding: Finding) -> tuple[str, str, str]:
    """Return the reason, the note and the last day in words; "" for what nobody gave."""
    accepted = finding.accepted
    if accepted is None:
        return ("", "", "")
    words = view.words
    reason = words.t(_REASONS[accepted.reason])
    if accepted.by == "inline":
        reason = words.t("{reason}, by a comment in the page", reason=reason)
    until = _day(words, accepted.until) if accepted.until else words.t("without end")
    return (reason, view.redactor.text(accepted.note), until)


def _day(words: Words, iso: str) -> str:
    try:
        return words.date(datetime.fromisoformat(iso))
    except ValueError:  # results from elsewhere may hold any text here
        return clean(iso)
