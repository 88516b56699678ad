"""The address of a store on a PostgreSQL server: a URL, or the name of a libpq service."""

from __future__ import annotations

import os
import re
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from store.errors import ForeignFileError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

    from store.model.members import Membership
    from store.postgres.engine import PostgresEngine

_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_SHOWN = ("user", "host", "port", "dbname", "service")


def address(text: str) -> PostgresAddress:
    """Parse an address; ForeignFileError, without any password, for one that libpq does not understand."""
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError as error:
        raise StoreError(
            "A store on a PostgreSQL server needs more of Pullquote. Install pullquote[postgresql]."
        ) from error
    # Schemes are written in any case, as in web addresses.
    plain = re.sub(r"^\s*postgres(ql)?://", "postgresql://", text, flags=re.IGNORECASE).strip()
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(plain).items() if value is not None}
    except ProgrammingError:
        raise ForeignFileError(
            "This address of a store cannot be read. Write postgresql://user@host/database, or service=NAME."
        ) from None
    defaults: dict[str, str] = {"connect_timeout": "5", "keepalives_idle": "30", "tcp_user_timeout": "30000"}
    hosts = parts.get("host") or parts.get("hostaddr") or os.environ.get("PGHOST", "")
    is_remote = any(host not in _LOCAL and host[0] not in "/@" for host in hosts.split(","))
    if is_remote and "sslmode" not in parts and "PGSSLMODE" not in os.environ:
        # Nobody in between may read or write: libpq itself would fall back to plain text without a word.
        defaults |= {"sslmode": "verify-full"}
        if "sslrootcert" not in parts and "PGSSLROOTCERT" not in os.environ:
            defaults |= {"sslrootcert": "system"}
    shown = {name: parts[name] for name in _SHOWN if name in parts}
    return PostgresAddress(make_conninfo(**defaults | parts), _shown(shown))


@dataclass(frozen=True)
class PostgresAddress:
    """A store on a server. ``conninfo`` may hold a password, and is never shown."""

    conninfo: str = field(repr=False)
    shown: str

    def __str__(self) -> str:
        return self.shown

    def everybodys(self) -> str:
        """Return the address without a login: everybody has their own."""
        return re.sub("//[^/@]*@", "//", self.shown)

    def exists(self) -> bool:
        """Whether there is a store: only opening it can tell."""
        return True

    def files(self) -> Iterator[Path]:
        """Yield the files of the store, which has none here."""
        return iter(())

    def open(self, *, read_only: bool = False) -> PostgresEngine:
        """Open the store. A missing one is not made, and an older one not migrated: that is for its chiefs."""
        from store.postgres.engine import PostgresEngine

        return PostgresEngine(self.conninfo, self.shown, read_only=read_only)

    def as_member(self, login: str, password: str | None = None) -> PostgresAddress:
        """Return the same store under another login, whatever login and password the address has."""
        from psycopg.conninfo import conninfo_to_dict, make_conninfo

        parts = {name: str(value) for name, value in conninfo_to_dict(self.conninfo).items() if value is not None}
        parts |= {"user": login}
        parts.pop("password", None)
        if password is not None:
            # A server that trusts its own machine would let anybody in under any name.
            parts |= {"password": password, "require_auth": "scram-sha-256,md5,password"}
        shown = {name: parts[name] for name in _SHOWN if name in parts}
        return PostgresAddress(make_conninfo(**parts), _shown(shown))

    def membership(self) -> Membership:
        """Return the members of the store."""
        from store.postgres.server.roles import PostgresMembership

        return PostgresMembership(self._connect)

    def prepare(self) -> list[str]:
        """Make an empty store in the database, which must be there, or bring an older one up to date."""
        import psycopg

        from store.postgres.server.roles import grant
        from store.postgres.server.schema import create
        from store.postgres.server.trouble import raise_as_store_error

        with closing(self._connect()) as connection:
            try:
                create(connection)
                return grant(connection)
            except psycopg.Error as error:
                raise_as_store_error(error, self.shown, 0)

    def _connect(self) -> psycopg.Connection[Any]:
        import psycopg

        from store.postgres.server.trouble import not_reached

        try:
            return psycopg.connect(self.conninfo, autocommit=True)
        except psycopg.Error as error:
            raise not_reached(error, self.shown) from None


def _shown(parts: dict[str, str]) -> str:
    if service := parts.get("service"):
        return f"service={service}"
    user = f"{quote(parts['user'], safe='')}@" if "user" in parts else ""
    host = parts.get("host", "")
    port = f":{parts['port']}" if "port" in parts else ""
    place = quote(host, safe="") if host.startswith("/") else host
    return f"postgresql://{user}{place}{port}/{parts.get('dbname', '')}"
