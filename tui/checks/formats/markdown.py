"""Checked drafts as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.markdown import escaped
from tui.checks import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.checks.checked_draft import CheckedDraft


def written(drafts: Sequence[CheckedDraft]) -> str:
    """Return a heading for each draft, with its totals, and an item for each quotation."""
    return "\n".join(line for checked in drafts for line in _of(checked)).rstrip("\n")


def _of(checked: CheckedDraft) -> Iterator[str]:
    yield f"# {escaped(checked.name)}"
    yield ""
    yield wording.total(checked.quotations)
    yield ""
    for one in checked.quotations:
        first, words, *others = wording.lines(one, checked.place(one))
        yield f"- **{escaped(first)}**" if one.is_finding else f"- {escaped(first)}"
        yield f"  - {escaped(words)}"
        yield from (f"  - {escaped(line)}" for line in others)
    yield ""
