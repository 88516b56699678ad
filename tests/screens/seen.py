"""Everything that an action could change, as facts to compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.driver import Driver

_ENOUGH = 24
"""Characters that identify words."""


def seen(desk: Driver, opened: Path) -> dict[str, Any]:
    """Return what a person sees, and what the store holds of their work. New entries of a list are at its end."""
    archive = desk.archive
    rows = archive.articles.page().rows
    stored = {
        "log": [event.action for event in archive.events(limit=1_000).rows],
        "register": [event.action for event in archive.register.events().rows],
        "unread": sum(row.unread for row in rows),
        "flags": sum(row.flagged for row in rows),
        "views": len(archive.views.all()),
        "copies": [f"{text[:8]}…{text[-12:]}" for text in desk.clipboard.copies],
        "browser": opened.read_text() if opened.exists() else "",
        "open": desk.is_open,
    }
    if not desk.is_open:
        return stored
    return stored | {
        "says": desk.says,
        "where": desk.where,
        "at": desk.at[:_ENOUGH],
        "selected": desk.selected[:_ENOUGH],
        "quotation": desk.current.words[:_ENOUGH] if desk.current else None,
        "line": desk.line[:16],
        "scrolled": desk.scrolled,
        "title": desk.title[:60],
        "shown": len(desk.shown),
        "place": found[0] if (found := re.search(r"place \d", desk.sees)) else None,
        "marked": len(desk.marked),
        "theme": desk.theme.name,
        "tour": desk.tour[:_ENOUGH],
    }


def changes(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the facts that changed, of a list the new entries; without any, the message."""
    changed = {
        name: value[len(before[name]) :] if isinstance(value, list) else value
        for name, value in after.items()
        if name != "says" and value != before[name]
    }
    return " · ".join(_told(name, value) for name, value in (changed or {"says": after["says"]}).items())


def _told(name: str, value: Any) -> str:
    words = " + ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"{name} {words}".replace("\n", "⏎").rstrip() if words else f"no {name}"
