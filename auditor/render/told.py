"""What `auditor collect` and `auditor import` say of what they read, in the language of the report.

Whatever is said of the organisation and its sources is in that language, in whole sentences, as the collectors' notes
between them are; usage and error messages are English, as the options are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import SourceReport
from auditor.render.safe_text import visible
from auditor.render.words import Words


class Teller:
    """Says how reading went, in one language.

    Raises:
        UsageError: there is no catalogue for the language.
    """

    def __init__(self, language: str) -> None:
        self.words = Words(language)

    def source(self, report: SourceReport) -> Iterator[str]:
        """Yield a sentence that says how reading a source went, and its notes, indented, on lines of their own."""
        yield f"{report.name}: {self.how_it_went(report)}"
        for note in report.notes:
            for line in note.split("\n"):
                yield f"  {visible(line)}"

    def how_it_went(self, report: SourceReport) -> str:
        """Return what was read of a source, as a sentence without its name."""
        words = self.words
        if report.status == "unreadable":
            return words.t("could not be read.")
        if report.status == "empty":
            return words.t("was read, and there is nothing in it.")
        if report.role == "owned":
            items = words.nt("{n} document", "{n} documents", report.documents)
        else:
            items = words.nt("{n} message", "{n} messages", report.documents)
        if report.expected is not None and report.expected != report.documents:
            items = words.t("{items} of the {total} that there are", items=items, total=words.number(report.expected))
        if report.status == "partial":
            return words.t("read in part, {items}.", items=items)
        return words.t("{items} read.", items=items)

    def profiles(self, links: Sequence[str]) -> Iterator[str]:
        """Yield the profiles that the sources link to and the configuration does not name; nothing without any."""
        if links:
            yield self.words.t("The site links to these profiles, which the configuration does not name:")
            yield from (f"  {visible(link)}" for link in links)

    def cost(self, source: str, limit: int) -> str:
        """Return how many posts of a source will be read and paid for at most."""
        return self.words.t(
            "{source}: at most {limit} posts are read and paid for (`max_reads`).",
            source=source,
            limit=self.words.number(limit),
        )

    def taken_for(self, kind: str, why: str) -> str:
        """Return which kind of export a file was taken for, and what told so."""
        return self.words.t("Taken for {kind} (it holds {why}). Another kind: --as KIND.", kind=kind, why=visible(why))

    def stands_there(self, source: str, file: str) -> str:
        """Return that the configuration reads the export as it was tried, and that nothing was stored."""
        there = self.words.t("The source '{source}' stands in {file} like this.", source=source, file=file)
        return f"{there} {self._nothing_stored()}"

    def line_to_add(self, file: str, line: str, *, replaces: bool) -> str:
        """Return the line that the configuration lacks to read what was tried, and that nothing was stored."""
        if replaces:
            where = self.words.t("For {file}, in place of the line of that source:", file=file)
        else:
            where = self.words.t("For {file}, under `sources:`:", file=file)
        return f"{where}\n\n  {line}\n\n{self._nothing_stored()}"

    def added(self, file: str, line: str) -> str:
        """Return which line was written into the configuration."""
        there = self.words.t("Added to {file}:", file=file)
        return f"{there}\n\n  {line}\n"

    def imported(self, source: str, file: str) -> str:
        """Return that an export is in the snapshot, and what comes next."""
        return self.words.t(
            "Imported into the snapshot of {file} as '{source}'. Next: `auditor check`.", file=file, source=source
        )

    def not_named(self, file: str, line: str) -> str:
        """Return that the configuration does not know what was imported, and the line to add."""
        missing = self.words.t(
            "{file} does not name it yet: `auditor check` passes over it, and the next `auditor collect` removes it. "
            "Add under `sources:` (or run this again with --add):",
            file=file,
        )
        return f"{missing}\n\n  {line}\n"

    def other_file(self, file: str, path: str) -> str:
        """Return that the configuration still names another export for this source."""
        return self.words.t(
            "{file} still names {path}: the next `auditor collect` reads that file again.", file=file, path=path
        )

    def _nothing_stored(self) -> str:
        return self.words.t("Nothing was stored.")
