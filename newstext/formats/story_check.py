"""Checks whether a file's contents are a story: a headline or a text, without another format's machinery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.formats.errors import UnreadableError
from newstext.formats.machinery import has_words, machinery_in
from newstext.stated import State

if TYPE_CHECKING:
    from newstext.article import Article


def stories(articles: list[Article], name: str, *, may_be_other: bool = False) -> list[Article]:
    """Return the articles; UnreadableError when none has a headline or a text, or is withdrawn.

    One that holds nothing beside others stays, for the store to say that it refuses it. ``may_be_other`` is for formats
    whose text may be anything: programs, data and headers are left out then, and refused when there is nothing else.
    """
    if not any(a.headline or a.body.strip() or (a.external_id and a.state is State.WITHDRAWN) for a in articles):
        raise UnreadableError(f"There is no story in {name}, neither headline nor text; save the text and read that.")
    others = [machinery_in(article.body) for article in articles] if may_be_other else []
    if others and len(articles) == 1 and not articles[0].headline and not has_words(articles[0].body):
        others = [others[0] or "a word or two"]
    if others and all(others):
        raise UnreadableError(
            f"The text in {name} is {others[0]}, and no story; if it is copy all the same, name its format "
            "(--format text)."
        )
    return [article for article, other in zip(articles, others, strict=True) if not other] if others else articles
