"""`auditor check --diff`: only what a change causes counts, and it sits on the changed line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.command import Run
from support.git import Git, git_in

from auditor import pipeline
from auditor.errors import ModelError, UsageError
from auditor.model import Finding, Results
from auditor.settings import load

FRONT = "---\ntitle: Pagina\n---\n"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def change(folder: Path, base: str = "HEAD") -> Results:
    """Return the results of the change in the working tree, in this process."""
    return pipeline.check_change(load(folder / "auditor.yaml", environ={}), base)


def found(results: Results) -> list[Finding]:
    return [finding for finding in results.findings if finding.level != "note"]


def places(results: Results) -> list[tuple[str, str | None, int | None]]:
    return [(item.rule, item.place.path, item.place.line) for item in found(results)]


# ---------------------------------------------------------------- the gate of a pull request, through the real command


def test_a_changed_promise_fails_on_its_line_until_it_is_accepted_and_again_when_that_runs_out(
    ketting: Path, git: Git, auditor: Run
) -> None:
    git("switch", "--quiet", "--create", "langer")
    edit(ketting / "content" / "contact.md", "24 uur", "48 uur")
    git("commit", "--quiet", "--all", "--message", "Meer tijd")
    line = next(
        number
        for number, text in enumerate((ketting / "content" / "contact.md").read_text("utf-8").splitlines(), start=1)
        if "48 uur" in text
    )
    done = auditor("check", "--diff", "main", "--format", "json=r.json", "--format", "github", cwd=ketting)
    results = json.loads((ketting / "r.json").read_text(encoding="utf-8"))

    assert done.returncode == 1, done.stderr
    assert [(f["place"]["path"], f["place"]["line"]) for f in results["findings"]] == [("content/contact.md", line)]
    assert f"::error file=content/contact.md,line={line},title=" in done.stdout

    (ketting / "accepted.yaml").write_text(
        f"# auditor baseline v1 - model: {results['run']['model']}@{results['run']['model_revision']}\n[]\n", "utf-8"
    )
    update = ("baseline", "update", "--baseline", "accepted.yaml", "--diff", "main")
    assert auditor(*update, cwd=ketting).returncode == 2
    assert auditor(*update, "--accept-new", "--until", "2026-12-31", cwd=ketting).returncode == 0
    assert results["findings"][0]["id"] in (ketting / "accepted.yaml").read_text(encoding="utf-8")
    whole = auditor("check", "--baseline", "accepted.yaml", "--strict-baseline", cwd=ketting)
    assert whole.returncode == 0, "a whole audit cannot see what is about a change only, so it is not stale there"
    accepted = ("check", "--diff", "main", "--baseline", "accepted.yaml")
    assert auditor(*accepted, cwd=ketting).returncode == 0
    late = auditor(*accepted, "--now", "2027-01-01", cwd=ketting)
    assert late.returncode == 1
    assert "einddatum" in late.stdout


def test_a_post_that_holds_the_old_promise_word_for_word_leaves_no_doubt(ketting: Path) -> None:
    """The judgement of the new promise may be unsure; that the post states the old one is not."""
    edit(ketting / "content" / "contact.md", "24 uur", "48 uur")
    changed = next(item for item in found(change(ketting)) if item.rule == "promise-changed")
    assert changed.confidence >= 0.8
    assert not changed.grey


def test_a_style_sheet_passes(ketting: Path, git: Git, auditor: Run) -> None:
    edit(ketting / "static" / "style.css", "{}", "{color: #222}")
    git("commit", "--quiet", "--all", "--message", "Andere kleur")
    done = auditor("check", "--diff", "HEAD^1", cwd=ketting)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Deze wijziging veroorzaakt geen bevindingen." in done.stdout
    assert "raakt geen enkel bestand" in done.stdout


def test_a_base_that_is_none_is_explained(ketting: Path, auditor: Run) -> None:
    done = auditor("check", "--diff", "no-such-branch", cwd=ketting)

    assert done.returncode == 2
    assert "no git revision" in done.stderr
    assert "results.json" in done.stderr
    for base in ("--upload-pack=x", "HEAD:content", ""):
        with pytest.raises(UsageError, match="no git revision"):
            change(ketting, base)


# ---------------------------------------------------------------- what counts, and where it sits


def test_nothing_that_was_there_before_counts(ketting: Path, git: Git) -> None:
    with (ketting / "content" / "contact.md").open("a", encoding="utf-8") as file:
        file.write("\nWij bellen u altijd binnen 3 werkdagen terug.\n")
    git("commit", "--quiet", "--all", "--message", "Een belofte die niemand laat zien")
    edit(ketting / "content" / "_index.md", "uw fiets", "uw eigen fiets")
    results = change(ketting)

    assert "binnen 3 werkdagen" not in " ".join(item.message for item in found(results))
    assert any("er al vóór deze wijziging waren" in reason for reason in results.summary.reasons)


def test_what_is_added_counts_on_its_line(ketting: Path) -> None:
    """A page, a template without its commands, a draft of a post; a draft page promises nothing yet."""
    files = {
        "content/service/terugbellen.md": f"{FRONT}\n# Terugbellen\n\nWij bellen u altijd binnen 3 werkdagen terug.\n",
        "content/later.md": "---\ntitle: Later\ndraft: true\n---\n\nWij halen uw fiets altijd binnen 2 werkdagen op.\n",
        "layouts/winkel.html": "{{ if .A }}\n<h1>{{ .T }}</h1>\n<p>Wij leveren alles binnen 5 werkdagen.</p>\n",
        "concepten/vragen.md": "---\nkanaal: bluesky\n---\nWij beantwoorden uw vraag binnen 5 werkdagen.\n",
        "elders/vragen.md": "Wij beantwoorden uw vraag binnen 6 werkdagen.\n",
    }
    for name, text in files.items():
        (ketting / name).parent.mkdir(parents=True, exist_ok=True)
        (ketting / name).write_text(text, encoding="utf-8")
    results = change(ketting)

    assert sorted(places(results), key=str) == [
        ("promise-contradicted", "concepten/vragen.md", 4),
        ("promise-unbacked", "content/service/terugbellen.md", 7),
        ("promise-unbacked", "layouts/winkel.html", 3),
    ]
    assert results.summary.exit_code == 1


def test_a_page_that_moves_or_goes_causes_nothing(ketting: Path, git: Git) -> None:
    git("mv", "content/contact.md", "content/bereikbaar.md")
    (ketting / "content" / "_index.md").unlink()
    results = change(ketting)

    assert places(results) == []
    assert results.summary.exit_code == 0


def test_a_line_in_a_renamed_page_is_found(ketting: Path, git: Git) -> None:
    git("mv", "content/contact.md", "content/bereikbaar.md")
    edit(ketting / "content" / "bereikbaar.md", "24 uur", "48 uur")

    assert places(change(ketting)) == [("promise-changed", "content/bereikbaar.md", 9)]


def test_evidence_that_is_taken_out_counts_where_it_stood(ketting: Path) -> None:
    posts = ketting / "social" / "posts.csv"
    lines = posts.read_text(encoding="utf-8").splitlines(keepends=True)
    posts.write_text("".join(line for line in lines if "dezelfde dag" not in line), encoding="utf-8")
    results = change(ketting)

    assert [(item.rule, item.claim is not None) for item in found(results)] == [("promise-unbacked", True)]
    assert found(results)[0].place.path == "social/posts.csv"


def test_a_build_that_is_kept_in_git_is_read_as_it_is(ketting: Path, git: Git) -> None:
    (ketting / ".gitignore").write_text(".auditor/\n", encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message", "De bouw erbij")
    for file in ("public/contact/index.html", "content/contact.md"):
        edit(ketting / file, "24 uur", "48 uur")

    assert places(change(ketting)) == [("promise-changed", "content/contact.md", 9)]


def test_the_published_site_does_not_contradict_the_change(ketting: Path) -> None:
    """Production still says 24 hours while the change is under review; that is no conflict between two sources."""
    with (ketting / "auditor.yaml").open("a", encoding="utf-8") as file:
        file.write("# nothing\n")
    edit(
        ketting / "auditor.yaml",
        "sources:\n",
        'sources:\n  - {name: live, kind: web, url: "https://www.ketting.example"}\n',
    )
    edit(ketting / "content" / "contact.md", "24 uur", "48 uur")

    assert [rule for rule, _, _ in places(change(ketting))] == ["promise-changed"]


def test_the_configuration_may_be_new_and_lie_in_a_folder(ketting: Path, git: Git) -> None:
    git("rm", "--quiet", "--cached", "auditor.yaml")
    git("commit", "--quiet", "--message", "Nog zonder auditor")
    folder = ketting / "audit"
    folder.mkdir()
    text = (ketting / "auditor.yaml").read_text(encoding="utf-8")
    (folder / "auditor.yaml").write_text(text.replace("path: ", "path: ../"), encoding="utf-8")
    (ketting / "auditor.yaml").unlink()
    shutil.move(ketting / ".auditor", folder / ".auditor")
    edit(ketting / "content" / "contact.md", "24 uur", "48 uur")
    results = pipeline.check_change(load(folder / "auditor.yaml", environ={}), "HEAD")

    assert places(results) == [("promise-changed", "../content/contact.md", 9)]
    assert results.run.configuration == "audit/auditor.yaml"


def test_the_snapshot_is_left_as_it_was(ketting: Path) -> None:
    settings = load(ketting / "auditor.yaml", environ={})
    before = pipeline.check(settings, keep=False).run.snapshot
    edit(ketting / "content" / "contact.md", "24 uur", "48 uur")
    change(ketting)

    assert pipeline.check(settings, keep=False).run.snapshot == before
    assert git_in(ketting)("status", "--porcelain") == "M content/contact.md"


# ---------------------------------------------------------------- bases that are not there


def test_a_shallow_clone_says_what_to_fetch(ketting: Path, git: Git, tmp_path: Path) -> None:
    old = git("rev-parse", "HEAD")
    for number in range(2):
        edit(ketting / "static" / "style.css", "}", f"a{number}: 1}}")
        git("commit", "--quiet", "--all", "--message", f"Stap {number}")
    clone = tmp_path / "ondiep"
    git("clone", "--quiet", "--depth=2", f"file://{ketting}", str(clone))
    shutil.copytree(ketting / ".auditor", clone / ".auditor")

    assert change(clone, "HEAD^1").summary.exit_code == 0
    with pytest.raises(UsageError, match="shallow") as caught:
        change(clone, old)
    assert "fetch-depth" in str(caught.value.advice)


def test_outside_git_it_says_so(ketting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(ketting / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(ketting.parent))

    with pytest.raises(UsageError, match="git repository"):
        change(ketting)


def test_sources_that_git_does_not_keep_are_named(ketting: Path) -> None:
    (ketting / "hugo.toml").unlink()
    edit(ketting / "auditor.yaml", 'check: {drafts: ["concepten/*.md"]}\n', "")

    with pytest.raises(UsageError, match="none of the sources") as caught:
        change(ketting)
    assert "source_map" in str(caught.value.advice)


# ---------------------------------------------------------------- another base than git


def test_results_and_snapshots_can_be_the_base(ketting: Path, auditor: Run, tmp_path: Path) -> None:
    assert auditor("check", "--format", "json=voor.json", cwd=ketting).returncode == 0
    before = Path(shutil.copytree(ketting / ".auditor", tmp_path / "eerder" / ".auditor"))
    posts = ketting / "social" / "posts.csv"
    posts.write_text(posts.read_text(encoding="utf-8").replace("alle 14 dezelfde dag", "alle 14 na een week"), "utf-8")
    assert auditor("collect", "--only", "berichten", cwd=ketting).returncode == 0

    rules: list[Any] = [
        [item.rule for item in found(change(ketting, str(base)))]
        for base in (ketting / "voor.json", before, before.parent)
    ]
    assert rules[0]
    assert rules[0] == rules[1] == rules[2]

    data = json.loads((ketting / "voor.json").read_text(encoding="utf-8"))
    data["run"]["model_revision"] = "another"
    (ketting / "ander.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match="Different models"):
        change(ketting, str(ketting / "ander.json"))
