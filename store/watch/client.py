"""A polite HTTP client: conditional requests, limits on size and time, and no private addresses.

It connects to the very address that it has checked, so that a name cannot resolve elsewhere in between.
"""

from __future__ import annotations

import hashlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_match_hostname import CertificateError

import newstext
from store.errors import StoreError
from store.watch.addresses import AddressError, Allowed, WebAddress, redirected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from urllib3.response import BaseHTTPResponse

_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_UNCHANGED = 304
_PIECE = 65_536
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.8"


class FetchError(StoreError):
    """An address could not be fetched. ``status`` and ``headers`` are those of the answer, if there was one."""

    def __init__(self, message: str, *, status: int = 0, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


class Limits(NamedTuple):
    """The limits of a fetch: bytes once unpacked, seconds to connect and in all, redirects."""

    bytes: int = 16_000_000
    connect_seconds: float = 10.0
    seconds: float = 60.0
    redirects: int = 5


class Answer(NamedTuple):
    """A server's answer. ``status`` is 200 or 304; ``headers`` have names in lower case.

    ``moved_to`` is the target of permanent redirects; None without any.
    """

    status: int
    headers: Mapping[str, str]
    data: bytes
    address: WebAddress
    moved_to: WebAddress | None

    @property
    def sha256(self) -> str:
        """The hash of the data."""
        return hashlib.sha256(self.data).hexdigest()


class Gate(Protocol):
    """A gate that lets one request at a time pass to a server, and none that it does not want."""

    def passing(self, address: WebAddress) -> AbstractContextManager[None]:
        """Wait for a turn at a server; FetchError if it does not want this request."""


class Client:
    """Fetches addresses. Threads may share it.

    ``credentials`` returns the value of an Authorization header for a host, or None; it is sent over https only, or to
    a host that config.toml names.
    """

    def __init__(
        self,
        *,
        allowed: Allowed = Allowed(),  # noqa: B008 - it never changes
        contact: str | None = None,
        limits: Limits = Limits(),  # noqa: B008
        credentials: Callable[[str], str | None] = lambda _: None,
        resolve: Callable[[str, int], list[str]] | None = None,
    ) -> None:
        self._allowed = allowed
        self._limits = limits
        self._credentials = credentials
        self._resolve = resolve or _resolved
        self._context: ssl.SSLContext | None = None
        self._mutex = threading.Lock()
        self._open: set[socket.socket] = set()
        self._is_over = False
        self.agent = f"Pullquote/{newstext.__version__} (newsroom reader{f'; {contact}' if contact else ''})"

    def fetch(self, address: WebAddress, gate: Gate, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch an address, following redirects; FetchError without a usable answer."""
        until = time.monotonic() + self._limits.seconds
        here, moved_to, is_for_good = address, None, True
        visited = {str(address)}
        for _ in range(self._limits.redirects + 1):
            with gate.passing(here):
                status, found, data = self._ask(here, headers or {}, until)
            if status not in _REDIRECTS or "location" not in found:
                if status == _UNCHANGED and not headers:
                    raise FetchError("The server says that nothing has changed, and was not asked that.", status=status)
                return _usable(Answer(status, found, data, here, moved_to))
            here = _next(here, found["location"], status)
            is_for_good = is_for_good and status in _FOR_GOOD
            moved_to = here if is_for_good else moved_to
            if str(here) in visited:
                raise FetchError(f"It redirects in a circle, through {here.site}.", status=status)
            visited.add(str(here))
        raise FetchError(f"It redirects more than {self._limits.redirects} times.")

    def stop(self) -> None:
        """Cut every connection, and make no more; callable from any thread."""
        self._is_over = True
        with self._mutex:
            connections = list(self._open)
        for connection in connections:
            _cut(connection)

    def _ask(self, address: WebAddress, headers: Mapping[str, str], until: float) -> tuple[int, dict[str, str], bytes]:
        """Send one request; return the status, the headers and the data, which is empty for a redirect."""
        sent = {"User-Agent": self.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        sent |= {"Host": address.host_header, **headers}
        named = address.host in self._allowed.hosts
        if (address.scheme == "https" or named) and (credential := self._credentials(address.host)):
            sent["Authorization"] = credential
        try:
            with self._connected(address, until) as connection:
                connection.request("GET", address.target, headers=sent, preload_content=False, decode_content=False)
                with closing(connection.getresponse()) as response:
                    found = {name.lower(): value for name, value in response.headers.items()}
                    data = b"" if response.status in _REDIRECTS else self._data(response, found, until)
                    return response.status, found, data
        except FetchError:
            raise
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, zlib.error, OSError, ValueError) as error:
            if time.monotonic() >= until:
                raise FetchError(f"It took longer than {self._limits.seconds:g} seconds.") from None
            raise FetchError(_why(error)) from None

    @contextmanager
    def _connected(self, address: WebAddress, until: float) -> Iterator[HTTPConnection]:
        """Connect to a checked address of the server; the connection is cut at the deadline."""
        reason = "The server cannot be reached."
        for ip in self._checked(address):
            if self._is_over:
                break
            connection = self._connection(address, ip, max(0.01, until - time.monotonic()))
            try:
                connection.connect()
            except (urllib3.exceptions.HTTPError, OSError, CertificateError) as error:
                connection.close()
                reason = _why(error)
                continue
            with closing(connection), self._cut_at(connection.sock, until):
                yield connection
            return
        raise FetchError(reason)

    @contextmanager
    def _cut_at(self, sock: socket.socket, until: float) -> Iterator[None]:
        """Cut a connection at the deadline, or when this client stops, however slowly the server sends."""
        seconds = max(0.01, until - time.monotonic())
        sock.settimeout(seconds)
        cut = threading.Timer(seconds, _cut, [sock])
        cut.daemon = True
        cut.start()
        with self._mutex:
            self._open.add(sock)
        try:
            yield
        finally:
            cut.cancel()
            with self._mutex:
                self._open.discard(sock)

    def _checked(self, address: WebAddress) -> list[str]:
        """Return the addresses of a server that may be reached; FetchError if there are none."""
        try:
            found = self._resolve(address.host, address.port)
        except (OSError, UnicodeError):
            raise FetchError(f"There is no server {address.host}, or the network is down.") from None
        passing = [ip for ip in found if self._allowed.lets_pass(address.host, ip)]
        if found and not passing:
            which = "" if found[0] == address.host else f" ({found[0]})"
            raise FetchError(
                f"{address.host} is a private address{which}. To allow it, name it in config.toml: [watch] allow."
            )
        return passing

    def _connection(self, address: WebAddress, ip: str, seconds: float) -> HTTPConnection:
        timeout = min(self._limits.connect_seconds, seconds)
        if address.scheme == "http":
            return HTTPConnection(ip, address.port, timeout=timeout)
        with self._mutex:
            self._context = self._context or ssl.create_default_context()
        return HTTPSConnection(
            ip,
            address.port,
            timeout=timeout,
            server_hostname=address.host,
            assert_hostname=address.host,
            ssl_context=self._context,
        )

    def _data(self, response: BaseHTTPResponse, headers: Mapping[str, str], until: float) -> bytes:
        """Read and unpack the body of an answer, up to the limit."""
        packing = headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "", "gzip", "x-gzip"):
            raise FetchError(f"The server packs its answer as {packing}, which nobody asked for.")
        unpacker = zlib.decompressobj(wbits=31) if "gzip" in packing else None
        data = bytearray()
        for piece in response.stream(_PIECE, decode_content=False):
            data += unpacker.decompress(piece, self._limits.bytes - len(data) + 1) if unpacker else piece
            if len(data) > self._limits.bytes or (unpacker and unpacker.unconsumed_tail):
                raise FetchError(f"It is larger than {self._limits.bytes / 1_000_000:g} MB.")
        # A cut connection may look like a finished one.
        if time.monotonic() >= until or self._is_over:
            raise FetchError(f"It took longer than {self._limits.seconds:g} seconds.")
        if unpacker and data and not unpacker.eof:
            raise FetchError("The answer was cut short.")
        return bytes(data)


def _next(here: WebAddress, location: str, status: int) -> WebAddress:
    try:
        return redirected(here, location)
    except AddressError as error:
        raise FetchError(f"It redirects to an address that is not fetched. {error}", status=status) from None


def _usable(answer: Answer) -> Answer:
    if answer.status in (200, _UNCHANGED):
        return answer
    words = {
        401: "The server wants a password. Put it into your netrc file.",
        403: "The server does not let us in (403).",
        404: "There is nothing at this address (404).",
        410: "The publisher has removed it for good (410).",
        429: "The server wants fewer requests (429).",
        503: "The server is overloaded or being repaired (503).",
    }
    kind = "The server has an error" if answer.status >= 500 else "The server answers with an error"
    sentence = words.get(answer.status, f"{kind} ({answer.status}).")
    raise FetchError(sentence, status=answer.status, headers=answer.headers)


def _why(error: Exception) -> str:
    """Return the sentence on why a request failed. It quotes no detail, which may contain an address."""
    reason = error.args[-1] if error.args else None
    if isinstance(error, ssl.SSLCertVerificationError | CertificateError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "The server's certificate is not valid."
    if isinstance(error, ssl.SSLError | urllib3.exceptions.SSLError):
        return "No secure connection could be made."
    if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError) or isinstance(reason, TimeoutError):
        return "The server did not answer in time."
    if isinstance(error, urllib3.exceptions.ProtocolError | urllib3.exceptions.IncompleteRead):
        return "The answer was cut short."
    if isinstance(error, zlib.error | urllib3.exceptions.DecodeError):
        return "The answer is damaged."
    return "The server cannot be reached."


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # It is closed already.


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
