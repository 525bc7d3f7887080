"""Hold first replies against the published figures of 36 brands, and hand-offs against hand-made labels.

    python -m benchmarks.webcare.run THREADS [--labels FOLDER] [--write FILE]

THREADS holds `twcs_threads.jsonl` (threads with their messages) and `first_reply_summary.tsv` (per brand: n, median,
p90, share within an hour and within a day). Everything is counted by the functions that the audit uses. The published
figures count whole threads and take the lower value as percentile, so they are reproduced with `unit="thread"` and
`definition="lower"`; our own definitions stand beside them, with the reason for every first reply that differs.

LABELS holds `*_outbound.jsonl`: replies with labels, of which "Request DM" is held against what we call a hand-off.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.model import Conversation, Post
from auditor.settings.model import Organisation, Settings, Source
from auditor.webcare import Percentile, Unit, conversations, figures
from auditor.webcare.talk import hands_off
from benchmarks.quality.machine import here

ROOT = Path(__file__).resolve().parents[2]
# Long after the last thread, so that nothing is still open.
NOW = datetime(2018, 6, 1, tzinfo=UTC)
_HANDLE = re.compile(r"@(\w+)")


@dataclass(frozen=True, slots=True)
class Published:
    """One line of the summary. Times in minutes, shares 0 to 1."""

    brand: str
    n: int
    median: float
    p90: float
    within_hour: float
    within_day: float


@dataclass(frozen=True, slots=True)
class Counted:
    """The same figures, counted by us."""

    n: int
    median: float | None
    p90: float | None
    within_hour: float
    within_day: float
    replied: tuple[Conversation, ...]


def published(folder: Path) -> list[Published]:
    """Read the summary."""
    with (folder / "first_reply_summary.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Published(
                row["brand"], int(row["n"]), float(row["median_min"]), float(row["p90_min"]),
                float(row["share_le_60min"]), float(row["share_le_24h"]),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]  # fmt: skip


def threads(folder: Path) -> dict[str, list[Mapping[str, Any]]]:
    """Return the threads per brand; those with more than one brand belong to none."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    with (folder / "twcs_threads.jsonl").open(encoding="utf-8") as file:
        for line in file:
            thread = json.loads(line)
            if thread["brand"] is not None:
                found.setdefault(thread["brand"], []).append(thread)
    return found


def posts(brand: str, group: Iterable[Mapping[str, Any]]) -> Iterator[Post]:
    """Yield the messages of threads as posts. A thread whose beginning is missing has a root that is not there."""
    for thread in group:
        for message in thread["messages"]:
            parent = message["in_reply_to"]
            yield Post(
                source=brand,
                platform="x",
                account=brand,
                id=str(message["id"]),
                text=message["text"],
                created_at=datetime.fromisoformat(message["ts"]),
                author_id=message["author"],
                author_is_org=message["role"] == "brand",
                kind="post" if parent is None else "reply",
                parent_id=None if parent is None else str(parent),
                root_id=str(thread["thread_id"]) if thread["root_complete"] else "missing",
                mentions=tuple(_HANDLE.findall(message["text"])),
            )


def count(brand: str, messages: Sequence[Post], unit: Unit, definition: Percentile) -> Counted:
    """Count one brand with the audit's own functions."""
    source = Source(name=brand, kind="csv", role="social", accounts=(brand,))
    settings = Settings(organisation=Organisation(name=brand), sources=(source,))
    held = conversations(messages, source, settings, NOW, unit=unit)
    found = figures(source, held, (), settings, NOW, definition=definition)
    replied = tuple(conversation for conversation in held if conversation.minutes is not None)
    waits = [conversation.minutes or 0.0 for conversation in replied]
    return Counted(
        n=found.answered,
        median=found.median_minutes,
        p90=found.p90_minutes,
        within_hour=sum(wait <= 60 for wait in waits) / len(waits) if waits else 0.0,
        within_day=sum(wait <= 24 * 60 for wait in waits) / len(waits) if waits else 0.0,
        replied=replied,
    )


