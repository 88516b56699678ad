"""Checked drafts as one page of HTML that needs no other file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tui.checks import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.drafts.model import CheckedQuotation
    from tui.checks.checked_draft import CheckedDraft

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}"
    "li{margin:0 0 1em}.finding>b{color:#a00000}blockquote{margin:.2em 0;font-family:Georgia,serif}"
    "p{margin:.1em 0}@media(prefers-color-scheme:dark){body{background:#151515;color:#ddd}.finding>b{color:#ff8080}}"
)


def written(drafts: Sequence[CheckedDraft]) -> str:
    """Return a page with a section for each draft and an item for each quotation."""
    return page("Checked drafts", "\n".join(line for checked in drafts for line in _of(checked)))


def page(title: str, body: str) -> str:
    """Return a whole page around its body."""
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n{body}\n</html>"
    )


def _of(checked: CheckedDraft) -> Iterator[str]:
    yield f"<section>\n<h1>{escape(checked.name)}</h1>\n<p>{escape(wording.total(checked.quotations))}</p>\n<ol>"
    yield from (_item(one, checked.place(one)) for one in checked.quotations)
    yield "</ol>\n</section>"


def _item(one: CheckedQuotation, place: str) -> str:
    first, words, *others = map(escape, wording.lines(one, place))
    kind = "finding" if one.is_finding else "fine"
    below = "".join(f"<p>{line}</p>" for line in others)
    return f'<li class="{kind}"><b>{first}</b><blockquote>{words}</blockquote>{below}{_link(one)}</li>'


def _link(one: CheckedQuotation) -> str:
    url = (one.printed and one.printed.url) or ""
    return f'<p><a href="{escape(url)}">{escape(url)}</a></p>' if url.startswith(("https://", "http://")) else ""
