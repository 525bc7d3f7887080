"""The configuration as frozen pydantic models: the names and meanings of `auditor.yaml`, and its JSON Schema."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from auditor.model import CLAIM_KINDS, ClaimKind, Role

OWNED_KINDS = ("web", "static", "files")
SourceKind = Literal[
    "web", "static", "files", "bluesky", "mastodon", "feed", "x-archive", "meta-export", "csv"
]  # fmt: skip
LevelSetting = Literal["off", "info", "warning", "error", "note"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _level(value: object) -> object:
    """YAML reads `off` as False; `warn` is what other tools call a warning."""
    if value is False:
        return "off"
    return "warning" if value == "warn" else value


class Organisation(_Model):
    """Who is audited."""

    name: str
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("nl", "en")
    timezone: str = "Europe/Amsterdam"


class Holidays(_Model):
    """Public holidays of a country (ISO 3166, with an optional subdivision), with days added and removed."""

    country: str | None = None
    subdivision: str | None = None
    add: tuple[date, ...] = ()
    remove: tuple[date, ...] = ()


class Hours(_Model):
    """Opening hours per weekday, 0 = Monday, as (from, to) minutes since midnight. An empty week: always open."""

    week: tuple[tuple[tuple[int, int], ...], ...] = ((),) * 7
    holidays: Holidays = Holidays()

    @property
    def given(self) -> bool:
        """Whether any opening hours were configured at all."""
        return any(self.week)


class Source(_Model):
    """One place that is read. `role` and `path` are filled in by the loader: the role from the kind, the path absolute."""

    name: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    kind: SourceKind
    role: Role = "owned"
    required: bool = False
    url: str | None = None
    path: Path | None = None
    base_url: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    subdomains: tuple[str, ...] = ()
    max_pages: Annotated[int, Field(ge=1)] = 500
    max_depth: Annotated[int, Field(ge=0)] = 10
    max_posts: Annotated[int, Field(ge=1)] = 10_000
    robots: bool = True
    delay: Annotated[float, Field(ge=0)] = 0.25
    """Seconds between two requests to one host, at the least."""
    actor: str | None = None
    account: str | None = None
    accounts: tuple[str, ...] = ()
    api: str | None = None
    preset: str | None = None
    columns: dict[str, str] = {}
    timezone: str | None = None
    language: str | None = None


class Pinned(_Model):
    """A claim that a person states word for word."""

    id: str
    kind: ClaimKind
    text: str
    channels: tuple[str, ...] = ()
    language: str | None = None


class Claims(_Model):
    """What is taken as a claim."""

    kinds: tuple[ClaimKind, ...] = CLAIM_KINDS
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.5
    review_file: Path = Path("claims.review.yaml")
    pinned: tuple[Pinned, ...] = ()


class Matching(_Model):
    """How statements are found and judged."""

    model: str = "embedded"
    verifier: str | None = None
    window: Annotated[int, Field(ge=1, description="Days. Written as 365d, 26w or 12m.")] = 365
    min_posts: Annotated[int, Field(ge=0)] = 5
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Below it the judge abstains."""


class Rule(_Model):
    """Level and options of one rule; `channels` holds a level per source name where it differs."""

    level: Annotated[LevelSetting, BeforeValidator(_level)]
    options: dict[str, Any] = {}
    channels: dict[str, Annotated[LevelSetting, BeforeValidator(_level)]] = {}


class Check(_Model):
    """The gate."""

    fail_on: Literal["error", "warning", "info", "never"] = "error"
    baseline: Path | None = None


class Report(_Model):
    """How reports are written."""

    language: Literal["nl", "en"] = "nl"
    redact_third_party: bool = True
    title: str | None = None


class Webcare(_Model):
    """How reply times are counted."""

    autoreply_patterns: tuple[str, ...] = ()
    conversation_gap_hours: Annotated[float, Field(gt=0)] = 24
    default_hours: Annotated[float, Field(gt=0)] = 72
    """Past this many clock hours a question is unanswered where no promise applies."""
    target_share: Annotated[float, Field(gt=0, le=1)] = 0.9
    min_cases: Annotated[int, Field(ge=1)] = 10


class Settings(_Model):
    """The whole configuration, with defaults filled in."""

    version: Literal[1] = 1
    organisation: Organisation
    now: datetime | None = None
    hours: Hours = Hours()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    claims: Claims = Claims()
    matching: Matching = Matching()
    rules: dict[str, Rule] = {}
    """Filled by the loader for every known rule: config/default.yaml overlaid with the file."""
    check: Check = Check()
    report: Report = Report()
    webcare: Webcare = Webcare()
    file: Path = Path("auditor.yaml")
    """The file it was read from; relative paths count from its folder."""

    @property
    def folder(self) -> Path:
        """The folder of the configuration file."""
        return self.file.parent

    @property
    def workspace(self) -> Path:
        """Where what was collected is kept."""
        return self.folder / ".auditor"

    def source(self, name: str) -> Source:
        """Return the source with that name. Raises KeyError."""
        for source in self.sources:
            if source.name == name:
                return source
        raise KeyError(name)
