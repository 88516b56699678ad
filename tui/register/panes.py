"""The actions of each pane of the register, and the words in its find field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.kernel.actions import Scope

if TYPE_CHECKING:
    from tui.kernel.actions import Action
    from tui.widgets.line_input import SearchField

_OF_SPEAKERS = ("next_pane", "find", "said", "merge", "rename", "set_field", "doubles", "answers")
_OF_QUOTATIONS = ("mark", "split")


def applies(action: Action, *, at_words: bool) -> bool:
    """Whether an action applies in the pane that has the keys: the quotations, or the speakers."""
    if at_words:
        return action.scope is not Scope.REGISTER or action.id not in _OF_SPEAKERS
    return action.scope is not Scope.QUOTATION and action.id not in _OF_QUOTATIONS


def sought(field: SearchField) -> str:
    """Return the name or role in the find field, with or without ``who:``; empty while it is closed."""
    from store.articles.query import parsed

    typed = field.value.strip() if field.has_class("-open") else ""
    return parsed(typed).narrowed.who or typed
