"""A web server on this machine that answers as a test wants, and a workspace to collect into."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from auditor.settings.model import Settings


@dataclass(frozen=True)
class Answer:
    """What the server says at one path."""

    body: bytes | str = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.body if isinstance(self.body, bytes) else self.body.encode()


Route = Answer | str | Callable[[BaseHTTPRequestHandler], None]


class Loopback:
    """A server on a port of its own. `routes` may be changed while it runs; `asked` lists the paths in order."""

    def __init__(self, routes: dict[str, Route], *, etag: bool = True) -> None:
        self.routes = routes
        self.asked: list[str] = []
        self.agents: set[str] = set()
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                loopback.asked.append(self.path)
                loopback.agents.add(self.headers.get("User-Agent", ""))
                route = loopback.routes.get(self.path, Answer("niets", 404))
                if callable(route):
                    route(self)
                    return
                answer = Answer(route) if isinstance(route, str) else route
                tag = f'"{hashlib.sha256(answer.content).hexdigest()[:16]}"'
                fresh = etag and answer.status == 200 and self.headers.get("If-None-Match") == tag
                self.send_response(304 if fresh else answer.status)
                if answer.type is not None and not fresh:
                    self.send_header("Content-Type", answer.type)
                if etag and answer.status == 200:
                    self.send_header("ETag", tag)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0" if fresh else str(len(answer.content)))
                self.end_headers()
                if not fresh:
                    self.wfile.write(answer.content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is no error of the server."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the server."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


Serve = Callable[..., Loopback]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Return a function that starts a server with routes; all are stopped at the end."""
    started: list[Loopback] = []

    def start(routes: dict[str, Route], **options: Any) -> Loopback:
        started.append(Loopback(routes, **options))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture(scope="session")
def answer() -> type[Answer]:
    """Return the class of answers."""
    return Answer


Configure = Callable[..., Settings]


@pytest.fixture(scope="session")
def configure() -> Configure:
    """Return a function that makes settings for sources in a folder."""

    def make(folder: Path, *sources: dict[str, Any], language: str = "en") -> Settings:
        return Settings.model_validate(
            {
                "organisation": {"name": "Bakkerij Korst"},
                "file": folder / "auditor.yaml",
                "sources": sources,
                "report": {"language": language},
            }
        )

    return make
