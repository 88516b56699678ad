"""Articles that come into a list after they arrived: the actions on quotations that bring them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.lists import ArticleState

if TYPE_CHECKING:
    from store.model.lists import ArticleFilter

_BY_STATE = {
    ArticleState.OPEN: ("suggest", "reopen", "anchor"),
    ArticleState.STALE: ("anchor",),
    ArticleState.CHANGED: ("anchor",),
    ArticleState.SECOND_READER: ("flag",),
}


def bringing(narrowed: ArticleFilter) -> list[str]:
    """Return the actions that can bring an article into the list of a filter."""
    found = [action for state in narrowed.states for action in _BY_STATE.get(state, ())]
    if narrowed.who is not None or narrowed.said is not None:
        found += ["mark", "suggest", "name", "respan", "import"]
    found += ["tag"] if narrowed.tag is not None else []
    found += ["note"] if narrowed.note is not None else []
    found += ["assign"] if narrowed.assigned is not None else []
    return sorted(set(found))
