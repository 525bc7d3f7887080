"""Whether the hosts of a configuration answer at all: a connection, and where it is encrypted, its certificate.

No request is made, so no token leaves and nothing is asked. Reads a job as `run` does, and writes one line of JSON per
source: its name, the address, and what is wrong (an empty text: nothing).
"""

from __future__ import annotations

import json
import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import entry_points
from urllib.parse import urlsplit

from auditor.collect.events import JOBS
from auditor.collect.protocol import ENTRY_POINTS, Context
from auditor.settings.model import Settings, Source

_SECONDS = 8.0


def main() -> int:
    """Try every host once and return 0."""
    settings = JOBS.validate_json(sys.stdin.buffer.readline()).settings
    for source in settings.sources:
        for address in addresses(source, settings):
            sys.stdout.write(json.dumps([source.name, address, trouble(address)]) + "\n")
            sys.stdout.flush()
    return 0


def addresses(source: Source, settings: Settings) -> Iterator[str]:
    """Yield where a source is asked; nothing for what lies on disk."""
    points = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    collector = points[source.kind].load() if source.kind in points else None
    if not isinstance(collector, type) or not hasattr(collector, "origins"):
        return
    context = Context(organisation=settings.organisation, folder=settings.folder, now=datetime.now(UTC))
    yield from collector(source=source, context=context, deliver=lambda _: None).origins()


def trouble(address: str) -> str:
    """Return why no connection can be made; an empty text where one can."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as connection:
            if parts.scheme == "https":
                with ssl.create_default_context().wrap_socket(connection, server_hostname=host):
                    return ""
    except OSError as error:  # ssl.SSLError and socket.gaierror are OSErrors
        return " ".join(str(error).split()) or type(error).__name__
    return ""


if __name__ == "__main__":
    sys.exit(main())
