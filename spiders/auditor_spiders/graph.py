"""What Facebook, Instagram and Threads share: Meta's Graph API, its cursors and its error codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from auditor_spiders.listing import Listing, Problem, Query, first_of
from auditor_spiders.paged import PagedSpider

# Error codes of the Graph API; a request that meets one of the first group may be made again later.
_LIMITS: Final = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_015)})
_TOKENS: Final = frozenset({102, 190, 463, 467})
_PERMISSIONS: Final = frozenset({3, 10, *range(200, 300)})
_MISSING: Final = frozenset({110, 803})
_OLD_VERSION: Final = frozenset({2635})
_NO_SUCH_OBJECT: Final = 33
_TEMPORARY: Final = frozenset({1, 2})


class GraphSpider(PagedSpider):
    """A spider for the Graph API. Pages lead on by `cursors.after`: the link in `next` holds the token."""

    version: ClassVar[str]

    def path(self, rest: str) -> str:
        """Return a path with the version before it."""
        return f"{self.source.api_version or self.version}/{rest}"

    def following(self, body: Any, listing: Listing) -> Query | None:  # noqa: ARG002 - every list has the same paging
        """Go on after the cursor, as long as there is a next page; an empty page may have one."""
        paging = body.get("paging")
        after = (paging.get("cursors") or {}).get("after") if isinstance(paging, Mapping) else None
        return {"after": str(after)} if after and paging.get("next") else None

    def limit_of(self, status: int, body: Any) -> bool:
        """Return whether an answer asks for a pause: in the Graph API the code says so, with status 400 or 403."""
        return super().limit_of(status, body) or (status in (400, 403) and _code(body)[0] in _LIMITS)

    def problem(self, status: int, body: Any) -> Problem | None:
        """Read an error of the Graph API: code, error_subcode, type, message."""
        if status < 400 and "error" not in body:
            return None
        code, subcode = _code(body)
        error = body.get("error")
        message = str(error.get("message") or "") if isinstance(error, Mapping) else ""
        detail = f"{message} (code {code})" if code is not None else message
        gone = code in _MISSING or (code == 100 and subcode == _NO_SUCH_OBJECT) or (code is None and status == 404)
        named = first_of(
            (code in _LIMITS or status == 429, "limited"),
            (code in _TOKENS or status == 401, "token"),
            (code in _PERMISSIONS, "forbidden"),
            (code in _OLD_VERSION, "version"),
            (gone, "missing"),
            (status == 403 and code not in _TEMPORARY, "forbidden"),
            (status < 500, "other"),
        )
        return Problem(named, detail) if named else None


def _code(body: Any) -> tuple[int | None, int | None]:
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return None, None
    code, subcode = error.get("code"), error.get("error_subcode")
    return code if isinstance(code, int) else None, subcode if isinstance(subcode, int) else None


def rows(body: Any) -> list[Mapping[str, Any]]:
    """Return the elements of a page that have an id."""
    return [row for row in body.get("data") or () if isinstance(row, Mapping) and row.get("id")]
