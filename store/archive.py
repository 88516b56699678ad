"""The Archive: the one door to the store. The desk and the command line call this and nothing below it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from store.address import Address, address
from store.articles.pattern_search import PatternSearch
from store.errors import AwayError, StoreError
from store.model.lists import PAGE
from store.pending.presence import StorePresence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from newstext.article import Article
    from newstext.draft_quotations import DraftQuotation
    from store.articles.lists import ArticleLists
    from store.articles.open_articles import OpenedArticle
    from store.articles.reviews import Reviews
    from store.articles.updates import Updates
    from store.articles.views import Views
    from store.drafts.check import Checked
    from store.drafts.model import CheckedQuotation
    from store.engine import Engine
    from store.figures.figures import Figures
    from store.model.annotations import Annotation
    from store.model.articles import ImportResult
    from store.model.changes import Edit, Event, SpeakerEdit
    from store.model.lists import ArticleFilter, Cursor, Hit, Page
    from store.model.speakers import NewSpeaker
    from store.move import Moved
    from store.quotations.annotations import StoredAnnotations
    from store.quotations.decisions import Decisions
    from store.quotations.learning import Learning
    from store.quotations.remarks import Remarks
    from store.quotations.suggestions import Suggestions
    from store.speakers.register import Register
    from store.upkeep_engine import Integrity
    from store.watch.watches import StoredWatches

FOUND = 30
"""The default number of hits of a search: more than fit on a screen."""


class Archive:
    """One person's access to one store. Safe in any thread; every write is durable when it returns.

    Methods raise kinds of StoreError (``store.errors``) and nothing else that a caller has to handle.
    """

    def __init__(self, engine: Engine, *, actor: str, indirect_from: float | None = None) -> None:
        self._engine = engine
        self.actor = actor
        self._indirect_from = indirect_from
        self.patterns = PatternSearch(engine, actor)
        """Searches by a regular expression. A later one, also of ``search_as_typed``, ends those before it."""
        self.own_files: tuple[Path, ...] = ()
        """The files that the store uses, existing or not, if it was opened by its address."""
        self.place = ""
        """The address that the store was opened by, without a password."""
        self.presence = StorePresence(engine)
        """Whether the store is there, and what is kept in case that it is not."""

    @classmethod
    def open(
        cls, named: str | Path | Address, *, actor: str, indirect_from: float | None = None, read_only: bool = False
    ) -> Self:
        """Open the store at an address in ``actor``'s name. A missing store is created, an older one migrated.

        A ``read_only`` store must be there and up to date, and every write raises ReadOnlyStoreError. Indirect speech
        that is less sure than ``indirect_from`` is not suggested; None means the default.
        """
        place = address(named) if isinstance(named, str | Path) else named
        engine = place.open(read_only=read_only)
        archive = cls(engine, actor=engine.signature(actor), indirect_from=indirect_from)
        archive.own_files = tuple(place.files())
        archive.place = str(place)
        return archive

    def close(self) -> None:
        """Close the store."""
        self._engine.close()

    def interrupting_reads(self) -> AbstractContextManager[None]:
        """Make reads in other threads fail with a StoreError within the block, because their results are not needed."""
        return self._engine.interrupting_reads()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The store as a whole

    def add(
        self, articles: Sequence[Article], *, reader: str, reader_version: str, again: bool = False
    ) -> list[ImportResult]:
        """Store articles as read, in one transaction; return the result for each, in the same order.

        An article that was removed is refused, unless ``again``.
        """
        return self._engine.add(
            articles, reader=reader, reader_version=reader_version, at=self._engine.now(), again=again
        )

    def open_article(self, article_id: str) -> OpenedArticle:
        """Return an article as the reader shows it: its current revision and the annotations on it."""
        from store.articles.open_articles import opened

        article = opened(self._engine, *self._engine.current(article_id, actor=self.actor))
        self.presence.kept.keep(article, datetime.now(UTC))
        return article

    def search(self, typed: str, narrowed: ArticleFilter | None = None, *, limit: int = FOUND) -> list[Hit]:
        """Search for articles; return hits, the best first. Filters such as ``who:holt`` may be typed among the words.

        Any string is a valid query; ``store.articles.query`` parses it.
        """
        from store.articles.query import asked

        query = asked(typed, narrowed)
        if query.pattern is not None:
            found = self.patterns.find(query, limit)
            return found.hits if found else []
        return self._engine.search(query.words, query.narrowed, actor=self.actor, limit=limit)

    def search_as_typed(
        self, typed: str, narrowed: ArticleFilter | None = None, *, limit: int = FOUND
    ) -> list[Hit] | None:
        """Like ``search``, for every keystroke. Call it from a thread, without waiting for earlier calls.

        A later call interrupts the earlier ones, which then return None. Only the latest call returns hits.
        """
        from store.articles.query import asked

        query = asked(typed, narrowed)
        self.patterns.end()
        if query.pattern is not None:
            found = self.patterns.find(query, limit)
            return found.hits if found else None
        return self._engine.search_as_typed(query.words, query.narrowed, actor=self.actor, limit=limit)

    def check(self, text: str) -> list[CheckedQuotation]:
        """Check every quotation of a draft against the store, in the order of the draft."""
        from store.drafts.check import check

        return check(self._engine, text).found

    def check_again(self, text: str, known: Mapping[DraftQuotation, CheckedQuotation]) -> Checked:
        """Check a draft while it is written: quotations in ``known``, from the last check, are not compared again.

        What is known holds as long as nobody writes to the store (``wait``).
        """
        from store.drafts.check import check

        return check(self._engine, text, known)

    def check_quotation(self, words: str, speaker: str | None = None) -> CheckedQuotation:
        """Check words, without their marks, that somebody is said to have said; without a speaker, only the words."""
        from store.drafts.check import check_quotation

        return check_quotation(self._engine, words, speaker)

    def events(self, *, article_id: str | None = None, since: Cursor | None = None, limit: int = PAGE) -> Page[Event]:
        """Return the log of one article or of all, in order, from just after ``since``."""
        return self._engine.events(article_id=article_id, since=since, limit=limit)

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write; True when there was one since the last call."""
        return self._engine.wait(timeout)

    # Its parts

    @property
    def articles(self) -> ArticleLists:
        """Articles as this person sees them: pages, rows, counts, read marks and flags."""
        from store.articles.lists import ArticleLists

        return ArticleLists(self._engine, self.actor)

    @property
    def annotations(self) -> StoredAnnotations:
        """The stored annotations: one, all quotations, their history, exports and imports."""
        from store.quotations.annotations import StoredAnnotations

        return StoredAnnotations(self._engine, self.actor)

    @property
    def integrity(self) -> Integrity:
        """The integrity of the store, the safety of its place, and rebuilds of the search index."""
        return self._engine

    @property
    def suggestions(self) -> Suggestions:
        """The finder's suggestions."""
        from store.quotations.suggestions import Suggestions

        return Suggestions(self._engine, self.actor, self._indirect_from)

    @property
    def learning(self) -> Learning:
        """Lessons of the finder from the decisions in this store."""
        from store.quotations.learning import Learning

        return Learning(self._engine, self.actor, self._indirect_from)

    @property
    def decisions(self) -> Decisions:
        """A person's decisions on quotations: their words, their speakers, their status."""
        from store.quotations.decisions import Decisions

        return Decisions(self._engine, self.actor, self._apply)

    @property
    def updates(self) -> Updates:
        """The effects of updates on quotations, and a person's decisions about them."""
        from store.articles.updates import Updates

        return Updates(self._engine, self._apply)

    @property
    def remarks(self) -> Remarks:
        """Remarks on a quotation: notes, tags, the terms of the record, a second reader's check."""
        from store.quotations.remarks import Remarks

        return Remarks(self._engine, self._apply)

    @property
    def views(self) -> Views:
        """The ways of looking at the stack that this person keeps under a name."""
        from store.articles.views import Views

        return Views(self._engine, self.actor)

    @property
    def reviews(self) -> Reviews:
        """Open quotations one after another, and how far this person has come with them."""
        from store.articles.reviews import Reviews

        return Reviews(self._engine, self.actor)

    @property
    def register(self) -> Register:
        """Everyone quoted: what they said, and which of them are one person."""
        from store.speakers.register import Register

        return Register(self._engine, self.actor, self._apply)

    @property
    def figures(self) -> Figures:
        """Figures: what is in the store, who is quoted, what is open, and who decided what."""
        from store.figures.figures import Figures

        return Figures(self._engine, self.actor)

    @property
    def watches(self) -> StoredWatches:
        """The watched folders, feeds and addresses."""
        from store.watch.watches import StoredWatches

        return StoredWatches(self._engine, self.actor)

    # Changes

    def _apply(
        self,
        action: str,
        edits: Sequence[Edit],
        newcomers: Sequence[NewSpeaker] = (),
        *,
        undoes: str | None = None,
        speaker_edits: Sequence[SpeakerEdit] = (),
    ) -> tuple[Annotation, ...]:
        from store.ids import change_id
        from store.model.changes import Change

        change = Change(
            id=change_id(),
            actor=self.actor,
            at=self._engine.now(),
            action=action,
            edits=tuple(edits),
            new_speakers=tuple(newcomers),
            undoes=undoes,
            speaker_edits=tuple(speaker_edits),
        )
        try:
            return self._engine.apply(change)
        except AwayError as error:
            error.change = change
            raise


def move_store(
    old: Archive, named: str | Path, *, copied: bool = False, marked: bool = True, told: Callable[[str, int], None]
) -> Moved:
    """Move everything in a store, opened by its address, into the empty one at another; ``store.move`` explains.

    A missing file is created; on a server, the store must be there.
    """
    from store.move import move

    other = address(named)
    if str(other) == old.place:
        raise StoreError("A store cannot be moved to itself. Name another place.")
    with closing(other.open()) as new:
        done = move(old._engine, new, moved_to=other.everybodys(), copied=copied, marked=marked, told=told)
        for indexed in new.reindex():
            told("search index", indexed)
    return done
