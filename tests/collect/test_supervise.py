"""Collecting goes on, whatever happens to one source or to the child that reads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.collect import collect, supervise
from auditor.collect.events import JOBS, Job
from auditor.collect.lock import exclusive
from auditor.errors import AuditorError, StoreError, UsageError
from auditor.store import Store

# A child in which reading the source named `twee` goes wrong in the way that the test wants.
RUNNER = """
import os, sys
import auditor_spiders.run as run
real = run._read
def read(collector, desk):
    if desk.source.name == "twee":
        {trouble}
    real(collector, desk)
run._read = read
sys.exit(run.main())
"""


def with_trouble(trouble: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "troubled_runner.py").write_text(RUNNER.format(trouble=trouble))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(supervise, "RUNNER", "troubled_runner")


def texts(workspace: Path) -> dict[str, list[bytes]]:
    with Store.open(workspace) as store:
        return {
            report.name: [store.content(document.content) for document in store.documents(report.name)]
            for report in store.reports()
        }


def test_sources_are_collected_in_the_order_of_the_configuration(configure: Any, folders: Any) -> None:
    settings = configure(*folders)

    reports = collect(settings)

    assert [report.name for report in reports] == ["een", "twee", "drie"]
    assert {("ok", 1, 1)} == {(report.status, report.documents, report.expected) for report in reports}
    assert texts(settings.workspace) == {"een": [b"tekst een"], "twee": [b"tekst twee"], "drie": [b"tekst drie"]}


def test_a_source_that_fails_does_not_stop_the_others(configure: Any, folders: Any) -> None:
    folders[1]["path"] = "weg"

    reports = collect(configure(*folders, language="nl"))

    assert [report.status for report in reports] == ["ok", "unreadable", "ok"]
    assert reports[1].notes == ("weg bestaat niet. Controleer `path` in de configuratie.",)


def test_what_is_no_longer_on_disk_is_no_longer_in_the_snapshot(configure: Any, folders: Any, tmp_path: Path) -> None:
    settings = configure(*folders)
    collect(settings)
    (tmp_path / "een" / "tekst.txt").unlink()
    (tmp_path / "twee" / "tekst.txt").unlink()
    (tmp_path / "twee").rmdir()

    reports = collect(settings)

    assert [report.status for report in reports] == ["empty", "unreadable", "ok"]
    assert texts(settings.workspace)["twee"] == []


def test_only_the_sources_asked_for_are_collected(configure: Any, folders: Any, tmp_path: Path) -> None:
    settings = configure(*folders)
    collect(settings)
    for name in ("een", "twee"):
        (tmp_path / name / "tekst.txt").write_text("nieuw")

    reports = collect(settings, only=["twee"])

    assert [report.name for report in reports] == ["twee"]
    assert texts(settings.workspace) == {"een": [b"tekst een"], "twee": [b"nieuw"], "drie": [b"tekst drie"]}


def test_an_unknown_source_is_a_usage_error_that_names_the_known_ones(configure: Any, folders: Any) -> None:
    with pytest.raises(UsageError, match="no source named vier") as caught:
        collect(configure(*folders), only=["vier"])

    assert "een, twee, drie" in (caught.value.advice or "")


def test_a_source_that_left_the_configuration_leaves_the_snapshot(configure: Any, folders: Any) -> None:
    collect(configure(*folders))
    settings = configure(*folders[:2])
    collect(settings)

    assert sorted(texts(settings.workspace)) == ["een", "twee"]


def test_a_child_that_dies_takes_only_its_source_along(
    configure: Any, folders: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_trouble("os._exit(9)", tmp_path, monkeypatch)
    settings = configure(*folders)

    reports = collect(settings)

    assert [report.status for report in reports] == ["ok", "unreadable", "ok"]
    assert "ended unexpectedly" in reports[1].notes[0]
    with Store.open(settings.workspace) as store:
        assert sorted(reports, key=lambda report: report.name) == list(store.reports())


def test_an_error_in_a_collector_is_told_with_the_log_that_explains_it(
    configure: Any, folders: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_trouble("collector = lambda source, context: [7]", tmp_path, monkeypatch)
    settings = configure(*folders)

    reports = collect(settings)

    assert [report.status for report in reports] == ["ok", "unreadable", "ok"]
    assert "error in the tool itself: TypeError" in reports[1].notes[0]
    assert "Traceback" in (settings.workspace / "collect.log").read_text()


def test_what_a_library_prints_goes_to_the_log(
    configure: Any, folders: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with_trouble('print("reclame"); os.system("echo meer reclame")', tmp_path, monkeypatch)
    settings = configure(*folders)

    reports = collect(settings, progress=True)

    assert [report.status for report in reports] == ["ok"] * 3
    assert capfd.readouterr() == ("", "")
    log = (settings.workspace / "collect.log").read_text()
    assert "reclame" in log
    assert "meer reclame" in log


def test_a_runner_that_does_not_start_is_an_error_of_the_installation(
    configure: Any, folders: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "RUNNER", "auditor_spiders.nowhere")

    with pytest.raises(AuditorError, match="before it began") as caught:
        collect(configure(*folders))

    assert "collect.log" in (caught.value.advice or "")


def test_a_damaged_workspace_is_told_as_such(configure: Any, folders: Any) -> None:
    settings = configure(*folders)
    settings.workspace.mkdir()
    (settings.workspace / "auditor.db").write_bytes(b"kapot" * 1000)

    with pytest.raises(StoreError, match="damaged or no database"):
        collect(settings)


def test_one_collect_at_a_time(configure: Any, folders: Any) -> None:
    settings = configure(*folders)

    with exclusive(settings.workspace), pytest.raises(StoreError, match="Another `auditor collect`"):
        collect(settings)
    assert len(collect(settings)) == 3


def test_a_workspace_that_cannot_be_made_is_told(configure: Any, folders: Any, tmp_path: Path) -> None:
    (tmp_path / ".auditor").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be written"):
        collect(configure(*folders))


def test_a_module_in_the_working_folder_is_not_ours(
    configure: Any, folders: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logging.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)

    assert {"ok"} == {report.status for report in collect(configure(*folders))}


def test_the_job_survives_the_way_to_the_child(configure: Any, folders: Any) -> None:
    job = Job(configure(*folders), ("een", "twee"), refresh=True, crashed=("drie",))

    assert job == JOBS.validate_json(JOBS.dump_json(job))


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_a_terminal_sees_bars_and_a_ci_job_does_not(configure: Any, folders: Any, tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not on every platform
    import subprocess  # noqa: PLC0415 - only here

    (tmp_path / "settings.json").write_text(configure(*folders).model_dump_json())
    script = (
        "import sys; from pathlib import Path; from auditor.collect import collect\n"
        "from auditor.settings.model import Settings\n"
        f"collect(Settings.model_validate_json(Path({str(tmp_path / 'settings.json')!r}).read_text()), progress=True)"
    )
    seen = {}
    for name, environ in (("person", {"CI": "", "TERM": "xterm"}), ("ci", {"CI": "true"})):
        ours, theirs = pty.openpty()
        # Read while it runs: a terminal that nobody reads stops the writer when its buffer is full.
        child = subprocess.Popen([sys.executable, "-c", script], stderr=theirs, env={**os.environ, **environ})
        os.close(theirs)
        chunks = []
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        os.close(ours)
        assert child.wait(timeout=120) == 0
        seen[name] = b"".join(chunks).decode()

    assert "drie" in seen["person"]
    assert seen["ci"] == ""
