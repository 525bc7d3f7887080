"""The archive that X makes of an account: own posts only, so the time of a question is read from its number.

Format: `data/tweets.js` (older: `tweet.js`; parts: `tweets-part1.js`; posts in communities: `community-tweet.js`), each
`window.YTD.<name>.part<n> = [...]`, all numbers as strings; `note-tweet.js` has the full text of long posts,
`account.js` the name of the account, `direct-messages.js` the private messages. What was deleted lies in files of its
own (`deleted-tweets.js`), which are not opened.

Two passes, so that memory does not grow with the archive: the first counts and finds the older versions of edited
posts, the second yields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.settings.model import Source
from auditor_spiders import x_messages
from auditor_spiders.archive import Archive
from auditor_spiders.json_stream import BrokenStreamError, elements
from auditor_spiders.origin import Origin
from auditor_spiders.people import People
from auditor_spiders.x_posts import Tweets, number_of, older_versions, snowflake_time

__all__ = ["read", "snowflake_time"]

_TWEETS: Final = re.compile(r"(?:community-)?tweets?(?:-part\d+)?\.js", re.IGNORECASE)
_NOTES: Final = re.compile(r"note-tweets?(?:-part\d+)?\.js", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"account\.js", re.IGNORECASE)
_MESSAGES: Final = re.compile(r"direct-messages?(?:-group)?(?:-part\d+)?\.js", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the first pass found: ids of posts, ids that a later version replaced, and how many are no posts."""

    ids: frozenset[str]
    replaced: frozenset[str]
    odd: int


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the zip file or unpacked folder at `source.path`.

    Raises:
        CollectError: there is no such file, or it is no archive of X, or it is damaged.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    with Archive.opened(source.path, context, single=".js") as archive:
        try:
            yield from _items(archive, source, context)
        except BrokenStreamError as error:
            path = context.relative(source.path)
            raise CollectError(context.say("export-broken", path=path, reason=str(error))) from error


def _items(archive: Archive, source: Source, context: Context) -> Iterator[Item]:
    names = archive.names()
    files = tuple(name for name in names if archive.single or _TWEETS.fullmatch(PurePosixPath(name).name))
    if not files:
        assert source.path is not None
        raise CollectError(context.say("no-tweets", path=context.relative(source.path)))
    account = next(_read(archive, names, _ACCOUNT, "account"), {})
    longer = {str(note.get("createdAt", ""))[:19]: note for note in _read(archive, names, _NOTES, "noteTweet")}
    tweets = Tweets(Origin(source, context, _people(account, source, context), "x"), longer)
    survey = _survey(_elements(archive, files, "tweet"), tweets)
    messages = tuple(name for name in names if _MESSAGES.fullmatch(PurePosixPath(name).name))
    left = set(survey.ids - survey.replaced)
    total = len(left)
    yield Expected(total)
    for tweet in _elements(archive, files, "tweet"):
        number = number_of(tweet)
        if number in left and (post := tweets.post(tweet)) is not None:
            left.remove(number)  # the parts of an archive may overlap
            yield post
    if source.messages:
        count = 0
        for post in x_messages.posts(_elements(archive, messages, "dmConversation"), tweets.origin):
            count += 1
            yield post
        yield Expected(total + count)
    elif any(_elements(archive, messages, "dmConversation")):
        yield Note(context.say("messages-left", name=source.name))
    if survey.odd:
        yield Note(context.say("rows-skipped", count=survey.odd))


def _people(account: Mapping[str, Any], source: Source, context: Context) -> People:
    main = (source.accounts or (str(account.get("username") or source.name),))[0]
    return People.of(main, (*source.accounts, account.get("username"), account.get("accountId")), context.pseudonym)


def _survey(found: Iterable[Mapping[str, Any]], tweets: Tweets) -> _Survey:
    ids: set[str] = set()
    replaced: set[str] = set()
    odd = 0
    for tweet in found:
        replaced.update(older_versions(tweet))
        if tweets.is_post(tweet):
            ids.add(number_of(tweet))
        else:
            odd += 1
    return _Survey(frozenset(ids), frozenset(replaced), odd)


def _read(archive: Archive, names: Iterable[str], pattern: re.Pattern[str], key: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of all files whose name matches."""
    yield from _elements(archive, (name for name in names if pattern.fullmatch(PurePosixPath(name).name)), key)


def _elements(archive: Archive, names: Iterable[str], key: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of files, out of their wrapping `{"tweet": {...}}`."""
    for name in names:
        with archive.open(name) as stream:
            for element in elements(stream):
                inner = element.get(key, element) if isinstance(element, dict) else None
                if isinstance(inner, dict):
                    yield inner
