"""The results of a draft check in words. Pure functions."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newstext.draft_check import Verdict
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newstext.draft_check import Difference
    from store.drafts.model import CheckedQuotation, PublishedPassage


_WITHOUT_LINES = (".docx", ".html", ".htm")


def place_names(draft: str, text: str) -> Callable[[int], str]:
    """Return a function that names a place in the draft: by line, or by paragraph in a document without lines."""
    if not draft.lower().endswith(_WITHOUT_LINES):
        return "line {}".format
    gaps = [number for number, line in enumerate(text.split("\n"), 1) if not line]
    return lambda line: f"paragraph {bisect_left(gaps, line) + 1}"


def lines(one: CheckedQuotation, place: str) -> list[str]:
    """Return the lines on one quotation: the verdict, the words, where they were printed."""
    who = f" — {one.speaker}" if one.speaker else ""
    if one.verdict is Verdict.UNCHECKED:
        return [f"{place}: {one.verdict.upper()}: {one.reason}", f"“{one.words}”"]
    found = [f"{place}: {_verdict(one)}", f"“{one.words}”{who}"]
    found += map(_difference, one.differences)
    if one.printed is None:
        return [*found, "No article in the store has these words."]
    if one.verdict is Verdict.NOT_FOUND:
        found.append(f"nearest passage: “{one.printed.words}”")
    found += _printed(one, one.printed)
    if one.namesakes:
        found.append(f"“{one.speaker}” may be {' or '.join(one.namesakes)}: the draft does not say which")
    return found + [f"also: {printed.source or 'source not known'} · {_place(printed)}" for printed in one.also]


def _verdict(one: CheckedQuotation) -> str:
    """Return the verdict with what makes it a finding in capitals: ``NOT FOUND``, ``verbatim, CHANGED SINCE``."""
    if not one.is_finding:
        return one.verdict
    if one.verdict not in (Verdict.VERBATIM, Verdict.PUNCTUATION) or one.printed is None:
        return one.verdict.upper()
    notices = {
        "CHANGED SINCE": bool(one.printed.newer),
        "WITHDRAWN": one.printed.state == "withdrawn",
        "NOT A QUOTATION THERE": not one.printed.quoted,
        "SPEAKER UNCLEAR": bool(one.namesakes),
    }
    return ", ".join([one.verdict, *(notice for notice, applies in notices.items() if applies)])


def total(found: Sequence[CheckedQuotation]) -> str:
    """Return the number of quotations, of findings, and of those not looked at."""
    if not found:
        return "No quotations in this draft."
    unchecked = sum(one.verdict is Verdict.UNCHECKED for one in found)
    findings = sum(one.is_finding for one in found) - unchecked
    said = f"{describe.count(len(found) - unchecked, 'quotation')} checked, {describe.count(findings, 'finding')}"
    return f"{said}, {unchecked} not looked at." if unchecked else f"{said}."


def _difference(difference: Difference) -> str:
    turned = [f"{each.kind} {'lost' if each.lost else 'added'}: “{each.word}”" for each in difference.weighty]
    mark = f" ({'; '.join(turned)})" if turned else ""
    if not difference.printed:
        return f"not in print: “{difference.draft}”{mark}"
    if not difference.draft or difference.draft.startswith(("…", "[", "(", ".")):
        return f"left out: “{difference.printed}”{mark}"
    return f"draft “{difference.draft}”, printed “{difference.printed}”{mark}"


def _printed(one: CheckedQuotation, printed: PublishedPassage) -> Iterator[str]:
    same = one.verdict in (Verdict.VERBATIM, Verdict.PUNCTUATION, Verdict.CUT)
    publisher = f"by {printed.source}" if printed.source else "(source not known)"
    yield f"{'matches as published' if same else 'published'} {publisher} · {_place(printed)}"
    if printed.speaker:
        yield f"attributed there to {printed.speaker}" + (f", via {printed.via}" if printed.via else "")
    elif not printed.quoted and one.verdict is not Verdict.NOT_FOUND:
        yield "not a quotation there: the paper’s own words"
    yield from map(_newer, printed.newer)
    if printed.state == "withdrawn":
        yield "the article was withdrawn by its publisher"


def _newer(difference: Difference) -> str:
    if not difference.draft:
        return f"the current revision adds “{difference.printed}”"
    if not difference.printed:
        return f"the current revision lacks “{difference.draft}”"
    return f"the current revision has “{difference.printed}” for “{difference.draft}”"


def _place(printed: PublishedPassage) -> str:
    revision = f"revision {printed.revision} of {printed.revisions}" if printed.revisions > 1 else None
    settled = describe.STATUS_WORDS[printed.status] if printed.status else "not settled"
    parts = (printed.headline, describe.when(printed.stated_time), printed.place, revision, settled)
    return " · ".join(part for part in parts if part)
