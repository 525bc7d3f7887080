"""The best that is known of others per figure, and where it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of others: its value where one was published, and whose it is under which conditions."""

    source: str
    value: float | None = None


_NONE: Final = Known("none exists")
KNOWN: Final[dict[str, Known]] = {
    "terms.accuracy": Known("none exists; cosine of vectors alone is near chance"),
    "history.accuracy": _NONE,
    "claims-wild.f1": _NONE,
    "promiseeval.promise_macro_f1": Known("one team's DeBERTa, own split (Promise_Eval_MK07218); TF-IDF .752", 0.775),
    "promiseeval.evidence_macro_f1": Known("the same; TF-IDF .771", 0.800),
    "sick-nl.accuracy": Known("mBERT fine-tuned, test split (SICK-NL README); overlap + negation .741", 0.8453),
    "sick-nl.contradiction_f1": Known("overlap + negation GBM, test split", 0.7846),
    "wice.recall_at_5": Known("TF-IDF sentences, test split", 0.960),
    "sts.nl_spearman": Known("Qwen3-Embedding-8B (MTEB results); multilingual-e5-small .765", 0.895),
    "sts.en_spearman": Known("Qwen3-Embedding-8B (MTEB results); multilingual-e5-small .836", 0.936),
    "gold.claims_f1": Known("none exists; promise detection alone: see promiseeval"),
    "gold.verdict_macro_f1": Known("none exists (yes/no support in English: 77.4 balanced accuracy, LLM-AggreFact)"),
}  # fmt: skip