def same(ours: Counted, theirs: Published) -> bool:
    """Whether the count is exact, the minutes agree to one decimal and the shares to three."""
    return (
        ours.n == theirs.n
        and ours.median == round(theirs.median, 1)
        and ours.p90 == round(theirs.p90, 1)
        and round(ours.within_hour, 3) == theirs.within_hour
        and round(ours.within_day, 3) == theirs.within_day
    )


def reasons(whole: Counted, ours: Counted, brand: str, messages: Sequence[Post]) -> Counter[str]:
    """Return, for every thread whose first reply we count otherwise, why."""
    by_id = {post.id: post for post in messages}
    own = {conversation.id: conversation for conversation in ours.replied}
    found: Counter[str] = Counter()
    for thread in whole.replied:
        mine = own.get(thread.id)
        if mine is not None and mine.minutes == thread.minutes:
            found["equal"] += 1
            continue
        assert thread.reply is not None
        answered = by_id.get(thread.reply.parent_id or "")
        root = by_id[thread.id]
        if answered is None or answered.author_id != root.author_id:
            found["the reply is to another person than the one who began the thread"] += 1
        elif brand.lower() not in map(str.lower, root.mentions) and answered.id != root.id:
            found["the first message is not addressed to the brand; a later one of the same person is answered"] += 1
        else:
            found["other"] += 1
    return found


def table(folder: Path) -> Iterator[str]:
    """Yield the lines of the table, brand by brand."""
    groups = threads(folder)
    exact = total = 0
    why: Counter[str] = Counter()
    yield (
        f"{'brand':<18}{'n':>5}{'median':>9}{'p90':>10}{'<=1h':>7}{'<=24h':>7}  {'published':<10}"
        f"{'ours: n':>8}{'median':>9}{'p90':>10}"
    )
    for theirs in published(folder):
        messages = list(posts(theirs.brand, groups.get(theirs.brand, ())))
        whole = count(theirs.brand, messages, "thread", "lower")
        ours = count(theirs.brand, messages, "conversation", "nearest-rank")
        fits = same(whole, theirs)
        exact, total = exact + fits, total + 1
        why += reasons(whole, ours, theirs.brand, messages)
        yield (
            f"{theirs.brand:<18}{whole.n:>5}{whole.median:>9}{whole.p90:>10}{whole.within_hour:>7.3f}"
            f"{whole.within_day:>7.3f}  {'equal' if fits else 'DIFFERS':<10}{ours.n:>8}{ours.median:>9}{ours.p90:>10}"
        )
    yield ""
    yield f"equal to the published figures: {exact} of {total} brands (counts exact, minutes to 0.1, shares to 0.001)"
    yield ""
    yield f"first replies of {sum(why.values())} threads by our own definitions:"
    yield from (f"{n:>6}  {reason}" for reason, n in why.most_common())


def handoffs(folder: Path) -> str:
    """Return precision and recall of hand-offs against the label "Request DM"."""
    right = said = labelled = replies = 0
    for path in sorted(folder.glob("*_outbound.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            reply = json.loads(line)
            ours, theirs = hands_off(reply["text"]), "Request DM" in reply["labels"]
            replies += 1
            right, said, labelled = right + (ours and theirs), said + ours, labelled + theirs
    if not said or not labelled:
        return f"hand-offs: nothing to measure in {replies} replies"
    return f"hand-offs: precision {right / said:.3f}, recall {right / labelled:.3f} ({labelled} of {replies} replies)"


def main() -> int:
    """Print the table, and write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("threads", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--write", type=Path, help="write the table to this file too")
    arguments = parser.parse_args()
    started = time.monotonic()
    lines = list(table(arguments.threads))
    if arguments.labels is not None:
        lines += ["", handoffs(arguments.labels)]
    run = here(ROOT)
    lines += ["", f"{run.day}, {run.tool}, {run.cores} cores ({run.processor}), load {run.load}, Python {run.python}"]
    lines.append(f"{time.monotonic() - started:.1f} s in all")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if arguments.write is not None:
        arguments.write.write_text(text, encoding="utf-8")
    return 0 if not any("DIFFERS" in line for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main())
