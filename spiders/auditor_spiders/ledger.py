"""What earlier runs read of one account, how far this run has to look, and what still holds of the rest.

A *full look* goes through the whole history; what it does not find was deleted. Between full looks, a *recent look*
goes back `back` days (and to the last look at the least), and keeps what is older. A look that had to stop (a rate
limit, a server that went away, Ctrl-C) leaves the cursor of each list, and the next run goes on there.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from auditor.collect.protocol import Context, State
from auditor.model import Post

_VERSION: Final = 1
BACK: Final = timedelta(days=14)
# Clocks differ, and a post may be dated a little before it could be seen.
_OVERLAP: Final = timedelta(days=1)


@dataclass(slots=True)
class _Saved:
    """What the last run left."""

    full: datetime | None = None
    """When the last full look that came to its end began."""
    began: datetime | None = None
    """When the full look began that is not at its end."""
    looked: datetime | None = None
    """When the last look of any depth that came to its end began."""
    cursors: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    threads: list[str] = field(default_factory=list)
    loose: dict[str, list[str]] = field(default_factory=dict)
    """Per list: the runs that began at its top, and stopped before they came to what was read already."""


class Ledger:
    """The books of one account over several runs.

    Args:
        context: holds the posts and the state of the last run.
        every: after how long the whole history is looked at again.
        back: how far a recent look goes back.
    """

    def __init__(self, context: Context, *, every: timedelta, back: timedelta = BACK) -> None:
        saved = _parsed(context.previous.state)
        self.now = context.now
        self._saved = saved or _Saved()
        self._known = {post.id: post for post in context.previous.posts} if saved is not None else {}
        self._seen: set[str] = set()
        self._done: set[str] = set()
        self._cursors: dict[str, str] = {}
        self._threads: dict[str, None] = {}
        self._got: set[str] = set()
        self.queue: deque[str] = deque()
        """The threads that are to be asked for, in the order in which they were wanted."""
        past = self._saved
        due = past.full is None or past.began is not None or self.now - past.full >= every
        self.began = (past.began or self.now) if due else None
        self.resumed = due and past.began is not None
        """Whether this run goes on with a full look that an earlier one could not finish."""
        self._loose: dict[str, list[str]] = {}
        if self.resumed:
            self._cursors, self._done = dict(past.cursors), set(past.done)
            self._loose = {name: list(times) for name, times in past.loose.items()}
        looked = past.looked or past.full or self.now
        self.depth = None if due else min(self.now - back, looked - _OVERLAP)
        """Down to when a recent look goes; None for a full look."""
        self.walked: set[str] = set()
        """The lists that this run has come to the end of."""

    @property
    def pending(self) -> tuple[str, ...]:
        """The threads that the last run wanted and did not get."""
        return tuple(self._saved.threads)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The threads that were wanted and not got so far."""
        return tuple(self._threads)

    def see(self, post: Post) -> Post:
        """Count a post of this run and return it."""
        self._seen.add(post.id)
        return post

    def has(self, ident: str) -> bool:
        """Return whether a post was seen in this run."""
        return ident in self._seen

    def jump(self, name: str, page: Collection[Post]) -> str | None:
        """Return where to go on after a page of the list `name` that brings nothing new: a cursor, "" for the end.

        None means: with the next page. A page brings nothing new when every post on it is known already, from this
        same full look, or from before the depth of a recent one.
        """
        if not page:
            return None
        known = [self._known.get(post.id) for post in page]
        if self.depth is not None:
            old = (post is not None and post.created_at < self.depth for post in known)
            return "" if all(old) else None
        if not self.resumed or (name not in self._saved.done and name not in self._saved.cursors):
            return None
        return self.below(name) if all(post is not None and self._is_joined(name, post) for post in known) else None

    def below(self, name: str) -> str:
        """Return where an earlier run of this look stopped in a list, when all above that was read: "" for the end."""
        self._loose.pop(name, None)
        return self._saved.cursors.get(name, "")

    def joined(self, name: str) -> list[Post]:
        """Return the posts from the top of a list down to its stored cursor, as earlier runs of this look saw them."""
        if not self.resumed or (name not in self._saved.done and name not in self._saved.cursors):
            return []
        return [post for post in self._known.values() if self._is_joined(name, post)]

    def _is_joined(self, name: str, post: Post) -> bool:
        """Return whether a post was seen in this look, by a run between which and the stored cursor nothing is left."""
        if post.observed_at is None or self.began is None or post.observed_at < self.began:
            return False
        return _text(post.observed_at) not in self._saved.loose.get(name, ())

    def stopped_at(self, name: str, cursor: str | None) -> None:
        """Remember the cursor of the next page of a list; the place where an earlier run stopped is deeper."""
        if not cursor or self.depth is not None:
            return
        if self.resumed and (name in self._saved.done or name in self._saved.cursors):
            now = _text(self.now) or ""
            if now not in self._loose.setdefault(name, []):
                self._loose[name].append(now)
        else:
            self._cursors[name] = cursor

    def moved_on(self, name: str, cursor: str) -> None:
        """Remember that the list is read beyond the place where the last run stopped."""
        self._cursors[name] = cursor

    def ended(self, name: str) -> None:
        """Note that a list was read to its end."""
        self.walked.add(name)
        self._done.add(name)
        self._cursors.pop(name, None)
        self._loose.pop(name, None)

    def want(self, thread: str) -> None:
        """Note that a thread is to be read."""
        if thread not in self._threads and thread not in self._got:
            self._threads[thread] = None
            self.queue.append(thread)

    def got(self, thread: str) -> None:
        """Note that a thread was read, or that it is gone."""
        self._threads.pop(thread, None)
        self._got.add(thread)

    def state(self, *, complete: bool = False) -> State:
        """Return what the next run has to know. `complete`: every list was read as deep as this look goes."""
        past = self._saved
        saved: dict[str, Any] = {"v": _VERSION, "threads": list(self._threads)}
        if self.depth is not None:
            saved |= {"full": _text(past.full), "looked": _text(self.now if complete else past.looked)}
        elif complete:
            saved |= {"full": _text(self.began), "looked": _text(self.now)}
        else:
            saved |= {"full": _text(past.full), "began": _text(self.began), "looked": _text(past.looked)}
            saved |= {"cursors": self._cursors, "done": sorted(self._done), "loose": self._loose}
        return State(json.dumps(saved, sort_keys=True))

    def carried(self, *, complete: bool, threads: bool) -> Iterator[Post]:
        """Yield the earlier posts that still hold although this run did not see them.

        Args:
            complete: every list was read as deep as this look goes.
            threads: every thread that was wanted was read.
        """
        for post in self._known.values():
            if post.id not in self._seen and self._holds(post, complete=complete, threads=threads):
                yield post

    def _holds(self, post: Post, *, complete: bool, threads: bool) -> bool:
        if not complete or not (threads or post.author_is_org):
            return True
        if self.depth is not None:
            return self._anchor(post).created_at < self.depth
        began = self.began
        return self.resumed and began is not None and post.observed_at is not None and post.observed_at >= began

    def _anchor(self, post: Post) -> Post:
        """Return the post whose place in the history decides whether a look came by: of a reply under a post, that."""
        if post.author_is_org:
            return post
        above = self._known.get(post.root_id or "") or self._known.get(post.parent_id or "")
        return above if above is not None and above.author_is_org else post


def _parsed(state: str | None) -> _Saved | None:
    """Return the state that the last run left; None for none, or one of another version."""
    try:
        saved = json.loads(state or "")
    except ValueError:
        return None
    if not isinstance(saved, dict) or saved.get("v") != _VERSION:
        return None
    return _Saved(
        full=_moment(saved.get("full")),
        began=_moment(saved.get("began")),
        looked=_moment(saved.get("looked")),
        cursors={str(name): str(cursor) for name, cursor in (saved.get("cursors") or {}).items()},
        done={str(name) for name in saved.get("done") or ()},
        threads=[str(name) for name in saved.get("threads") or ()],
        loose={str(name): [str(time) for time in times] for name, times in (saved.get("loose") or {}).items()},
    )


def _text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment is not None else None


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
