"""Decides of incoming articles which are known, which are new, and which are older versions that arrive late."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.article import Article
from newstext.stated import State
from store.ids import new_id
from store.model.articles import ImportResult, Outcome
from store.rules import losses
from store.rules.versions import is_older

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from store.model.articles import ArticleRemoval, Revision
    from store.model.changes import Edit
    from store.rows.incoming_articles import IncomingArticle, ReaderRun


class StoredArticle(NamedTuple):
    """The keys of a stored article."""

    number: int
    id: str
    revision_id: str
    revision_count: int


class NewArticle(NamedTuple):
    """An article to write, with its number and new ids."""

    number: int
    id: str
    revision_id: str
    incoming: IncomingArticle


class Shelf(Protocol):
    """The articles of a store within one transaction that writes."""

    def last_number(self) -> int:
        """Return the highest number that an article has or had: they are numbered from 1."""

    def removed(self, identities: Collection[str]) -> dict[str, ArticleRemoval]:
        """Return the latest removals of articles with these identities."""

    def known(self, identities: Collection[str]) -> dict[str, StoredArticle]:
        """Return the stored articles among these, by their identities."""

    def original(self, article: Article) -> StoredArticle | None:
        """Return the article that a text without id and URL is a changed copy of; None without one."""

    def remember(self, article_id: str, article: Article) -> None:
        """Store what identifies changed copies of this text."""

    def revision(self, revision_id: str) -> Revision:
        """Return one revision."""

    def revisions(self, article_id: str) -> list[Revision]:
        """Return all revisions of an article, the oldest first."""

    def from_file(self, article_id: str, sha256: str | None) -> list[Revision]:
        """Return the revisions of an article that were read from the file with this hash."""

    def write(self, new: Sequence[NewArticle]) -> None:
        """Write and index new articles."""

    def add_older(self, article_id: str, revision_id: str, seq: int, one: IncomingArticle) -> None:
        """Add a revision that does not become current."""

    def add_current(
        self, known: StoredArticle, revision_id: str, seq: int, one: IncomingArticle, *, reread: bool
    ) -> Sequence[Edit]:
        """Add a revision as the current one, index it and anchor annotations on it; return what that changed.

        ``known`` is the article as it was until now. ``reread`` means that only our reading changed.
        """

    def finish(self) -> None:
        """Write what was collected for the index."""


def add(shelf: Shelf, incoming: Sequence[IncomingArticle], reading: ReaderRun, *, again: bool) -> list[ImportResult]:
    """Store articles in the given order; see the engine's contract."""
    adder = _Adder(shelf, incoming, reading, again=again)
    imported = [adder.add(one) for one in incoming]
    adder.finish()
    return imported


