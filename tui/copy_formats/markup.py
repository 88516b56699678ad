"""Markdown and HTML, with an article's words escaped. Pure functions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newstext.markdown import escaped
from tui.copy_formats import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.quotations.taken import Taken


def markdown(taken: Sequence[Taken]) -> str:
    """Return block quotations with credit and link. A paraphrase is a plain paragraph."""
    return "\n\n".join(_markdown(one) for one in taken)


def html(taken: Sequence[Taken]) -> str:
    """Return ``figure`` elements: words in a ``blockquote``, a paraphrase without one, the credit in the caption."""
    return "\n".join(_html(one) for one in taken)


def _markdown(taken: Taken) -> str:
    article, address = taken.revision.article, facts.address(taken)
    headline = f"“{_plain(article.headline)}”" if article.headline else None
    if address:
        headline = f"[{headline or _plain(address)}](<{address}>)"
    where = ", ".join(part for part in (headline, _plain(facts.source(taken)), _plain(facts.when(taken))) if part)
    lines = [*taken.annotation.words.splitlines(), ""]
    quoted = [_plain(line) for line in lines] + [f"— {_plain(facts.said_by(taken))}" + (f" ({where})" if where else "")]
    quoted += [line for warning in facts.warnings(taken) for line in ("", f"**{_plain(warning)}**")]
    mark = "" if facts.is_paraphrase(taken) else "> "
    return "\n".join(f"{mark}{line}".rstrip() for line in quoted)


def _plain(text: str | None) -> str:
    return escaped(" ".join((text or "").split()))


def _html(taken: Taken) -> str:
    article, address = taken.revision.article, facts.address(taken)
    cite = f' cite="{escape(address)}"' if address else ""
    headline = f"“{escape(article.headline)}”" if article.headline else None
    if address:
        headline = f'<a href="{escape(address)}">{headline or escape(address)}</a>'
    printed = (headline, escape(facts.source(taken) or ""), escape(facts.when(taken) or ""))
    where = ", ".join(part for part in printed if part)
    words = "<br>".join(escape(line) for line in taken.annotation.words.splitlines())
    caption = f"— {escape(facts.said_by(taken))}" + (f" ({where})" if where else "")
    warned = "".join(f"<br><strong>{escape(warning)}</strong>" for warning in facts.warnings(taken))
    said = f"<p>{words}</p>"
    if not facts.is_paraphrase(taken):
        said = f"<blockquote{cite}>{said}</blockquote>"
    return f"<figure>{said}<figcaption>{caption}{warned}</figcaption></figure>"
