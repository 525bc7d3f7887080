"""`auditor import`: take an export into the snapshot, or show how it would be understood."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import config_option, progress_option, screen_width, wants_progress
from auditor.errors import EXIT_CLEAN, EXIT_NOTHING, CollectError, ConfigError, UsageError
from auditor.settings import Settings, Source, load
from auditor.settings.model import EXPORT_KINDS, Organisation, Report

if TYPE_CHECKING:
    from auditor.model import Post, SourceReport
    from auditor.render.told import Teller

_AUTO = "auto"
_NAMES = {
    "x-archive": "x", "meta-export": "meta", "linkedin-export": "linkedin", "tiktok-export": "tiktok",
    "youtube-takeout": "youtube", "csv": "messages",
}  # fmt: skip


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as", "kind", type=click.Choice([_AUTO, *EXPORT_KINDS]), default=_AUTO, show_default=True,
    help="What kind of export it is; auto: told by what the file holds.",
)  # fmt: skip
@click.option("--name", help="The source it belongs to. Default: the source with this path, else a name by its kind.")
@click.option("--dry-run", is_flag=True, help="Show how it is understood; store nothing.")
@click.option("--add", is_flag=True, help="Add the source to the configuration file, where it is not there yet.")
@click.option(
    "--account", "accounts", multiple=True, help="How the organisation is called in the file. May be repeated."
)
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Which column holds a field (csv).")
@click.option("--preset", help="The preset of columns (csv).")
@click.option("--timezone", help="The zone of times without an offset.")
@click.option("--messages", is_flag=True, help="Read the private messages in it too.")
@click.option("--show-others", is_flag=True, help="Show what other people wrote, also outside a terminal.")
@config_option
@progress_option
def command(
    file: Path, kind: str, name: str | None, dry_run: bool, add: bool, accounts: tuple[str, ...],
    columns: tuple[str, ...], preset: str | None, timezone: str | None, messages: bool, show_others: bool,
    config: Path | None, no_progress: bool,
) -> int:  # fmt: skip
    """Take an export (zip, folder, CSV, workbook, chat, JSON) into the snapshot.

    The file is first read on trial: only when that goes well is anything stored, and it then replaces what the source
    held before. With --dry-run it stays with the trial.
    """
    if dry_run and add:
        raise UsageError("--dry-run changes nothing, so it cannot --add.", advice="Leave one out.")
    settings, configured = _settings(config, dry_run=dry_run)
    given: dict[str, Any] = {"accounts": accounts, "columns": _columns(columns), "messages": messages}
    given = {key: value for key, value in {**given, "preset": preset, "timezone": timezone}.items() if value}
    source, known = _source(settings, file, kind, name, given)
    trial, report, posts = _trial(settings, source, progress=wants_progress(no_progress))
    _show(trial, report, posts, others=show_others)
    if report.status == "unreadable":
        raise UsageError(f"{file} was not imported.", advice="Nothing was changed.")
    if not posts:
        click.echo(f"{file} holds nothing to import. Nothing was changed.", err=True)
        return EXIT_NOTHING
    if dry_run:
        _tell_line(settings, source, known=known, configured=configured)
        return EXIT_CLEAN
    if add and not known:
        settings = _add(settings, source)
    _import(settings, source, progress=wants_progress(no_progress))
    _tell_stored(settings, source, known=known or add)
    return EXIT_CLEAN


def _settings(config: Path | None, *, dry_run: bool) -> tuple[Settings, bool]:
    """Return the configuration, and whether there is one: a trial does without."""
    try:
        return load(config), True
    except ConfigError:
        if config is not None or not dry_run or _is_there():
            raise
    click.echo("There is no auditor.yaml: name the organisation's accounts with --account.", err=True)
    organisation = Organisation(name="the organisation")
    nothing = Source(name="nothing", kind="web", url="https://nothing.invalid/")  # there must be one; never read
    report = Report(language="en")  # nobody chose one, so the notes are in that of the messages
    file = Path.cwd() / "auditor.yaml"
    return Settings(organisation=organisation, sources=(nothing,), report=report, file=file), False


def _is_there() -> bool:
    """Return whether a configuration was found but is wrong; then that must be told."""
    import os  # noqa: PLC0415 - see above

    from auditor.settings.load import find  # noqa: PLC0415 - only for this question

    try:
        find(None, cwd=Path.cwd(), environ=os.environ)
    except ConfigError:
        return bool(os.environ.get("AUDITOR_CONFIG"))
    return True


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        field, sign, header = pair.partition("=")
        if not sign or not field or not header:
            raise UsageError(f"--column {pair!r} is no FIELD=HEADER.", advice="Write --column text=Bericht.")
        found[field.strip()] = header.strip()
    return found


def _source(settings: Settings, file: Path, kind: str, name: str | None, given: dict[str, Any]) -> tuple[Source, bool]:
    """Return the source to read, and whether the configuration has it already."""
    path = file.absolute()
    known = _configured(settings, path, name)
    if known is None:
        kind = _kind(settings, file) if kind == _AUTO else kind
        chosen = name or _name(kind, file)
        if any(source.name == chosen for source in settings.sources):
            raise UsageError(
                f"A source is called {chosen!r} already, and reads another file.",
                advice=f"To replace what it holds: --name {chosen}. To keep both: --name with another name.",
            )
        return Source.model_validate({"name": chosen, "kind": kind, "role": "social", "path": path, **given}), False
    if kind not in (_AUTO, known.kind):
        raise UsageError(
            f"The source {known.name!r} is of kind {known.kind}, not {kind}.", advice="Choose another --name."
        )
    if known.kind not in EXPORT_KINDS:
        raise UsageError(f"The source {known.name!r} is of kind {known.kind}, which reads no export.")
    same = known.path is not None and known.path.resolve() == path.resolve()
    return known.model_copy(update={"path": known.path if same else path, **given}), True


def _configured(settings: Settings, path: Path, name: str | None) -> Source | None:
    """Return the source of the configuration that is meant: by its name, else by its path."""
    for source in settings.sources:
        if source.name == name or (
            name is None and source.path is not None and source.path.resolve() == path.resolve()
        ):
            return source
    return None


def _kind(settings: Settings, file: Path) -> str:
    """Return the kind that the file's content tells, and say so. Raises UsageError where it tells none, or several."""
    from datetime import UTC, datetime  # noqa: PLC0415 - see above

    from auditor.collect.protocol import GUESS, Context  # noqa: PLC0415 - not needed for --help

    if not file.exists():
        raise UsageError(f"There is no {file}.", advice="Check the path.")
    (point,) = entry_points(group=GUESS)
    context = Context(settings.organisation, Path.cwd(), datetime.now(UTC), settings.report.language)
    try:
        found: dict[str, str] = dict(point.load()(file, context))
    except CollectError as error:
        raise UsageError(error.message) from error
    if len(found) == 1:
        ((kind, why),) = found.items()
        click.echo(_teller(settings).taken_for(kind, why), err=True)
        return kind
    kinds = ", ".join(EXPORT_KINDS)
    if not found:
        raise UsageError(f"What kind of export {file} is cannot be told.", advice=f"Say it with --as: {kinds}.")
    told = "; ".join(f"{kind}: {why}" for kind, why in found.items())
    raise UsageError(f"{file} may be several kinds of export ({told}).", advice="Say which with --as.")


