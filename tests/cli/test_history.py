"""`auditor compare` and `auditor trend` on the kept runs of the tiny organisation."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

from support.command import Run


def test_two_runs_are_compared_and_stand_in_the_trend(korst: Path, auditor: Run) -> None:
    assert auditor("run", "--format", "json=first.json", cwd=korst).returncode == 1
    alone = auditor("compare", cwd=korst)
    assert alone.returncode == 2
    assert "only one run" in alone.stderr

    earlier = Path(shutil.copytree(korst / ".auditor", korst.parent / "eerder" / ".auditor")).parent
    feed = korst / "social" / "feed.xml"
    feed.write_text(feed.read_text(encoding="utf-8").replace("€ 25", "€ 15"), encoding="utf-8")
    auditor("run", "--format", "json=second.json", cwd=korst)
    auditor("check", "--format", "json=third.json", cwd=korst)
    found = json.loads(auditor("compare", "1", "2", "--format", "json", cwd=korst).stdout)

    assert [(item["rule"], item["because"]) for item in found["gone"]] == [("promise-contradicted", "solved")]
    assert found["new"] == []
    assert ("contradicted", "feed") in [(item["before"], item["source"]) for item in found["changed"]]
    assert all(item["why"] for item in found["changed"])
    assert json.loads(auditor("compare", "first.json", "third.json", "--format", "json", cwd=korst).stdout) == found
    snapshots = json.loads(auditor("compare", str(earlier), ".", "--format", "json", cwd=korst).stdout)
    assert [snapshots[part] for part in ("new", "gone", "changed")] == [
        found[part] for part in ("new", "gone", "changed")
    ]
    shown = auditor("compare", "1", cwd=korst).stdout
    assert "[opgelost]" in shown
    assert "feed: tegengesproken -> " in shown
    assert "niets veranderd" in auditor("compare", cwd=korst).stdout

    rows = list(csv.DictReader(auditor("trend", "--format", "csv", cwd=korst).stdout.splitlines()))
    assert [(row["run"], row["error"], row["new"], row["solved"]) for row in rows] == [
        ("1", "2", "", ""),
        ("2", "1", "0", "1"),
    ]
    assert len(json.loads(auditor("trend", "--format", "json", cwd=korst).stdout)) == 2
    shown = auditor("trend", cwd=korst).stdout.splitlines()
    assert [line.split()[0] for line in shown if line] == ["Findings", "run", "1", "2", "Claims", "run", "1", "2"]
    assert max(len(line) for line in shown) <= 80

    back = auditor("compare", "2", "1", cwd=korst, AUDITOR_RULES__PROMISE_STALE="off").stdout
    assert "[er is een nieuw bericht]" in back
    auditor("check", cwd=korst, AUDITOR_RULES__PROMISE_UNTESTABLE="off")
    assert "rules.promise-untestable: - -> off" in auditor("compare", cwd=korst).stdout

    other = json.loads((korst / "first.json").read_text(encoding="utf-8"))
    other["run"]["model_revision"] = "another"
    (korst / "other.json").write_text(json.dumps(other), encoding="utf-8")
    refused = auditor("compare", "other.json", "second.json", cwd=korst)
    assert refused.returncode == 2
    assert "Different models" in refused.stderr


def test_what_is_no_run_is_refused(korst: Path, auditor: Run) -> None:
    assert auditor("compare", "gone.json", "gone.json", cwd=korst).returncode == 2
    (korst / "broken.json").write_text("[]", encoding="utf-8")
    assert auditor("compare", "broken.json", "broken.json", cwd=korst).returncode == 2
