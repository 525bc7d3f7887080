"""The information that Facebook or Instagram lets an organisation download, in JSON.

Names of folders and keys change with the year and the language (`comments_v2`, `..._posts_1.json`), so files are known
by what they hold. Strings are UTF-8 bytes written as Latin-1 characters. Comments carry no link to what they answer:
they count as what the organisation says, never as a reply time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post, PostKind, stable_id
from auditor.settings.model import Source
from auditor_spiders.archive import Archive
from auditor_spiders.people import People

_MAX_BYTES: Final = 256 * 1024**2
# Only these files are opened: the rest is settings, advertisements, messages and other private things.
_RELEVANT: Final = re.compile(
    r"post|comment|reel|stories|photos|videos|bericht|reactie|profile_information", re.IGNORECASE
)
_PRIVATE: Final = re.compile(r"/(?:messages|inbox|message_requests|archived_threads|filtered_threads)/", re.IGNORECASE)
_VERSION: Final = re.compile(r"_v\d+$")


@dataclass(slots=True)
class _Found:
    """What was collected so far."""

    posts: list[Post] = field(default_factory=list)
    odd: int = 0


@dataclass(frozen=True, slots=True)
class _Where:
    source: Source
    context: Context
    people: People
    platform: str


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the zip file or unpacked folder at `source.path`.

    Raises:
        CollectError: there is no such file, or it is no download of Facebook or Instagram in JSON. Nothing was
            yielded then.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    path = context.relative(source.path)
    with Archive.opened(source.path, context) as archive:
        names = [name for name in archive.names() if _is_relevant(name)]
        files = {name: _load(archive, name, context, path) for name in names}
    if not files:
        raise CollectError(context.say("no-meta", path=path))
    people = _people(source, context, files.values())
    found = _Found()
    for name, content in files.items():
        _take(content, _Where(source, context, people, _platform(name, content, files)), found)
    posts = _numbered(found.posts)
    yield Expected(len(posts))
    yield from posts
    if found.odd:
        yield Note(context.say("rows-skipped", count=found.odd))


def repaired(text: str) -> str:
    """Return a string of the download as it was written: its Latin-1 characters are UTF-8 bytes. Kept if not."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _is_relevant(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".json" and bool(_RELEVANT.search(path.name)) and not _PRIVATE.search(f"/{name}")


def _load(archive: Archive, name: str, context: Context, path: str) -> Any:
    try:
        return _repaired(json.loads(archive.read(name, _MAX_BYTES)))
    except (ValueError, RecursionError) as error:
        reason = f"{name}: {error}"
        raise CollectError(context.say("export-broken", path=path, reason=reason)) from error


def _repaired(value: Any) -> Any:
    """Return JSON with every string repaired."""
    if isinstance(value, str):
        return repaired(value)
    if isinstance(value, list):
        return [_repaired(item) for item in value]
    if isinstance(value, dict):
        return {repaired(key): _repaired(item) for key, item in value.items()}
    return value


def _people(source: Source, context: Context, files: Any) -> People:
    """Return who the organisation is: its configured accounts, its name, and the name on the profile."""
    names = [*source.accounts, context.organisation.name, *context.organisation.aliases]
    for content in files:
        if isinstance(content, dict):
            profile = next((item for key, item in content.items() if _VERSION.sub("", key) == "profile"), None)
            name = profile.get("name") if isinstance(profile, dict) else None
            if isinstance(name, dict) and isinstance(name.get("full_name"), str):
                names.insert(0, name["full_name"])
    return People.of(names[0], names, context.pseudonym)


def _platform(name: str, content: Any, files: Mapping[str, Any]) -> str:
    """Return "facebook" or "instagram": by the folder, else by the shape of the entries."""
    for part in (name, *files):
        if "instagram" in part.casefold():
            return "instagram"
        if "facebook" in part.casefold():
            return "facebook"
    return "instagram" if "string_map_data" in json.dumps(content)[:4000] else "facebook"


def _take(content: Any, where: _Where, found: _Found) -> None:
    """Add the posts and comments of one file."""
    if isinstance(content, dict):
        lists = [item for item in content.values() if isinstance(item, list)]
        if not lists and isinstance(content.get("data"), list):
            lists = [content["data"]]
    else:
        lists = [content] if isinstance(content, list) else []
    for items in lists:
        for item in items:
            if isinstance(item, dict):
                made = tuple(_entry(item, where))
                found.posts.extend(post for post in made if post is not None)
                found.odd += sum(post is None for post in made)


def _entry(item: Mapping[str, Any], where: _Where) -> Iterator[Post | None]:
    """Yield what one entry holds: a comment, a post, or the caption of a picture. None for one without text or time."""
    comments = [part["comment"] for part in _parts(item) if isinstance(part.get("comment"), dict)]
    if comments:
        for comment in comments:
            author = comment.get("author")
            moment = comment.get("timestamp") or item.get("timestamp")
            yield _post(comment.get("comment"), moment, where, kind="comment", author=author)
        return
    named = item.get("string_map_data")
    if isinstance(named, dict):  # Instagram: the keys are words in the language of the account
        values = [value for value in named.values() if isinstance(value, dict)]
        text = next((value["value"] for value in values if value.get("value")), None)
        moment = next((value["timestamp"] for value in values if value.get("timestamp")), None)
        yield _post(text, moment, where, kind="comment")
        return
    text = next((part["post"] for part in _parts(item) if isinstance(part.get("post"), str)), None)
    moment = item.get("timestamp") or item.get("creation_timestamp")
    media = item.get("media")
    if text is None and isinstance(media, list):  # Instagram: the caption stands with the post or its first picture
        first = next((medium for medium in media if isinstance(medium, dict)), {})
        text = item.get("title") or first.get("title")
        moment = moment or first.get("creation_timestamp")
    if text is None:
        text = _caption(item)
    if text or moment:
        # A picture without words says nothing that could be held against a claim; it is not odd either.
        if text:
            yield _post(text, moment, where, kind="post")
        return
    yield None


def _parts(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = item.get("data")
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _caption(item: Mapping[str, Any]) -> str | None:
    """Return the description of a picture or video that was posted without words of its own."""
    for attachment in item.get("attachments") or ():
        for part in _parts(attachment) if isinstance(attachment, dict) else ():
            medium = part.get("media")
            if isinstance(medium, dict) and isinstance(medium.get("description"), str):
                return str(medium["description"])
    return None


def _post(text: object, moment: object, where: _Where, *, kind: PostKind, author: object = None) -> Post | None:
    if not isinstance(text, str) or not text.strip() or not isinstance(moment, int | float) or moment <= 0:
        return None
    people = where.people
    is_own = author is None or people.is_own(str(author))
    return Post(
        source=where.source.name,
        platform=where.platform,
        account=people.main,
        id="",
        text=text.strip(),
        created_at=datetime.fromtimestamp(moment, UTC),
        author_id=people.main if is_own else people.name(str(author)),
        author_is_org=is_own,
        kind=kind,
        lang=where.source.language,
        observed_at=where.context.now,
        mentions=people.named_in(text),
    )


def _numbered(posts: list[Post]) -> list[Post]:
    """Return the posts, oldest first, with ids that are the same for the same download; the same post twice is one."""
    seen: Counter[str] = Counter()
    numbered = []
    for post in sorted(posts, key=lambda post: (post.created_at, post.kind, post.text)):
        number = stable_id(post.platform, post.kind, post.author_id, post.created_at.isoformat(), post.text, length=16)
        seen[number] += 1
        if seen[number] == 1:
            numbered.append(replace(post, id=number))
    return numbered
