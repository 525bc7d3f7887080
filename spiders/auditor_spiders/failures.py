"""Why a request failed, in words that help the person who configured the source."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request, exceptions
from scrapy.spidermiddlewares.httperror import HttpError

from auditor.collect.protocol import Context

_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (exceptions.CannotResolveHostError, "host-unknown"),
    (exceptions.DownloadConnectionRefusedError, "connection-refused"),
    (exceptions.DownloadTimeoutError, "timed-out"),
    (exceptions.DownloadCancelledError, "too-large"),
)
_TLS_SIGNS = ("certificate", "SSL", "TLS")


def reason_of(error: BaseException, request: Request | None, context: Context) -> str:
    """Return a sentence in the report's language that says which host failed, and how."""
    host = urlsplit(request.url).netloc.rpartition("@")[2] if request is not None else "?"
    if isinstance(error, HttpError):
        return context.say("answered", url=error.response.url, status=error.response.status)
    for kind, key in _KINDS:
        if isinstance(error, kind):
            return context.say(key, host=host)
    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, exceptions.IgnoreRequest) and "DOWNLOAD_MAXSIZE" in text:  # of a compressed answer
        return context.say("too-large", host=host)
    if any(sign in text for sign in _TLS_SIGNS):
        return context.say("certificate", host=host, reason=text[:200])
    return context.say("unreachable", host=host, reason=text[:200])
