"""`auditor webcare` on the snapshot of an invented ferry company."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import ferry
from support.command import Run

from auditor import pipeline
from auditor.cli.webcare import command
from auditor.collect import collect
from auditor.errors import NothingToCompare, UsageError
from auditor.settings import load


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, auditor: Run) -> Path:
    """Return the ferry company, checked, with its snapshot and its results."""
    folder = ferry.write(tmp_path_factory.mktemp("veer") / "veer")
    done = auditor("run", "--format", "json=results.json", "--fail-on", "never", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def webcare(folder: Path, *arguments: str) -> Result:
    """Run the command in this process: starting one costs more than all it does."""
    return CliRunner().invoke(command, ["--config", str(folder / "auditor.yaml"), *arguments], standalone_mode=False)


def test_figures_promises_and_room_are_said_in_dutch(collected: Path) -> None:
    shown = webcare(collected)

    assert shown.return_value == 0
    said = " ".join(shown.stdout.split())
    assert "12 gesprekken · 11 beantwoord · 1 onbeantwoord" in said
    assert "1 verlegd naar een privébericht" in said
    assert "de helft binnen 30 min" in said
    assert "Gehaald in 10 van de 12 gevallen: 83%." in said
    assert "Van de 10% speelruimte is 17% gebruikt: 2 keer gemist, waar het 1 keer mag." in said
    assert "per weekdag" in said
    assert "mei 2026" in said
    assert "ondertekend met een naam" in said


def test_the_json_holds_the_figures_of_the_results(collected: Path) -> None:
    results = json.loads((collected / "results.json").read_text(encoding="utf-8"))
    found = json.loads(webcare(collected, "--format", "json", "--conversations").stdout)
    (figures,) = found["webcare"]

    assert {key: value for key, value in figures.items() if key != "promises"} == {
        key: value for key, value in results["webcare"][0].items() if key != "promises"
    }
    assert figures["promises"][0].pop("text") == "Vragen via sociale media beantwoorden we binnen twee uur."
    assert figures["promises"] == results["webcare"][0]["promises"]
    assert figures["promises"][0]["budget"] == {"allowed": 0.1, "used": 0.1667, "room": 1, "misses": 2}
    assert len(found["conversations"]) == figures["conversations"]
    assert {row["state"] for row in found["conversations"]} == {"answered", "unanswered"}
    assert {row["asker"][:5] for row in found["conversations"]} == {"anon-"}
    assert not any("question" in row for row in found["conversations"])


def test_the_csv_has_a_row_per_part_or_per_conversation(collected: Path) -> None:
    parts = list(csv.DictReader(webcare(collected, "--format", "csv").stdout.splitlines()))
    talks = list(csv.DictReader(webcare(collected, "--format", "csv", "--conversations").stdout.splitlines()))

    whole = parts[0]
    assert (whole["part"], whole["conversations"], whole["handoffs"], whole["median_minutes"]) == (
        "all",
        "12",
        "1",
        "30",
    )
    assert [row["part"] for row in parts].count("hour") == 24
    (promise,) = (row for row in parts if row["part"] == "promise")
    assert (promise["n"], promise["within"], promise["kept"]) == ("12", "10", "undecided")
    assert len(talks) == 12
    assert sum("=within" in row["promises"] for row in talks) == 10
    assert talks[0]["quality"].startswith("signature=yes")


def test_one_channel_or_breakdown_can_be_chosen(collected: Path) -> None:
    shown = webcare(collected, "--source", "webcare", "--by", "hour").stdout

    assert "10–11 uur" in shown
    assert "per weekdag" not in shown
    refused = webcare(collected, "--source", "site").exception
    assert isinstance(refused, UsageError)
    assert "Social sources: webcare." in str(refused)
    assert "Did you mean 'webcare'?" in str(webcare(collected, "--source", "Webcar").exception)


def test_other_definitions_are_said_to_be_other_definitions(collected: Path) -> None:
    shown = webcare(collected, "--count", "thread", "--percentile", "lower").stdout

    assert "niet onze eigen cijfers" in " ".join(shown.split())
    assert "Gehaald in" not in shown


def test_without_conversations_there_is_nothing_to_compare(collected: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(collected, tmp_path / "veer"))
    pipeline.forget_source(load(folder / "auditor.yaml"), "webcare")
    found = webcare(folder).exception

    assert isinstance(found, NothingToCompare)
    assert found.exit_code == 5


def test_a_channel_that_could_not_be_read_is_not_called_one_without_questions(collected: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(collected, tmp_path / "veer"))
    file = folder / "auditor.yaml"
    line = "sources:\n  - {name: weg, kind: x-archive, path: weg.zip}\n"
    file.write_text(file.read_text(encoding="utf-8").replace("sources:\n", line), encoding="utf-8")
    collect(load(file), only=["weg"])

    said = " ".join(webcare(folder).stdout.split())
    assert "weg Het kanaal kon niet worden gelezen, dus er wordt niets over gezegd." in said


def test_the_same_snapshot_gives_the_same_bytes(collected: Path) -> None:
    first, second = (webcare(collected, "--format", "json", "--conversations").stdout for _ in range(2))

    assert first == second