class _Adder:
    """Adds articles one by one inside one transaction, so that each is compared with those before it.

    Articles that are certainly new are collected and written together, before any article that may depend on them.
    """

    def __init__(self, shelf: Shelf, incoming: Sequence[IncomingArticle], reading: ReaderRun, *, again: bool) -> None:
        self._shelf = shelf
        self._reading = reading
        self._last = shelf.last_number()
        self._new: list[NewArticle] = []
        identities = [one.identity for one in incoming]
        self._known = set(shelf.known(identities))
        self._removed = {} if again else shelf.removed(identities)

    def add(self, one: IncomingArticle) -> ImportResult:
        if reason := losses.nothing_in(one.article):
            return ImportResult(Outcome.REFUSED, "", "", reason=reason)
        if one.identity not in self._known and (removed := self._removed.get(one.identity)) is not None:
            return ImportResult(Outcome.REFUSED, "", "", reason=_removed(removed))
        anonymous = one.anonymous
        if not anonymous and one.identity not in self._known:
            return self._insert(one)
        self._write_new()
        known = self._shelf.known([one.identity]).get(one.identity)
        if known is None and anonymous:
            known = self._shelf.original(one.article)
        imported = self._insert(one) if known is None else self._revise(one, known)
        if anonymous and imported.outcome not in (Outcome.UNCHANGED, Outcome.REFUSED):
            self._write_new()
            self._shelf.remember(imported.article_id, one.article)
        return imported

    def finish(self) -> None:
        """Write the collected articles."""
        self._write_new()
        self._shelf.finish()

    def _insert(self, one: IncomingArticle) -> ImportResult:
        self._last += 1
        self._known.add(one.identity)
        article_id, revision_id = new_id(), new_id()
        self._new.append(NewArticle(self._last, article_id, revision_id, one))
        return ImportResult(Outcome.ADDED, article_id, revision_id)

    def _write_new(self) -> None:
        if self._new:
            new, self._new = self._new, []
            self._shelf.write(new)

    def _revise(self, one: IncomingArticle, known: StoredArticle) -> ImportResult:
        article_id = known.id
        latest = self._shelf.revision(known.revision_id)
        current = latest.article
        if _says_the_same(one.article, current):
            return ImportResult(Outcome.UNCHANGED, article_id, latest.id)
        seen = self._shelf.from_file(article_id, one.article.source_sha256)
        if again := next((earlier for earlier in seen if _says_the_same(one.article, earlier.article)), None):
            return ImportResult(Outcome.UNCHANGED, article_id, again.id)
        if reason := losses.lost_in(one.article, current):
            return ImportResult(Outcome.REFUSED, article_id, known.revision_id, reason=reason)
        is_current = any(earlier.id == latest.id for earlier in seen)
        if is_older(one.article, current, self._reading.latest) or (seen and not is_current):
            return self._keep_older(one, current, known)
        kept = _with_text_kept(one.article, current)
        revised = one if kept is one.article else self._reading.incoming(kept)
        # Two versions in one file are different revisions if the same reader read both.
        reread = is_current and latest.reader_version != self._reading.version
        revision_id, changed = self._make_current(revised, known, known.revision_count + 1, reread=reread)
        return ImportResult(Outcome.REREAD if reread else Outcome.REVISED, article_id, revision_id, changed)

    def _make_current(
        self, one: IncomingArticle, known: StoredArticle, seq: int, *, reread: bool = False
    ) -> tuple[str, int]:
        """Add a revision as the current one; return its id, and the number of settled quotations it makes stale."""
        revision_id = new_id()
        taken = self._shelf.add_current(known, revision_id, seq, one, reread=reread)
        return revision_id, sum(edit.update is not None for edit in taken)

    def _keep_older(self, one: IncomingArticle, current: Article, known: StoredArticle) -> ImportResult:
        """Add an older version that arrives late. A current withdrawal without text gets this text."""
        article_id, seq = known.id, known.revision_count + 1
        for earlier in self._shelf.revisions(article_id):
            if _says_the_same(one.article, earlier.article):
                return ImportResult(Outcome.UNCHANGED, article_id, earlier.id)
        revision_id = new_id()
        self._shelf.add_older(article_id, revision_id, seq, one)
        if (withdrawn := _with_text_kept(current, one.article)) != current:
            self._make_current(self._reading.incoming(withdrawn), known, seq + 1)
        return ImportResult(Outcome.OLDER, article_id, revision_id)


def _removed(removal: ArticleRemoval) -> str:
    return (
        f"{removal.actor} removed this article on {removal.at.astimezone():%Y-%m-%d} ({removal.reason})."
        " To add it again: pullquote import --again."
    )


_OF_OUR_READING = ("guessed_encoding", "incomplete", "reader_notes", "pages", "joins")


def _says_the_same(article: Article, stored: Article) -> bool:
    """Whether two versions are equal in print. Fields that only our reading adds do not count."""
    read = _with_text_kept(article, stored)
    return replace(read, **{name: getattr(stored, name) for name in _OF_OUR_READING}) == stored


def _with_text_kept(article: Article, other: Article) -> Article:
    """Fill the empty fields of a withdrawal without text from another version of the article."""
    if article.state is not State.WITHDRAWN or article.body.strip():
        return article
    kept = {f.name: getattr(other, f.name) for f in fields(Article) if not getattr(article, f.name)}
    return replace(article, **kept | {"body": other.body})
