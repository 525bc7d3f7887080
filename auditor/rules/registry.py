"""The rules in their order, how they are run, and what they say about themselves."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from auditor.model import LEVEL_ORDER, Finding
from auditor.resources import data
from auditor.rules.base import Audit, Rule
from auditor.rules.channel_unreadable import ChannelUnreadable
from auditor.rules.claim_generic import ClaimGeneric
from auditor.rules.claim_unsubstantiated import ClaimUnsubstantiated
from auditor.rules.fact_conflict import FactConflict
from auditor.rules.history_truncated import HistoryTruncated
from auditor.rules.low_confidence import LowConfidence
from auditor.rules.message_missing import MessageMissing
from auditor.rules.mission_drift import MissionDrift
from auditor.rules.mixed_address import MixedAddress
from auditor.rules.off_message import OffMessage
from auditor.rules.product_unlisted import ProductUnlisted
from auditor.rules.promise_broken import PromiseBroken
from auditor.rules.promise_changed import PromiseChanged
from auditor.rules.promise_contradicted import PromiseContradicted
from auditor.rules.promise_stale import PromiseStale
from auditor.rules.promise_unbacked import PromiseUnbacked
from auditor.rules.promise_untestable import PromiseUntestable
from auditor.rules.readability_gap import ReadabilityGap
from auditor.rules.reply_missing import ReplyMissing
from auditor.rules.reply_style import ReplyStyle
from auditor.rules.rule_failed import RuleFailed
from auditor.rules.statement_conflict import StatementConflict
from auditor.rules.too_few_data import TooFewData
from auditor.rules.wording import Language, Text, percent

if TYPE_CHECKING:
    from auditor.settings.model import Rule as Setting

RULES: Final[tuple[Rule, ...]] = (
    PromiseContradicted(),
    PromiseChanged(),
    PromiseBroken(),
    PromiseUnbacked(),
    PromiseStale(),
    PromiseUntestable(),
    StatementConflict(),
    FactConflict(),
    MessageMissing(),
    MissionDrift(),
    OffMessage(),
    ProductUnlisted(),
    ClaimUnsubstantiated(),
    ClaimGeneric(),
    ReplyMissing(),
    ReplyStyle(),
    MixedAddress(),
    ReadabilityGap(),
    ChannelUnreadable(),
    HistoryTruncated(),
    TooFewData(),
    LowConfidence(),
)
FAILED: Final = RuleFailed()
"""Made by `run` itself when a rule fails; it has no level to configure, so it cannot be switched off."""

_GREY: Final = Text(
    nl="Dit oordeel ligt in de grijze zone ({share} zeker) en laat de controle daarom niet falen.",
    en="This judgement lies in the grey zone ({share} sure), so it does not fail the check.",
)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Description:
    """What a rule says about itself in one language; each option is (name, shipped value, meaning)."""

    id: str
    title: str
    what: str
    why: str
    advice: str
    level: str
    options: tuple[tuple[str, Any, str], ...] = ()


def run(audit: Audit, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Run every rule that is on, and return the findings: most severe first, then by rule, source and id.

    A rule that fails becomes a `rule-failed` finding, which makes the gate say that the check is incomplete; the
    other rules run on.
    """
    settings = _settings(audit, rules)
    found: dict[tuple[int, str], Finding] = {}
    for order, rule in enumerate(rules):
        setting = settings[rule.id]
        if not _wanted(setting) or not all(_holds(audit, need) for need in rule.needs):
            continue
        for finding in _run_one(rule, audit, setting):
            # Two findings with one id are one finding; the first that a rule yields is its best.
            found.setdefault((order, finding.id), finding)
    ordered = sorted(
        found.items(),
        key=lambda item: (LEVEL_ORDER.index(item[1].level), item[0][0], item[1].source or "", item[1].id),
    )
    return tuple(finding for _, finding in ordered)


def describe(rule_id: str, language: Language) -> Description:
    """Return what a rule is about. Raises KeyError for an unknown rule."""
    rule = next((known for known in (*RULES, FAILED) if known.id == rule_id), None)
    if rule is None:
        raise KeyError(rule_id)
    level, values = _shipped().get(rule_id, ("note", {}))
    return Description(
        id=rule.id,
        title=rule.title.say(language),
        what=rule.what.say(language),
        why=rule.why.say(language),
        advice=rule.advice.say(language),
        level=level,
        options=tuple(
            (option.name, values.get(option.name), option.nl if language == "nl" else option.en)
            for option in rule.options
        ),
    )


def _run_one(rule: Rule, audit: Audit, setting: Setting) -> Iterator[Finding]:
    try:
        found = list(rule.run(audit, setting.options))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in one rule is said, and the others run on
        _LOG.exception("rule %s failed", rule.id)
        yield FAILED.because(audit, rule, error)
        return
    for finding in found:
        level = setting.channels.get(finding.source or "", setting.level)
        if level != "off":
            yield _greyed(replace(finding, level=level), audit)


def _greyed(finding: Finding, audit: Audit) -> Finding:
    """Return a finding near the limit of certainty as at most a warning that never fails, with the reason said."""
    limit = audit.settings.matching.min_confidence + audit.settings.check.grey_zone
    if finding.level == "note" or finding.confidence >= limit:
        return finding
    said = _GREY.say(audit.language, share=percent(finding.confidence, audit.language))
    level = "warning" if finding.level == "error" else finding.level
    return replace(finding, level=level, grey=True, message=f"{finding.message.rstrip()} {said}")


def _wanted(setting: Setting) -> bool:
    return setting.level != "off" or any(level != "off" for level in setting.channels.values())


def _holds(audit: Audit, need: str) -> bool:
    value = getattr(audit, need)
    return value is not None and (callable(value) or len(value) > 0)


def _settings(audit: Audit, rules: Sequence[Rule]) -> Mapping[str, Setting]:
    """Return the settings of the rules, with what is shipped for those that the configuration does not name."""
    given = audit.settings.rules
    if all(rule.id in given for rule in rules):
        return given
    from auditor.settings.load import default_rules  # noqa: PLC0415 - only for settings made without the loader

    return {**default_rules(), **given}


@cache
def _shipped() -> dict[str, tuple[str, dict[str, Any]]]:
    """Read level and options of each rule from config/default.yaml without loading the settings models."""
    rules = yaml.safe_load((data("config") / "default.yaml").read_text(encoding="utf-8"))["rules"]
    return {name: (entry, {}) if isinstance(entry, str) else (entry[0], entry[1]) for name, entry in rules.items()}
