"""Web servers: one request at a time to each, none that its robots.txt forbids, none too early."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from store.watch import robots
from store.watch.client import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from store.model.watches import Host
    from store.watch.addresses import WebAddress
    from store.watch.client import Client

    class _Kept(Protocol):
        def host(self, name: str) -> Host: ...

        def keep_host(self, host: Host) -> None: ...


_TOO_MANY = 429


class NotNowError(FetchError):
    """A server wants no request before ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__("The server wants no request yet.")
        self.until = until


class Hosts:
    """The servers that one process sends requests to. Threads may share it."""

    def __init__(self, kept: _Kept, client: Client, clock: Callable[[], datetime]) -> None:
        self._kept = kept
        self._client = client
        self._clock = clock
        self._known: dict[str, Host] = {}
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._looks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._mutex = threading.Lock()

    def is_busy(self, address: WebAddress) -> bool:
        """Whether a request to the server is running."""
        return self._lock(self._turns, address.host).locked()

    def closed_until(self, address: WebAddress) -> datetime | None:
        """Return the time before which the server wants no request; None if it may be asked now."""
        until = self._host(address.site).not_before
        return until if until is not None and until > self._clock() else None

    def put_off(self, address: WebAddress, until: datetime) -> None:
        """Send a server no request before a time."""
        host = self._host(address.site)
        if host.not_before is None or until > host.not_before:
            self._keep(host._replace(not_before=until))

    @contextmanager
    def passing(self, address: WebAddress) -> Iterator[None]:
        """Wait for a turn at a server; FetchError if robots.txt forbids the address, or NotNowError."""
        rules = self._robots(address)
        if not robots.allows(rules, address):
            raise FetchError("The site's robots.txt forbids this address.")
        with self._turn(address):
            yield
        if pause := robots.delay(rules):
            host = self._host(address.site)
            with self._mutex:  # Not saved: the time is short.
                self._known[host.name] = host._replace(not_before=self._clock() + pause)

    @contextmanager
    def _turn(self, address: WebAddress) -> Iterator[None]:
        with self._lock(self._turns, address.host):
            if (until := self.closed_until(address)) is not None:
                raise NotNowError(until)
            yield

    def _robots(self, address: WebAddress) -> str:
        """Return a server's robots.txt; FetchError if it could not be fetched but may exist."""
        with self._lock(self._looks, address.site):
            host, now = self._host(address.site), self._clock()
            if host.robots is not None and host.robots_at and now - host.robots_at < robots.FRESH_FOR:
                return host.robots
            try:
                answer = self._client.fetch(address._replace(target="/robots.txt"), _TurnsOnly(self._turn))
                rules = robots.text(answer.data)
            except NotNowError:
                raise
            except FetchError as error:
                if 0 < error.status < 500 and error.status != _TOO_MANY:
                    rules = ""  # It has none.
                elif host.robots is not None:
                    return host.robots
                elif not error.status:
                    raise  # The server itself cannot be reached.
                else:
                    words = f"Its robots.txt cannot be fetched, and without it nothing is. {error}"
                    raise FetchError(words, status=error.status, headers=error.headers) from None
            self._keep(self._host(address.site)._replace(robots=rules, robots_at=now))
            return rules

    def _host(self, site: str) -> Host:
        with self._mutex:
            if site in self._known:
                return self._known[site]
        host = self._kept.host(site)
        with self._mutex:
            return self._known.setdefault(site, host)

    def _keep(self, host: Host) -> None:
        with self._mutex:
            self._known[host.name] = host
        self._kept.keep_host(host)

    def _lock(self, locks: defaultdict[str, threading.Lock], name: str) -> threading.Lock:
        with self._mutex:
            return locks[name]


class _TurnsOnly:
    """A gate for robots.txt itself, which needs no robots.txt."""

    def __init__(self, turn: Callable[[WebAddress], AbstractContextManager[None]]) -> None:
        self.passing = turn
