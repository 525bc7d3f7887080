"""What the spiders that ask a documented interface share: JSON in, failures in words, and how grave each one is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from auditor.collect.protocol import Effect, Item, Note
from auditor_spiders.base import SourceSpider
from auditor_spiders.ratelimit import RESET

_TRIES: Final = "json_tries"
_MAX_TRIES: Final = 2


class ApiSpider(SourceSpider):
    """A spider that asks an interface. Answers are not cached: they hold the names of other people."""

    title: ClassVar[str]
    """The name of the service, for people."""
    address_key: ClassVar[str] = "api"
    """The key of the configuration that says where it is."""

    started: bool = False
    """Whether anything was read yet: from then on a failure leaves the source `partial`."""

    def ask(self, url: str, callback: Callable[..., Any], errback: Callable[..., Any] | None = None) -> scrapy.Request:
        """Return a request for JSON."""
        return scrapy.Request(
            url,
            callback=callback,
            errback=errback or self.failed,
            headers={"Accept": "application/json"},
            meta={"dont_cache": True},
            dont_filter=True,
        )

    def json_of(self, response: Response) -> Any:
        """Return the JSON of a response; None where it is none (`not_an_api` says so)."""
        try:
            return json.loads(response.body)
        except (ValueError, RecursionError):
            return None

    def again(self, response: Response) -> scrapy.Request | None:
        """Return the request once more for an answer that was no JSON and may have been cut off; a few times only.

        What is JSON of another shape would come back the same, so that is not asked for again.
        """
        request = response.request
        if request is None or self.json_of(response) is not None:
            return None
        tries = request.meta.get(_TRIES, 0) + 1
        return request.replace(meta=request.meta | {_TRIES: tries}, dont_filter=True) if tries <= _MAX_TRIES else None

    def not_an_api(self, response: Response, reason: str | None = None) -> Note:
        """Return the note for an answer that makes no sense."""
        kind = (response.headers.get("Content-Type") or b"?").decode("latin-1").partition(";")[0]
        host = urlsplit(response.url).netloc
        return Note(
            self.context.say("not-an-api", host=host, kind=self.title, reason=reason or kind, option=self.address_key),
            self.effect,
        )

    def limit_of(self, status: int, body: Any) -> bool:  # noqa: ARG002 - the body tells where an interface has no status for it
        """Return whether an answer asks for a pause after which the same request may be made again."""
        return status == 429

    @property
    def effect(self) -> Effect:
        """What a failure means for the source, at this moment."""
        return "partial" if self.started else "unreadable"

    def failed(self, failure: Failure, effect: Effect | None = None) -> Iterator[Item]:
        """Errback: say why a request failed; a rate limit that is too long to wait for, by name."""
        note = self.limited(failure)
        if note is not None:
            yield note
        else:
            yield from super().failed(failure, effect or self.effect)

    def limited(self, failure: Failure) -> Note | None:
        """Return the note for a request that the server would not answer yet; None if it failed for another reason."""
        request = getattr(failure, "request", None)
        if status_of(failure) != 429 or request is None:
            return None
        reset: datetime | None = request.meta.get(RESET)
        until = reset.strftime("%Y-%m-%d %H:%M UTC") if reset else "?"
        host = urlsplit(request.url).netloc
        return Note(self.context.say("rate-limited", host=host, name=self.source.name, until=until), self.effect)

    def lacks(self, key: str, example: str) -> Note:
        """Return the note for a source whose configuration does not say what to read."""
        return Note(self.context.say("no-actor", name=self.source.name, option=key, example=example), "unreadable")

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first requests."""
        raise NotImplementedError
        yield


def status_of(failure: Failure) -> int | None:
    """Return the HTTP status a request failed with; None where it failed otherwise."""
    return failure.value.response.status if isinstance(failure.value, HttpError) else None
