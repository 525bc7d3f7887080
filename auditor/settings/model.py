"""The configuration as frozen pydantic models: what `auditor.yaml` may say, and the JSON Schema that editors use.

What people write in short (`365d`, `thu: ["08:30-20:00"]`, `[error, {window: 180d}]`) X hold the plain form.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic.json_schema import SkipJsonSchema

from auditor.model import CLAIM_KINDS, ClaimKind, Role
from auditor.settings.shorthand import (
    Days,
    HoursInFile,
    LevelInFile,
    RuleInFile,
    as_country,
    as_days,
    as_hours,
    as_level,
    as_plain,
    as_rule,
    as_source_map,
    as_tuple,
    as_word,
)

OWNED_KINDS = ("web", "static", "files")
EXPORT_KINDS = (
    "x-archive", "meta-export", "linkedin-export", "tiktok-export", "youtube-takeout", "whatsapp", "zendesk", "csv",
)  # fmt: skip
"""Files that a platform or tool made of the organisation's own data: read whole or not at all."""
SourceKind = Literal[
    "web", "static", "files",
    "bluesky", "mastodon", "feed", "telegram",
    "x-api", "linkedin-api", "facebook-api", "instagram-api", "threads-api", "youtube-api",
    "x-archive", "meta-export", "linkedin-export", "tiktok-export", "youtube-takeout", "whatsapp", "zendesk", "csv",
]  # fmt: skip
VARIABLE_NAME = r"^[A-Z_][A-Z0-9_]{0,63}$"
LevelSetting = Literal["off", "info", "warning", "error", "note"]
Level = Annotated[LevelSetting, BeforeValidator(as_level, json_schema_input_type=LevelInFile)]
Word = Annotated[str, BeforeValidator(as_word, json_schema_input_type=str)]
Words = Annotated[tuple[Word, ...], BeforeValidator(as_tuple, json_schema_input_type=str | list[str])]
# A number of a page or a version, which YAML reads as a number.
Plain = Annotated[str, BeforeValidator(as_plain, json_schema_input_type=str | int)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)


class Organisation(_Model):
    """Who is audited."""

    name: str
    """The name as it appears in texts."""
    aliases: Words = ()
    """Other names the organisation uses for itself."""
    languages: Words = ("nl", "en")
    """Languages of its texts, the main one first (ISO 639-1)."""
    timezone: str = "Europe/Amsterdam"
    """Time zone of its opening hours and exports."""


class Holidays(_Model):
    """Public holidays, on which a working-time promise does not run."""

    country: Annotated[str | None, BeforeValidator(as_country, json_schema_input_type=str | None)] = None
    """ISO 3166 code; empty: no public holidays."""
    subdivision: Word | None = None
    """Part of the country, such as a province, where holidays differ."""
    add: tuple[date, ...] = ()
    """Extra days off."""
    remove: tuple[date, ...] = ()
    """Holidays on which the organisation works."""


class Hours(_Model):
    """Opening hours per weekday (0 = Monday) as (from, to) minutes since midnight.

    A period that runs past midnight ends above 1440. An empty week means that no hours are known.
    """

    week: tuple[tuple[tuple[int, int], ...], ...] = ((),) * 7
    holidays: Holidays = Holidays()

    @property
    def given(self) -> bool:
        """Whether any opening hours were configured at all."""
        return any(self.week)


