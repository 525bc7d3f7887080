"""Of several addresses of one page, one is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor_spiders.copies import Kept, alike, copies

LONG = frozenset(range(64))


def test_equal_bytes_are_one_page_under_its_simplest_address() -> None:
    found = copies([Kept("https://b.test/a/b", "1"), Kept("https://b.test/a?x=1", "1"), Kept("https://b.test/a", "1")])

    assert found == {"https://b.test/a/b": "https://b.test/a", "https://b.test/a?x=1": "https://b.test/a"}


def test_a_canonical_link_to_an_equal_text_makes_a_copy() -> None:
    print_page = Kept("https://b.test/a?print=1", "2", "https://b.test/a", LONG)

    assert copies([Kept("https://b.test/a", "1", None, LONG), print_page]) == {print_page.key: "https://b.test/a"}


def test_a_canonical_link_to_another_text_is_a_mistake() -> None:
    wrong = Kept("https://b.test/contact", "2", "https://b.test/", frozenset(range(100, 164)))

    assert copies([Kept("https://b.test/", "1", None, LONG), wrong]) == {}


def test_a_canonical_link_to_nowhere_makes_no_copy() -> None:
    assert copies([Kept("https://b.test/a", "2", "https://b.test/weg", LONG)]) == {}


def test_two_pages_that_point_at_each_other_both_stay() -> None:
    one = Kept("https://b.test/a", "1", "https://b.test/b", LONG)
    other = Kept("https://b.test/b", "2", "https://b.test/a", LONG)

    assert copies([one, other]) == {}


def test_sketches_tell_how_alike_two_texts_are() -> None:
    assert alike(LONG, LONG) == 1
    assert alike(LONG, frozenset(range(64, 128))) == 0
    assert alike(frozenset(), frozenset()) == 1
    assert alike(LONG, frozenset()) == 0


keys = st.sampled_from([f"https://b.test/{name}" for name in "abcdef"])


@given(
    st.lists(st.builds(Kept, keys, st.sampled_from("123"), st.none() | keys, st.just(LONG)), unique_by=lambda k: k.key)
)
def test_what_stays_is_no_copy_and_something_always_stays(pages: list[Kept]) -> None:
    found = copies(pages)
    stays = {page.key for page in pages} - found.keys()

    assert set(found.values()) <= stays
    assert stays or not pages
