"""A draft and the results of its check: one value for the command line, the desk and every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.drafts import Draft
    from store.drafts.model import CheckedQuotation


class CheckedDraft(NamedTuple):
    """A draft by its name, the bytes it was read from, its text, and the results in the order of the draft."""

    name: str
    data: bytes
    draft: Draft
    quotations: Sequence[CheckedQuotation]

    def place(self, one: CheckedQuotation) -> str:
        """Return a quotation's place in the draft."""
        return self.draft.place(one.line)