class Source(_Model):
    """One place that is read. The loader fills in `role` from the kind and makes `path` absolute."""

    name: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    """A short name of your own; reports use it."""
    kind: SourceKind
    role: Role = "owned"
    """`owned`: what the organisation says of itself; `social`: where it talks with people. Follows from the kind."""
    required: bool = False
    """Whether the audit is incomplete (exit code 3) when this source cannot be read whole."""
    url: str | None = None
    path: Path | None = None
    base_url: str | None = None
    """The address under which the files of a static build are published."""
    source_map: Annotated[tuple[Word, ...], BeforeValidator(as_source_map, json_schema_input_type=str | list[str])] = ()
    """Where the pages are written, for places in reports and for `check --diff`: patterns such as `content/{path}.md`,
    or hugo, jekyll, eleventy, mkdocs, auto or off. A static build is `auto` by itself."""
    include: Words = ()
    exclude: Words = ()
    subdomains: Words = ()
    """Further hosts of the same organisation that may be crawled."""
    max_pages: Annotated[int, Field(ge=1)] = 500
    max_depth: Annotated[int, Field(ge=0)] = 10
    max_posts: Annotated[int, Field(ge=1)] = 10_000
    robots: bool = True
    """Obey robots.txt. Only switch it off for a site of your own."""
    delay: Annotated[float, Field(ge=0)] = 0.25
    """Seconds between two requests to one host, at the least."""
    actor: str | None = None
    """Bluesky handle or DID."""
    account: Plain | None = None
    """The account: a fediverse address (@user@server), a name on X, YouTube or Telegram, the number of a page."""
    accounts: Words = ()
    """The organisation's own account names on this channel."""
    api: str | None = None
    """Another base address of the API: a server of your own."""
    api_version: Plain | None = None
    """Version of the official interface, where the default was withdrawn: 202601 (LinkedIn), v26.0 (Meta)."""
    token_env: Annotated[str | None, Field(pattern=VARIABLE_NAME)] = None
    """The environment variable that holds the token of your own. Never the token itself."""
    max_reads: Annotated[int, Field(ge=10)] = 1000
    """Posts that may be paid for in one run (`x-api`)."""
    full_look: Annotated[int | None, Field(ge=0), BeforeValidator(as_days, json_schema_input_type=Days | None)] = None
    """After how long the whole history of an account is read again: 7d. In between only what is new is read."""
    opt_in: bool = False
    """You have seen that this way of reading is not officially documented, and want it (`telegram`)."""
    preset: str | None = None
    """Column preset of a CSV export (config/presets)."""
    columns: dict[str, str] = {}
    """Which column of a table holds what (text, created_at, url, author, parent_id, ...), and how it is to be read:
    date_format, delimiter, encoding, sheet."""
    messages: bool = False
    """Read the private messages in an export too (X, Facebook, Instagram, LinkedIn, TikTok). Off: they are other
    people's as well."""
    timezone: str | None = None
    language: Word | None = None

    @field_validator("source_map")
    @classmethod
    def _mapped(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        words = ("auto", "off", "hugo", "jekyll", "eleventy", "mkdocs")
        for item in value:
            if item not in words and "{path}" not in item and "{name}" not in item:
                raise ValueError(f"write a pattern such as content/{{path}}.md, or one of {', '.join(words)}")
        return value

    @field_validator("url", "base_url", "api")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("give a full address that starts with https:// or http://")
        return value

    @field_validator("api")
    @classmethod
    def _bare(cls, value: str | None) -> str | None:
        if value is not None and (urlsplit(value).query or urlsplit(value).username):
            raise ValueError("give the address alone, without a name, a token or parameters in it")
        return value


class Pinned(_Model):
    """A claim that a person states word for word."""

    id: str
    kind: ClaimKind
    text: str
    channels: Words = ()
    language: Word | None = None


class Claims(_Model):
    """What is taken as a claim."""

    kinds: tuple[ClaimKind, ...] = CLAIM_KINDS
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.5
    review_file: Path = Path("claims.review.yaml")
    """Where people accept, reject or correct what was extracted."""
    pinned: tuple[Pinned, ...] = ()


class Matching(_Model):
    """How statements are found and judged."""

    model: str = "embedded"
    """`embedded`, or the name or folder of a sentence-transformers model."""
    verifier: str | None = None
    """Name or folder of a cross-encoder with entailment labels that decides instead of the built-in classifier."""
    window: Annotated[int, Field(ge=1), BeforeValidator(as_days, json_schema_input_type=Days)] = 365
    """How old evidence may be: 365d, 26w or 12m. Held in days."""
    min_posts: Annotated[int, Field(ge=0)] = 5
    """With fewer items than this on a channel, `too-few-data` says so."""
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.45
    """Below it the judge abstains. It is the probability that a channel shows, repeats or contradicts the claim."""


class Rule(_Model):
    """Level and options of one rule; `channels` holds a level per source name where it differs."""

    level: Level = "warning"
    """Where the file gives levels per channel only, the shipped level holds elsewhere."""
    options: dict[str, Any] = {}
    channels: dict[str, Level] = {}


RuleEntry = Annotated[Rule, BeforeValidator(as_rule, json_schema_input_type=RuleInFile)]


class Check(_Model):
    """The gate."""

    fail_on: Annotated[
        Literal["error", "warning", "info", "never"],
        BeforeValidator(as_level, json_schema_input_type=Literal["error", "warning", "info", "never"]),
    ] = "error"
    """The lowest level that fails the check."""
    baseline: Path | None = None
    """File of accepted findings, which do not fail the check; see `auditor baseline`."""
    grey_zone: Annotated[float, Field(ge=0, le=1)] = 0.1
    """Findings less than this above `matching.min_confidence` are at most warnings and never fail the check."""
    drafts: Words = ()
    """Files with posts that are not published yet (`drafts/*.md`): `check --diff` judges those that change."""
    strict_baseline: bool = False
    """Whether acceptances (in the baseline, in comments) that no finding answers to any more fail the check."""


class Report(_Model):
    """How reports are written."""

    language: Literal["nl", "en"] = "nl"
    redact_third_party: bool = True
    """Hide the names and texts of people who are not the organisation."""
    title: str | None = None


class Webcare(_Model):
    """How reply times are counted."""

    autoreply_patterns: Words = ()
    """Regular expressions of automatic replies, which do not stop the clock."""
    conversation_gap_hours: Annotated[float, Field(gt=0)] = 24
    default_hours: Annotated[float, Field(gt=0)] = 72
    """Past this many clock hours a question is unanswered where no promise applies."""
    target_share: Annotated[float, Field(gt=0, le=1)] = 0.9
    """The share of questions that must be answered in time for a promise to be kept."""
    soft_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    """The same for a promise that says "usually" or "on average"."""
    min_cases: Annotated[int, Field(ge=1)] = 10
    """With fewer cases nothing is said about a promise but `too-few-data`."""
    real_time_minutes: Annotated[float, Field(gt=0)] = 60
    """A reply within this many minutes counts as given in real time (reply quality)."""


class Privacy(_Model):
    """What is kept of other people."""

    retention: Annotated[int | None, Field(ge=1), BeforeValidator(as_days, json_schema_input_type=Days | None)] = 730
    """How long messages of others are kept: 730d, 24m or 2y; null: as long as the channel shows them. Held in days."""


class Settings(_Model):
    """The configuration of one audit (auditor.yaml)."""

    version: Literal[1] = 1
    organisation: Organisation
    now: datetime | None = None
    """Fixes "today", so that an old snapshot is judged as on that day."""
    hours: Annotated[Hours, BeforeValidator(as_hours, json_schema_input_type=HoursInFile)] = Hours()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    claims: Claims = Claims()
    matching: Matching = Matching()
    rules: dict[str, RuleEntry] = {}
    """Level per rule: `off`, `info`, `warning`, `error`, `[level, {option: value}]`, or a level per channel."""
    check: Check = Check()
    report: Report = Report()
    webcare: Webcare = Webcare()
    privacy: Privacy = Privacy()
    file: SkipJsonSchema[Path] = Path("auditor.yaml")
    """The file it was read from, absolute; set by the loader."""

    @property
    def folder(self) -> Path:
        """The folder of the configuration file; relative paths count from it."""
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

    def level(self, rule: str, channel: str | None = None) -> LevelSetting:
        """Return the level of a rule, on a channel where that has one of its own."""
        entry = self.rules[rule]
        return entry.channels.get(channel, entry.level) if channel else entry.level
