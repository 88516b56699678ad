"""Checked drafts as plain values for programs: one object for each quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.checks.checked_draft import CheckedDraft


def objects(drafts: Sequence[CheckedDraft]) -> Iterator[dict[str, object]]:
    """Yield the fields of each result, with its draft, its place there, and whether it is a finding and grave."""
    for checked in drafts:
        for one in checked.quotations:
            where = {"draft": checked.name, "place": checked.place(one)}
            yield {**where, **one._asdict(), "finding": one.is_finding, "grave": one.is_grave}
