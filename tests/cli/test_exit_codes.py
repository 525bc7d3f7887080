"""The exit codes of the contract, each through the real command; the gate is the same whatever the format."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import ORGS, Run

from auditor.cli.app import app
from auditor.render import formats


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, auditor: Run) -> Path:
    """Return the tiny organisation Korst with its snapshot; a check of it finds two errors."""
    folder = Path(shutil.copytree(ORGS / "korst", tmp_path_factory.mktemp("korst") / "korst"))
    assert auditor("collect", cwd=folder).returncode == 0
    return folder


def configured(folder: Path, *, sources: str = "", **old_new: str) -> None:
    """Change the configuration: further sources, and texts to replace."""
    file = folder / "auditor.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in old_new.items():
        text = text.replace(old, new)
    file.write_text(text.replace("sources:\n", f"sources:\n{sources}", 1), encoding="utf-8")


NEVER_READ = '  - {name: later, kind: mastodon, account: "@x@social.example", required: true}\n'


def _break(folder: Path) -> None:
    """Pin a promise that nothing shows: an error without collecting anew."""
    pinned = 'claims: {pinned: [{id: bel, kind: promise, text: "Wij bellen u binnen 3 werkdagen terug."}]}'
    configured(folder, **{"check:": f"{pinned}\ncheck:"})


def _no_posts(folder: Path) -> None:
    text = (folder / "auditor.yaml").read_text(encoding="utf-8")
    kept = "".join(line for line in text.splitlines(keepends=True) if "berichten" not in line)
    (folder / "auditor.yaml").write_text(kept, encoding="utf-8")


def _gap(folder: Path) -> None:
    """Ask for a channel that was never read."""
    configured(folder, sources=NEVER_READ)


def _both(folder: Path) -> None:
    _break(folder)
    _gap(folder)


def _misspell(folder: Path) -> None:
    configured(folder, version="versoin")


def _nothing(folder: Path) -> None:
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("code", "arguments", "prepare", "words"),
    [
        (0, ["check"], _nothing, "Exitcode 0"),
        (0, ["check", "--fail-on", "never"], _break, "Exitcode 0"),
        (1, ["check"], _break, "Exitcode 1"),
        (2, ["check", "--colour"], _nothing, "No such option"),
        (2, ["check"], _misspell, "Did you mean 'version'"),
        (2, ["check", "--diff", "nowhere"], _nothing, "no git revision"),
        (3, ["check"], _gap, "verplichte bron later"),
        (1, ["check"], _both, "niet volledig"),
        (5, ["check"], _no_posts, "geen berichten"),
    ],
    ids=["clean", "never", "findings", "usage", "configuration", "base", "incomplete", "1 over 3", "nothing"],
)
def test_each_exit_code(  # noqa: PLR0917 - the columns of the table
    ketting: Path, auditor: Run, code: int, arguments: list[str], prepare: Callable[[Path], object], words: str
) -> None:
    prepare(ketting)
    done = auditor(*arguments, cwd=ketting)

    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_bug_is_4_with_a_log_and_no_traceback(ketting: Path) -> None:
    code = (
        "import sys, auditor.pipeline\n"
        "def check(*_, **__): raise RuntimeError('boem')\n"
        "auditor.pipeline.check = check\n"
        "sys.argv = ['auditor', 'check']\n"
        "from auditor.cli.app import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ketting, capture_output=True, text=True, check=False)
    log = Path(done.stderr.split("The details are in ")[1].strip())

    assert done.returncode == 4
    assert "boem" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")
    log.unlink()


def test_an_interrupt_is_130(ketting: Path) -> None:
    """Interrupted while it waits for the draft on standard input."""
    with subprocess.Popen(
        [sys.executable, "-c", _WAITING],
        cwd=ketting,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert b"Interrupted" in process.stderr.read()


# The real command, but for a word when it begins to read: a signal that comes before is no test.
_WAITING = """
import sys
from auditor.cli.app import main
class Told:
    def read(self):
        print("waiting", flush=True)
        return sys.__stdin__.read()
sys.stdin = Told()
sys.argv = ["auditor", "check", "--text", "-"]
main()
"""


def test_the_gate_is_the_same_whatever_the_format(
    audited: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(audited)
    monkeypatch.setenv("AUDITOR_CONFIG", "")
    codes = {}
    for name in formats:
        codes[name] = app(["check", "--format", name], standalone_mode=False)
        assert capsys.readouterr().out

    assert set(codes.values()) == {1}
    assert len(codes) == len(formats)


def test_two_runs_on_one_snapshot_are_the_same_bytes_in_every_format(audited: Path, auditor: Run) -> None:
    """Outside the run header, which says when it ran; whatever order Python's sets have."""
    for number in ("1", "2"):
        wanted = [argument for name in formats for argument in ("--format", f"{name}={number}/{name}")]
        assert auditor("check", *wanted, cwd=audited, PYTHONHASHSEED=number).returncode == 1
    for name in formats:
        first, second = ((audited / number / name).read_bytes() for number in ("1", "2"))
        if name == "json":
            first, second = (json.dumps({**json.loads(text), "run": None}).encode() for text in (first, second))
        elif name == "jsonl":
            first, second = (text.partition(b"\n")[2] for text in (first, second))
        assert first == second, name


def test_standard_output_holds_the_document_and_nothing_else(audited: Path, auditor: Run) -> None:
    """Progress and messages go to standard error, also when a run collects first."""
    done = auditor("run", "--format", "json", cwd=audited)
    assert json.loads(done.stdout)["schema_version"] == 1
    assert "gelezen" in done.stderr
    quiet = auditor("check", "--format", "sarif=/dev/stdout", cwd=audited)
    assert json.loads(quiet.stdout)["version"] == "2.1.0"
    assert not list(audited.glob("*.part"))
