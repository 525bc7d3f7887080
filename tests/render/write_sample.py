"""Write reports/sample anew, the reports of the demo organisation.

python tests/render/write_sample.py                # after a change of a renderer that was meant
python tests/render/write_sample.py results.json   # from other results, such as those of `make demo`
"""

from __future__ import annotations

import sys
from pathlib import Path

from auditor.render import render
from auditor.render.results_json import loads
from auditor.resources import data

FOLDER: Path = data("reports") / "sample"
FILES = {"results.json": "json", "report.html": "html", "report.md": "markdown", "report.txt": "human"}

if __name__ == "__main__":
    origin = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "results.json"
    results = loads(origin.read_text(encoding="utf-8"))
    for name, form in FILES.items():
        (FOLDER / name).write_text(render(results, form), encoding="utf-8")
