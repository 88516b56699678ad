"""Text only: reading articles, spans, quotations. No database, no screen; pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.article import Article
    from newstext.quotations.learned import Learned
    from newstext.quotations.model import Quotation
    from newstext.turns import Turn

__version__ = "0.2.0"
__all__ = ["find_quotations", "read"]


def read(data: bytes, name: str, *, format_name: str | None = None, encoding: str | None = None) -> list[Article]:
    """Read the articles in ``data``; ``name`` is the file's name and only breaks ties between formats.

    ``encoding`` is one that a person knows the file to be in, whatever it says itself.
    Raises ``newstext.formats.UnreadableError`` with a sentence for a person when nothing can be read.
    """
    from newstext.formats import read as read_articles

    return read_articles(data, name, format_name=format_name, encoding=encoding)


def find_quotations(
    text: str, language: str | None = None, turns: Sequence[Turn] = (), learned: Learned | None = None
) -> list[Quotation]:
    """Find who said what in ``text``, in the order of the text; ``language`` and ``turns`` are those of an article.

    ``learned`` is what a desk has taught the finder.
    """
    from newstext.quotations import find_quotations as find

    return find(text, language, turns) if learned is None else find(text, language, turns, learned)
