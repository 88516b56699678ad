"""Who said what in a text: quotation marks, words of saying, speakers and the chains that report them."""

from newstext.quotations.finder import FINDER_NAME, FINDER_VERSION, find_quotations
from newstext.quotations.model import Quotation, QuotationKind

__all__ = ["FINDER_NAME", "FINDER_VERSION", "Quotation", "QuotationKind", "find_quotations"]
