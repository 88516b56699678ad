"""The agreement of two readers: the share of equal decisions, and Gwet's AC1, which corrects it for chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Agreement(NamedTuple):
    """The agreement of two readers on quotations that both decided.

    ``share`` is that of equal decisions; ``ac1`` is Gwet's coefficient for two readers and two categories, at most 1,
    and 0 at the level of chance. Both are None without a quotation that two readers decided.
    """

    quotations: int
    equal: int
    share: float | None
    ac1: float | None


def agreement(decisions: Sequence[tuple[bool, bool]]) -> Agreement:
    """Measure agreement; each pair says whether the first and the second reader kept a quotation.

    Gwet (2008), “Computing inter-rater reliability and its variance in the presence of high agreement”: chance
    agreement is 2p(1 − p), where p is the mean share of kept ones over both readers.
    """
    if not decisions:
        return Agreement(0, 0, None, None)
    number = len(decisions)
    equal = sum(one is two for one, two in decisions)
    share = equal / number
    kept = sum(one + two for one, two in decisions) / (2 * number)
    chance = 2 * kept * (1 - kept)  # at most a half
    return Agreement(number, equal, share, (share - chance) / (1 - chance))
