"""Write reports/sample anew, after a change of the report that was meant: python tests/render/write_sample.py."""

from __future__ import annotations

from pathlib import Path

from sample import dutch

from auditor.render import render
from auditor.resources import data

FOLDER: Path = data("reports") / "sample"
FILES = {"results.json": "json", "report.html": "html", "report.md": "markdown", "report.txt": "human"}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, form in FILES.items():
        (FOLDER / name).write_text(render(dutch(), form), encoding="utf-8")
