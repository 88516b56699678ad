"""Translates PostgreSQL's errors into StoreErrors. Errors caused by bugs are left alone; no password is ever shown."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import psycopg
from psycopg import errors

from store.errors import (
    DamagedStoreError,
    ForeignFileError,
    LockedStoreError,
    NewerStoreError,
    NotAllowedError,
    ReadOnlyStoreError,
    StoreError,
    UnreachableError,
    WrongLoginError,
    moved,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOVED = "PQ003"
"""The code of our own rule that a store that was moved is not written to. Its message is the new place."""
_OTHER_VERSION = "PQ004"
"""The code of our own rule that a desk writes only to a store of the version that it knows."""
_NOT_TAKEN = re.compile(r"no password supplied|no pg_hba.conf entry|authentication failed|role \".+\" does not exist")


def is_lost(error: psycopg.Error) -> bool:
    """Whether the connection, or the whole server, went away: the same work may succeed on another connection."""
    if isinstance(error, errors.AdminShutdown | errors.CrashShutdown | errors.CannotConnectNow):
        return True
    state = error.sqlstate or ""
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and (not state or state[:2] == "08")


def is_missing(error: psycopg.Error) -> bool:
    """Whether something of the schema that we know is not there."""
    return isinstance(error, errors.UndefinedTable | errors.UndefinedColumn | errors.UndefinedFunction)


def is_passing(error: psycopg.Error) -> bool:
    """Whether the same work may succeed at once: others came in between."""
    return isinstance(error, errors.SerializationFailure | errors.DeadlockDetected)


@contextmanager
def encodable(store: str) -> Iterator[None]:
    """Translate the error of a text that no encoding holds."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(
            f"This text contains half a character (U+{ord(error.object[error.start]):04X}) and cannot be stored in"
            f" {store}. Import it again with its encoding."
        ) from error


def raise_as_store_error(error: psycopg.Error, store: str, patience: float) -> NoReturn:
    """Raise an error as a StoreError if people can act on it, else as it is. ``store`` is shown without a password."""
    raise _as_store_error(error, store, patience) or error


def not_reached(error: psycopg.Error, store: str) -> StoreError:
    """Return the error for a store that could not be connected to."""
    text = str(error)
    if "authentication method requirement" in text:
        return StoreError(
            f"The server of {store} asks nobody for a password, so a login proves nothing there. Its administrator"
            " can have it ask: scram-sha-256 in pg_hba.conf."
        )
    if isinstance(error, errors.InvalidPassword | errors.InvalidAuthorizationSpecification) or _NOT_TAKEN.search(text):
        return _wrong_login(store)
    if isinstance(error, errors.InvalidCatalogName) or ("database" in text and "does not exist" in text):
        return ForeignFileError(f"The server has no database for {store}. Create one, then run: pullquote store create")
    if isinstance(error, errors.TooManyConnections) or "too many" in text or "remaining connection slots" in text:
        return UnreachableError(f"All places at the server of {store} are taken. Try again later.")
    if "certificate" in text or "SSL" in text:
        return UnreachableError(
            f"The server of {store} does not prove who it is, so nothing was sent to it. Name the certificate that"
            " signs it with sslrootcert=, or say sslmode= yourself."
        )
    if error.pgconn is not None and (error.pgconn.used_password or error.pgconn.needs_password):
        # The server may say the same in a language of its own.
        return _wrong_login(store)
    return UnreachableError(f"The store {store} cannot be reached. Check the network, and that the server is running.")


def _wrong_login(store: str) -> WrongLoginError:
    return WrongLoginError(
        f"The server of {store} does not let you in. Check your user name. The password is looked for in"
        " PGPASSWORD, a service file and ~/.pgpass."
    )


def _as_store_error(error: psycopg.Error, store: str, patience: float) -> StoreError | None:
    if error.sqlstate == _MOVED:
        return moved(store, error.diag.message_primary or "")
    if error.sqlstate == _OTHER_VERSION:
        return NewerStoreError(
            f"The store {store} was brought up to date for another version of Pullquote while it was open here, so"
            " nothing more is saved. Quit and update Pullquote."
        )
    match error:
        case errors.QueryCanceled():
            return StoreError(
                f"The server of {store} stopped this because it took too long. Try again, or ask for less."
            )
        case errors.LockNotAvailable():
            return locked(store, patience)
        case errors.SerializationFailure() | errors.DeadlockDetected():
            return locked(store, patience)
        case errors.InsufficientPrivilege():
            return NotAllowedError(f"Your role in the store {store} does not allow this. Ask a chief of the store.")
        case errors.ReadOnlySqlTransaction():
            return ReadOnlyStoreError(f"The store {store} can only be read, so nothing was saved.")
        case errors.DiskFull() | errors.OutOfMemory():
            return StoreError(f"The server of {store} has no space left, so nothing was saved. Tell its administrator.")
        case errors.ProgramLimitExceeded():
            return StoreError(f"This text is too long for the store {store}, so nothing was saved. Shorten it.")
        case errors.DataCorrupted() | errors.IndexCorrupted():
            return DamagedStoreError(
                f"The store {store} is damaged. Tell the server’s administrator; restore a backup."
            )
    return None


def locked(store: str, patience: float) -> LockedStoreError:
    """Return the error for a store that others kept busy for ``patience`` seconds."""
    return LockedStoreError(
        f"Others have kept the store {store} busy for {patience:g} seconds, so nothing was saved. Try again."
    )
