"""Plain text: the words alone, or with a credit as an editor would print it. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.copy_formats import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.quotations.taken import Taken


def words(taken: Sequence[Taken]) -> str:
    """Return the words exactly as stored, followed by warnings in brackets."""
    return "\n\n".join(warned(one.annotation.words, [*_kind(one), *facts.warnings(one)]) for one in taken)


def credited(taken: Sequence[Taken]) -> str:
    """Return the words with speaker, headline, source and date, as far as known."""
    return "\n\n".join(warned(_credited(one), facts.warnings(one)) for one in taken)


def warned(text: str, warnings: Sequence[str]) -> str:
    """Return a text with its warnings, each in brackets on a line of its own."""
    return "\n".join([text, *(facts.one_line(f"[{warning}]") for warning in warnings)])


def _kind(taken: Taken) -> list[str]:
    return ["paraphrased: not word for word"] if facts.is_paraphrase(taken) else []


def _credited(taken: Taken) -> str:
    headline = taken.revision.article.headline
    printed = (f"“{headline}”" if headline else None, facts.source(taken), facts.when(taken))
    where = ", ".join(part for part in printed if part)
    credit = facts.one_line(f"— {facts.said_by(taken)}" + (f" ({where})" if where else ""))
    return f"{taken.annotation.words}\n{credit}"
