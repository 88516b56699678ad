"""One visit to a feed or to an article's page: fetch, read, and record the arrivals in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.reader_version import reader_version
from store.model.articles import Outcome
from store.model.watches import Incoming, Visit, WatchKind
from store.watch import headers, pages, schedule
from store.watch.addresses import AddressError, WebAddress, web_address
from store.watch.client import FetchError
from store.watch.hosts import NotNowError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from random import Random

    from store.model.articles import ImportResult
    from store.model.watches import Watch, WatchState
    from store.watch.client import Answer, Client
    from store.watch.hosts import Hosts

    class _Engine(Protocol):
        def record(self, visit: Visit, *, reader: str, reader_version: str) -> list[ImportResult]: ...


_GONE, _MISSING = 410, 404
_UNCHANGED = 304


class Arrival(NamedTuple):
    """An article that a visit brought, for people and programs that want to know."""

    article_id: str
    headline: str
    outcome: Outcome
    place: str
    changed_quotations: int


class Recorder:
    """Records visits for one holder of the lease."""

    def __init__(self, engine: _Engine, holder: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self.holder = holder
        self.clock = clock

    def record(self, visit: Visit, place: str) -> list[Arrival]:
        """Record a visit to ``place``; return its arrivals."""
        results = self._engine.record(visit, reader="newstext", reader_version=reader_version())
        return [
            Arrival(result.article_id, one.article.headline or "", result.outcome, place, result.changed_quotations)
            for one, result in zip(visit.incoming, results, strict=True)
            if result.outcome in (Outcome.ADDED, Outcome.REVISED)
        ]


class PageVisitor:
    """Visits feeds and pages. Threads may share it, each with a watch of its own."""

    def __init__(self, recorder: Recorder, client: Client, hosts: Hosts, chance: Random, every: int) -> None:
        self._recorder = recorder
        self._client = client
        self._hosts = hosts
        self._chance = chance
        self._every = every

    def visit(self, watch: Watch) -> list[Arrival]:
        """Visit a watch; return its arrivals. Errors are recorded."""
        try:
            answer = self._client.fetch(address_of(watch), self._hosts, _validators(watch))
            if answer.status == _UNCHANGED or answer.sha256 == watch.state.sha256:
                return self._record(watch, self._succeeded(watch, answer))
            found = pages.articles(watch, answer)
        except NotNowError as error:
            return self._record(watch, watch.state._replace(next_at=error.until))
        except (AddressError, FetchError, pages.PageError) as error:
            return self._record(watch, self._failed(watch, error))
        state = self._succeeded(watch, answer)._replace(sha256=answer.sha256)
        name = pages.title(found) if watch.kind is WatchKind.FEED else None
        return self._record(watch, state, tuple(map(Incoming, found)), name)

    def _record(
        self, watch: Watch, state: WatchState, incoming: tuple[Incoming, ...] = (), name: str | None = None
    ) -> list[Arrival]:
        is_last = watch.kind is WatchKind.ARTICLE and state.next_at is None and state.trouble is None
        visit = Visit(
            watch.id,
            self._recorder.holder,
            self._recorder.clock(),
            state,
            incoming,
            name=name,
            # Watches that people added themselves are removed by people.
            is_last=is_last and watch.parent_id is not None,
        )
        return self._recorder.record(visit, watch.name or watch.place)

    def _succeeded(self, watch: Watch, answer: Answer) -> WatchState:
        now, found = self._recorder.clock(), answer.headers
        fresh = headers.fresh_for(found.get("cache-control"))
        kept = watch.state if answer.status == _UNCHANGED else watch.state._replace(etag=None, last_modified=None)
        return kept._replace(
            next_at=schedule.after_success(watch, now, self._chance, fresh_for=fresh, every=self._every),
            visited_at=now,
            failures=0,
            trouble=None,
            trouble_since=None,
            moved_to=str(answer.moved_to) if answer.moved_to else kept.moved_to,
            etag=found.get("etag", kept.etag),
            last_modified=found.get("last-modified", kept.last_modified),
        )

    def _failed(self, watch: Watch, error: Exception) -> WatchState:
        now, state = self._recorder.clock(), watch.state
        status, found = (error.status, error.headers) if isinstance(error, FetchError) else (0, {})
        again = headers.retry_after(found.get("retry-after"), now)
        if again is not None:
            self._hosts.put_off(address_of(watch), again)
        moved_to = state.moved_to
        next_at = schedule.after_failure(watch, now, self._chance, retry_after=again, every=self._every)
        if status in (_GONE, _MISSING) and moved_to:
            moved_to = None  # Its own address may work again.
        elif status == _GONE:
            next_at = None
        return state._replace(
            next_at=next_at,
            visited_at=now,
            failures=state.failures + 1,
            trouble=str(error),
            trouble_since=state.trouble_since or now,
            moved_to=moved_to,
        )


def address_of(watch: Watch) -> WebAddress:
    """Return the address for a visit; AddressError if it may not be fetched."""
    return web_address(watch.state.moved_to or watch.place)


def _validators(watch: Watch) -> dict[str, str]:
    """Return the headers that make a request conditional."""
    named = (("If-None-Match", watch.state.etag), ("If-Modified-Since", watch.state.last_modified))
    return {name: value for name, value in named if value}


def news_of(arrivals: Sequence[Arrival]) -> str:
    """Return the line on arrivals."""
    counts = {
        "new article": sum(one.outcome is Outcome.ADDED for one in arrivals),
        "new revision": sum(one.outcome is Outcome.REVISED for one in arrivals),
        "settled quotation changed": sum(one.changed_quotations for one in arrivals),
    }
    plural = {"settled quotation changed": "settled quotations changed"}
    return ", ".join(
        f"{count:,} {words if count == 1 else plural.get(words, f'{words}s')}"
        for words, count in counts.items()
        if count
    )
