"""Maps the texts of an annotation file to revisions in the store, and its spans to theirs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from newstext import line_ends
from newstext.in_marks import in_marks
from newstext.spans import Span
from store.errors import InvalidSpanError
from store.exchange.file_items import ANY_REVISION
from store.model.articles import Outcome
from store.rules.pieces import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.engine import Articles
    from store.exchange.file_items import FileRevision, TextReference
    from store.model.annotations import Piece
    from store.model.articles import Revision

_HELD = 8
"""The number of articles whose texts are cached: files are in order of articles."""
_WAITING = 4_000_000
"""The number of characters of texts that are stored together."""


class _SameText(NamedTuple):
    """The stored revision that equals a text of the file, and the translation of offsets between them."""

    name: str
    revision: Revision
    translation: line_ends.Translation


class Texts:
    """The texts that a file contains or refers to, by the file's own names. Only a few are in memory at a time."""

    def __init__(self, engine: Articles) -> None:
        self._engine = engine
        self._waiting: list[FileRevision] = []
        self._characters = 0
        self._articles: dict[str, str] = {}
        """The ids of our articles, by the file's names."""
        self._named: dict[tuple[str, str], str] = {}
        """The ids of our revisions, by the file's names of article and revision."""
        self._held: dict[str, dict[str, Revision]] = {}
        self._same: _SameText | None = None

    def carry(self, carried: FileRevision) -> None:
        """Accept a text that the file contains. It is stored together with others, before an annotation needs it."""
        self._waiting.append(carried)
        self._characters += len(carried.text.body)
        if self._characters >= _WAITING:
            self.store()

    def seek(self, sought: TextReference) -> None:
        """Look up a text that the file only refers to. Texts that differ only in line ends are the same."""
        if sought.url is not None:
            found = self._engine.article_at(sought.url)
            if found is not None:
                self._articles[sought.article] = found
        elif sought.body is not None:
            self._same = self._same_text(sought.article, sought.body)

    def store(self) -> None:
        """Store the accepted texts, as new articles or revisions unless the store has them."""
        # Grouped by reader and time, so that each revision keeps its true origin.
        for origin, group in groupby(self._waiting, key=lambda c: (c.reader, c.reader_version, c.seen_at)):
            carried = list(group)
            reader, reader_version, seen_at = origin
            results = self._engine.add(
                [one.text for one in carried], reader=reader, reader_version=reader_version, at=seen_at
            )
            for one, result in zip(carried, results, strict=True):
                if result.outcome is Outcome.REFUSED and not result.article_id:
                    continue  # It was removed here; annotations on it are reported as without an article.
                self._articles[one.article] = result.article_id
                self._named[one.article, one.revision] = result.revision_id
                self._held.pop(result.article_id, None)
        self._waiting, self._characters = [], 0

    def article(self, name: str) -> str:
        """Return the id of the article that the file calls ``name``; InvalidSpanError when it is not in the store."""
        if self._same is not None and self._same.name == name:
            return self._same.revision.article_id
        if name not in self._articles:
            raise InvalidSpanError("Its article is not in this store. Import the article first.")
        return self._articles[name]

    def placed(self, piece: Piece, name: str) -> Piece:
        """Return a piece at its place in our revision; InvalidSpanError when its words are not there."""
        if self._same is not None and self._same.name == name:
            return _around(self._same.translation.span(piece.span), piece, self._same.revision)
        revisions = self._revisions(self.article(name))
        if piece.revision_id == ANY_REVISION:
            for candidate in reversed(revisions.values()):
                if (span := _found(piece, candidate.article.body)) is not None:
                    return _around(span, piece, candidate)
            raise InvalidSpanError(
                f"The article does not contain the words {in_marks(piece.exact[:60])}, or more than once."
            )
        revision = revisions.get(self._named.get((name, piece.revision_id), ""))
        if revision is None or piece.span.of(revision.article.body) != piece.exact:
            raise InvalidSpanError(f"The words {in_marks(piece.exact[:60])} are not where the file says.")
        return replace(piece, revision_id=revision.id)

    def _same_text(self, name: str, body: str) -> _SameText | None:
        for spelled in (body, *line_ends.spellings(body)):
            sha256 = hashlib.sha256(spelled.encode()).hexdigest()
            article_id = self._engine.article_with(sha256)
            if article_id is not None:
                found = [one for one in self._revisions(article_id).values() if one.sha256 == sha256]
                return _SameText(name, found[-1], line_ends.Translation(body, spelled))
        return None

    def _revisions(self, article_id: str) -> dict[str, Revision]:
        if article_id not in self._held:
            if len(self._held) >= _HELD:
                del self._held[next(iter(self._held))]
            self._held[article_id] = {one.id: one for one in self._engine.revisions(article_id)}
        return self._held[article_id]


def _found(piece: Piece, body: str) -> Span | None:
    """Return the span of a piece's words: the file's, else the only place where they occur with their context."""
    if piece.span.start < piece.span.end and piece.span.of(body) == piece.exact:
        return piece.span
    # The file's line ends may differ from ours.
    end = "\r\n" if "\r\n" in body else "\n"
    prefix, exact, suffix = (
        line_ends.plain(words).replace("\n", end) for words in (piece.prefix, piece.exact, piece.suffix)
    )
    places = list(_places(prefix + exact + suffix, body))
    lead = len(prefix)
    if not places:
        places, lead = list(_places(exact, body)), 0
    if len(places) != 1:
        return None
    return Span(places[0] + lead, places[0] + lead + len(exact))


def _places(words: str, body: str) -> Iterator[int]:
    at = body.find(words)
    for _ in range(2):  # a second place shows that the first is not the only one
        if at < 0:
            return
        yield at
        at = body.find(words, at + 1)


def _around(span: Span, piece: Piece, revision: Revision) -> Piece:
    body = revision.article.body
    return replace(
        piece,
        revision_id=revision.id,
        span=span,
        exact=span.of(body),
        prefix=body[max(0, span.start - CONTEXT) : span.start],
        suffix=body[span.end : span.end + CONTEXT],
    )
