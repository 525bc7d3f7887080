"""Which lines a change touches, and on which lines a sentence stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.change import caused, touched, where
from auditor.model import Finding, Place

LINES = st.lists(st.sampled_from(["een", "twee", "drie", "", "vier vijf"]), max_size=12)


def test_what_was_added_changed_and_taken_out() -> None:
    found = touched("a\nb\nc\nd\n", "a\nB\nc\ne\n")

    assert found.lines == {2, 4}
    assert found.removed_at == ((2, "b"), (4, "d"))
    assert touched("a\nb\n", "a\n").removed_at == ((1, "b"),)
    assert touched(None, "a\nb\n").lines == {1, 2}


@given(LINES, LINES)
def test_lines_that_are_not_touched_stood_there_before(before: list[str], after: list[str]) -> None:
    found = touched("\n".join(before), "\n".join(after))
    kept = [line for number, line in enumerate("\n".join(after).splitlines(), start=1) if number not in found.lines]
    old = iter("\n".join(before).splitlines())

    assert all(line in old for line in kept)  # in their order
    assert found.lines <= set(range(1, len("\n".join(after).splitlines()) + 1))


def test_a_sentence_is_found_across_lines_and_marks() -> None:
    text = "# Contact\n\nU vindt ons hier. Wij **beantwoorden**\nuw [vraag](/v) binnen 24 uur.\n"

    assert where(text, "Wij beantwoorden uw vraag") == (3, 4)
    assert where(text, "binnen 48 uur") == ()
    assert where(text, "") == ()


def test_of_several_places_the_one_nearby_is_taken() -> None:
    assert where("bel ons\n\nbel ons\n", "bel ons", near=2) == (3,)
    assert where("bel ons\n\nbel ons\n", "bel ons") == (1,)


def test_a_finding_that_was_there_is_not_caused_unless_it_got_worse() -> None:
    def finding(ident: str, level: str, *, grey: bool = False) -> Finding:
        return Finding(ident, "r", level, "t", "m", "a", Place(), grey=grey)  # type: ignore[arg-type] # a level

    before = [finding("a", "error"), finding("b", "warning"), finding("c", "warning", grey=True)]
    after = [finding(name, "error") for name in "abcd"] + [finding("n", "note")]

    assert [item.id for item in caused(before, after)] == ["b", "c", "d"]
