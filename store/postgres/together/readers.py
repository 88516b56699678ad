"""The record of who has which article open, in a table that is no news to desks and may be lost with the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.readers import Reader

if TYPE_CHECKING:
    from datetime import timedelta

    from store.postgres.server.database import Database


def keep(db: Database, desk: str, name: str, article_id: str | None, lasts: timedelta) -> None:
    """Record which article is open at a desk, or that none is, for a while by the server's clock."""
    db.run("SET LOCAL synchronous_commit = off")
    db.run("DELETE FROM reader WHERE desk = %s OR until < now()", (desk,))
    if article_id is not None:
        db.run("INSERT INTO reader VALUES (%s, %s, %s, now() + %s)", (desk, name, article_id, lasts))


def others(db: Database, desk: str) -> list[Reader]:
    """Return who has which article open at other desks, by name."""
    rows = db.tuples(
        "SELECT DISTINCT name, article_id FROM reader WHERE desk <> %s AND until > now() ORDER BY 1, 2", (desk,)
    )
    return [Reader(*row) for row in rows]
