"""The facts that flow through the pipeline: frozen, free of behaviour that needs the outside world.

The way of the data:

    RawDocument + bytes ──read──► Document(Block...) ──► Statement ──claims──► Claim(Term...)
    Post ─────────────────read──► Document ────────────► Statement ──judge──► Evidence ──► Verdict
                                                                    ──rules──► Finding  ──► Results
"""

from auditor.model.claims import Claim, Evidence, OwnedConflict, Term, Verdict
from auditor.model.documents import RUNNING_HEADER, Block, Document, Place, Post, RawDocument, Statement
from auditor.model.results import Acceptance, Finding, PastFinding, PastRun, Results, RunInfo, SourceReport, Summary
from auditor.model.subjects import ChannelFit, Mention, Subject
from auditor.model.talks import (
    Case,
    Conversation,
    ErrorBudget,
    PromiseFigures,
    Slot,
    TimeBin,
    Trait,
    TraitShare,
    WebcareFigures,
)
from auditor.model.words import (
    CLAIM_KINDS,
    LEVEL_ORDER,
    VERDICT_ORDER,
    AcceptedBecause,
    BlockKind,
    Calendar,
    ClaimKind,
    Comparator,
    Encode,
    Hedge,
    Level,
    PostKind,
    Relation,
    Role,
    SourceStatus,
    VerdictLabel,
    VoiceGroup,
    normalised,
    stable_id,
)

__all__ = [
    "CLAIM_KINDS",
    "LEVEL_ORDER",
    "RUNNING_HEADER",
    "VERDICT_ORDER",
    "Acceptance",
    "AcceptedBecause",
    "Block",
    "BlockKind",
    "Calendar",
    "Case",
    "ChannelFit",
    "Claim",
    "ClaimKind",
    "Comparator",
    "Conversation",
    "Document",
    "Encode",
    "ErrorBudget",
    "Evidence",
    "Finding",
    "Hedge",
    "Level",
    "Mention",
    "OwnedConflict",
    "PastFinding",
    "PastRun",
    "Place",
    "Post",
    "PostKind",
    "PromiseFigures",
    "RawDocument",
    "Relation",
    "Results",
    "Role",
    "RunInfo",
    "Slot",
    "SourceReport",
    "SourceStatus",
    "Statement",
    "Subject",
    "Summary",
    "Term",
    "TimeBin",
    "Trait",
    "TraitShare",
    "Verdict",
    "VerdictLabel",
    "VoiceGroup",
    "WebcareFigures",
    "normalised",
    "stable_id",
]
