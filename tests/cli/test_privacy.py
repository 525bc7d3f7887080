"""Nobody's name or words come out, and who asks to be forgotten is gone from the file."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import ferry
from support.command import Run
from support.traces import traces

from auditor import pipeline
from auditor.cli.forget import command as forget
from auditor.cli.webcare import command as webcare
from auditor.errors import StoreError, UsageError
from auditor.render import Options, formats, render
from auditor.settings import load
from auditor.store import Store

NAMES = (ferry.ASKER, ferry.BYSTANDER)


@pytest.fixture(scope="module")
def _audited(tmp_path_factory: pytest.TempPathFactory, auditor: Run) -> Path:
    """Audit the ferry company in every format at once."""
    folder = ferry.write(tmp_path_factory.mktemp("veer") / "veer")
    outputs = [argument for name in formats for argument in ("--format", f"{name}=out/{name}.txt")]
    done = auditor("run", *outputs, "--fail-on", "never", "--verbose", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "out" / "terminal.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


@pytest.fixture
def audited(_audited: Path, tmp_path: Path) -> Path:
    """Return a copy of the audited ferry company, its snapshot included."""
    return Path(shutil.copytree(_audited, tmp_path / "veer"))


def run(command: object, folder: Path, *arguments: str) -> object:
    done = CliRunner().invoke(command, ["--config", str(folder / "auditor.yaml"), *arguments], standalone_mode=False)  # type: ignore[arg-type]  # a click command
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_no_format_holds_a_name_or_the_words_of_somebody_else(audited: Path) -> None:
    assert len(list((audited / "out").iterdir())) == len(formats) + 1
    assert traces(audited / "out", *NAMES, ferry.WORDS, ferry.IDLE) == []


def test_the_complaint_is_told_of_without_its_words(audited: Path) -> None:
    """What was hidden was there to be hidden: the unanswered complaint is in the results."""
    results = json.loads((audited / "out" / "json.txt").read_text(encoding="utf-8"))
    (missing,) = (finding for finding in results["findings"] if finding["rule"] == "reply-missing")

    assert [(item["text"], item["redacted"]) for item in missing["evidence"]] == [("", True)]
    assert missing["evidence"][0]["published"].startswith("2026-06-03")


def test_the_workspace_holds_words_that_are_needed_and_nobodys_name(audited: Path) -> None:
    workspace = audited / ".auditor"

    assert traces(workspace, *NAMES) == []
    assert traces(workspace, ferry.IDLE) == []
    assert set(traces(workspace, ferry.WORDS)) == {"auditor.db", "cache.deflated", "posts.record"}
    assert stat.S_IMODE((workspace / "pseudonyms.key").stat().st_mode) == 0o600


def test_reply_times_name_nobody(audited: Path) -> None:
    for form in ("human", "json", "csv"):
        shown = str(run(webcare, audited, "--format", form, "--conversations")).casefold()
        assert [word for word in (*NAMES, ferry.WORDS) if word in shown] == []
        assert "anon-" in shown


def test_with_redaction_off_only_the_last_results_hold_the_words(audited: Path) -> None:
    config = audited / "auditor.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("third_party: true", "third_party: false"), "utf-8")
    settings = load(config)

    results = pipeline.check(settings)
    shown = render(results, "json", Options(redact_third_party=False))
    pipeline.check(settings)

    assert ferry.WORDS in shown
    with Store.open(audited / ".auditor") as store:
        assert [ferry.WORDS in run.results for run in store.runs()] == [False, False, True]


def test_a_person_is_forgotten(audited: Path) -> None:
    workspace = audited / ".auditor"
    settings = load(audited / "auditor.yaml")

    done = pipeline.forget_person(settings, (f"@{ferry.ASKER.upper()}",))

    assert (done.erased.messages, done.erased.mentions) == (2, 1)
    assert traces(workspace, ferry.WORDS, ferry.ASKER) == []
    with Store.open(workspace) as store:
        pseudonyms = store.erase.forgotten()
        assert len(pseudonyms) == 1
        (reply,) = (post for post in store.posts("webcare") if post.id == "a20")
        assert (reply.parent_id, reply.parent_author) == (None, None)
        assert reply.text.startswith("@… @anon-")
    left = [where for where in traces(workspace, *pseudonyms) if where != "auditor.db"]
    assert left == ["meta.value"]  # where it is remembered whom not to store again


def test_who_was_forgotten_is_not_stored_again(audited: Path, auditor: Run) -> None:
    run(forget, audited, ferry.ASKER)

    auditor("collect", cwd=audited)

    assert traces(audited / ".auditor", ferry.WORDS, ferry.ASKER) == []
    with Store.open(audited / ".auditor") as store:
        (report,) = (report for report in store.reports() if report.name == "webcare")
        assert any("2 berichten van anderen" in note for note in report.notes)
        assert report.status == "ok"


def test_a_pseudonym_from_a_report_will_do(audited: Path) -> None:
    with Store.open(audited / ".auditor") as store:
        asker = next(post.author_id for post in store.posts("webcare") if post.id == "q20")

    assert pipeline.forget_person(load(audited / "auditor.yaml"), (asker,)).erased.messages == 2
    assert traces(audited / ".auditor", ferry.WORDS) == []


def test_a_source_is_forgotten_with_its_bytes_documents_vectors_and_results(audited: Path) -> None:
    settings = load(audited / "auditor.yaml")

    pipeline.forget_source(settings, "site")
    pipeline.forget_source(settings, "webcare")

    assert (
        traces(audited / ".auditor", "beantwoorden we binnen twee uur", ferry.WORDS, "afvaarten naar het eiland") == []
    )
    results = pipeline.last_results(settings)
    assert (results.sources, results.claims, results.verdicts, results.webcare, results.findings) == ((),) * 5
    with Store.open(audited / ".auditor") as store:
        assert store.reports() == ()
        assert store.run_count() == 1


def test_what_cannot_be_forgotten_is_said(audited: Path) -> None:
    settings = load(audited / "auditor.yaml")

    for wrong in (lambda: run(forget, audited), lambda: run(forget, audited, "x", "--source", "site")):
        with pytest.raises(UsageError, match="Name either"):
            wrong()
    with pytest.raises(UsageError, match="the organisation itself, or an account of it"):
        pipeline.forget_person(settings, ("@Oversteek",))
    with pytest.raises(UsageError, match="Known: site, webcare"):
        pipeline.forget_source(settings, "facebook")
    with pytest.raises(UsageError, match="Did you mean 'webcare'"):
        pipeline.forget_source(settings, "web-care")
    with pytest.raises(UsageError, match="the organisation itself"):
        pipeline.forget_person(settings, (settings.organisation.name,))
    assert pipeline.forget_person(settings, ("niemand",)).erased.messages == 0


def test_what_is_taken_back_on_the_channel_leaves_the_file_at_the_next_run(audited: Path, auditor: Run) -> None:
    """Messages, and what was computed from them."""
    ferry.write_export(audited, without=ferry.ASKER)

    assert auditor("collect", cwd=audited).returncode == 0
    pipeline.check(load(audited / "auditor.yaml"))

    assert traces(audited / ".auditor", ferry.WORDS) == []


def test_where_nothing_was_collected_nothing_is_written(tmp_path: Path) -> None:
    folder = ferry.write(tmp_path / "veer")
    for make in (lambda: None, lambda: (folder / ".auditor").write_text("no folder")):
        make()
        for arguments in (("@jan",), ("--source", "webcare")):
            with pytest.raises(StoreError, match="nothing was collected yet"):
                run(forget, folder, *arguments)
        assert not (folder / ".auditor").is_dir()
