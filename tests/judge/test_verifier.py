"""Verifiers: the shipped one and any cross-encoder, behind one interface."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.channel import NOW, OTHER_CLAIMS, SMALL_TALK, Channel, claim

from auditor.errors import ModelError
from auditor.judge import Opinion, Pair, Verifier, judge, load_verifier
from auditor.judge.features import affinity, field
from auditor.judge.head import Choice, Head, sigmoid
from auditor.judge.pairs import pairs
from auditor.judge.trees import Forest
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
    scores = affinity(found, shipped().affinity)
    return pairs(claims, pool, found, scores, shipped().form, encode=encode, language="nl")


def test_the_shipped_verifier_explains_itself(read: tuple[Pair, ...]):
    verifier = load_verifier(None)

    opinions = verifier.opinions(read)

    best = max(zip(opinions, read, strict=True), key=lambda both: both[0].related)
    assert "straatlamp" in best[1].unit.text
    assert best[1].claim == REPAIR
    assert best[0].related > 0.9
    assert len(best[0].reasons) == 3
    assert set(shipped().relation.features) <= set(read[0].measures)
    assert {name for name, _ in best[0].reasons} <= set(shipped().relation.features)


def test_another_verifier_is_asked_instead(encode: Encode):
    class Never:
        name, revision = "never", "1"

        def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
            return tuple(Opinion(0.0, 0.0, 0.0) for _ in pairs)

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


def test_an_opinion_keeps_its_sides_when_it_is_scaled():
    opinion = Opinion(0.3, 0.1, 0.2, lambda: (("named", 1.0),))

    half = opinion.scaled(0.3)
    turned = opinion.scaled(0.6, 1.0)

    assert (half.shows, half.repeats, half.conflicts) == pytest.approx((0.15, 0.05, 0.1))
    assert (turned.shows, turned.repeats, turned.conflicts) == pytest.approx((0.0, 0.0, 0.6))
    assert half.reasons == turned.reasons == (("named", 1.0),)
    assert Opinion(0.0, 0.0, 0.0).against == 0.0
    assert Opinion(0.0, 0.0, 0.0).reasons == ()


def test_a_choice_gives_probabilities_and_explains_itself():
    choice = Choice(("none", "shows"), ("a",), (0.0,), (1.0,), ((0.0,), (2.0,)), (0.0, -1.0))

    near, far = choice.chances([{"a": 1.0}, {"a": 100.0}])

    assert near == pytest.approx((1 - sigmoid(1), sigmoid(1)))
    assert far == pytest.approx((1 - sigmoid(7), sigmoid(7)))
    assert choice.parts({"a": -1.0}, "shows") == {"a": -2.0}
    assert choice.chances([]) == []


TREE = ((0, 0.5, 1, 2, 0.1), (-1, 0, 0, 0, -1.0), (1, 3.0, 3, 4, 0.6), (-1, 0, 0, 0, 0.4), (-1, 0, 0, 0, 2.0))
STUMP = ((-1, 0, 0, 0, 0.0),)


def test_a_forest_adds_up_and_each_step_says_what_it_was_worth():
    trees = Forest(("none", "shows"), ("a", "b"), (0.0, 0.5), ((STUMP,), (TREE,)))

    left, right = trees.chances([{"a": 0.5, "b": 9.0}, {"a": 1.0, "b": 4.0}])

    assert left == pytest.approx((1 - sigmoid(-0.5), sigmoid(-0.5)))
    assert right == pytest.approx((1 - sigmoid(2.5), sigmoid(2.5)))
    assert trees.parts({"a": 1.0, "b": 4.0}, "shows") == pytest.approx({"a": 0.5, "b": 1.4})
    assert trees.chances([]) == []


@given(st.lists(st.fixed_dictionaries({"a": st.floats(-5, 5), "b": st.floats(-5, 5)}), min_size=1, max_size=9))
def test_the_shares_of_a_forest_add_up_to_its_log_odds(rows: list[dict[str, float]]):
    trees = Forest(("none", "shows"), ("a", "b"), (0.0, 0.0), ((STUMP,), (TREE, TREE)))

    for row, (nothing, shows) in zip(rows, trees.chances(rows), strict=True):
        assert math.fsum(trees.parts(row, "shows").values()) + 0.2 == pytest.approx(math.log(shows / nothing))


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
