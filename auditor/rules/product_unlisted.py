"""A product that is named somewhere, and that the portfolio does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Finding, Statement, normalised
from auditor.rules.base import Audit, Option, Options, Rule, cited
from auditor.rules.lexicon import language_of, names
from auditor.rules.product_names import Introduction, introduced
from auditor.rules.views import own, recent
from auditor.rules.wording import Text, listing, quote, spoken

_PORTFOLIO_KINDS = ("web", "static")
_SKIPPED_PAGES = ("news", "vacancy", "legal")
_MESSAGE = Text(
    nl="Op {source} noemt u {name}: {text}. Op {portfolio} komt die naam niet voor.",
    en="On {source} you name {name}: {text}. That name does not appear on {portfolio}.",
)
_RENAMED = Text(
    nl="Op {source} heet {old} ineens {name}: {text}. Op {portfolio} staat alleen de oude naam.",
    en="On {source} {old} is suddenly called {name}: {text}. On {portfolio} there is only the old name.",
)


@dataclass(frozen=True, slots=True)
class _Portfolio:
    """Where a product should be listed: the text of these sources, for looking names up."""

    sources: tuple[str, ...]
    text: str
    joined: str

    def lists(self, name: str) -> bool:
        plain = normalised(name)
        return f" {plain}" in self.text or plain.replace(" ", "") in self.joined


class ProductUnlisted(Rule):
    """A product or service named on social or in a brochure, of which the portfolio says nothing.

    Unlisted: "Fietsfit, ons nieuwe abonnement" in a post, and no page about Fietsfit.
    Listed: any page or brochure that names it. Names of people, places and other companies do not count.
    """

    id = "product-unlisted"
    title = Text(nl="Aanbod staat niet op de site", en="Offer is not on the site")
    what = Text(
        nl="Een product of dienst wordt met naam genoemd op een kanaal of in een brochure, maar ontbreekt in het "
        "aanbod.",
        en="A product or service is named on a channel or in a brochure, but is missing from the portfolio.",
    )
    why = Text(
        nl="Wie erover leest en op de site zoekt, vindt niets en haakt af.",
        en="Whoever reads about it and looks for it on the site finds nothing and leaves.",
    )
    advice = Text(
        nl="Zet het aanbod met deze naam op de site, of gebruik op het kanaal de naam die er al staat.",
        en="Put the offer on the site under this name, or use on the channel the name that is there already.",
    )
    options = (
        Option(
            "ignore",
            nl="Namen die geen aanbod van de organisatie zijn.",
            en="Names that are no offer of the organisation.",
        ),
    )
    needs = ("statements",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per name and source, at the first statement that introduces it."""
        everything = _portfolio(audit, [report.name for report in audit.sources if report.role == "owned"])
        website = _portfolio(
            audit,
            [r.name for r in audit.sources if r.role == "owned" and r.kind in _PORTFOLIO_KINDS and r.status == "ok"],
        )
        ignored = {normalised(str(name)) for name in options["ignore"]} | {normalised(name) for name in names(audit)}
        capitals = _Capitals(audit)
        for source, statements, portfolio in _places(audit, everything, website):
            seen: set[str] = set()
            for statement in statements:
                for found in introduced(statement.text, language_of(statement, audit) or ""):
                    key = normalised(found.name)
                    if key in seen or key in ignored or portfolio.lists(found.name) or not capitals.always(found.name):
                        continue
                    if found.old is not None and not portfolio.lists(found.old):
                        continue
                    seen.add(key)
                    yield self._about(audit, source, statement, found, portfolio)

    def _about(
        self, audit: Audit, source: str, statement: Statement, found: Introduction, portfolio: _Portfolio
    ) -> Finding:
        text = _RENAMED if found.old else _MESSAGE
        message = text.say(
            audit.language,
            source=source,
            name=quote(found.name, audit.language),
            old=quote(found.old or "", audit.language),
            text=spoken(statement, audit.language, audit.timezone),
            portfolio=listing(portfolio.sources, audit.language),
        )
        return self.finding(
            audit,
            message,
            about=found.name,
            place=statement.place,
            source=source,
            evidence=[cited(statement, "conflicts", self.title.say(audit.language))],
        )


class _Capitals:
    """Knows what is written without a capital somewhere: that is a word or phrase, and no coined name."""

    def __init__(self, audit: Audit) -> None:
        texts = [statement.text for statement in audit.statements]
        texts += [statement.text for statements in audit.social.values() for statement in statements]
        self._text = " . ".join(_spaced(text) for text in texts)

    def always(self, name: str) -> bool:
        """Whether the name as a whole is never written small."""
        return _spaced(name.lower()) not in self._text


def _spaced(text: str) -> str:
    """Return the words of a text, capitals and all, with one space around each."""
    return " " + " ".join(re.findall(r"[^\W_]+", text)) + " "


def _places(
    audit: Audit, everything: _Portfolio, website: _Portfolio
) -> Iterator[tuple[str, Sequence[Statement], _Portfolio]]:
    """Yield the sources that may name products, and the portfolio to look them up in."""
    for source, statements in audit.social.items():
        yield source, [one for one in own(statements) if recent(one, audit)], everything
    if not website.text:
        return
    for source in everything.sources:
        if source not in website.sources:
            yield (
                source,
                [
                    one
                    for one in audit.statements
                    if one.source == source and one.block_kind != "quote" and one.page_type not in _SKIPPED_PAGES
                ],
                website,
            )


def _portfolio(audit: Audit, sources: Sequence[str]) -> _Portfolio:
    wanted = set(sources)
    parts: list[str] = []
    for statement in audit.statements:
        if statement.source in wanted:
            parts += [statement.text, *statement.headings, statement.label or "", statement.title or ""]
    text = " ".join(f" {normalised(part)}" for part in dict.fromkeys(parts) if part)
    return _Portfolio(tuple(sources), text, text.replace(" ", ""))
