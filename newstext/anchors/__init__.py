"""Compares two revisions: a word diff, and the new place of every marked passage.

Similarity decides nothing here: "We will not raise taxes" is 94 % "We will raise taxes". A passage is exact or moved
only when its words are the same, letter for letter; whatever else became of it is for a person to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.anchors.model import Followed, Passage, Place, Reason, SpanState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.anchors.word_diff import Change, Pair

__all__ = ["Followed", "Passage", "Place", "Reason", "SpanState", "difference", "follow", "paired"]


def follow(old: str, new: str, passages: Sequence[Passage]) -> list[Followed]:
    """Say where each passage of ``old`` is in ``new``, in the same order.

    Raises ValueError for a span that is empty or leaves ``old``. Time grows with the length of the texts and with the
    number of passages, never with their product.
    """
    from newstext.anchors.relocation import Follower

    follower = Follower(old, new)
    return [follower.follow(passage) for passage in passages]


def difference(old: str, new: str) -> list[Change]:
    """Return what changed from ``old`` to ``new``, word by word, in the order of the text."""
    from newstext.anchors.word_diff import changes

    return changes(old, new)


def paired(old: str, new: str) -> list[Pair]:
    """Return the paragraphs of both texts, each beside what it became, with the changes within."""
    from newstext.anchors.word_diff import paired as pair

    return pair(old, new)
