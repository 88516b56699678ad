"""Other words for actions, by which the palette and the help find them too."""

from __future__ import annotations

from tui.kernel.actions import Scope

SYNONYMS = {
    (Scope.DESK, "done"): "done log today steps activity mine my diary",
    (Scope.DESK, "said"): "person people everything who name",
    (Scope.DESK, "register"): "person people names sources",
    (Scope.DESK, "article_history"): "log versions",
    (Scope.QUOTATION, "history"): "log changes",
    (Scope.QUOTATION, "copies"): "clipboard pasted",
    (Scope.STACK, "filter"): "views",
    (Scope.STACK, "search"): "find",
    (Scope.EVERYWHERE, "undo"): "revert",
    (Scope.EVERYWHERE, "leave"): "exit close",
    (Scope.EVERYWHERE, "switch_theme"): "colors",
}
"""Words that people type for an action and that its own words lack, by scope and id."""
