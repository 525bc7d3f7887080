"""What a change consists of, asked of git: only local objects are read, nothing is fetched, written or checked out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.errors import UsageError

_SECONDS: Final = 120
_LFS: Final = b"version https://git-lfs.github.com/spec/"
_DEEPEN: Final = (
    "Fetch more of the history: `git fetch --unshallow`, or `fetch-depth: 2` with `--diff HEAD^1` in GitHub Actions "
    "(`fetch-depth: 0` for a branch name), `GIT_DEPTH: 0` in GitLab CI."
)


@dataclass(frozen=True, slots=True)
class Base:
    """The commit that a change is held against. `shown` is how messages call it."""

    commit: str
    shown: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository on disk. `root` is the top folder of its working tree, absolute and without links."""

    root: Path

    def git(self, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run git and return what it said, whatever its exit code. Raises UsageError where there is no git."""
        return _git(self.root, *arguments, stdin=stdin)

    def base(self, revision: str) -> Base:
        """Return the commit that the work since `revision` began at: their merge base, as `git diff A...` takes it.

        Raises:
            UsageError: there is no such revision here, or the clone is too shallow to know where the two parted.
        """
        found = self.git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        commit = found.stdout.decode().strip()
        if found.returncode or not commit:
            if self.shallow():
                raise UsageError(
                    f"--diff {revision}: this clone is shallow and does not hold that revision.", advice=_DEEPEN
                )
            raise UsageError(
                f"--diff {revision}: that is no git revision in {self.root}, no results.json and no snapshot.",
                advice="Name a branch, tag or commit that `git log` knows, a results.json, or a folder with .auditor/.",
            )
        parted = self.git("merge-base", commit, "HEAD")
        if parted.returncode == 0:
            commit = parted.stdout.decode().strip()
        elif self.shallow():
            raise UsageError(
                f"--diff {revision}: this clone is too shallow to know where the change began.", advice=_DEEPEN
            )
        return Base(commit, revision)

    def automatic(self, environ: Mapping[str, str]) -> str:
        """Return the base that a hook or CI job is about, as its environment says; else the upstream branch or HEAD."""
        for name in ("PRE_COMMIT_FROM_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
            if environ.get(name, "").strip("0"):
                return environ[name]
        if environ.get("GITHUB_EVENT_NAME", "").startswith("pull_request") and environ.get("GITHUB_BASE_REF"):
            # A pull request is checked out as its merge with the base branch, which is then the first parent.
            merged = self.git("rev-parse", "--verify", "--quiet", "HEAD^2").returncode == 0
            return "HEAD^1" if merged else f"origin/{environ['GITHUB_BASE_REF']}"
        upstream = self.git("rev-parse", "--verify", "--quiet", "@{upstream}").returncode == 0
        return "@{upstream}" if upstream else "HEAD"

    def shallow(self) -> bool:
        """Whether the clone lacks a part of the history."""
        return self.git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def listed(self, base: Base, folder: str) -> dict[str, str]:
        """Return path -> blob of the files at or below `folder` (relative to the root; "" for all) at the base."""
        done = self.git("ls-tree", "-r", "-z", "--full-tree", base.commit, "--", *([folder] if folder else []))
        if done.returncode:
            raise self._failed("ls-tree", done)
        files: dict[str, str] = {}
        for entry in done.stdout.split(b"\0"):
            head, _, name = entry.partition(b"\t")
            mode, _, rest = head.decode().partition(" ")
            if name and mode.startswith("100"):  # regular files: no links, no submodules
                files[os.fsdecode(name)] = rest.split(" ")[1]
        return files

    def present(self, folder: str) -> list[str]:
        """Return the paths at or below `folder` in the working tree that git tracks or would not ignore, sorted."""
        done = self.git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", folder or ".")
        if done.returncode:
            raise self._failed("ls-files", done)
        names = {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}
        return sorted(name for name in names if (self.root / name).is_file() and not (self.root / name).is_symlink())

    def matching(self, folder: str, patterns: Sequence[str]) -> list[str]:
        """Return the paths below `folder` in the working tree that globs (`*`, `**`) match, counted from there."""
        globs = [f":(top,glob){folder}/{pattern}" if folder else f":(top,glob){pattern}" for pattern in patterns]
        done = self.git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *globs)
        if done.returncode:
            raise self._failed("ls-files", done)
        return sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})

    def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Return the bytes of blobs. Raises UsageError where one is not in this clone (a partial clone)."""
        unique = list(dict.fromkeys(blobs))
        done = self.git("cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in unique).encode())
        if done.returncode:
            raise self._failed("cat-file", done)
        found: dict[str, bytes] = {}
        at = 0
        for blob in unique:
            end = done.stdout.index(b"\n", at)
            kind = done.stdout[at:end].split(b" ")
            if len(kind) != 3:
                raise UsageError(
                    f"This clone does not hold all files of the base ({blob[:10]} is missing).",
                    advice="A partial clone fetches them when needed; check out without --filter, or fetch the base.",
                )
            size = int(kind[2])
            found[blob] = done.stdout[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return found

    def changed(self, base: Base, folder: str) -> bool:
        """Whether anything at or below `folder` differs from the base, new files included."""
        differs = self.git("diff", "--quiet", "--no-ext-diff", base.commit, "--", folder or ".").returncode != 0
        return differs or bool(self.git("ls-files", "--others", "--exclude-standard", "--", folder or ".").stdout)

    def touched(self, base: Base) -> list[str]:
        """Return the files that are there and differ from the base, new ones included, sorted."""
        done = self.git("diff", "--name-only", "-z", "--no-ext-diff", "--no-renames", base.commit, "--")
        if done.returncode:
            raise self._failed("diff", done)
        new = self.git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ".")
        names = {os.fsdecode(name) for name in (*done.stdout.split(b"\0"), *new.stdout.split(b"\0")) if name}
        return sorted(name for name in names if (self.root / name).is_file())

    def renamed(self, base: Base) -> dict[str, str]:
        """Return new path -> old path of files that were renamed or copied between the base and the working tree."""
        done = self.git("diff", "--name-status", "-M", "-z", "--no-ext-diff", base.commit, "--")
        if done.returncode:
            raise self._failed("diff", done)
        parts = [os.fsdecode(part) for part in done.stdout.split(b"\0")]
        names: dict[str, str] = {}
        at = 0
        while at < len(parts) and parts[at]:
            if parts[at][0] in "RC":
                names[parts[at + 2]] = parts[at + 1]
                at += 3
            else:
                at += 2
        return names

    def lfs(self, content: bytes) -> bytes:
        """Return the file that a Git LFS pointer stands for where this clone holds it, else `content` as it is."""
        if not content.startswith(_LFS):
            return content
        oid = next(
            (line[11:] for line in content.decode(errors="replace").splitlines() if line[:11] == "oid sha256:"), ""
        )
        folder = self.git("rev-parse", "--git-common-dir").stdout.decode().strip()
        stored = self.root / folder / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
        return stored.read_bytes() if len(oid) == 64 and stored.is_file() else content

    def _failed(self, command: str, done: subprocess.CompletedProcess[bytes]) -> UsageError:
        return UsageError(f"git {command} failed in {self.root}: {done.stderr.decode(errors='replace').strip()}")


def repository(folder: Path) -> Repository:
    """Return the repository that a folder lies in. Raises UsageError where it lies in none."""
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UsageError(
            f"--diff needs a git repository, and {folder} lies in none that git can use: {said.partition(chr(10))[0]}",
            advice="Run it in a checkout, or hold the check against a results.json or another snapshot.",
        )
    return Repository(Path(os.fsdecode(done.stdout.rstrip(b"\n"))).resolve())


def _git(folder: Path, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise UsageError("--diff needs git, which is not installed here.", advice="Install git.")
    try:
        return subprocess.run(  # noqa: S603 - git itself, with arguments and no shell
            [program, "-C", str(folder), "-c", "core.quotepath=off", *arguments],
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            env=_environment(os.environ),
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"git {arguments[0]} took longer than {_SECONDS} s.") from error


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """No network, no locks, no questions, and messages that can be read back."""
    return {**environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
