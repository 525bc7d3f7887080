"""The archive that X makes of an account: own posts only, so the time of a question is read from its number.

Format: `data/tweets.js` (older: `tweet.js`; parts: `tweets-part1.js`), each `window.YTD.<name>.part<n> = [...]`, all
numbers as strings; `note-tweet.js` has the full text of long posts, `account.js` the name of the account.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders.archive import Archive
from auditor_spiders.json_stream import BrokenStreamError, elements
from auditor_spiders.people import HANDLE, People

# Ids count milliseconds since this moment in their upper bits. Older ids (before November 2010) were plain numbers.
_EPOCH_MS: Final = 1288834974657
_FIRST_SNOWFLAKE: Final = 30_000_000_000
_TWEETS: Final = re.compile(r"tweets?(?:-part\d+)?\.js", re.IGNORECASE)
_NOTES: Final = re.compile(r"note-tweets?(?:-part\d+)?\.js", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"account\.js", re.IGNORECASE)
_RETWEET: Final = re.compile(r"RT @(\w+):")
_MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_CUT: Final = re.compile(r"\s*…\s*(?:https://t\.co/\w+)?\s*$")


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the zip file or unpacked folder at `source.path`.

    Raises:
        CollectError: there is no such file, or it is no archive of X. Nothing was yielded then.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    with Archive.opened(source.path, context) as archive:
        try:
            posts, odd = _posts(archive, source, context)
        except BrokenStreamError as error:
            path = context.relative(source.path)
            raise CollectError(context.say("export-broken", path=path, reason=str(error))) from error
    yield Expected(len(posts))
    yield from posts
    if odd:
        yield Note(context.say("rows-skipped", count=odd))


def snowflake_time(number: str) -> datetime | None:
    """Return the moment at which the post with that id was made; None for an id from before the scheme."""
    if not number.isascii() or not number.isdigit() or int(number) < _FIRST_SNOWFLAKE or int(number) >= 2**63:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=(int(number) >> 22) + _EPOCH_MS)


def _posts(archive: Archive, source: Source, context: Context) -> tuple[list[Post], int]:
    names = archive.names()
    tweets = [name for name in names if _TWEETS.fullmatch(PurePosixPath(name).name)]
    if not tweets:
        path = context.relative(archive_path) if (archive_path := source.path) else source.name
        raise CollectError(context.say("no-tweets", path=path))
    account = next(_read(archive, names, _ACCOUNT, "account"), {})
    main = (source.accounts or (str(account.get("username") or source.name),))[0]
    people = People.of(main, (*source.accounts, account.get("username"), account.get("accountId")), context.pseudonym)
    longer = {str(note.get("createdAt", ""))[:19]: note for note in _read(archive, names, _NOTES, "noteTweet")}
    found: dict[str, Post] = {}
    replaced: set[str] = set()
    odd = 0
    for tweet in _read(archive, tuple(tweets), _TWEETS, "tweet"):
        replaced.update(_older_versions(tweet))
        post = _post(tweet, source, people, context, longer)
        if post is None:
            odd += 1
        else:
            found[post.id] = post
    return [post for post in found.values() if post.id not in replaced], odd


def _read(archive: Archive, names: Iterable[str], pattern: re.Pattern[str], key: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of all files whose name matches, out of their wrapping `{"tweet": {...}}`."""
    for name in names:
        if pattern.fullmatch(PurePosixPath(name).name):
            with archive.open(name) as stream:
                for element in elements(stream):
                    inner = element.get(key, element) if isinstance(element, dict) else None
                    if isinstance(inner, dict):
                        yield inner


def _older_versions(tweet: Mapping[str, Any]) -> Iterable[str]:
    """Return the ids that an edited post had before: all but the last, each of which may stand in the archive too."""
    info = tweet.get("edit_info")
    if not isinstance(info, dict):
        return ()
    initial = info.get("initial") or (info.get("edit") or {}).get("editControlInitial") or {}
    return tuple(map(str, initial.get("editTweetIds", ())))[:-1]


def _post(
    tweet: Mapping[str, Any], source: Source, people: People, context: Context, longer: Mapping[str, Mapping[str, Any]]
) -> Post | None:
    """Return one tweet as a post; None where it has no id, time or text."""
    number = str(tweet.get("id_str") or tweet.get("id") or "")
    created = _time(str(tweet.get("created_at", ""))) or snowflake_time(number)
    text = tweet.get("full_text") or tweet.get("text")
    if not number or created is None or not isinstance(text, str):
        return None
    shared = _RETWEET.match(text)
    parent = str(tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id") or "") or None
    asker = tweet.get("in_reply_to_screen_name") or tweet.get("in_reply_to_user_id_str")
    full = _readable(_full_text(text, created, longer), tweet)
    post = Post(
        source=source.name,
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
        observed_at=context.now,
        parent_id=parent,
        parent_created_at=snowflake_time(parent) if parent else None,
        parent_author=people.name(str(asker)) if parent and asker else None,
        mentions=tuple(dict.fromkeys(people.name(found.group(1)) for found in HANDLE.finditer(full))),
    )
    return replace(post, parent_id=None, parent_created_at=None, parent_author=None) if shared else post


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
    note = longer.get(created.strftime("%Y-%m-%dT%H:%M:%S"))
    whole = str((note.get("core") or {}).get("text") or "") if note else ""
    start = _CUT.sub("", html.unescape(text))
    return whole if whole and whole.startswith(start[:200]) else text


def _readable(text: str, tweet: Mapping[str, Any]) -> str:
    """Return the text with real addresses for t.co ones, without the address of its own pictures, entities resolved."""
    entities = tweet.get("entities") or {}
    extended = tweet.get("extended_entities") or {}
    for url in entities.get("urls") or ():
        if url.get("url") and url.get("expanded_url"):
            text = text.replace(url["url"], url["expanded_url"])
    for medium in (*(entities.get("media") or ()), *(extended.get("media") or ())):
        if medium.get("url"):
            text = text.replace(medium["url"], "")
    return html.unescape(text).strip()


def _language(code: object) -> str | None:
    """Return a language code; X writes "und", "zxx" and "qme" where it has none."""
    return code if isinstance(code, str) and len(code) == 2 else None
