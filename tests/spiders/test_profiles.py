"""Which links lead to a social profile, and whose it is."""

from __future__ import annotations

import pytest

from auditor_spiders.profiles import Profiles, profile


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://twitter.com/bakker", "https://twitter.com/bakker"),
        ("https://x.com/bakker/status/123", None),
        ("https://x.com/intent/tweet?text=x", None),
        ("https://x.com/share", None),
        ("https://www.facebook.com/bakkerkorst/", "https://facebook.com/bakkerkorst"),
        ("https://nl-nl.facebook.com/bakkerkorst/posts/", "https://facebook.com/bakkerkorst"),
        ("https://www.facebook.com/profile.php?id=12", "https://facebook.com/profile.php?id=12"),
        ("https://www.facebook.com/events/12/", None),
        ("https://www.linkedin.com/company/bakker/about/", "https://linkedin.com/company/bakker"),
        ("https://www.linkedin.com/in/jan/", None),
        ("https://www.instagram.com/p/Cx/", None),
        ("https://youtube.com/@bakker/videos", "https://youtube.com/@bakker"),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://bsky.app/profile/bakker.test", "https://bsky.app/profile/bakker.test"),
        ("https://bsky.app/profile/bakker.test/post/3k", None),
        ("https://social.test/@bakker", None),
        ("https://bakker.test/contact", None),
    ],
)
def test_a_profile_has_the_address_of_one(url: str, expected: str | None) -> None:
    assert expected == profile(url, declared=False)


def test_any_host_may_be_mastodon_where_the_page_says_so() -> None:
    assert profile("https://social.test/@bakker", declared=True) == "https://social.test/@bakker"
    assert profile("https://social.test/@bakker/12345", declared=True) is None


def test_what_is_on_half_of_the_pages_is_the_organisations() -> None:
    profiles = Profiles()
    for number in range(4):
        profiles.page((), (), ["https://x.com/bakker"] if number % 2 else ["https://x.com/gast"] if number == 0 else [])

    assert profiles.found() == ("https://x.com/bakker",)


def test_rel_me_counts_on_the_start_page_only() -> None:
    profiles = Profiles()
    profiles.page((), ["https://social.test/@bakker"], (), start=True)
    profiles.page((), ["https://social.test/@jan"], ())

    assert profiles.found() == ("https://social.test/@bakker",)


def test_the_two_names_of_one_network_are_one_profile() -> None:
    profiles = Profiles()
    profiles.page(["https://twitter.com/Bakker", "https://x.com/bakker"], (), ())

    assert len(profiles.found()) == 1
