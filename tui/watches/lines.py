"""The lines of watched sources: a source, an arrival or error, an unreadable file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from store.model.articles import Outcome
from store.model.watches import FAILED
from tui.terminal.safe_text import visible
from tui.wording import watches as wording

if TYPE_CHECKING:
    from datetime import datetime

    from store.model.watches import SeenFile, Watch, WatchEntry


def source_line(watch: Watch, now: datetime) -> Content:
    """Return the line of a source, with its error first."""
    return _content(wording.title(watch), wording.trouble(watch, now), wording.details(watch, now))


def entry_line(entry: WatchEntry, now: datetime) -> Content:
    """Return the line of an arrival or an error."""
    words, detail = wording.entry(entry)
    detail = " · ".join(part for part in (wording.time(entry.at, now), detail) if part)
    if entry.outcome in (FAILED, Outcome.REFUSED):
        return _content(entry.item or "", words, detail)
    return _content(words, "", detail)


def unreadable_line(file: SeenFile) -> Content:
    """Return the line of a file that could not be read."""
    return _content(file.name, file.trouble or "", "now")


def _content(words: str, trouble: str, detail: str) -> Content:
    """Set a line: its words, the error after a sign, and the rest below."""
    first = [words, f"! {trouble}" if trouble else ""]
    return Content.assemble("\n".join(visible(line) for line in first if line), (f"\n{visible(detail)}\n", "$muted"))
