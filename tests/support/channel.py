"""A channel in the making, to be judged: claims, posts and settings in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditor.judge import judge
from auditor.model import (
    Claim,
    ClaimKind,
    Encode,
    Place,
    Post,
    PostKind,
    SourceReport,
    SourceStatus,
    Statement,
    Verdict,
    WebcareFigures,
)
from auditor.settings.model import Matching, Organisation, Report, Settings, Source
from auditor.text.quantities import read_terms
from auditor.text.sentences import split

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SMALL_TALK = (
    "De kermis is er weer, tot en met zondag.", "Fijne feestdagen allemaal!", "Wie heeft mijn sjaal gezien?",
    "Vrijdag speelt de fanfare op het plein.", "Gefeliciteerd met de beker, dames 2.", "Er ligt sneeuw op de dijk.",
    "Onze poes heet vanaf nu Stempel.", "De lift is stuk, neem de trap.", "Raad eens wat er in deze doos zit.",
    "Collega Bea loopt de halve marathon.", "De zon schijnt, de parasol staat buiten.", "Koffie met taart in de hal.",
)  # fmt: skip
OTHER_CLAIMS = (
    ("Bij ons spreekt u altijd een medewerker uit de buurt.", "value"),
    ("Voor eind 2029 rijden al onze bussen op stroom.", "promise"),
    ("Met de Leenkast leent u gereedschap van uw buren.", "product"),
    ("Elke wijk krijgt een eigen speeltuin.", "promise"),
    ("Wij willen dat niemand in de stad eenzaam is.", "mission"),
)


def claim(text: str, kind: ClaimKind = "promise", name: str = "c1", language: str = "nl", **more: object) -> Claim:
    """Return a claim with the terms that stand in its text."""
    return Claim(
        name, kind, text, language, 0.9, "site", Place(path=f"{name}.html"), terms=read_terms(text, language), **more
    )  # type: ignore[arg-type]  # the rest are fields of a claim


@dataclass
class Channel:
    """Posts on one channel, to be judged."""

    encode: Encode
    name: str = "forum"
    platform: str = "forum"
    status: SourceStatus = "ok"
    min_confidence: float = 0.5
    language: str = "nl"
    statements: list[Statement] = field(default_factory=list)

    def says(
        self, *texts: str, by: str = "own", kind: PostKind = "post", days_ago: float = 30, language: str | None = None
    ) -> Channel:
        """Add posts, each with its sentences."""
        for text in texts:
            number = len({s.document for s in self.statements})
            spoken = language or self.language
            post = Post(
                source=self.name, platform=self.platform, account="own", id=str(number), text=text,
                created_at=NOW - timedelta(days=days_ago), author_id=by, author_is_org=by == "own", kind=kind,
                url=f"https://forum.example/{number}",
            )  # fmt: skip
            self.statements += [
                Statement(
                    id=f"{number}-{n}", text=text[a:b], source=self.name, role="social", document=str(number),
                    place=Place(url=post.url), language=spoken, published=post.created_at, post=post,
                )
                for n, (a, b) in enumerate(split(text, spoken))
            ]  # fmt: skip
        return self

    def settings(self) -> Settings:
        """Return settings with this channel's language."""
        return Settings(
            organisation=Organisation(name="Stichting De Werf"),
            sources=(Source(name="site", kind="files", path=Path()),),
            matching=Matching(min_confidence=self.min_confidence),
            report=Report(language="nl" if self.language == "nl" else "en"),
        )

    def verdict(self, about: Claim, figures: Sequence[WebcareFigures] = ()) -> Verdict:
        """Judge one claim among five others."""
        others = [claim(text, kind, f"o{k}") for k, (text, kind) in enumerate(OTHER_CLAIMS)]  # type: ignore[arg-type]  # kinds
        report = SourceReport(self.name, "csv", "social", self.status)
        found = judge(
            [about, *others], {self.name: self.statements}, (report,), figures,
            settings=self.settings(), encode=self.encode, now=NOW,
        )  # fmt: skip
        return next(v for v in found if v.claim == about.id)