def _name(kind: str, file: Path) -> str:
    plain = file.name.casefold()
    if kind == "meta-export":
        return next((name for name in ("instagram", "facebook") if name in plain), _NAMES[kind])
    return _NAMES.get(kind, kind)


def _teller(settings: Settings) -> Teller:
    from auditor.render.told import Teller  # noqa: PLC0415 - catalogues, which --help need not load

    return Teller(settings.report.language)


def _trial(settings: Settings, source: Source, *, progress: bool) -> tuple[Settings, SourceReport, tuple[Post, ...]]:
    """Read the export into a place that vanishes; return the settings used, what came of it, and the posts."""
    from auditor.collect import collect  # noqa: PLC0415 - not needed for --help
    from auditor.store import Store  # noqa: PLC0415 - see above

    alone = settings.model_copy(update={"sources": (source,)})
    with tempfile.TemporaryDirectory(prefix="auditor-import-") as folder:
        (report,) = collect(alone, only=(source.name,), progress=progress, trial=Path(folder))
        with Store.open(Path(folder)) as store:
            return alone, report, store.posts(source.name)


def _show(settings: Settings, report: SourceReport, posts: Sequence[Post], *, others: bool) -> None:
    """Print how the export was understood, on standard output; where it was not, why, on standard error."""
    from auditor.render import preview  # noqa: PLC0415 - see `_trial`
    from auditor.render.safe_text import visible  # noqa: PLC0415 - see `_trial`

    (source,) = settings.sources
    if posts and report.status != "unreadable":
        width = screen_width()
        zone = source.timezone or settings.organisation.timezone
        words = _teller(settings).words
        view = preview.View(zone, words, others=others or width is not None or not settings.report.redact_third_party)
        rows = preview.rows(posts, view)
        click.echo(preview.plain(rows, words) if width is None else preview.framed(rows, width, words))
        click.echo()
        for line in preview.summary(posts, view):
            click.echo(line)
    for note in report.notes:
        text = "\n".join(visible(line) for line in note.split("\n"))
        click.echo(text, err=report.status == "unreadable")


def _tell_line(settings: Settings, source: Source, *, known: bool, configured: bool) -> None:
    """Print the line for the configuration where it lacks what was tried."""
    from auditor.settings.edit import source_line  # noqa: PLC0415 - see `_trial`

    teller, name = _teller(settings), settings.file.name
    if known and source == settings.source(source.name):
        click.echo(teller.stands_there(source.name, name))
        return
    line = source_line(source, settings.folder if configured else Path.cwd())
    click.echo(teller.line_to_add(name, line, replaces=known))


def _add(settings: Settings, source: Source) -> Settings:
    """Write the source into the configuration file, say so, and return the new settings."""
    from auditor.cli.options import write_bytes  # noqa: PLC0415 - see `_trial`
    from auditor.settings.edit import source_line, with_source  # noqa: PLC0415 - see `_trial`

    line = source_line(source, settings.folder)
    text = settings.file.read_bytes().decode("utf-8")
    write_bytes(settings.file, with_source(text, line).encode())
    click.echo(_teller(settings).added(str(settings.file), line))
    return load(settings.file)


def _import(settings: Settings, source: Source, *, progress: bool) -> None:
    from auditor.collect import collect  # noqa: PLC0415 - see `_trial`

    others = tuple(other for other in settings.sources if other.name != source.name)
    (report,) = collect(
        settings.model_copy(update={"sources": (*others, source)}), only=(source.name,), progress=progress
    )
    if report.status == "unreadable" or not report.documents:  # the file changed between the trial and now
        raise UsageError(f"The export was not imported: {' '.join(report.notes)}", advice="Try again.")


def _tell_stored(settings: Settings, source: Source, *, known: bool) -> None:
    from auditor.settings.edit import source_line  # noqa: PLC0415 - see `_trial`

    teller, name = _teller(settings), settings.file.name
    click.echo(teller.imported(source.name, name))
    if not known:
        click.echo(teller.not_named(name, source_line(source, settings.folder)))
    elif (named := settings.source(source.name)).path != source.path:
        click.echo(teller.other_file(name, str(named.path)))
