"""Removals of articles in words. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.articles.removals import AtStake
    from store.model.articles import ArticleRemoval


def at_stake(stake: AtStake) -> str:
    """Return the question before an article is removed: what goes with it, and whose decisions."""
    row = stake.row
    name = in_marks(describe.title(row.headline, row.opening))
    goes = [f"{describe.count(row.quotation_count, 'quotation')}"] if row.quotation_count else []
    goes += [f"all decisions of {people(stake.decisions)}"] if stake.decisions else []
    what = f" with {' and '.join(goes)}" if goes else ""
    given = f" It is for {', '.join(sorted({one.to for one in row.assigned}))}." if row.assigned else ""
    return f"Remove {name}{what}?{given} The log keeps that it was there; the text goes for good."


def people(decisions: Mapping[str, int]) -> str:
    """Return people with the number of their decisions: ``Ada (2), Ben (1)``."""
    return ", ".join(f"{name} ({number:,})" for name, number in decisions.items())


def removed(removal: ArticleRemoval) -> str:
    """Return the message for an article that was removed."""
    went = describe.count(removal.quotations, "quotation")
    return f"Removed {in_marks(removal.headline or 'an article without a headline')} and {went}. The log keeps why."


def line(removal: ArticleRemoval) -> str:
    """Return what the log says of an article that was removed."""
    named = " · ".join(filter(None, (removal.headline, removal.source)))
    decided = f"; decisions of {people(removal.decisions)} went with it" if removal.decisions else ""
    return f"{named or 'an article without a headline'}: {removal.reason}{decided}"
