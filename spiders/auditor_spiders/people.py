"""The organisation's own accounts, told from everybody else, whose handles are replaced before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

HANDLE: Final = re.compile(r"(?<![\w.@/])@(\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?)")


def plain(handle: str) -> str:
    """Return a handle as it is compared: lower case, without a leading @."""
    return handle.strip().lstrip("@").casefold()


@dataclass(frozen=True, slots=True)
class People:
    """Who is who on one source. `main` is the account the source is about."""

    main: str
    own: frozenset[str]
    pseudonym: Callable[[str], str]

    @classmethod
    def of(cls, main: str, others: Iterable[str | None], pseudonym: Callable[[str], str]) -> People:
        """Return the accounts of a source; empty names are left out."""
        return cls(main, frozenset(plain(name) for name in (main, *others) if name and plain(name)), pseudonym)

    def is_own(self, handle: str | None) -> bool:
        """Return whether a handle or id is the organisation's."""
        return handle is not None and plain(handle) in self.own

    def name(self, handle: str) -> str:
        """Return what is stored for a handle: the main account for every own one, else a pseudonym."""
        return self.main if self.is_own(handle) else self.pseudonym(plain(handle))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return what is stored for the handles that a text mentions, in order and once."""
        return tuple(dict.fromkeys(self.name(found.group(1)) for found in HANDLE.finditer(text)))
