"""Verifiers: the shipped one and any cross-encoder, behind one interface."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.channel import NOW, OTHER_CLAIMS, SMALL_TALK, Channel, claim

from auditor.errors import ModelError
from auditor.judge import Opinion, Pair, Verifier, judge, load_verifier
from auditor.judge.features import affinity, field
from auditor.judge.head import Head, sigmoid
from auditor.judge.pairs import pairs
from auditor.judge.units import units
from auditor.judge.verifier import shipped
from auditor.model import Encode, SourceReport

REPAIR = claim("Een kapotte straatlamp maken wij binnen drie werkdagen.")


@pytest.fixture
def read(encode: Encode) -> tuple[Pair, ...]:
    claims = [REPAIR, *(claim(text, kind, f"o{k}") for k, (text, kind) in enumerate(OTHER_CLAIMS))]
    made = Channel(encode).says(*SMALL_TALK, "Een kapotte straatlamp maken wij binnen twee weken.")
    pool = units(made.statements)
    found = field(claims, pool, encode)
    return pairs(claims, pool, found, affinity(found, shipped().affinity), shipped().form, language="nl")


def test_the_shipped_verifier_explains_itself(read: tuple[Pair, ...]):
    verifier = load_verifier(None)

    opinions = verifier.opinions(read)

    best = max(zip(opinions, read, strict=True), key=lambda both: both[0].related)
    assert "straatlamp" in best[1].unit.text
    assert best[1].claim == REPAIR
    assert best[0].related > 0.9
    assert len(best[0].reasons) == 3
    assert all(
        set(head.features) <= set(read[0].measures) | {"affinity"} for head in (shipped().related, shipped().against)
    )


def test_another_verifier_is_asked_instead(encode: Encode):
    class Never:
        name, revision = "never", "1"

        def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
            return tuple(Opinion(0.0, 0.0) for _ in pairs)

    made = Channel(encode).says(*SMALL_TALK, "Een kapotte straatlamp maken wij binnen twee weken.")
    verifier: Verifier = Never()

    verdicts = judge(
        [REPAIR], {"forum": made.statements}, (SourceReport("forum", "csv", "social", "ok"),), (),
        settings=made.settings(), encode=encode, now=NOW, verifier=verifier,
    )  # fmt: skip

    assert [verdict.verdict for verdict in verdicts] == ["silent"]


def test_a_head_cuts_what_lies_far_out():
    head = Head(("a",), (0.0,), (1.0,), (2.0,), -1.0)

    assert head.log_odds({"a": 100.0}) == 7.0
    assert head.parts({"a": -1.0}) == (("a", -2.0),)
    assert sigmoid(-1e9) == pytest.approx(0)
    assert math.isclose(sigmoid(0), 0.5)


def build(folder: Path, labels: Sequence[str]) -> str:
    """Make a cross-encoder with these labels, tiny and untrained."""
    transformers = pytest.importorskip("transformers")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz"]
    vocabulary += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    (folder / "vocab.txt").write_text("\n".join(vocabulary))
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, num_labels=len(labels), id2label=dict(enumerate(labels)),
        label2id={label: k for k, label in enumerate(labels)},
    )  # fmt: skip
    transformers.set_seed(1)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


@pytest.mark.models
def test_its_opinion_is_blended_with_the_shipped_one(read: tuple[Pair, ...], tmp_path: Path):
    name = build(tmp_path, ("contradiction", "entailment", "neutral"))

    verifier = load_verifier(name)
    opinions = verifier.opinions(read)

    assert len(read) == len(opinions)
    assert all(0 < o.related < 1 and 0 < o.against < 1 for o in opinions)
    assert {"entailment", "contradiction"} <= {reason for reason, _ in opinions[0].reasons}
    assert load_verifier(name).revision == verifier.revision
    assert verifier.opinions(()) == ()


@pytest.mark.models
def test_a_model_without_entailment_labels_is_refused(tmp_path: Path):
    name = build(tmp_path, ("LABEL_0", "LABEL_1"))

    with pytest.raises(ModelError, match="label_0"):
        load_verifier(name)


@pytest.mark.models
def test_a_folder_without_a_model_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_verifier(str(tmp_path))
