"""Plain text: the words alone, or with a credit as an editor would print it. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from tui.copy_formats import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.quotations.citations import Citation


def words(citation: Sequence[Citation]) -> str:
    """Return the words exactly as stored, followed by warnings in brackets."""
    return "\n\n".join(warned(one.annotation.words, [*_kind(one), *facts.warnings(one)]) for one in citation)


def credited(citation: Sequence[Citation]) -> str:
    """Return the words with speaker, headline, source and date, as far as known."""
    return "\n\n".join(warned(_credited(one), facts.warnings(one)) for one in citation)


def warned(text: str, warnings: Sequence[str]) -> str:
    """Return a text with its warnings, each in brackets on a line of its own."""
    return "\n".join([text, *(facts.one_line(f"[{warning}]") for warning in warnings)])


def _kind(citation: Citation) -> list[str]:
    return ["paraphrased: not word for word"] if facts.is_paraphrase(citation) else []


def _credited(citation: Citation) -> str:
    headline = citation.revision.article.headline
    where = ", ".join([*([in_marks(headline)] if headline else []), *facts.printed(citation)])
    credit = facts.one_line(f"— {facts.said_by(citation)}" + (f" ({where})" if where else ""))
    return f"{citation.annotation.words}\n{credit}"
