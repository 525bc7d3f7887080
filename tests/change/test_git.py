"""What is asked of git: odd names, links, large files elsewhere, and never the network."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from support.git import git_in

from auditor.change import Base, repository
from auditor.errors import UsageError


def test_odd_names_links_and_new_files(tmp_path: Path) -> None:
    git = git_in(tmp_path)
    git("init", "--quiet", "--initial-branch=main")
    odd = ["a b.md", "é\u202e.md", 'quo"te.md', "-rf.md", "tab\there.md", "new\nline.md"]
    for name in odd:
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "link.md").symlink_to("a b.md")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    (tmp_path / "nieuw.md").write_text("nieuw", encoding="utf-8")
    (tmp_path / "stil.md").write_text("stil", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("stil.md\n", encoding="utf-8")
    repo = repository(tmp_path)
    base = repo.base("HEAD")
    blobs = repo.listed(base, "")

    assert sorted(blobs) == sorted(odd)
    assert {name: repo.contents([blob])[blob].decode() for name, blob in blobs.items()} == {name: name for name in odd}
    assert repo.present("") == sorted([*odd, "nieuw.md", ".gitignore"])
    assert repo.touched(base) == [".gitignore", "nieuw.md"]
    assert repo.matching("", ["*.md"]) == sorted([*odd, "link.md", "nieuw.md"])
    assert repo.changed(base, "nieuw.md")
    assert not repo.changed(base, "a b.md")


def test_a_file_in_large_file_storage_is_read_where_the_clone_holds_it(tmp_path: Path) -> None:
    git = git_in(tmp_path)
    git("init", "--quiet")
    repo = repository(tmp_path)
    oid = hashlib.sha256(b"%PDF-").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 5\n".encode()

    assert repo.lfs(pointer) == pointer
    stored = tmp_path / ".git" / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"%PDF-")
    assert repo.lfs(pointer) == b"%PDF-"
    assert repo.lfs(b"plain") == b"plain"


def test_bytes_that_are_not_there_are_not_fetched(tmp_path: Path) -> None:
    git_in(tmp_path)("init", "--quiet")

    with pytest.raises(UsageError, match="does not hold all files"):
        repository(tmp_path).contents(["0" * 39 + "1"])


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"PRE_COMMIT_FROM_REF": "abc"}, "abc"),
        ({"PRE_COMMIT_FROM_REF": "0" * 40, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "def"}, "def"),
        ({"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}, "origin/main"),
        ({"GITHUB_EVENT_NAME": "push", "GITHUB_BASE_REF": ""}, "HEAD"),
        ({}, "HEAD"),
    ],
)
def test_the_base_of_a_job_is_read_from_its_environment(tmp_path: Path, environ: dict[str, str], expected: str) -> None:
    git = git_in(tmp_path)
    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--message", "x")

    assert repository(tmp_path).automatic(environ) == expected
    assert isinstance(repository(tmp_path).base("HEAD"), Base)
