"""Audit a static build twice, as files and served on loopback, and tell whether the same claims come out.

    python benchmarks/sites/run.py HTML_FOLDER --name NAME [--brochures FOLDER] [--language nl]

The copy that is served gets a sitemap of all its pages, as a published site has one.
"""

from __future__ import annotations

import argparse
import functools
import json
import subprocess
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>none</title><link>https://example.org/</link><description>none</description>
<item><title>none</title><link>https://example.org/1</link><pubDate>Mon, 02 Nov 2026 08:00:00 +0100</pubDate>
<description>Good morning.</description></item></channel></rss>
"""


class Quiet(SimpleHTTPRequestHandler):
    """A file server that adds a sitemap and says nothing."""

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path == "/sitemap.xml":
            root = Path(self.directory)
            host = f"http://127.0.0.1:{self.server.server_address[1]}"
            pages = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))
            addresses = [escape(f"{host}/{page.removesuffix('index.html')}") for page in pages]
            body = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
            content = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            return
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def audit(folder: Path, name: str, language: str, sources: list[str]) -> tuple[dict[str, Any], float]:
    """Run the audit in `folder` and return results and seconds."""
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    lines = "".join(
        f"  - {{{source}}}\n" for source in [*sources, "name: feed, kind: feed, path: feed.xml, role: social"]
    )
    head = f'now: "2026-11-21T09:00:00+01:00"\norganisation: {{name: "{name}", languages: [{language}]}}\n'
    (folder / "auditor.yaml").write_text(f"{head}sources:\n{lines}", encoding="utf-8")
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "run", "--format", "json=results.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1, 5):
        sys.exit(f"exit code {done.returncode}\n{done.stderr}")
    return json.loads((folder / "results.json").read_text(encoding="utf-8")), time.monotonic() - started


def main() -> None:
    """Audit both ways and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", required=True)
    parser.add_argument("--brochures", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--claims", type=int, default=0, help="print the first N claims")
    parser.add_argument("--findings", type=int, default=0, help="print the first N findings")
    args = parser.parse_args()
    site = args.folder.resolve()
    extra = [f"name: brochures, kind: files, path: {args.brochures.resolve()}"] if args.brochures else []
    with tempfile.TemporaryDirectory(prefix="sites-") as folder:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        outcome = {}
        for kind, source in (
            ("static", f'name: site, kind: static, path: {site}, base_url: "{base}"'),
            ("web", f'name: site, kind: web, url: "{base}/", max_pages: 5000'),
        ):
            work = Path(folder) / kind
            work.mkdir()
            outcome[kind] = audit(work, args.name, args.language, [source, *extra])
        server.shutdown()
    claims = {kind: {claim["text"] for claim in results["claims"]} for kind, (results, _) in outcome.items()}
    for kind, (results, seconds) in outcome.items():
        read = next(item for item in results["sources"] if item["name"] == "site")
        print(f"{kind}: {read['documents']} pages ({read['status']}), {len(claims[kind])} claims, {seconds:.1f} s")
    print(f"only static: {len(claims['static'] - claims['web'])}, only web: {len(claims['web'] - claims['static'])}")
    for text in sorted(claims["static"] ^ claims["web"])[:10]:
        print("  ", "static" if text in claims["static"] else "web", text[:140])
    results = outcome["static"][0]
    for number, claim in enumerate(results["claims"][: args.claims], start=1):
        print(f"{number:3} {claim['kind']:8} {claim['confidence']:.2f} {claim['text'][:200]}")
    for number, finding in enumerate(results["findings"][: args.findings], start=1):
        print(f"{number:3} {finding['level']} {finding['rule']} {finding['message'][:300]}")


if __name__ == "__main__":
    main()
