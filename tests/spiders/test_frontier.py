"""A site is visited in the same order every time, and not for ever."""

from __future__ import annotations

from auditor_spiders.frontier import Frontier
from auditor_spiders.site import Site

HOME = "https://bakker.test"


def frontier(**changes: object) -> Frontier:
    made = Frontier(Site(HOME), **{"max_depth": 3, **changes})
    made.claim(f"{HOME}/")
    made.level()
    return made


def test_links_come_before_what_only_the_sitemap_lists_and_short_paths_first() -> None:
    found = frontier()
    found.offer([f"{HOME}/uit-sitemap"], listed=True)
    found.offer([f"{HOME}/b/c", f"{HOME}/a?x=1", f"{HOME}/z", f"{HOME}/a"])

    assert [f"{HOME}/a", f"{HOME}/z", f"{HOME}/a?x=1", f"{HOME}/b/c", f"{HOME}/uit-sitemap"] == found.level()
    assert found.level() == []


def test_every_address_is_handed_out_once() -> None:
    found = frontier()
    found.offer([f"{HOME}/a", f"{HOME}/a", f"{HOME}/"])

    assert [f"{HOME}/a"] == found.level()
    found.offer([f"{HOME}/a"])
    assert found.level() == []
    assert not found.claim(f"{HOME}/a")


def test_other_sites_media_and_excluded_paths_are_left_out() -> None:
    found = frontier(exclude=("/archief/**",))
    found.offer(["https://elders.test/", f"{HOME}/foto.jpg", f"{HOME}/archief/oud", None, f"{HOME}/folder.pdf"])

    assert [f"{HOME}/folder.pdf"] == found.level()


def test_deeper_than_allowed_is_counted_not_visited() -> None:
    found = frontier(max_depth=1)
    found.offer([f"{HOME}/een"])
    found.level()
    found.offer([f"{HOME}/twee"])

    assert {f"{HOME}/twee"} == found.too_deep
    assert found.level() == []


def test_a_calendar_without_end_is_cut_and_counted() -> None:
    found = frontier()
    found.offer(f"{HOME}/agenda/{year}/{month}/" for year in range(2000, 2100) for month in range(1, 13))

    assert len(found.level()) == 300
    assert found.endless == 900


def test_a_path_that_bites_its_tail_is_left_out() -> None:
    found = frontier()
    found.offer([f"{HOME}/nl/nl/nl/"])

    assert found.level() == []
    assert found.endless == 1
