"""`auditor init`: write a commented auditor.yaml for a website or a folder."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from auditor.cli.options import write_file
from auditor.errors import UsageError

_BROCHURES = {".pdf", ".docx", ".pptx", ".md"}
_MASTODON = re.compile(r"^/@([\w.]+)/?$")


@click.command("init")
@click.argument("where", required=False, metavar="[URL|FOLDER]")
@click.option("--name", help="The organisation's name. Asked for when it is not given.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("auditor.yaml"),
    show_default=True,
    help="File to write.",
)
@click.option("--yes", is_flag=True, help="Ask nothing; take what can be found out.")
@click.option("--force", is_flag=True, help="Replace an auditor.yaml that is there.")
@click.option("--offline", is_flag=True, help="Do not visit the website to find its social profiles.")
def command(where: str | None, name: str | None, output: Path, yes: bool, force: bool, offline: bool) -> int:
    """Write a commented auditor.yaml for a website (URL) or a folder with a static build or brochures.

    A website is visited once, politely, to find the social profiles that it links to.
    """
    if output.exists() and not force:
        raise UsageError(f"{output} is there already.", advice="Choose another --output, or replace it with --force.")
    if where is None:
        if yes:
            raise UsageError("Say what to audit.", advice="auditor init https://www.example.org, or a folder.")
        where = _ask("The website (https://...) or a folder with a static build or brochures")
    profiles: Sequence[str] = ()
    if where.startswith(("http://", "https://")):
        address = urlsplit(where)
        if not address.hostname:
            raise UsageError(f"{where!r} is no address.", advice="Write it as https://www.example.org.")
        guess = address.hostname.removeprefix("www.")
        sources = [f'- {{name: website, kind: web, url: "{_quoted(where)}"}}']
        if not offline:
            profiles = _profiles(where, guess)
    else:
        folder = Path(where)
        if not folder.is_dir():
            raise UsageError(f"{where} is no folder and no address.", advice="An address starts with https://.")
        guess = folder.resolve().name
        sources = _folder_sources(folder, output.resolve().parent)
    name = name or (guess if yes else _ask("The name of the organisation", guess))
    write_file(output, _document(name, sources, profiles))
    click.echo(f"Wrote {output}. Look through it, then run: auditor run -c {output}", err=True)
    return 0


def _ask(question: str, guess: str | None = None) -> str:
    """Return the answer to a question.

    Raises:
        UsageError: nobody is there to answer it, as in a script.
    """
    try:
        return str(click.prompt(question, default=guess, err=True))
    except click.Abort as error:
        if sys.stdin.isatty():
            raise  # Ctrl-C
        raise UsageError(
            "There was no answer, and nothing was written.",
            advice="Give the website or folder and --name, or --yes to be asked nothing.",
        ) from error


def _folder_sources(folder: Path, base: Path) -> list[str]:
    """Return the sources that a folder holds: a static build if it has HTML, brochures if it has documents."""
    path = _relative(folder, base)
    suffixes = {file.suffix.lower() for file in folder.rglob("*") if file.is_file()}
    sources = []
    if suffixes & {".html", ".htm"}:
        sources.append(
            f'- {{name: website, kind: static, path: "{path}"}}   # add base_url: "https://www..." for links'
        )
    elif suffixes & _BROCHURES:
        sources.append(f'- {{name: brochures, kind: files, path: "{path}"}}')
    if not sources:
        raise UsageError(
            f"{folder} holds no HTML and no PDF, DOCX, PPTX or Markdown files.",
            advice="Name the folder that holds them.",
        )
    return sources


def _relative(folder: Path, base: Path) -> str:
    resolved = folder.resolve()
    text = resolved.relative_to(base).as_posix() if resolved.is_relative_to(base) else resolved.as_posix()
    return _quoted(text)


def _quoted(text: str) -> str:
    """Escape for a double-quoted YAML string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _profiles(url: str, name: str) -> Sequence[str]:
    """Visit the first page and return the profiles it links to; none where it cannot be visited."""
    from auditor.collect import collect  # noqa: PLC0415 - not needed for --help
    from auditor.settings import load  # noqa: PLC0415 - see above

    with tempfile.TemporaryDirectory(prefix="auditor-init-") as folder:
        file = Path(folder) / "auditor.yaml"
        file.write_text(
            f'organisation: {{name: "{_quoted(name)}"}}\n'
            f'sources: [{{name: website, kind: web, url: "{_quoted(url)}", max_pages: 1, max_depth: 0}}]\n',
            encoding="utf-8",
        )
        (report,) = collect(load(file, environ={}), progress=False)
    if report.status == "unreadable":
        click.echo(f"{url} could not be visited: {' '.join(report.notes)}", err=True)
    return report.discovered


