"""Recognises versions that would lose the text: an empty one, a notice in its place, only its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.shell import is_cut_short, is_shell
from newstext.stated import State

if TYPE_CHECKING:
    from newstext.article import Article

NOTHING = "It has neither a headline nor a text."


def nothing_in(article: Article) -> str | None:
    """Return a sentence when an article has nothing to store. A withdrawal needs only the id of its story."""
    if (article.headline or "").strip() or article.body.strip():
        return None
    return None if article.state is State.WITHDRAWN and article.external_id else NOTHING


def lost_in(article: Article, current: Article) -> str | None:
    """Return a sentence on why ``article`` would lose the text of ``current``; None when it may follow it."""
    if not current.body.strip() or article.state is State.WITHDRAWN:
        return None
    if not article.body.strip():
        return "It has no text this time; the stored text stays."
    if is_shell(article.body) and not is_shell(current.body):
        return "It has only a notice in place of the text this time; the stored text stays."
    # A wire that numbers its versions is taken at its word.
    if article.external_version == current.external_version and is_cut_short(article.body, current.body):
        return "It has only the beginning of the text this time; the stored text stays."
    return None
