"""What the check of a draft found, in words for an editor. Pure."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newstext.draft_check import Verdict
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newstext.draft_check import Difference
    from store.drafts.model import Checked, Printed


_WITHOUT_LINES = (".docx", ".html", ".htm")


def place_names(draft: str, text: str) -> Callable[[int], str]:
    """Return how places in a draft are called: by the line, or by the paragraph in a document, which has no lines."""
    if not draft.lower().endswith(_WITHOUT_LINES):
        return "line {}".format
    gaps = [number for number, line in enumerate(text.split("\n"), 1) if not line]
    return lambda line: f"paragraph {bisect_left(gaps, line) + 1}"


def lines(one: Checked, place: str) -> list[str]:
    """Return what there is to say of one quotation: the verdict first, then the words, then where they were printed."""
    who = f" — {one.speaker}" if one.speaker else ""
    if one.verdict is Verdict.UNCHECKED:
        return [f"{place}: {one.verdict.upper()}: {one.reason}", f"“{one.words}”"]
    found = [f"{place}: {one.verdict.upper() if one.is_finding else one.verdict}", f"“{one.words}”{who}"]
    found += map(_difference, one.differences)
    if one.printed is None:
        return [*found, "In the store it stands nowhere in these words."]
    if one.verdict is Verdict.NOT_FOUND:
        found.append(f"nearest: “{one.printed.words}”")
    found += _printed(one, one.printed)
    if one.namesakes:
        found.append(f"“{one.speaker}” may be {' or '.join(one.namesakes)}: the draft does not say which")
    return found + [f"also: {_place(printed)}" for printed in one.also]


def total(found: Sequence[Checked]) -> str:
    """Return how many there are, and how many of them need a look."""
    if not found:
        return "There is no quotation in this draft."
    unchecked = sum(one.verdict is Verdict.UNCHECKED for one in found)
    findings = sum(one.is_finding for one in found) - unchecked
    said = f"{describe.count(len(found) - unchecked, 'quotation')} checked, {findings} to look at"
    return f"{said}, {unchecked} not looked at." if unchecked else f"{said}."


def _difference(difference: Difference) -> str:
    turned = [f"{each.kind} {'lost' if each.lost else 'added'}: “{each.word}”" for each in difference.weighty]
    mark = f" (mind: {'; '.join(turned)})" if turned else ""
    if not difference.printed:
        return f"not printed there: “{difference.draft}”{mark}"
    if not difference.draft or difference.draft.startswith(("…", "[", "(", ".")):
        return f"left out: “{difference.printed}”{mark}"
    return f"“{difference.draft}” was printed “{difference.printed}”{mark}"


def _printed(one: Checked, printed: Printed) -> Iterator[str]:
    same = one.verdict in (Verdict.VERBATIM, Verdict.PUNCTUATION, Verdict.CUT)
    yield f"{'matches as published by' if same else 'published by'} {_place(printed)}"
    if printed.speaker:
        yield f"there said by {printed.speaker}" + (f", as told by {printed.via}" if printed.via else "")
    elif not printed.quoted and one.verdict is not Verdict.NOT_FOUND:
        yield "there these words are not a quotation but the paper’s own"
    yield from map(_newer, printed.newer)
    if printed.state == "withdrawn":
        yield "the article has been withdrawn by its publisher"


def _newer(difference: Difference) -> str:
    if not difference.draft:
        return f"changed since: the current revision adds “{difference.printed}”"
    now = f"“{difference.printed}”" if difference.printed else "nothing like it"
    return f"changed since: for “{difference.draft}” the current revision has {now}"


def _place(printed: Printed) -> str:
    revision = f"revision {printed.revision} of {printed.revisions}" if printed.revisions > 1 else None
    settled = describe.STATUS_WORDS[printed.status] if printed.status else "not settled"
    parts = (
        printed.source or "an unnamed source",
        printed.headline,
        describe.when(printed.stated_time),
        revision,
        settled,
    )
    return " · ".join(part for part in parts if part)
