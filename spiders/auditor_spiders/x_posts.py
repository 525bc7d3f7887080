"""One post out of X's archive: its time, its text in full and readable, whom it answers."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from auditor.model import Post
from auditor_spiders.origin import Origin
from auditor_spiders.people import HANDLE

# Ids count milliseconds since this moment in their upper bits. Older ids (before November 2010) were plain numbers.
_EPOCH_MS: Final = 1288834974657
_FIRST_SNOWFLAKE: Final = 30_000_000_000
_RETWEET: Final = re.compile(r"RT @(\w+):")
_MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_CUT: Final = re.compile(r"\s*…\s*(?:https://t\.co/\w+)?\s*$")


def snowflake_time(number: str) -> datetime | None:
    """Return the moment at which the post with that id was made; None for an id from before the scheme."""
    # No id has more than 19 digits; int() refuses thousands of them.
    if not number.isascii() or not number.isdigit() or len(number) > 19:
        return None
    value = int(number)
    if value < _FIRST_SNOWFLAKE or value >= 2**63:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=(value >> 22) + _EPOCH_MS)


def number_of(tweet: Mapping[str, Any]) -> str:
    """Return the id of a post; an empty string where it has none."""
    return str(tweet.get("id_str") or tweet.get("id") or "")


def versions(tweet: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids that an edited post had, oldest first; its own id is one of them."""
    info = tweet.get("edit_info")
    if not isinstance(info, dict):
        return ()
    edit = info.get("edit")
    initial = info.get("initial") or (edit.get("editControlInitial") if isinstance(edit, dict) else None)
    ids = initial.get("editTweetIds") if isinstance(initial, dict) else None
    return tuple(map(str, ids)) if isinstance(ids, list) else ()


def older_versions(tweet: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the versions before the last, each of which may stand in the archive too."""
    return versions(tweet)[:-1]


@dataclass(frozen=True, slots=True)
class Tweets:
    """Reads the posts of one archive. `longer` holds the long posts of `note-tweet.js` by their time."""

    origin: Origin
    longer: Mapping[str, Mapping[str, Any]]

    def is_post(self, tweet: Mapping[str, Any]) -> bool:
        """Return whether there are an id, a time and a text."""
        return bool(number_of(tweet) and _text(tweet) is not None and _created(tweet) is not None)

    def post(self, tweet: Mapping[str, Any]) -> Post | None:
        """Return one tweet as a post; None where it has no id, time or text."""
        number, created, text = number_of(tweet), _created(tweet), _text(tweet)
        if not number or created is None or text is None:
            return None
        people = self.origin.people
        shared = _RETWEET.match(text)
        parent = None if shared else _parent(tweet)
        asker = tweet.get("in_reply_to_screen_name") or tweet.get("in_reply_to_user_id_str")
        full = _readable(_full_text(text, created, self.longer), tweet)
        post = Post(
            source=self.origin.source.name,
            platform="x",
            account=people.main,
            id=number,
            text=full,
            created_at=created,
            author_id=people.name(shared.group(1)) if shared else people.main,
            author_is_org=shared is None,
            kind="repost" if shared else "reply" if parent else "post",
            url=f"https://x.com/{people.main}/status/{number}",
            lang=_language(tweet.get("lang")),
            observed_at=self.origin.context.now,
            parent_id=parent,
            parent_created_at=snowflake_time(parent) if parent else None,
            parent_author=people.name(str(asker)) if parent and asker else None,
            mentions=tuple(dict.fromkeys(people.name(found.group(1)) for found in HANDLE.finditer(full))),
        )
        return _since_first(post, tweet)


def _since_first(post: Post, tweet: Mapping[str, Any]) -> Post:
    """Return an edited post with the time of its first version: that is when the question was answered."""
    all_versions = versions(tweet)
    first = snowflake_time(all_versions[0]) if len(all_versions) > 1 and post.id == all_versions[-1] else None
    if first is None or first >= post.created_at:
        return post
    return replace(post, created_at=first, edited_at=post.created_at)


def _text(tweet: Mapping[str, Any]) -> str | None:
    text = tweet.get("full_text") or tweet.get("text")
    return text if isinstance(text, str) else None


def _created(tweet: Mapping[str, Any]) -> datetime | None:
    return _time(str(tweet.get("created_at", ""))) or snowflake_time(number_of(tweet))


def _parent(tweet: Mapping[str, Any]) -> str | None:
    return str(tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id") or "") or None


def _time(text: str) -> datetime | None:
    """Read "Sat Dec 06 18:20:30 +0000 2025". By hand: strptime takes 10 microseconds and the system's language."""
    parts = text.split()
    if len(parts) != 6 or parts[1] not in _MONTHS:
        return None
    try:
        hour, minute, second = map(int, parts[3].split(":"))
        return datetime(int(parts[5]), _MONTHS[parts[1]], int(parts[2]), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _full_text(text: str, created: datetime, longer: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the whole text of a long post, of which the tweet itself holds the beginning."""
    note = longer.get(created.strftime("%Y-%m-%dT%H:%M:%S")) if longer else None
    core = note.get("core") if note else None
    whole = str(core.get("text") or "") if isinstance(core, dict) else ""
    start = _CUT.sub("", html.unescape(text))
    return whole if whole and whole.startswith(start[:200]) else text


def _readable(text: str, tweet: Mapping[str, Any]) -> str:
    """Return the text with real addresses for t.co ones, without the address of its own pictures, entities resolved."""
    for url in _entities(tweet, "entities", "urls"):
        if isinstance(url.get("url"), str) and isinstance(url.get("expanded_url"), str) and url["url"]:
            text = text.replace(url["url"], url["expanded_url"])
    for medium in (*_entities(tweet, "entities", "media"), *_entities(tweet, "extended_entities", "media")):
        if isinstance(medium.get("url"), str) and medium["url"]:
            text = text.replace(medium["url"], "")
    return html.unescape(text).strip()


def _entities(tweet: Mapping[str, Any], group: str, kind: str) -> list[Mapping[str, Any]]:
    entities = tweet.get(group)
    found = entities.get(kind) if isinstance(entities, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _language(code: object) -> str | None:
    """Return a language code; X writes "und", "zxx" and "qme" where it has none."""
    return code if isinstance(code, str) and len(code) == 2 else None
