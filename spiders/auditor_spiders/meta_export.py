"""The information that Facebook or Instagram lets an organisation download, in JSON.

Names of folders and keys change with the year and the language (`comments_v2`, `..._posts_1.json`), so files are known
by the stem of their names and by what they hold. Strings are UTF-8 bytes written as Latin-1 characters. Comments carry
no link to what they answer: they count as what the organisation says, never as a reply time. Private messages, for who
asks for them, are whole talks and give reply times.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders import meta_messages
from auditor_spiders.archive import Archive
from auditor_spiders.json_stream import elements
from auditor_spiders.meta_entries import Entries, stem
from auditor_spiders.meta_text import repaired, repaired_all
from auditor_spiders.origin import Origin

__all__ = ["read", "repaired"]

# Up to here a file is loaded whole, whatever its shape; above, its list is read element by element.
_WHOLE: Final = 8 * 1024**2
_MAX_PROFILE: Final = 4 * 1024**2
# Only these files are opened: the rest is settings, advertisements, what was viewed, and other private things.
_RELEVANT: Final = re.compile(r"post|comment|reel|stories|photos|videos|bericht|reactie|opmerking", re.IGNORECASE)
_FOLDERS: Final = re.compile(r"posts|berichten|reacties|comments|content|inhoud", re.IGNORECASE)
_LEFT_OUT: Final = re.compile(
    r"viewed|bekeken|liked|likes|saved|opgeslagen|trash|prullenbak|archive|gearchiveerd|deleted|verwijderd|interactions"
    r"|suggest|voorgesteld|drafts|concepten|scheduled",
    re.IGNORECASE,
)
_PROFILE: Final = re.compile(r"profile_information|personal_information|profielgegevens", re.IGNORECASE)
_PRIVATE: Final = re.compile(
    r"/(?:messages|inbox|message_requests|archived_threads|filtered_threads|e2ee_cutover|chats|berichtverzoeken)/"
    r"|/message_\d+\.json$",
    re.IGNORECASE,
)
_TALK: Final = re.compile(r"message_\d+\.json", re.IGNORECASE)


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the zip file or unpacked folder at `source.path`.

    Raises:
        CollectError: there is no such file, or it is no download of Facebook or Instagram in JSON, or it is damaged.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    path = context.relative(source.path)
    with Archive.opened(source.path, context, single=".json") as archive:
        names = archive.names()
        files = [name for name in names if archive.single or _is_relevant(name)]
        talks = [] if archive.single else [name for name in names if _TALK.fullmatch(PurePosixPath(name).name)]
        if not files and not talks:
            is_html = any(name.lower().endswith((".html", ".htm")) for name in names)
            raise CollectError(context.say("meta-html" if is_html else "no-meta", path=path))
        origin = Origin.of(source, context, "facebook", *_profiles(archive, names, context, path))
        entries = Entries(origin)
        yield from _entries(archive, files, entries, path)
        count = len(entries.seen)
        if source.messages:
            for post in _talks(archive, talks, origin, path):
                count += 1
                yield post
        elif talks:
            yield Note(context.say("messages-left", name=source.name))
        yield Expected(count)
        if entries.odd:
            yield Note(context.say("rows-skipped", count=entries.odd))
        if entries.others:
            text = context.say("meta-others", count=entries.others, example=context.organisation.name)
            yield Note(text, "none" if entries.own_comments else "partial")


def _is_relevant(name: str) -> bool:
    path = PurePosixPath(name)
    if path.suffix.lower() != ".json" or _PRIVATE.search(f"/{name}") or _LEFT_OUT.search(path.name):
        return False
    return bool(_RELEVANT.search(path.name) or _FOLDERS.fullmatch(path.parent.name))


def _entries(archive: Archive, names: Iterable[str], entries: Entries, path: str) -> Iterator[Item]:
    folders = tuple(archive.names())
    for name in names:
        entries.platform = _platform(name, folders)
        try:
            for item in _items(archive, name):
                entries.platform = entries.platform or ("instagram" if "string_map_data" in item else "facebook")
                yield from entries.posts(item, name)
        except (ValueError, RecursionError) as error:
            raise _broken(entries.origin.context, path, f"{name}: {error}") from error


def _items(archive: Archive, name: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of one file, repaired. Raises ValueError, RecursionError."""
    if archive.size(name) > _WHOLE:
        with archive.open(name) as stream:
            for element in elements(stream):
                if isinstance(element, dict):
                    yield repaired_all(element)
        return
    content = json.loads(archive.read(name, _WHOLE))
    yield from (repaired_all(item) for item in _lists(content, depth=2) if isinstance(item, dict))


def _lists(content: Any, *, depth: int) -> Iterator[Any]:
    """Yield what the lists of a file hold: at the top, or within one or two groups."""
    if isinstance(content, list):
        yield from content
    elif isinstance(content, dict):
        lists = [item for item in content.values() if isinstance(item, list)]
        if lists:
            for items in lists:
                yield from items
        elif depth:
            for inner in content.values():
                yield from _lists(inner, depth=depth - 1)


def _profiles(archive: Archive, names: Iterable[str], context: Context, path: str) -> Iterator[str]:
    """Yield the names on the profile that the download is of."""
    for name in names:
        if not name.lower().endswith(".json") or not _PROFILE.search(PurePosixPath(name).name):
            continue
        try:
            yield from _profile_names(repaired_all(json.loads(archive.read(name, _MAX_PROFILE))))
        except (ValueError, RecursionError) as error:
            raise _broken(context, path, f"{name}: {error}") from error


def _profile_names(content: Any) -> Iterator[str]:
    if not isinstance(content, dict):
        return
    for key, value in content.items():
        if stem(key) == "profile" and isinstance(value, dict):
            name = value.get("name")
            if isinstance(name, dict) and isinstance(name.get("full_name"), str) and name["full_name"].strip():
                yield name["full_name"]
        elif stem(key) == "profile_user" and isinstance(value, list):  # Instagram; labels are in its language
            for user in value:
                labels = user.get("string_map_data") if isinstance(user, dict) else None
                for label, item in labels.items() if isinstance(labels, dict) else ():
                    is_name = re.search(r"username|gebruikersnaam|\bname\b|\bnaam\b", label, re.IGNORECASE)
                    if is_name and isinstance(item, dict) and isinstance(item.get("value"), str) and item["value"]:
                        yield item["value"]


def _platform(name: str, names: Iterable[str]) -> str:
    """Return "facebook" or "instagram" by the folders; an empty string where none tells."""
    for part in (name, *names):
        if "instagram" in part.casefold():
            return "instagram"
        if "facebook" in part.casefold():
            return "facebook"
    return ""


def _talks(archive: Archive, names: Iterable[str], origin: Origin, path: str) -> Iterator[Post]:
    by_folder: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_folder[PurePosixPath(name).parent.as_posix()].append(name)
    for folder, parts in sorted(by_folder.items()):
        platform = _platform(folder, archive.names()) or "facebook"
        try:
            yield from meta_messages.posts(archive, parts, folder, origin.on(platform))
        except (ValueError, RecursionError) as error:
            raise _broken(origin.context, path, f"{folder}: {error}") from error


def _broken(context: Context, path: str, reason: str) -> CollectError:
    return CollectError(context.say("export-broken", path=path, reason=reason))
