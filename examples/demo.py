"""Audit the demo organisation and say where the report is.

    python examples/demo.py

Its Mastodon server runs here, on loopback, for as long as the audit takes: it speaks the public read routes of the
Mastodon API. The Bluesky account of the demo does not exist, so that the report shows a channel that cannot be read.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

FOLDER = Path(__file__).resolve().parent / "lindewaard"
PORT = 8733
MEANING = {
    0: "nothing at or above the level that fails",
    1: "findings at or above the level that fails (the demo is meant to have some)",
    2: "usage, configuration or model error",
    3: "incomplete: a required source could not be read whole",
    4: "internal error",
    5: "nothing to compare",
}


class MastodonServer(BaseHTTPRequestHandler):
    """The routes lookup, statuses (with Link paging) and context of one account."""

    protocol_version = "HTTP/1.1"
    data = json.loads((FOLDER / "social" / "mastodon.json").read_text(encoding="utf-8"))

    def do_GET(self) -> None:
        """Answer one request."""
        url = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        account, statuses = self.data["account"], self.data["statuses"]
        if url.path == "/api/v1/accounts/lookup" and query.get("acct", "").split("@")[0] == account["username"]:
            self.answer(account)
        elif url.path == f"/api/v1/accounts/{account['id']}/statuses":
            self.page(query, [status for status in statuses if status["account"]["id"] == account["id"]])
        elif url.path.startswith("/api/v1/statuses/") and url.path.endswith("/context"):
            self.context(url.path.split("/")[4])
        elif url.path.startswith("/xrpc/"):
            self.answer({"error": "InvalidRequest", "message": "Profile not found"}, status=400)
        else:
            self.answer({"error": "Record not found"}, status=404)

    def page(self, query: dict[str, str], own: list[dict[str, object]]) -> None:
        """Answer one page of statuses, newest first."""
        newest = sorted(own, key=lambda status: str(status["created_at"]), reverse=True)
        ids = [status["id"] for status in newest]
        start = ids.index(query["max_id"]) + 1 if query.get("max_id") in ids else 0
        limit = min(int(query.get("limit", "20")), 40)
        page = newest[start : start + limit]
        more = start + limit < len(newest)
        link = urlencode({"limit": limit, "max_id": page[-1]["id"]}) if page and more else ""
        address = f"http://127.0.0.1:{self.server.server_address[1]}{urlsplit(self.path).path}"
        self.answer(page, headers={"Link": f'<{address}?{link}>; rel="next"'} if link else {})

    def context(self, wanted: str) -> None:
        """Answer what stands above and below one status."""
        by_id = {status["id"]: status for status in self.data["statuses"]}
        above, below, parents = [], [], {wanted}
        parent = by_id.get(wanted, {}).get("in_reply_to_id")
        while parent in by_id:
            above.insert(0, by_id[parent])
            parent = by_id[parent]["in_reply_to_id"]
        for status in self.data["statuses"]:
            if status["in_reply_to_id"] in parents:
                below.append(status)
                parents.add(status["id"])
        self.answer({"ancestors": above, "descendants": below})

    def answer(self, body: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Send JSON."""
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal is the audit's."""


def main() -> int:
    """Serve, audit, and tell what came out."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", PORT), MastodonServer)
    except OSError as error:
        print(f"Port {PORT} on this machine is taken ({error.strerror}); the demo serves its Mastodon channel there.", file=sys.stderr)
        return 2
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = [sys.executable, "-m", "auditor", "run", "-c", str(FOLDER / "auditor.yaml"), *sys.argv[1:]]
    code = subprocess.run(command, check=False).returncode
    server.shutdown()
    print()
    print(f"Exit code {code}: {MEANING.get(code, 'unknown')}.")
    report = FOLDER / "audit-out" / "report.html"
    if report.is_file() and code in (0, 1, 3):
        print(f"The report: {report}")
    return 0 if code in (0, 1, 3) else code


if __name__ == "__main__":
    sys.exit(main())
