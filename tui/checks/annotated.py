"""A checked draft given back with a note at each quotation: as Markdown, HTML or Word."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newstext.draft_notes import Note, new_document, places, with_comments
from newstext.draft_quotations import ELLIPSIS
from newstext.formats.encoding import decode, unix_lines
from newstext.markdown import escaped
from tui.checks import wording
from tui.checks.formats.html import page

if TYPE_CHECKING:
    from store.drafts.model import CheckedQuotation
    from tui.checks.checked_draft import CheckedDraft


def annotated(checked: CheckedDraft, ending: str) -> bytes:
    """Return the draft with its notes, in the format of a file's ending."""
    notes = [_note(checked, one) for one in checked.quotations]
    if ending == ".docx":
        is_packed = checked.data.startswith(b"PK")
        return with_comments(checked.data if is_packed else new_document(checked.draft.text), notes)
    typed = unix_lines(decode(checked.data)[0]) if checked.draft.has_lines else checked.draft.text
    return (_markdown(typed, notes) if ending == ".md" else _html(checked.name, typed, notes)).encode()


def _note(checked: CheckedDraft, one: CheckedQuotation) -> Note:
    first, _, *others = wording.lines(one, checked.place(one))
    links = [one.printed.url] if one.printed and one.printed.url else []
    return Note(one.line, tuple(one.words.split(ELLIPSIS)), (first, *others, *links))


def _markdown(text: str, notes: list[Note]) -> str:
    """Return the text with a footnote behind each quotation."""
    for number, span in sorted(enumerate(places(text, notes), 1), key=lambda each: each[1].end, reverse=True):
        text = f"{text[: span.end]}[^pq{number}]{text[span.end :]}"
    below = "\n".join(
        f"[^pq{number}]: {'; '.join(escaped(line) for line in note.lines)}" for number, note in enumerate(notes, 1)
    )
    return f"{text.rstrip()}\n\n{below}\n"


def _html(name: str, text: str, notes: list[Note]) -> str:
    """Return a page with the text, each quotation marked and linked with its note at the foot."""
    at, parts = 0, []
    for number, span in sorted(enumerate(places(text, notes), 1), key=lambda each: each[1]):
        start = max(at, span.start)
        link = f'<sup><a id="q{number}" href="#n{number}">{number}</a></sup>'
        parts.append(f"{escape(text[at:start])}<mark>{escape(text[start : max(start, span.end)])}</mark>{link}")
        at = max(at, span.end)
    told = "".join([*parts, escape(text[at:])]).split("\n\n")
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in told if paragraph.strip())
    below = "\n".join(
        f'<li id="n{number}">{"<br>".join(map(escape, note.lines))} <a href="#q{number}">↑</a></li>'
        for number, note in enumerate(notes, 1)
    )
    return page(name, f"{body}\n<hr>\n<ol>\n{below}\n</ol>")
