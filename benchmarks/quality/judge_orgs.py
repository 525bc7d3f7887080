"""The organisations that were written to train and measure the judge (data/judge/*.yaml), as the judge sees them.

Each file is one invented organisation. In `data/judge` it holds its claims, what may be said about each of them, and
small talk:

    shows, repeats, conflicts, complaint   what the text is to the claim; a complaint is a customer's
    near                                   the same words or topic, and nothing to do with the claim
    extra                                  more of these, each with the id of its claim
    filler                                 the rest of the channel
    language                               of a text that is not in the organisation's own
    also                                   further claims that a text is something to

In `data/judge/whole` and `data/channels` it holds its claims and its channels as they are, most posts of which bear on
no claim. A line is `<labels> | <text>`, with a label per claim (`c07+` shows, `c07=` repeats, `c07!` conflicts, `c07?`
complaint) after `T` for a customer's words or `R` for a reply, and `nl` or `en` where the language is not the
organisation's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from auditor.model import Claim, Place, Post, SourceReport, Statement
from auditor.settings.model import Organisation, Settings
from auditor.settings.model import Source as SourceSettings
from auditor.text.quantities import read_terms
from auditor.text.sentences import split

FOLDER: Final = Path(__file__).resolve().parent / "data" / "judge"
# Never fitted on: their channels show claims by details only, and measure how much of that is seen.
UNSEEN: Final = FOLDER.parent / "channels"
RELATIONS: Final = ("shows", "repeats", "conflicts", "complaint", "near")
_SIGNS: Final = {"+": "shows", "=": "repeats", "!": "conflicts", "?": "complaint"}
BEARING: Final = frozenset(RELATIONS) - {"near"}
CHANNELS: Final = ("one", "two", "three")
# The written replies end in a name: "Groet, Iris", "Sorry about that. Tash".
_SIGNED: Final = re.compile(r"(?:[Gg]roet(?:jes)?, |[.!?] )[A-Z][a-z]+$")
_KEEP: Final = 0.5
_KEEP_WHOLE: Final = 0.8
NOW: Final = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Text:
    """One written text, and what it is to which claim."""

    text: str
    by_org: bool
    labels: tuple[tuple[str, str], ...]
    title: str | None = None
    language: str | None = None
    """Of the text, where it is not the organisation's."""
    channel: str | None = None
    """Where it stands; None where it may stand anywhere."""
    reply: bool = False


@dataclass(frozen=True)
class Written:
    """One written organisation."""

    name: str
    file: str
    language: str
    claims: tuple[Claim, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Scene:
    """An organisation as it may be met: some of the texts, spread over its channels."""

    organisation: Written
    claims: tuple[Claim, ...]
    statements: dict[str, tuple[Statement, ...]]
    labels: dict[tuple[str, str], str]
    """(claim id, document) to the relation."""

    @property
    def reports(self) -> tuple[SourceReport, ...]:
        """Return a report per channel."""
        return tuple(SourceReport(name, "csv", "social", "ok") for name in CHANNELS)

    @property
    def settings(self) -> Settings:
        """Return settings with the organisation's name."""
        return Settings(
            organisation=Organisation(name=self.organisation.name),
            sources=(SourceSettings(name="site", kind="files", path=Path()),),
        )


def organisations(folder: Path = FOLDER) -> tuple[Written, ...]:
    """Return all written organisations of a folder and its subfolders, in the order of their files."""
    return tuple(_organisation(path) for path in sorted(folder.rglob("*.yaml")))


def _organisation(path: Path) -> Written:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    language = raw["language"]
    claims = tuple(
        Claim(
            id=entry["id"],
            kind=entry["kind"],
            text=entry["text"],
            language=language,
            confidence=0.9,
            source="site",
            place=Place(path=f"{entry['id']}.html"),
            terms=read_terms(entry["text"], language),
        )
        for entry in raw["claims"]
    )
    known = {claim.id for claim in claims}
    texts = tuple(_whole(raw) if "channels" in raw else _texts(raw))
    unknown = {name for text in texts for name, _ in text.labels} - known
    if unknown:
        raise ValueError(f"{path.name}: no claim is called {sorted(unknown)}")
    return Written(raw["organisation"], path.name, language, claims, texts)


def _texts(raw: dict[str, Any]) -> Iterator[Text]:
    for claim in raw["claims"]:
        for relation in RELATIONS:
            for entry in claim.get(relation, ()):
                yield _text(entry, claim["id"], relation)
    for entry in raw.get("extra", ()):
        relation = next(key for key in entry if key in RELATIONS)
        yield _text({**entry, "text": entry[relation]}, entry["claim"], relation)
    for entry in raw["filler"]:
        given = {"text": entry} if isinstance(entry, str) else entry
        yield Text(given["text"], by_org=True, labels=(), title=given.get("title"))


def _whole(raw: dict[str, Any]) -> Iterator[Text]:
    for channel, lines in zip(CHANNELS, raw["channels"].values(), strict=False):
        for line in lines.splitlines():
            head, bar, text = (" " + line).partition(" | ")
            if not bar:
                raise ValueError(f"{raw['organisation']}: write `labels | text`: {line}")
            marks = head.split()
            yield Text(
                text.strip(),
                by_org="T" not in marks,
                labels=tuple((mark[:-1], _SIGNS[mark[-1]]) for mark in marks if mark[-1] in _SIGNS),
                language=next((mark for mark in marks if mark in ("nl", "en")), None),
                channel=channel,
                reply="R" in marks,
            )


def _text(entry: str | dict[str, Any], claim: str, relation: str) -> Text:
    given: dict[str, Any] = {"text": entry} if isinstance(entry, str) else entry
    labels = ((claim, relation), *given.get("also", {}).items())
    return Text(
        given["text"],
        by_org=relation != "complaint",
        labels=labels,
        title=given.get("title"),
        language=given.get("language"),
    )


def scene(organisation: Written, number: int) -> Scene:
    """Return the scene with that number. Scene 0 has every text; the others have nine claims of ten and a text that
    bears on a claim with the chance `_KEEP` (`_KEEP_WHOLE` of channels as they are), so that most claims meet silence
    on most channels.
    """
    draw = random.Random(f"{organisation.file}-{number}")
    whole = number == 0
    claims = tuple(claim for claim in organisation.claims if draw.random() < (1 if whole else 0.9))
    statements: dict[str, list[Statement]] = {name: [] for name in CHANNELS}
    labels = {}
    for k, text in enumerate(organisation.texts):
        bears = any(relation in BEARING for _, relation in text.labels)
        channel = text.channel or draw.choice(CHANNELS)
        if bears and not whole and draw.random() > (_KEEP_WHOLE if text.channel else _KEEP):
            continue
        post = Post(
            source=channel, platform="forum", account="own", id=str(k), text=text.text, title=text.title,
            created_at=NOW - timedelta(days=1 + k % 300), author_id="own" if text.by_org else "someone",
            author_is_org=text.by_org, kind="reply" if text.reply or _SIGNED.search(text.text) else "post",
        )  # fmt: skip
        language = text.language or organisation.language
        parts = [text.title] if text.title else []
        parts += [text.text[a:b] for a, b in split(text.text, language)]
        statements[channel] += [
            Statement(
                id=f"{k}-{n}", text=part, source=channel, role="social", document=str(k), place=Place(),
                language=language, published=post.created_at, post=post, title=text.title,
            )
            for n, part in enumerate(parts)
        ]  # fmt: skip
        labels.update({(name, str(k)): relation for name, relation in text.labels})
    return Scene(organisation, claims, {name: tuple(group) for name, group in statements.items()}, labels)
