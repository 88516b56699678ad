"""The actions that a store may refuse to a person: a reader on a server, anybody on a file that is only to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.members import Deed
from tui.kernel.actions import Scope

if TYPE_CHECKING:
    from store import Archive
    from tui.kernel.actions import Action

_DECIDING: dict[Scope, frozenset[str]] = {
    Scope.QUOTATION: frozenset(
        [
            *("accept", "reject", "skip", "speaker", "accept_all", "second_reader", "note", "tags", "record", "role"),
            *("via", "kind", "assign", "remove"),
        ]
    ),
    Scope.READER: frozenset({"ends", "held_back"}),
    Scope.SELECTING: frozenset(
        {"save_quotation", "save_and_name", "note_words", "label_source", "label_content", "label_cue"}
    ),
    Scope.ENDS: frozenset({"save_ends"}),
    Scope.UPDATES: frozenset({"accept_newer", "keep_older", "reattach", "reject"}),
    Scope.REGISTER: frozenset({"merge", "split", "add_name", "remove_name", "rename", "set_field"}),
    Scope.ACCEPTING: frozenset({"accept_these"}),
    Scope.REJECTED: frozenset({"accept_after_all"}),
    Scope.CONFLICT: frozenset({"make_mine"}),
    Scope.WATCHES: frozenset({"add_source", "remove_source", "visit_source"}),
    Scope.DESK: frozenset({"import", "find_everywhere", "assign_article", "remove_article"}),
    Scope.REVIEW: frozenset({"undo"}),
    Scope.EVERYWHERE: frozenset({"undo", "redo"}),
}
_MARKING: dict[Scope, frozenset[str]] = {
    Scope.STACK: frozenset({"toggle_read", "flag", "toggle_all_read", "flag_all", "save_view"}),
}


def refusal(archive: Archive, action: Action) -> str:
    """Return why this person may not perform an action in this store, and what to do; empty if they may."""
    if action.id in _DECIDING.get(action.scope, ()):
        return archive.presence.refusal(Deed.DECIDE) or ""
    if action.id in _MARKING.get(action.scope, ()):
        return archive.presence.refusal(Deed.MARK) or ""
    return ""
