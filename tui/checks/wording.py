"""The results of a draft check in words. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.draft_check import Verdict
from newstext.in_marks import in_marks
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.draft_check import Difference
    from store.drafts.model import CheckedQuotation, PublishedPassage


SAME_WORDS = (Verdict.VERBATIM, Verdict.PUNCTUATION, Verdict.STYLE)
"""The verdicts on words that are as printed."""


def lines(one: CheckedQuotation, place: str) -> list[str]:
    """Return the lines on one quotation: the verdict, the words, where they were printed."""
    who = f" — {one.speaker}" if one.speaker else ""
    first = f"{place}: {heading(one)}"
    if one.verdict is Verdict.UNCHECKED:
        return [first, in_marks(one.words)]
    if one.verdict is Verdict.PARAPHRASE:
        return [first, f"{one.words}{who}", *map(_to_compare, one.compare)]
    found = [first, f"{in_marks(one.words)}{who}"]
    if one.verdict is Verdict.TRANSLATED:
        return [*found, "in print only in another language; compare with:", *map(_to_compare, one.compare)]
    found += map(_difference, one.differences)
    if one.printed is None:
        return [*found, "No text that was searched has these words."]
    if one.verdict is Verdict.NOT_FOUND:
        found.append(f"nearest passage: {in_marks(one.printed.words)}")
    found += _printed(one, one.printed)
    if one.namesakes:
        found.append(f"{in_marks(one.speaker or '')} may be {' or '.join(one.namesakes)}: the draft does not say which")
    return found + list(map(_also, one.also))


def heading(one: CheckedQuotation) -> str:
    """Return the verdict, with the reason why a quotation was not looked at."""
    match one.verdict:
        case Verdict.UNCHECKED:
            return f"{_verdict(one)}: {one.reason}"
        case Verdict.PARAPHRASE:
            return "not a quotation; compare with:"
        case _:
            return _verdict(one)


def _verdict(one: CheckedQuotation) -> str:
    """Return the verdict with what makes it a finding in capitals: ``NOT FOUND``, ``verbatim, CHANGED SINCE``."""
    if not one.is_finding:
        return one.verdict
    printed = one.printed
    words_hold = one.verdict in SAME_WORDS
    notices = {
        "OTHER SPEAKER": one.agrees is False and one.verdict is not Verdict.OTHER_SPEAKER,
        "CHANGED SINCE": words_hold and printed is not None and bool(printed.newer),
        "WITHDRAWN": words_hold and printed is not None and printed.state == "withdrawn",
        "SPEAKER UNCLEAR": words_hold and bool(one.namesakes),
    }
    verdict = str(one.verdict) if words_hold else one.verdict.upper()
    return ", ".join([verdict, *(notice for notice, applies in notices.items() if applies)])


def total(found: Sequence[CheckedQuotation]) -> str:
    """Return the number of quotations, of findings, and of those not looked at."""
    if not found:
        return "No quotations in this draft."
    unchecked = sum(one.verdict is Verdict.UNCHECKED for one in found)
    told = sum(one.verdict is Verdict.PARAPHRASE for one in found)
    findings = sum(one.is_finding and one.verdict is not Verdict.UNCHECKED for one in found)
    parts = [
        f"{describe.count(len(found) - unchecked - told, 'quotation')} checked",
        describe.count(findings, "finding"),
        *([f"{unchecked} not looked at"] if unchecked else []),
        *([f"{told} in other words"] if told else []),
    ]
    return f"{', '.join(parts)}."


def _difference(difference: Difference) -> str:
    turned = [f"{each.kind} {'lost' if each.lost else 'added'}: {in_marks(each.word)}" for each in difference.weighty]
    style = difference.style
    mark = f" ({'; '.join(turned) or style})" if turned or style else ""
    if not difference.printed:
        return f"not in print: {in_marks(difference.draft)}{mark}"
    if not difference.draft or difference.draft.startswith(("…", "[", "(", ".")):
        return f"left out: {in_marks(difference.printed)}{mark}"
    return f"draft {in_marks(difference.draft)}, printed {in_marks(difference.printed)}{mark}"


def _printed(one: CheckedQuotation, printed: PublishedPassage) -> Iterator[str]:
    same = one.verdict.rank <= Verdict.CUT.rank
    publisher = f"by {printed.source}" if printed.source else "(source not known)"
    yield f"{'matches as published' if same else 'published'} {publisher} · {_place(printed)}"
    if not printed.quoted and one.verdict is not Verdict.NOT_FOUND:
        paraphrase = f", on {printed.speaker}" if printed.speaker else ""
        yield f"not a quotation there: the paper’s own words{paraphrase}"
    elif printed.speaker:
        yield _attributed(printed)
    elif one.verdict is not Verdict.NOT_FOUND:
        yield "nobody is named there as the speaker"
    yield from map(_newer, printed.newer)
    if printed.state == "withdrawn":
        yield "the article was withdrawn by its publisher"


def _attributed(printed: PublishedPassage) -> str:
    where = "suggested there:" if printed.is_suggested else "attributed there to"
    return f"{where} {printed.speaker}" + (f", via {printed.via}" if printed.via else "")


def _also(printed: PublishedPassage) -> str:
    who = f" · {_attributed(printed)}" if printed.speaker else ""
    return f"also: {printed.source or 'source not known'} · {_place(printed)}{who}"


def _to_compare(printed: PublishedPassage) -> str:
    return f"{in_marks(printed.words)} — {printed.speaker} · {printed.source or 'source not known'} · {_place(printed)}"


def _newer(difference: Difference) -> str:
    if not difference.draft:
        return f"the current revision adds {in_marks(difference.printed)}"
    if not difference.printed:
        return f"the current revision lacks {in_marks(difference.draft)}"
    return f"the current revision has {in_marks(difference.printed)} for {in_marks(difference.draft)}"


def _place(printed: PublishedPassage) -> str:
    revision = f"revision {printed.revision} of {printed.revisions}" if printed.revisions > 1 else None
    settled = describe.STATUS_WORDS[printed.status] if printed.status else "not settled"
    parts = (printed.headline, describe.when(printed.stated_time), printed.place, revision, settled)
    return " · ".join(part for part in parts if part)
