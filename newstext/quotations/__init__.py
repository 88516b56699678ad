"""Finds who said what in a text: quotation marks, reporting verbs, speakers and the chains that report them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.model import FINDER_NAME, FINDER_VERSION, Quotation, QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.finder import find_quotations

__all__ = ["FINDER_NAME", "FINDER_VERSION", "Quotation", "QuotationKind", "find_quotations"]


def __getattr__(name: str) -> object:
    # The finder's word lists and patterns load when somebody looks for a quotation, not when a desk opens.
    if name in __all__:
        from newstext.quotations import finder

        return getattr(finder, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
