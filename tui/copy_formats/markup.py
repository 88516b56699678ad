"""Markdown and HTML, with an article's words escaped. Pure functions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from newstext.markdown import escaped
from tui.copy_formats import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.quotations.citations import Citation


def markdown(citation: Sequence[Citation]) -> str:
    """Return block quotations with credit and link. A paraphrase is a plain paragraph."""
    return "\n\n".join(_markdown(one) for one in citation)


def html(citation: Sequence[Citation]) -> str:
    """Return ``figure`` elements: words in a ``blockquote``, a paraphrase without one, the credit in the caption."""
    return "\n".join(_html(one) for one in citation)


def _markdown(citation: Citation) -> str:
    article, address = citation.revision.article, facts.address(citation)
    headline = _plain(in_marks(article.headline)) if article.headline else None
    if address:
        headline = f"[{headline or _plain(address)}](<{address}>)"
    where = ", ".join([*([headline] if headline else []), *map(_plain, facts.printed(citation))])
    lines = [*citation.annotation.words.splitlines(), ""]
    quoted = [_plain(line) for line in lines] + [
        f"— {_plain(facts.said_by(citation))}" + (f" ({where})" if where else "")
    ]
    quoted += [line for warning in facts.warnings(citation) for line in ("", f"**{_plain(warning)}**")]
    mark = "" if facts.is_paraphrase(citation) else "> "
    return "\n".join(f"{mark}{line}".rstrip() for line in quoted)


def _plain(text: str | None) -> str:
    return escaped(" ".join((text or "").split()))


def _html(citation: Citation) -> str:
    article, address = citation.revision.article, facts.address(citation)
    cite = f' cite="{escape(address)}"' if address else ""
    headline = escape(in_marks(article.headline)) if article.headline else None
    if address:
        headline = f'<a href="{escape(address)}">{headline or escape(address)}</a>'
    where = ", ".join([*([headline] if headline else []), *map(escape, facts.printed(citation))])
    words = "<br>".join(escape(line) for line in citation.annotation.words.splitlines())
    caption = f"— {escape(facts.said_by(citation))}" + (f" ({where})" if where else "")
    warned = "".join(f"<br><strong>{escape(warning)}</strong>" for warning in facts.warnings(citation))
    said = f"<p>{words}</p>"
    if not facts.is_paraphrase(citation):
        said = f"<blockquote{cite}>{said}</blockquote>"
    return f"<figure>{said}<figcaption>{caption}{warned}</figcaption></figure>"
