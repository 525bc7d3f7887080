"""The measurements, in the order of the table."""

from __future__ import annotations

from typing import Final

from benchmarks.quality.figures import Task
from benchmarks.quality.tasks import (
    gold,
    history,
    promiseeval,
    promises,
    retrieval,
    sick,
    similarity,
    speed,
    terms,
    written,
)

TASKS: Final[tuple[Task, ...]] = (
    Task("written-terms", "term comparison on pairs written for this repository", written.terms),
    Task("written-plain-terms", "term comparison on a hundred plain pairs written by hand", written.plain_terms),
    Task("written-claims", "kind of the sentences written for this repository, by sectors held out", written.claims),
    Task("written-verdicts", "verdicts on organisations written for this repository, each held out", written.verdicts),
    Task("written-channels", "verdicts on whole channels that nothing was fitted on", written.channels),
    Task("terms", "term comparison: four labels, Dutch, English, cross-lingual", terms.run),
    Task("history", "changes of value against equivalents, from organisations' own histories", history.run),
    Task("promises", "promise detection, Dutch in the wild", promises.run),
    Task("promiseeval", "promise and evidence in English ESG reports, 5-fold by company", promiseeval.run),
    Task("sick-nl", "Dutch inference, train to trial", sick.run),
    Task("wice", "evidence retrieval, dev", retrieval.run),
    Task("sts", "similarity of sentences, test split, the embedded encoder as it is", similarity.run),
    Task("gold", "whole audits of labelled organisations, with calibration", gold.run),
    Task("speed", "time on this machine", speed.run),
)
