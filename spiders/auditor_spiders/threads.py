"""Conversations in exports that do not say which message answers which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from auditor.model import Post
from auditor_spiders.people import HANDLE, People, plain

# A message of somebody who wrote before is taken as part of that talk if no more time than this has passed since its
# last message: long enough for a reminder after a weekend without an answer, too short for a new subject next month.
SAME_TALK: Final = timedelta(days=7)


@dataclass(slots=True)
class _Thread:
    root: str
    last: str
    asked: str
    at: datetime


def link_by_handle(posts: Iterable[Post], handles: Mapping[str, str], people: People) -> list[Post]:
    """Return the posts in order of time, each reply linked to what it answers.

    A reply of the organisation belongs to the person whose handle it begins with, and there to their latest earlier
    message on the same platform. A message of that person within `SAME_TALK` goes on with the talk.

    Args:
        posts: without parents.
        handles: the handle of the author as written, by post id.
        people: tells the organisation's accounts.
    """
    threads: dict[tuple[str, str], _Thread] = {}
    linked = []
    for post in sorted(posts, key=lambda post: (post.created_at, post.author_is_org, post.id)):
        if post.kind == "repost":
            linked.append(post)
            continue
        is_own = people.is_own(handles[post.id])
        other = _addressee(post.text) if is_own else plain(handles[post.id])
        thread = threads.get((post.platform, other)) if other else None
        if not is_own:
            if thread is None or post.created_at - thread.at > SAME_TALK:
                threads[post.platform, other] = _Thread(post.id, post.id, post.id, post.created_at)
                linked.append(post)
                continue
            linked.append(replace(post, parent_id=thread.last, root_id=thread.root))
            thread.asked = post.id
        elif thread is None:
            asker = people.name(other) if other and not people.is_own(other) else None
            linked.append(replace(post, kind="reply" if asker else post.kind, parent_author=asker))
            continue
        else:
            linked.append(replace(post, kind="reply", parent_id=thread.asked, root_id=thread.root))
        thread.last, thread.at = post.id, post.created_at
    return linked


def _addressee(text: str) -> str:
    """Return the handle that a text begins with; an empty string where it begins with none."""
    found = HANDLE.match(text.lstrip())
    return plain(found[1]) if found else ""
