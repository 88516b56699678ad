"""Checked drafts as plain text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.checks import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.checks.checked_draft import CheckedDraft


def written(drafts: Sequence[CheckedDraft]) -> str:
    """Return the results, draft by draft, and the totals."""
    return "\n".join([*(line for checked in drafts for line in _of(checked, named=len(drafts) > 1)), _totals(drafts)])


def _of(checked: CheckedDraft, *, named: bool) -> Iterator[str]:
    if named:
        yield checked.name
        yield ""
    for one in checked.quotations:
        first, *others = wording.lines(one, checked.place(one))
        yield first
        yield from (f"  {line}" for line in others)
        yield ""
    if named:
        yield wording.total(checked.quotations)
        yield ""


def _totals(drafts: Sequence[CheckedDraft]) -> str:
    every = [one for checked in drafts for one in checked.quotations]
    if len(drafts) == 1:
        return wording.total(every)
    return f"{len(drafts)} drafts: {wording.total(every)}" if every else f"No quotations in these {len(drafts)} drafts."
