"""Limits on the use of published words: the terms on which they were given, embargoes, withdrawals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from newstext.spans import Span
from newstext.stated import State
from store.model.annotations import Record, SpanRole
from tui.copy_formats import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store import Archive
    from store.drafts.model import PublishedPassage
    from store.quotations.citations import Citation

_NAMELESS = frozenset({Record.BACKGROUND, Record.DEEP, Record.OFF})
_UNQUOTABLE = frozenset({Record.DEEP, Record.OFF})


class Limits(NamedTuple):
    """The warnings that must travel with words, as sentences, and what they rule out."""

    warnings: tuple[str, ...] = ()
    may_quote: bool = True
    may_name: bool = True
    is_embargoed: bool = False
    """Whether the article is under an embargo that is not certainly over."""

    @property
    def forbid(self) -> bool:
        """Whether the words may not simply be printed with the speaker's name."""
        return not (self.may_quote and self.may_name) or self.is_embargoed


def limits_of(archive: Archive, printed: PublishedPassage) -> Limits:
    """Return what limits the use of a passage: of its article, and of every quotation that it touches."""
    opened, words = archive.open_article(printed.article_id), Span(printed.start, printed.end)
    revision = opened.revision
    if revision.seq != printed.revision:
        revisions = archive.articles.revisions(printed.article_id)
        revision = next(one for one in revisions if one.seq == printed.revision)
    cited = archive.annotations.cite(
        annotation.id
        for annotation in (*opened.annotations, *opened.elsewhere)
        if not annotation.is_note
        and any(
            piece.span.overlaps(words)
            for piece in annotation.pieces(SpanRole.CONTENT)
            if piece.revision_id == revision.id
        )
    )
    now = datetime.now(UTC)
    of_words = facts.warnings_of_words(opened.row, revision, now)
    embargoed = opened.row.state is State.EMBARGOED and not opened.row.embargo_ended(now)
    return limits_of_quotations(cited, of_words)._replace(is_embargoed=embargoed)


def limits_of_quotations(cited: Iterable[Citation], warnings: Iterable[str] = ()) -> Limits:
    """Return what limits the use of quotations: the strictest terms of any."""
    cited = list(cited)
    records = {one.annotation.state.record for one in cited}
    told = dict.fromkeys([*(warning for one in cited for warning in facts.warnings(one)), *warnings])
    return Limits(tuple(told), may_quote=not records & _UNQUOTABLE, may_name=not records & _NAMELESS)
