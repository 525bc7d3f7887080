"""A loopback server for interfaces that speak JSON, with faults on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Say:
    """An answer: a JSON body, or bytes as they stand.

    `drop` closes the connection without one, `cut` in the middle of the usual one, and `label` gives the usual one
    another content type.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    cut: bool = False
    label: str | None = None


Route = Callable[[str, dict[str, str], str], Say]
# Faults are asked first, with the number of the request (from 1) and its path; None lets it through.
Fault = Callable[[int, str], Say | None]


class JsonApi:
    """A server on a port of its own. `asked` lists the paths with their queries, in order, and `heard` the headers.

    With `key`, a header and its value, every request without it gets `refusal`. `faults` may be changed meanwhile.
    """

    def __init__(
        self,
        route: Route,
        faults: Iterable[Fault] = (),
        *,
        key: tuple[str, str] | None = None,
        refusal: Say | None = None,
    ) -> None:
        self.asked: list[str] = []
        self.heard: list[dict[str, str]] = []
        self.faults = list(faults)
        lock = threading.Lock()
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with lock:
                    api.asked.append(self.path)
                    api.heard.append({name.lower(): value for name, value in self.headers.items()})
                    number = len(api.asked)
                parts = urlsplit(self.path)
                if key is not None and self.headers.get(key[0]) != key[1]:
                    self._answer(refusal or Say({}, 401))
                    return
                said = next((s for fault in api.faults if (s := fault(number, parts.path)) is not None), None)
                if said is None or said.cut or said.label:
                    usual = route(parts.path, dict(parse_qsl(parts.query)), api.url)
                    twist = said or Say()
                    headers = usual.headers | ({"Content-Type": twist.label} if twist.label else {})
                    said = replace(usual, cut=twist.cut, headers=headers)
                self._answer(said)

            def _answer(self, said: Say) -> None:
                if said.drop:
                    self.close_connection = True
                    self.connection.close()
                    return
                plain = isinstance(said.body, bytes)
                content = said.body if plain else json.dumps(said.body).encode()
                headers = {"Content-Type": "text/html" if plain else "application/json; charset=utf-8", **said.headers}
                self.send_response(said.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if said.cut:
                    self.wfile.write(content[: len(content) // 2])
                    self.wfile.flush()
                    self.close_connection = True
                    self.connection.close()
                    return
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is no error of the server."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def once(fault: Say, *, at: int) -> Fault:
    """Return a fault for the request with one number."""
    return lambda number, _: fault if number == at else None


def always(fault: Say, *, path: str = "") -> Fault:
    """Return a fault for every request whose path holds a word."""
    return lambda _, asked: fault if path in asked else None


def from_request(number: int, fault: Say, *, path: str = "") -> Fault:
    """Return a fault for every request from a number on."""
    return lambda asked, where: fault if asked >= number and path in where else None
