"""Which environment variable holds the token of a source. The token itself never stands in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from auditor.settings.model import VARIABLE_NAME, Source

VARIABLES: Final[Mapping[str, str]] = {
    "x-api": "X_BEARER_TOKEN",
    "linkedin-api": "LINKEDIN_ACCESS_TOKEN",
    "facebook-api": "FACEBOOK_PAGE_TOKEN",
    "instagram-api": "INSTAGRAM_ACCESS_TOKEN",
    "threads-api": "THREADS_ACCESS_TOKEN",
    "youtube-api": "YOUTUBE_API_KEY",
}
"""Of each kind that needs a token: the variable that is read where `token_env` names no other."""

_SECRET_KEY: Final = re.compile(r"token|secret|passw|bearer|api_?key|^key$|credential", re.IGNORECASE)
_PAIR: Final = re.compile(r"""(?P<key>[\w-]+)(?P<colon>["']?\s*:\s*)(?P<value>"[^"]*"|'[^']*'|[^\s,}\]]+)""")


def variable(source: Source) -> str | None:
    """Return the name of the environment variable for a source; None for a kind that needs no token."""
    default = VARIABLES.get(source.kind)
    return (source.token_env or default) if default else None


def is_secret_key(key: str) -> bool:
    """Return whether a key of the configuration looks as if a secret stands behind it."""
    return key != "token_env" and bool(_SECRET_KEY.search(key))


def without_secrets(line: str) -> str:
    """Return a line of a configuration in which the values of such keys are hidden, so that it may be shown."""

    def hide(pair: re.Match[str]) -> str:
        named = pair["key"] == "token_env" and re.match(VARIABLE_NAME, pair["value"].strip("\"'"))
        if named or not _SECRET_KEY.search(pair["key"]):
            return pair[0]
        return f"{pair['key']}{pair['colon']}***"

    return _PAIR.sub(hide, line)
