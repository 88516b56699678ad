"""The server's settings that our sessions and transactions need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.postgres.server.schema import SCHEMA, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

ALWAYS = {
    "search_path": f"{SCHEMA}, pg_temp",
    "timezone": "'UTC'",
    "jit": "off",
    "idle_in_transaction_session_timeout": "'10min'",
    "synchronous_commit": "on",
}
MOVING = {"idle_in_transaction_session_timeout": "0", "lock_timeout": "'10s'"}
"""For a move, in which the other store may be the slower one."""


def reading(slowest: float) -> dict[str, str]:
    """Return the settings for a read, each statement of which the server stops after ``slowest`` seconds."""
    return {"statement_timeout": str(round(slowest * 1000))}


def searching(slowest: float) -> dict[str, str]:
    """Return the settings for searches, which choose themselves how the index is asked: a question is planned once."""
    return {
        **reading(slowest),
        "default_transaction_read_only": "on",
        "enable_seqscan": "off",
        "plan_cache_mode": "force_generic_plan",
        "work_mem": "'64MB'",
    }


def writing(desk: str, patience: float) -> dict[str, str]:
    """Return the settings for a write of a desk, which waits ``patience`` seconds for others."""
    return {
        "pullquote.desk": f"'{desk}'",
        "pullquote.schema": f"'{SCHEMA_VERSION}'",
        "lock_timeout": f"'{round(patience * 1000)}ms'",
    }


def of_session(settings: Mapping[str, str]) -> str:
    """Return SQL for what a connection of our own needs once, with these settings besides."""
    return "; ".join(_sql({**ALWAYS, **settings}, "SET"))


def of_transaction(settings: Mapping[str, str], *, pooled: bool) -> list[str]:
    """Return statements for the settings of one transaction.

    A pooler between us may give each transaction another connection of the server, without those of the session.
    """
    return _sql({**(ALWAYS if pooled else {}), **settings}, "SET LOCAL")


def _sql(settings: Mapping[str, str], verb: str) -> list[str]:
    return [f"{verb} {name} = {value}" for name, value in settings.items()]