def _document(name: str, sources: Sequence[str], profiles: Sequence[str]) -> str:
    channels = [line for profile in profiles if (line := _channel(profile))]
    unknown = [f"# found on the site, no open interface: {profile}" for profile in profiles if not _channel(profile)]
    return _TEMPLATE.format(
        name=_quoted(name),
        sources="\n".join(f"  {line}" for line in sources),
        channels="\n".join(f"  {line}" for line in [*channels, *unknown]) + ("\n" if profiles else ""),
    )


def _channel(profile: str) -> str | None:
    """Return the source line of a profile that can be read without a key."""
    address = urlsplit(profile)
    host, path = (address.hostname or "").removeprefix("www."), address.path
    if host == "bsky.app" and path.startswith("/profile/"):
        return f'- {{name: bluesky, kind: bluesky, actor: "{_quoted(path.split("/")[2])}"}}'
    if host == "youtube.com" and path.startswith("/channel/"):
        feed = f"https://www.youtube.com/feeds/videos.xml?channel_id={path.split('/')[2]}"
        return f'- {{name: youtube, kind: feed, url: "{_quoted(feed)}", role: social}}'
    closed = {
        "x.com",
        "twitter.com",
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "tiktok.com",
        "youtube.com",
        "threads.net",
    }
    match = _MASTODON.match(path)
    if match and host not in closed:
        return f'- {{name: mastodon, kind: mastodon, account: "@{match[1]}@{_quoted(host)}"}}'
    return None


_TEMPLATE = """\
# What auditor reads and how it judges. `auditor schema` prints the schema for your editor;
# `auditor explain RULE` tells what a rule means.
version: 1
organisation:
  name: "{name}"
  aliases: []                  # other names the organisation uses for itself
  languages: [nl, en]          # the main language first
  timezone: Europe/Amsterdam

# Opening hours, for promises in working hours and working days.
hours:
  mon-fri: ["09:00-17:00"]
  holidays: {{country: NL, add: [], remove: []}}

sources:
{sources}
{channels}  # More sources, each on its own line:
  # - {{name: brochures, kind: files,  path: brochures/, include: ["*.pdf", "*.docx", "*.pptx", "*.md"]}}
  # - {{name: bluesky,   kind: bluesky,  actor: name.bsky.social, required: true}}
  # - {{name: mastodon,  kind: mastodon, account: "@name@server"}}
  # - {{name: news,      kind: feed, url: "https://www.example.org/feed.xml", role: social}}
  # - {{name: page,      kind: facebook-api, account: name}}   # with a token of your own in the environment; likewise
  #                    x-api, linkedin-api, instagram-api, threads-api and youtube-api: see docs/channels.md
  # - {{name: x,         kind: x-archive, path: exports/x.zip, accounts: [name]}}        # your own archive of X
  # - {{name: facebook,  kind: meta-export, path: exports/facebook.zip}}                 # your own download
  # - {{name: linkedin,  kind: linkedin-export, path: exports/linkedin.xls}}              # the page's content export
  # - {{name: whatsapp,  kind: whatsapp, path: exports/chats/, accounts: [name]}}        # exported chats
  # - {{name: webcare,   kind: csv, preset: coosto, path: exports/coosto.csv, accounts: [name]}}

matching: {{window: 365d, min_posts: 5}}   # how old evidence may be; how few posts are too few

# Level per rule: off, info, warning or error; or [level, {{option: value}}].
rules:
  promise-stale: [warning, {{window: 180d}}]

check: {{fail_on: error}}
report: {{language: nl, redact_third_party: true}}
"""
