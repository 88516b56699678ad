"""The rights of our login in a store, by its grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.model.members import Deed

if TYPE_CHECKING:
    from store.postgres.server.database import Database


class Rights(NamedTuple):
    """The grants of one login, and whether the server is a copy that can only be read."""

    decides: bool
    marks: bool
    is_copy: bool


def rights(db: Database) -> Rights:
    """Ask for our own rights."""
    may = "has_table_privilege('{}', 'INSERT')"
    row = db.row(
        f"SELECT {may.format('annotation')} AS decides, {may.format('reading')} AS marks,"
        " pg_is_in_recovery() AS is_copy"
    )
    assert row is not None
    return Rights(row["decides"], row["marks"], row["is_copy"])


def why_not(held: Rights, deed: Deed, shown: str, *, read_only: bool) -> str | None:
    """Return why our login may not do something, and what to do; None if it may."""
    if held.is_copy:
        return f"The store {shown} is a copy that can only be read. Open the store on the main server."
    if read_only:
        return f"The store {shown} was opened only to read."
    if deed is Deed.DECIDE and not held.decides:
        return "You are a reader of this store: you read and mark, editors decide. Ask a chief to make you an editor."
    if deed is Deed.MARK and not held.marks:
        return "Your role in this store does not allow marks. Ask a chief of the store."
    return None
