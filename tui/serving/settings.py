"""How ``pullquote serve`` is reached, by whom, and how much it carries; dangerous combinations are refused."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

SOCKET = "unix:"
"""The beginning of an address to listen on that is a socket's path."""
GRACE = 60.0
"""Seconds that a desk is kept without a page."""


class SettingsError(Exception):
    """Settings that cannot be served. The message is a sentence for people."""


class Entry(Enum):
    """How a person proves who they are."""

    LINK = "a link, printed where the server was started"
    HEADER = "a header of the proxy"
    LOGIN = "the person's own login at the store"


@dataclass(frozen=True)
class Listening:
    """A host and a port, or the path of a socket."""

    host: str = ""
    port: int = 0
    socket: Path | None = None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can connect."""
        return self.socket is not None or ipaddress.ip_address(self.host).is_loopback


@dataclass(frozen=True)
class Settings:
    """The settings of one server."""

    listening: Listening
    public: str | None = None
    """The address that people open, with its scheme and without a path; None for the address listened on."""
    header: str | None = None
    proxy: str | None = None
    secret: str | None = field(default=None, repr=False)
    sessions: int = 1
    idle: float = 8 * 3600.0
    """Seconds after which a desk that nobody uses ends."""
    grace: float = GRACE

    @property
    def entry(self) -> Entry:
        """How people prove who they are."""
        if self.public is None:
            return Entry.LINK
        return Entry.LOGIN if self.header is None else Entry.HEADER


def listening(written: str) -> Listening:
    """Parse the address to listen on: HOST:PORT, [HOST]:PORT or unix:PATH; SettingsError for any other."""
    if written.startswith(SOCKET):
        return Listening(socket=Path(written.removeprefix(SOCKET)))
    try:
        parts = urlsplit(f"//{written}")
        host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
        ipaddress.ip_address(host)
        port = parts.port
    except ValueError:
        port = None
    if port is None or parts.netloc != written:
        raise SettingsError(f"“{written}” is not an address to listen on. Write 127.0.0.1:8700, or unix:PATH.")
    return Listening(host, port)


def checked(settings: Settings) -> Settings:
    """Return settings that are safe to serve; SettingsError says what is missing."""
    _check_public(settings.public)
    if not settings.listening.is_local and (settings.public is None or settings.proxy is None):
        raise SettingsError(
            f"{settings.listening.host} is reached from other machines. Serve behind a proxy that encrypts:"
            " name it with --proxy, and the address that people open with --public https://…"
        )
    if settings.header is not None:
        _check_header(settings)
    if settings.proxy is not None:
        try:
            ipaddress.ip_address(settings.proxy)
        except ValueError:
            raise SettingsError(f"“{settings.proxy}” is not an address. Write --proxy 10.0.0.5.") from None
    return settings


def _check_public(public: str | None) -> None:
    if public is None:
        return
    parts = urlsplit(public)
    if parts.scheme != "https" or not parts.hostname or public != f"https://{parts.netloc}" or parts.username:
        raise SettingsError(
            f"“{public}” cannot be the public address. Write --public https://desk.example, without a path."
        )


def _check_header(settings: Settings) -> None:
    if settings.public is None:
        raise SettingsError("A proxy's header is trusted only with --public, the address that people open.")
    if settings.listening.socket is None and (settings.proxy is None or settings.secret is None):
        raise SettingsError(
            "Anybody who reaches this port could send that header. Listen on a socket (--listen unix:PATH), or name the"
            " proxy and a secret that it sends along: --proxy ADDRESS --proxy-secret-file FILE."
        )
