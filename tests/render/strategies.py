"""Hypothesis strategies for results of any content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from auditor.model import (
    LEVEL_ORDER,
    VERDICT_ORDER,
    Acceptance,
    AcceptedBecause,
    ChannelFit,
    Claim,
    ClaimKind,
    ErrorBudget,
    Evidence,
    Finding,
    Level,
    Mention,
    PastFinding,
    PastRun,
    Place,
    PromiseFigures,
    Relation,
    Results,
    RunInfo,
    Slot,
    SourceReport,
    SourceStatus,
    Subject,
    Summary,
    Term,
    TimeBin,
    TraitShare,
    Verdict,
    VerdictLabel,
    WebcareFigures,
)

texts = st.text(max_size=20)
shares = st.floats(0, 1)
amounts = st.floats(-1e12, 1e12)
minutes = st.none() | st.floats(0, 1e7)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)) if n else UTC)
times = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=offsets)  # noqa: DTZ001 - hypothesis adds the zone
counts = st.integers(0, 10**6)
ordinals = st.none() | st.integers(1, 10**5)


def few(strategy: Any, unique_by: Callable[[Any], Any] | None = None):
    """Return tuples of up to three."""
    return st.lists(strategy, max_size=3, unique_by=unique_by).map(tuple)


places = st.builds(
    Place,
    url=st.none() | texts,
    path=st.none() | texts,
    line=ordinals,
    page=ordinals,
    start=st.none() | counts,
    end=st.none() | counts,
)
terms = st.builds(
    Term,
    metric=texts,
    value=amounts,
    unit=texts,
    high=st.none() | amounts,
    per=st.none() | texts,
    scope=few(texts),
    condition=st.none() | texts,
    text=texts,
)
claims = st.builds(
    Claim,
    id=texts,
    kind=st.sampled_from(get_args(ClaimKind)),
    text=texts,
    language=st.none() | texts,
    confidence=shares,
    source=texts,
    place=places,
    also_at=few(st.tuples(texts, places)),
    terms=few(terms),
    headings=few(texts),
    published=st.none() | times,
    channels=few(texts),
    why=texts,
)
evidence = st.builds(
    Evidence,
    text=texts,
    relation=st.sampled_from(get_args(Relation)),
    why=texts,
    score=st.none() | st.floats(-1, 1),
    confidence=shares,
    url=st.none() | texts,
    published=st.none() | times,
    in_window=st.booleans(),
    source=st.none() | texts,
    place=st.none() | places,
    author_is_org=st.booleans(),
    language=st.none() | texts,
)
verdicts = st.builds(
    Verdict,
    claim=texts,
    source=texts,
    verdict=st.sampled_from(get_args(VerdictLabel)),
    confidence=shares,
    evidence=few(evidence),
    why=texts,
)
figures = st.builds(
    PromiseFigures,
    claim=texts,
    n=counts,
    within=counts,
    share=st.none() | shares,
    interval=st.none() | st.tuples(shares, shares),
    target=shares,
    metric=st.sampled_from(("response_time", "availability")),
    late=counts,
    hedge=st.sampled_from(("none", "soft", "aspirational")),
    budget=st.none() | st.builds(ErrorBudget, allowed=shares, used=shares, room=counts, misses=counts),
)
slots = st.builds(
    Slot,
    key=texts,
    conversations=counts,
    answered=counts,
    unanswered=counts,
    open=counts,
    replies=counts,
    median_minutes=minutes,
    p90_minutes=minutes,
    median_working_minutes=minutes,
    p90_working_minutes=minutes,
)
trait_shares = st.builds(
    TraitShare,
    name=texts,
    group=st.sampled_from(("personal", "informal", "inviting", "helpful")),
    due=counts,
    has=counts,
    share=st.none() | shares,
)
webcare = st.builds(
    WebcareFigures,
    source=texts,
    conversations=counts,
    answered=counts,
    unanswered=counts,
    open=counts,
    median_minutes=minutes,
    p90_minutes=minutes,
    median_working_minutes=minutes,
    p90_working_minutes=minutes,
    promises=few(figures),
    notes=few(texts),
    histogram=few(st.builds(TimeBin, upto=minutes, clock=counts, working=counts)),
    handoffs=counts,
    automatic=counts,
    by_weekday=few(slots),
    by_hour=few(slots),
    by_month=few(slots),
    by_platform=few(slots),
    traits=few(trait_shares),
)
mentions = st.builds(
    Mention,
    text=texts,
    source=texts,
    url=st.none() | texts,
    published=st.none() | times,
    language=st.none() | texts,
    score=st.none() | st.floats(-1, 1),
    claim=st.none() | texts,
)
fits = st.builds(
    ChannelFit, source=texts, posts=counts, near=counts, apart=counts, nearest=few(mentions), farthest=few(mentions)
)
subjects = st.builds(
    Subject,
    id=texts,
    words=few(texts),
    posts=counts,
    by_source=few(st.tuples(texts, counts), unique_by=lambda pair: pair[0]),
    claims=few(texts),
    told=st.sampled_from(("both", "posts_only", "claims_only", "between")),
    apart=counts,
    nearness=st.none() | st.floats(-1, 1),
    x=st.floats(-1, 1),
    y=st.floats(-1, 1),
    examples=few(mentions),
    strays=few(mentions),
)
findings = st.builds(
    Finding,
    id=texts,
    rule=texts,
    level=st.sampled_from(get_args(Level)),
    title=texts,
    message=texts,
    advice=texts,
    place=places,
    claim=st.none() | texts,
    claims=few(texts),
    source=st.none() | texts,
    evidence=few(evidence),
    status=st.sampled_from(("new", "baselined")),
    confidence=shares,
    grey=st.booleans(),
    why=texts,
    accepted=st.none()
    | st.builds(
        Acceptance,
        by=st.sampled_from(("baseline", "inline")),
        reason=st.sampled_from(get_args(AcceptedBecause)),
        note=texts,
        until=st.none() | st.dates().map(str),
    ),
)
sources = st.builds(
    SourceReport,
    name=texts,
    kind=texts,
    role=st.sampled_from(("owned", "social")),
    status=st.sampled_from(get_args(SourceStatus)),
    documents=counts,
    statements=counts,
    expected=st.none() | counts,
    first=st.none() | times,
    last=st.none() | times,
    notes=few(texts),
    discovered=few(texts),
)
runs = st.builds(
    RunInfo,
    tool=texts,
    model=texts,
    model_revision=texts,
    snapshot=texts,
    now=times,
    organisation=texts,
    language=st.sampled_from(("nl", "en")),
    started=st.none() | times,
    duration_seconds=st.none() | st.floats(0, 1e6),
    handles=few(texts),
    parameters=few(st.tuples(texts, texts), unique_by=lambda pair: pair[0]),
    history=few(
        st.builds(
            PastRun,
            number=counts,
            now=times,
            snapshot=texts,
            model_revision=texts,
            by_level=st.just(tuple((level, 0) for level in LEVEL_ORDER)),
            by_verdict=st.just(tuple((label, 1) for label in VERDICT_ORDER)),
            new=st.none() | counts,
            solved=st.none() | counts,
        )
    ),
    fresh=few(texts),
    gone=few(
        st.builds(
            PastFinding,
            id=texts,
            rule=texts,
            level=st.sampled_from(get_args(Level)),
            title=texts,
            because=st.sampled_from(("solved", "claim_gone", "channel_unread")),
            source=st.none() | texts,
            claim=texts,
        )
    ),
)
results = st.builds(
    Results,
    run=runs,
    sources=few(sources),
    claims=few(claims, unique_by=lambda claim: claim.id),
    verdicts=few(verdicts),
    webcare=few(webcare),
    findings=few(findings),
    summary=st.builds(
        Summary,
        by_level=st.just(tuple((level, 0) for level in LEVEL_ORDER)),
        by_verdict=st.just(tuple((label, 1) for label in VERDICT_ORDER)),
        exit_code=st.sampled_from((0, 1, 3, 5)),
        incomplete=st.booleans(),
        reasons=few(texts),
        stale=few(texts),
    ),
    fits=few(fits),
    subjects=few(subjects),
)
