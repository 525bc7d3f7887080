"""A document that cannot be read, with the reason in the language of the report."""

from __future__ import annotations

from auditor.errors import ReadError
from auditor.resources import lexicon


class RefusedError(ReadError):
    """A ReadError with a reason from `config/lexicon/reading`. The exception itself speaks English."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.code = code
        self.values = values
        message, advice = worded("en", code, values)
        super().__init__(message, advice=advice or None)

    def told(self, language: str) -> str:
        """Return reason and advice as one text in `language` (English where there is no other)."""
        return " ".join(filter(None, worded(language, self.code, self.values)))

    def __reduce__(self) -> tuple[object, ...]:
        """Refusals come back from worker processes."""
        return _rebuilt, (self.code, self.values)


def _rebuilt(code: str, values: dict[str, str | int]) -> RefusedError:
    return RefusedError(code, **values)


def worded(language: str, code: str, values: dict[str, str | int]) -> tuple[str, str]:
    """Return (message, advice) of a code of `config/lexicon/reading`."""
    entry = lexicon("reading", language).get(code) or lexicon("reading", "en")[code]
    return entry["message"].format(**values), entry["advice"].format(**values)
