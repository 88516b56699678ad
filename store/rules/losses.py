"""Recognises versions that would lose the text: an empty one, a notice in its place, only its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.shell import is_cut_short, is_shell
from newstext.stated import State

if TYPE_CHECKING:
    from newstext.article import Article

NOTHING = "It has neither a headline nor a text."


def nothing_in(article: Article) -> str | None:
    """Say that an article has nothing to store; a withdrawal needs only the id of what it takes back."""
    if (article.headline or "").strip() or article.body.strip():
        return None
    return None if article.state is State.WITHDRAWN and article.external_id else NOTHING


def lost_in(article: Article, current: Article) -> str | None:
    """Say why ``article`` would lose the text of ``current``, as a sentence; None when it may follow it."""
    if not current.body.strip() or article.state is State.WITHDRAWN:
        return None
    if not article.body.strip():
        return "There is no text in it this time; the text stored before stays."
    if is_shell(article.body) and not is_shell(current.body):
        return "There is only a notice in place of the text this time; the text stored before stays."
    # A wire that numbers its versions means what it sends.
    if article.external_version == current.external_version and is_cut_short(article.body, current.body):
        return "There is only the beginning of the text this time; the text stored before stays."
    return None
