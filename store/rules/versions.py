"""Decides which of two versions of an article is older, by what they state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.article import Article


def is_older(article: Article, current: Article, latest: str) -> bool:
    """Whether ``article`` states that it is older than ``current``.

    Version numbers decide if both have one, else times of the same precision. If number and time contradict each other,
    or neither is stated, the article is not older: the version that arrives last is the newest. Impossible times, later
    than the day ``latest``, are ignored.
    """
    by_time = _later(current, article, latest)
    ours, theirs = article.external_version or "", current.external_version or ""
    if _is_number(ours) and _is_number(theirs) and int(ours) != int(theirs):
        return int(ours) < int(theirs) and by_time is not False
    return by_time is True


def _later(one: Article, other: Article, latest: str) -> bool | None:
    """Whether ``one`` states a later instant than ``other``; None when they cannot be compared."""
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
