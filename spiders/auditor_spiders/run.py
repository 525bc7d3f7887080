"""The collecting child: reads a job from standard input, collects, and tells its parent how it goes.

Standard output carries the events and nothing else; whatever a library prints goes to the log with standard error.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TextIO

from auditor.collect.events import EVENTS, JOBS, Alive, Began, Ended, Failed, Job, Went
from auditor.collect.privacy import oldest_kept, seal_of
from auditor.collect.protocol import ENTRY_POINTS, Context, Nothing, Previous
from auditor.collect.pseudonyms import workspace_key
from auditor.errors import EXIT_CLEAN, EXIT_INTERNAL, EXIT_INTERRUPTED, AuditorError, CollectError, StoreError
from auditor.settings.model import EXPORT_KINDS, Settings, Source
from auditor.store import Store
from auditor_spiders.desk import Desk, identity
from auditor_spiders.tokens import Scrubbing, token_of

_LOG = logging.getLogger(__name__)
_LOG_LINE = "%(asctime)s %(name)s %(levelname)s %(message)s"


class Teller:
    """Writes events to the parent, and throttles those that only move a bar."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last: dict[str, float] = {}

    def __call__(self, event: Began | Went | Ended | Failed | Alive) -> None:
        """Write the event. Raises BrokenPipeError when the parent is gone."""
        if isinstance(event, Went):
            now = datetime.now(UTC).timestamp()
            if now - self._last.get(event.source, 0.0) < 0.1:  # ten times a second is as fast as a bar need move
                return
            self._last[event.source] = now
        self._out.write(EVENTS.dump_json(event).decode() + "\n")
        self._out.flush()


class StoredPrevious:
    """What the store holds of a source, read when it is asked for."""

    def __init__(self, store: Store, source: str) -> None:
        self._store = store
        self._source = source

    @property
    def state(self) -> str | None:
        """The text that the collector left."""
        return self._store.state(self._source)

    @property
    def documents(self) -> Any:
        """The stored documents."""
        return self._store.documents(self._source)

    @property
    def posts(self) -> Any:
        """The stored posts."""
        return self._store.posts(self._source)


def main() -> int:
    """Collect what the job on standard input asks for and return the exit code."""
    with _events_only_on_stdout() as out:
        tell = Teller(out)
        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=_LOG_LINE)
        job = JOBS.validate_json(sys.stdin.buffer.readline())
        _hide_tokens(job.settings)
        try:
            with Store.open(job.workspace or job.settings.workspace) as store:
                return _collect(job, store, tell)
        except StoreError as error:
            tell(Failed(error.message, error.advice, store=True))
            return error.exit_code
        except (KeyboardInterrupt, BrokenPipeError):
            return EXIT_INTERRUPTED
        except Exception:  # noqa: BLE001 - the last line of defence; the log has the traceback
            _LOG.exception("the collector failed")
            return EXIT_INTERNAL


@contextlib.contextmanager
def _events_only_on_stdout() -> Iterator[TextIO]:
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        yield out


def _hide_tokens(settings: Settings) -> None:
    """Let no log line, traceback or message of a library hold a token."""
    secrets = tuple(filter(None, map(token_of, settings.sources)))
    for handler in logging.getLogger().handlers:
        handler.setFormatter(Scrubbing(_LOG_LINE, secrets))


def _collect(job: Job, store: Store, tell: Teller) -> int:
    if job.whole:
        store.forget_others([source.name for source in job.settings.sources])
    registered = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    now = datetime.now(UTC)
    seal = seal_of(job.settings, workspace_key(job.workspace or job.settings.workspace), store.erase.forgotten(), now)
    spiders: list[tuple[type[Any], Source]] = []

    def open_desk(source: Source) -> Desk:
        return Desk(store, source, _context(job, store, source, now), seal, tell)

    for source in (job.settings.source(name) for name in job.names):
        collector = None if source.name in job.crashed else _load(registered.get(source.kind))
        if collector is not None and _is_spider(collector):
            spiders.append((collector, source))
            continue
        desk = open_desk(source)
        if callable(collector):
            _read(collector, desk)
        else:
            _give_up(desk, collector, crashed=source.name in job.crashed)
    code = EXIT_CLEAN
    if spiders:
        from auditor_spiders.crawl import crawl  # noqa: PLC0415 - only where something is to be crawled

        code = crawl(spiders, open_desk, tell, at_once=1 if job.serial else 4)
    if (oldest := oldest_kept(job.settings, now)) is not None:
        store.erase.older(oldest)  # of sources that kept their earlier snapshot, or were not collected this time
    store.sweep()
    store.stamp(now)
    return code


def _context(job: Job, store: Store, source: Source, now: datetime) -> Context:
    settings: Settings = job.settings
    known = store.identity(source.name) == identity(source)
    previous: Previous = StoredPrevious(store, source.name) if known and not job.refresh else Nothing()
    return Context(
        organisation=settings.organisation,
        folder=settings.folder,
        now=now,
        language=settings.report.language,
        refresh=job.refresh,
        previous=previous,
        explain=job.explain,
        pseudonym_key=workspace_key(job.workspace or settings.workspace),
    )


def _load(point: EntryPoint | None) -> Any | None:
    """Return the collector, the error that loading it gave, or None where there is none."""
    if point is None:
        return None
    try:
        return point.load()
    except Exception as error:  # noqa: BLE001 - one broken collector must not stop the others; see the log
        _LOG.exception("cannot load %s", point)
        return error


def _give_up(desk: Desk, error: object, *, crashed: bool) -> None:
    """Close the desk of a source for which there is no collector to run."""
    if crashed:
        desk.note(desk.context.say("process-ended", log="collect.log"), "unreadable")
    elif isinstance(error, Exception):
        desk.crashed(error)
    else:
        desk.note(desk.context.say("no-collector", kind=desk.source.kind), "unreadable")
    desk.close(may_keep=True)


def _is_spider(collector: Any) -> bool:
    scrapy = sys.modules.get("scrapy")  # a spider's module has imported it
    return scrapy is not None and isinstance(collector, type) and issubclass(collector, scrapy.Spider)


def _read(collector: Any, desk: Desk) -> None:
    """Run a plain reader. Of an export, all is taken or nothing: then what an earlier run read stays."""
    is_export = desk.source.kind in EXPORT_KINDS
    try:
        for item in collector(desk.source, desk.context):
            desk.deliver(item)
    except (KeyboardInterrupt, BrokenPipeError):
        desk.interrupt()
        raise
    except StoreError:
        raise
    except AuditorError as error:
        if not isinstance(error, CollectError):
            _LOG.exception("unexpected")
        desk.note(str(error), "unreadable")
    except Exception as error:  # noqa: BLE001 - a failed source becomes a result; the log has the traceback
        _LOG.exception("reading %s failed", desk.source.name)
        desk.crashed(error)
    desk.close(may_keep=is_export, whole=is_export)


if __name__ == "__main__":
    sys.exit(main())
