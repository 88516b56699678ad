"""Compares a draft's quotation with a text: whether it is as printed, and what changed. Pure functions over text."""

from __future__ import annotations

from newstext.draft_check.body import Body
from newstext.draft_check.comparison import Comparison, compare, longest, splice
from newstext.draft_check.passage import Passage
from newstext.draft_check.verdicts import Difference, Verdict

__all__ = ["Body", "Comparison", "Difference", "Passage", "Verdict", "compare", "longest", "splice"]
