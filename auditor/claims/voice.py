"""Whose voice a page speaks with: pages of members and clients say "we" of somebody else.

An association gives each of its members a page, a bureau each of its clients. Nothing in a sentence there tells that
its "we" is another's; the folder that the page stands in does, with a title that is a name and nothing else.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from auditor.claims.phrases import words
from auditor.claims.sentence import Sentence, find_names
from auditor.claims.wordlists import word_list
from auditor.model import Statement

_INDEX = re.compile(r"(?:index|default)\.\w+$")


def of_another(statement: Statement, sentence: Sentence) -> bool:
    """Whether the statement stands on the page of a member, client or partner, and does not name the organisation."""
    title = statement.headings[0] if statement.headings else ""
    if not _below_others(statement) or not _is_name(title):
        return False
    return not any(find_names(words(text), sentence.names) for text in (sentence.text, title))


def _below_others(statement: Statement) -> bool:
    path = urlsplit(statement.place.url).path if statement.place.url else statement.place.path or ""
    folders = [part.lower() for part in _INDEX.sub("", path.replace("\\", "/")).split("/") if part]
    return any(folder in word_list("folders_of_others") for folder in folders[:-1])


def _is_name(title: str) -> bool:
    """Whether each word of a title has a capital, or is one that names have inside: "Code for Delft"."""
    shown = [word for word in title.split() if word[:1].isalnum()]
    inside = [word for word in shown[1:-1] if word not in word_list("inside_names")]
    return bool(shown) and all(word[:1].isupper() or word[:1].isdigit() for word in (shown[0], shown[-1], *inside))
