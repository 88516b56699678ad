"""Checked drafts as a JUnit report, which build servers show: a suite for each draft, a test for each quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from newstext.draft_check import Verdict
from tui.checks import wording
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.drafts.model import CheckedQuotation
    from tui.checks.checked_draft import CheckedDraft

_LONGEST_NAME = 80


def written(drafts: Sequence[CheckedDraft]) -> str:
    """Return the report: a finding is a failure, a quotation that was not examined is skipped."""
    body = "\n".join(line for checked in drafts for line in _suite(checked))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}\n</testsuites>'


def _suite(checked: CheckedDraft) -> Iterator[str]:
    failures = sum(one.is_finding for one in checked.quotations)
    skipped = sum(_is_skipped(one) for one in checked.quotations)
    counts = f'tests="{len(checked.quotations)}" failures="{failures}" errors="0" skipped="{skipped}"'
    yield f"<testsuite name={_attribute(checked.name)} {counts}>"
    for one in checked.quotations:
        place = checked.place(one)
        name = f"{place}: {one.words}"[:_LONGEST_NAME]
        names = f"classname={_attribute(checked.name)} name={_attribute(name)}"
        yield f"<testcase {names}>{_outcome(one, place)}</testcase>"
    yield "</testsuite>"


def _is_skipped(one: CheckedQuotation) -> bool:
    return not one.is_finding and one.verdict in (Verdict.UNCHECKED, Verdict.PARAPHRASE)


def _outcome(one: CheckedQuotation, place: str) -> str:
    first, *others = map(visible, wording.lines(one, place))
    if one.is_finding:
        about = f"type={_attribute(one.verdict)} message={quoteattr(first)}"
        return f"<failure {about}>{escape(chr(10).join(others))}</failure>"
    return f"<skipped message={quoteattr(first)}/>" if _is_skipped(one) else ""


def _attribute(text: str) -> str:
    # Most characters that a terminal would obey are not allowed in XML either.
    return quoteattr(visible(text))
