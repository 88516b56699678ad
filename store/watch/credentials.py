"""Passwords for web servers, from the environment or a netrc file: never stored, never in a message."""

from __future__ import annotations

import base64
import netrc
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "PULLQUOTE_LOGINS"
"""``server=user:password``, separated by semicolons; ``server=Bearer TOKEN`` for a token."""


def authorization(host: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the value of the Authorization header for a host; None without a password for it."""
    for entry in environment.get(VARIABLE, "").split(";"):
        server, equals, login = entry.strip().partition("=")
        if equals and server.strip().lower() == host:
            return login if login.lower().startswith("bearer ") else _basic(login)
    if (found := _netrc(environment).get(host)) is not None:
        return _basic(f"{found[0]}:{found[2]}")
    return None


def _netrc(environment: Mapping[str, str]) -> Mapping[str, tuple[str, str, str]]:
    """Return the servers of the netrc file, without its ``default``, which would go to any server."""
    path = environment.get("NETRC") or str(Path(environment.get("HOME", "~")).expanduser() / ".netrc")
    try:
        hosts = netrc.netrc(path).hosts
    except (OSError, netrc.NetrcParseError, RuntimeError, UnicodeDecodeError):
        return {}
    return {name: (login or "", account or "", password or "") for name, (login, account, password) in hosts.items()}


def _basic(login: str) -> str:
    return f"Basic {base64.b64encode(login.encode()).decode('ascii')}"
