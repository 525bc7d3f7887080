"""Running the collectors in a child process, and outliving whatever happens to it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.collect.events import EVENTS, JOBS, Began, Ended, Failed, Job, Went
from auditor.collect.lock import exclusive
from auditor.collect.notes import say
from auditor.collect.progress import Step, bars
from auditor.errors import AuditorError, StoreError, UsageError, nearest
from auditor.model import SourceReport
from auditor.settings.model import Settings

# Named, never imported: the core does not depend on what fetches.
RUNNER = "auditor_spiders.run"
LOG_NAME = "collect.log"
_SECONDS_TO_STOP = 10


def collect(
    settings: Settings,
    *,
    only: Sequence[str] = (),
    refresh: bool = False,
    progress: bool = False,
    trial: Path | None = None,
) -> tuple[SourceReport, ...]:
    """Collect the sources into the workspace and return what was read of each, in the order of the configuration.

    Args:
        settings: the configuration.
        only: names of the sources to collect; empty: all of them.
        refresh: ask for everything again, whatever the HTTP cache says.
        progress: show bars on standard error, if that is a terminal.
        trial: a folder to collect into instead of the workspace; collectors then say how they understood a file.

    Raises:
        UsageError: `only` names an unknown source.
        StoreError: the workspace cannot be used, or another collect is at work in it.
        KeyboardInterrupt: Ctrl-C; what arrived is kept, and the next collect goes on from there.
    """
    names = _chosen(settings, only)
    job = Job(settings, names, refresh=refresh, whole=not only, explain=trial is not None, workspace=trial)
    workspace = trial or settings.workspace
    reports: dict[str, SourceReport] = {}
    with exclusive(workspace), bars(names, shown=progress) as step:
        log = workspace / LOG_NAME
        log.write_text("", encoding="utf-8")
        while job.names:
            begun = _run_child(job, log, reports, step)
            left = tuple(name for name in job.names if name not in reports)
            if not left:
                break
            if set(left) <= set(job.crashed):
                reports |= {name: _crashed(settings, name, log) for name in left}
                break
            job = _after_crash(job, left, begun)
    return tuple(reports[name] for name in names)


def _chosen(settings: Settings, only: Sequence[str]) -> tuple[str, ...]:
    known = [source.name for source in settings.sources]
    for name in only:
        if name not in known:
            raise UsageError(f"There is no source named {name}.", advice=nearest(name, known))
    return tuple(name for name in known if not only or name in only)


def _run_child(job: Job, log: Path, reports: dict[str, SourceReport], step: Step) -> set[str]:
    """Run one child to its end, fill `reports`, and return the names of the sources it began."""
    begun: set[str] = set()
    with log.open("ab") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            # -P: a file in the working folder must not stand in for a module of the library
            [sys.executable, "-P", "-m", RUNNER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # Ctrl-C comes to us, and we tell the child
        )
    try:
        for event in _events(child, job):
            match event:
                case Began(source=name):
                    begun.add(name)
                    step(name, 0)
                case Went(source=name, done=done, expected=expected):
                    step(name, done, expected)
                case Ended(report=report):
                    reports[report.name] = report
                    step(report.name, report.documents, ended=True)
                case Failed(message=message, advice=advice, store=store):
                    raise (StoreError if store else AuditorError)(message, advice=advice)
    finally:
        _stop(child)
    if not begun and not reports and child.returncode:
        raise AuditorError(
            f"The collector ended with code {child.returncode} before it began.", advice=f"See {log} for the reason."
        )
    return begun


def _after_crash(job: Job, left: tuple[str, ...], begun: set[str]) -> Job:
    """Return the job of the next child, after one that ended without a word.

    What it was busy with is to blame. Where that was more than one source, they go one by one first.
    """
    guilty = tuple(name for name in left if name in begun) or left[:1]
    if len(guilty) > 1 and not job.serial:
        return replace(job, names=left, serial=True, whole=False)
    return replace(job, names=left, crashed=(*job.crashed, guilty[0]), serial=True, whole=False)


def _events(child: subprocess.Popen[bytes], job: Job) -> Iterator[object]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(JOBS.dump_json(job) + b"\n")
        child.stdin.close()
    except BrokenPipeError:
        return  # it ended before it listened; the caller sees the code
    for line in child.stdout:
        yield EVENTS.validate_json(line)


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Let the child end; if it is still at work (we were interrupted), ask it to keep what it has and stop."""
    assert child.stdout is not None
    if child.poll() is None and sys.exc_info()[0] is not None:
        child.send_signal(signal.SIGINT)
    try:
        child.wait(_SECONDS_TO_STOP)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.wait()
    child.stdout.close()


def _crashed(settings: Settings, name: str, log: Path) -> SourceReport:
    source = settings.source(name)
    note = say(settings.report.language, "crashed", error="-", log=log.name)
    return SourceReport(name, source.kind, source.role, "unreadable", notes=(note,), required=source.required)
