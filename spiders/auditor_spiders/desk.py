"""The desk of one source: takes what its collector yields, keeps the books, and says in the end how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from auditor.collect.events import Began, Ended, Went
from auditor.collect.privacy import Seal, unneeded
from auditor.collect.protocol import (
    Context,
    Discovered,
    Dropped,
    Effect,
    Expected,
    Fetched,
    Item,
    Kept,
    Note,
    State,
)
from auditor.model import Post, SourceReport, SourceStatus
from auditor.settings.model import EXPORT_KINDS, Source
from auditor.store import SourceWriter, Store
from auditor_spiders.tokens import scrub, token_of

_LOG = logging.getLogger(__name__)
# Effects from mild to grave: the gravest note of a source decides.
_GRAVITY: tuple[Effect, ...] = ("none", "partial", "unreadable", "gone")


class Desk:
    """Receives the items of one source and closes with its report."""

    def __init__(
        self, store: Store, source: Source, context: Context, seal: Seal, tell: Callable[[Began | Went | Ended], None]
    ) -> None:
        self.source = source
        self.context = context
        self._seal = seal
        self._left_out = 0
        self._store = store
        self._tell = tell
        token = token_of(source)
        self._secrets = (token,) if token else ()
        self._notes: list[str] = []
        self._discovered: set[str] = set()
        self._effect: Effect = "none"
        self._expected: int | None = None
        self._state: str | None = context.previous.state
        self._times: list[datetime] = []
        self.writer: SourceWriter = store.begin(
            source.name, identity=identity(source), pending=self._report("partial", 0, self._interrupted(0))
        )
        tell(Began(source.name))

    @property
    def keeps_earlier(self) -> bool:
        """Whether there is an earlier snapshot of this source, of the same address."""
        return self.writer.earlier is not None

    def deliver(self, item: Item) -> None:
        """Take one item."""
        match item:
            case Fetched(document=document, content=content):
                self.writer.put_document(document, content)
            case Post():
                self._take(item)
            case Kept(key=key):
                self.writer.keep(key)
            case Dropped(key=key):
                self.writer.drop(key)
            case Expected(count=count):
                self._expected = count
            case Note(text=text, effect=effect):
                self.note(text, effect)
            case Discovered(url=url):
                self._discovered.add(url)
            case State(value=value):
                self._state = value
            case _:
                raise TypeError(f"a collector yielded {type(item).__name__}, which is none of the items")
        self._tell(Went(self.source.name, self.writer.count, self._expected))

    def _take(self, post: Post) -> None:
        sealed = self._seal.post(post)
        if sealed is None:
            self._left_out += 1
            return
        self.writer.put_post(sealed)
        self._times = [min([post.created_at, *self._times]), max([post.created_at, *self._times])]

    def note(self, text: str, effect: Effect = "none") -> None:
        """Add a note, once, without tokens; the gravest effect decides the status."""
        text = scrub(text, self._secrets)
        if text not in self._notes:
            self._notes.append(text)
        self._effect = max(self._effect, effect, key=_GRAVITY.index)
        _LOG.info("%s: %s (%s)", self.source.name, text, effect)

    def crashed(self, error: BaseException | str) -> None:
        """Note that the tool itself failed; what arrived before is worth keeping."""
        text = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
        self.note(self.context.say("crashed", error=text[:200], log="collect.log"), "unreadable")

    def interrupt(self) -> None:
        """Stop at once: what arrived is kept, and the next run goes on from here."""
        count = self.writer.count
        self.writer.interrupt(self._report("partial", count, self._interrupted(count)), state=self._state)

    def close(self, *, may_keep: bool, whole: bool = False) -> SourceReport:
        """Finish the source and return its report.

        Args:
            may_keep: an earlier snapshot may stand in for what could not be read (a server that is down for a day).
            whole: nothing is kept of a run that could not read everything (half an export is no export).
        """
        count = self.writer.count
        if self._effect == "unreadable" and may_keep and self.keeps_earlier:
            earlier = self.writer.count_earlier()
            notes = (*self._notes, *((self.context.say("kept-earlier"),) if earlier else ()))
            report = self._report("partial" if earlier else "unreadable", earlier, notes)
            self.writer.keep_earlier(report)
        else:
            if self._effect == "gone" or (self._effect == "unreadable" and whole):
                self.writer.clear()
                count = 0
            if self._left_out:
                self._notes.append(self.context.say("others-left-out", count=self._left_out))
            report = self._report(self._status(count), count, tuple(self._notes))
            self.writer.finish(report, state=self._state)
            self._minimise()
        self._tell(Ended(report))
        return report

    def _minimise(self) -> None:
        """Leave out the words of others that nothing needs, now that it is known who answers whom."""
        if self._store.erase.has_others(self.source.name):
            names = (self.context.organisation.name, *self.context.organisation.aliases)
            self._store.erase.words(self.source.name, unneeded(self._store.posts(self.source.name), names))

    def _status(self, count: int) -> SourceStatus:
        if self._effect in ("unreadable", "gone"):
            return "partial" if count else "unreadable"
        if count == 0:
            return "empty"
        return "partial" if self._effect == "partial" else "ok"

    def _interrupted(self, count: int) -> tuple[str, ...]:
        return (self.context.say("interrupted", count=count),)

    def _report(self, status: SourceStatus, count: int, notes: tuple[str, ...]) -> SourceReport:
        return SourceReport(
            name=self.source.name,
            kind=self.source.kind,
            role=self.source.role,
            status=status,
            documents=count,
            expected=None if self._expected is None else max(self._expected - self._left_out, 0),
            first=min(self._times, default=None),
            last=max(self._times, default=None),
            notes=notes,
            required=self.source.required,
            discovered=tuple(sorted(self._discovered)),
        )


def identity(source: Source) -> str:
    """Return what a source points at, as text. With another identity, an earlier snapshot is of something else.

    An export is a file that is made anew every month, under another name: which file it is does not count.
    """
    if source.kind in EXPORT_KINDS:
        return source.model_dump_json(include={"kind"})
    fields = {"kind", "url", "path", "base_url", "actor", "account", "accounts", "api", "preset"}
    return source.model_dump_json(include=fields)
