"""Which of two versions of an article is older, if they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.article import Article


def is_older(article: Article, current: Article, latest: str) -> bool:
    """Whether ``article`` says of itself that it is older than ``current``.

    By the number of the version where both have one, else by the instant they state, as exactly as each other. Where
    number and time contradict, or neither says anything, nobody knows, and what comes last is the newest. A time that
    copy cannot be from, beyond the day ``latest``, says nothing.
    """
    by_time = _later(current, article, latest)
    ours, theirs = article.external_version or "", current.external_version or ""
    if _is_number(ours) and _is_number(theirs) and int(ours) != int(theirs):
        return int(ours) < int(theirs) and by_time is not False
    return by_time is True


def _later(one: Article, other: Article, latest: str) -> bool | None:
    """Whether ``one`` states a later instant than ``other``; None when that cannot be said."""
    ours, theirs = one.updated or one.published, other.updated or other.published
    if not ours or not theirs or ours.precision is not theirs.precision:
        return None
    if not ours.can_be(latest) or not theirs.can_be(latest):
        return None
    if ours.instant is None or theirs.instant is None or ours.instant == theirs.instant:
        return None
    return ours.instant > theirs.instant


def _is_number(version: str) -> bool:
    return version.isascii() and version.isdigit() and len(version) <= 30
