"""The sentences that collectors put beside a source, in the language of the report."""

from __future__ import annotations

from auditor.resources import lexicon


def say(language: str, key: str, **values: object) -> str:
    """Return the note `key` with `values` filled in; English where the language lacks it.

    Args:
        language: `nl` or `en`.
        key: a key of `config/lexicon/notes/<language>.yaml`.
        values: what stands between braces in the sentence.

    Raises:
        KeyError: no language has the key: a mistake in the collector.
    """
    template = lexicon("notes", language).get(key) or lexicon("notes", "en")[key]
    return str(template).format(**values)
