"""A store on a PostgreSQL server of this machine: its ids, and the CPU that both sides of a search take."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from store import Archive


def is_address(store: str) -> bool:
    """Whether a store is named by an address, not by its file."""
    return "://" in store


def ids(store: str, targets: Collection[str]) -> dict[str, str]:
    """Return the ids of articles by the ids that they came with."""
    import psycopg

    with closing(psycopg.connect(store)) as connection:
        return dict(
            connection.execute(
                "SELECT substr(identity, 4), id FROM pullquote.article WHERE identity = ANY(%s)",
                ([f"id {target}" for target in targets],),
            ).fetchall()
        )


def clock(archive: Archive) -> Callable[[], float]:
    """Return a clock of the CPU seconds of this thread and of the server's process that answers its searches."""
    connection = archive._engine._searches._connection  # type: ignore[attr-defined]
    ran = Path(f"/proc/{connection.info.backend_pid}/schedstat")
    return lambda: time.thread_time() + int(ran.read_text().split()[0]) / 1e9
