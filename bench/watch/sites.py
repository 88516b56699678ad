"""Web sites for measurements and tests: one local server that answers for any number of names."""

from __future__ import annotations

import http.server
import select
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from store.watch.addresses import Allowed
from store.watch.client import Client, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

HERE = "127.0.0.1"
_KEPT = 1000


@dataclass(frozen=True)
class Asked:
    """A request: its site, path and headers (names in lower case)."""

    site: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer. ``announced`` is the length that it claims (None: its own, -1: none).

    ``pause`` is in seconds, before every byte if ``drips``, else before the first.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    announced: int | None = None
    pause: float = 0.0
    drips: bool = False


class Sites:
    """Serves until the end of the block. ``answer`` is called in the server's threads.

    With ``certificate``, a PEM file with its key, it serves https.
    """

    def __init__(self, answer: Callable[[Asked], Reply], *, certificate: Path | None = None) -> None:
        self.asked: list[Asked] = []
        """The first requests; ``requests`` is the number of all."""
        self.requests = 0
        self.most_at_once: dict[str, int] = {}
        self._now: dict[str, int] = {}
        self._mutex = threading.Lock()
        self._answer = answer
        self._end = threading.Event()
        sites = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 10

            def do_GET(self) -> None:
                sites.serve(self)

            def log_message(self, *args: object) -> None:
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 128
            daemon_threads = True

            def handle_error(self, *args: object) -> None:
                pass  # Clients that cut connections are what is measured.

        self._server = Server((HERE, 0), Handler)
        self.port = self._server.server_port
        self._scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    def address(self, site: str, path: str = "/feed.xml") -> str:
        """Return the address of a path on a site."""
        return f"{self._scheme}://{site}:{self.port}{path}"

    def client(self, *, seconds: float = 30.0, **options: Any) -> Client:
        """Return a client that resolves all these sites."""
        limits = Limits(seconds=seconds, connect_seconds=seconds)
        given = {"allowed": Allowed.named((HERE,)), "limits": limits, "resolve": lambda *_: [HERE]}
        return Client(**(given | options))  # type: ignore[arg-type]

    def paths(self, site: str | None = None) -> list[str]:
        """Return the paths requested, of one site or of all, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt" and site in (None, one.site)]

    def wait_until_idle(self) -> None:
        """Wait until the server has noticed the end of every request."""
        while any(self._now.values()):
            time.sleep(0.001)

    def serve(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        site = handler.headers.get("Host", "").partition(":")[0]
        asked = Asked(site, handler.path, {name.lower(): value for name, value in handler.headers.items()})
        with self._mutex:
            self.requests += 1
            if self.requests <= _KEPT:
                self.asked.append(asked)
            self._now[site] = self._now.get(site, 0) + 1
            self.most_at_once[site] = max(self.most_at_once.get(site, 0), self._now[site])
        reply, has_left = self._answer(asked), False
        try:
            if reply.pause and not reply.drips:
                has_left = self._waited(handler, reply.pause)
        finally:
            with self._mutex:  # Before the client can know that it is served.
                self._now[site] -= 1
        if not has_left:
            self._send(handler, reply)

    def _send(self, handler: http.server.BaseHTTPRequestHandler, reply: Reply) -> None:
        handler.send_response(reply.status)
        length = len(reply.body) if reply.announced is None else reply.announced
        if length >= 0 and reply.status != 304:
            handler.send_header("Content-Length", str(length))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for start in range(0, len(reply.body), 1 if reply.drips else 1 << 20):
            if reply.drips and self._waited(handler, reply.pause):
                return
            handler.wfile.write(reply.body[start : start + (1 if reply.drips else 1 << 20)])
            handler.wfile.flush()

    def _waited(self, handler: http.server.BaseHTTPRequestHandler, seconds: float) -> bool:
        """Wait; return whether the client has gone, or the server ends, meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._end.is_set():
            readable, _, _ = select.select([handler.connection], [], [], min(left, 0.05))
            if readable and handler.connection.recv(1, socket.MSG_PEEK) == b"":
                return True
        return self._end.is_set()
