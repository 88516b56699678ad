"""The Archive: the one door to the store. The desk and the command line call this and nothing below it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from store.address import address
from store.model.lists import ArticleFilter, ArticleOrder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

    from newstext.article import Article
    from store.articles.opened import OpenedArticle
    from store.articles.reviews import Reviews
    from store.articles.updates import Updates
    from store.articles.views import Views
    from store.drafts.model import Checked
    from store.engine import Engine
    from store.exchange import Exported
    from store.exchange.import_ import ImportedAnnotation
    from store.model.annotations import Annotation, Status
    from store.model.articles import Imported, Revision
    from store.model.changes import Check, Edit, Event, SpeakerEdit, Undone
    from store.model.lists import ArticleRow, Cursor, Hit, Page, Place, Totals
    from store.model.speakers import NewSpeaker, Quoted, Speaker
    from store.quotations.decisions import Decisions
    from store.quotations.remarks import Remarks
    from store.quotations.suggestions import Suggestions
    from store.quotations.taken import Taken
    from store.speakers.register import Register

EVERYTHING = ArticleFilter()

PAGE = 200
"""Rows in a page of a list, unless the caller asks for another number."""

FOUND = 30
"""Hits of a search, unless the caller asks for another number: more than a screen holds, and each costs time."""


class Archive:
    """Everything one person does with one store. Safe in any thread; every write is durable when it returns.

    Every method raises StoreError kinds (store.errors), and nothing else a caller need handle.
    """

    def __init__(self, engine: Engine, *, actor: str) -> None:
        self._engine = engine
        self.actor = actor

    @classmethod
    def open(cls, named: str | Path, *, actor: str) -> Self:
        """Open the store at an address in ``actor``'s name; a missing one is made, an older one migrated."""
        return cls(address(named).open(), actor=actor)

    def close(self) -> None:
        """Let go of the store."""
        self._engine.close()

    def ending_reads(self) -> AbstractContextManager[None]:
        """Let what other threads read end with a StoreError within the block: nobody wants it any more."""
        return self._engine.ending_reads()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Articles

    def add(self, articles: Sequence[Article], *, reader: str, reader_version: str) -> list[Imported]:
        """Store articles as read, in one transaction, and say what became of each, in the same order."""
        return self._engine.add(articles, reader=reader, reader_version=reader_version, at=_now())

    def totals(self) -> Totals:
        """Count articles, what is open, and what this person has not read."""
        return self._engine.totals(actor=self.actor)

    def articles(
        self,
        narrowed: ArticleFilter = EVERYTHING,
        order: ArticleOrder = ArticleOrder.NEWEST,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
        skip: int = 0,
        limit: int = PAGE,
    ) -> Page[ArticleRow]:
        """List articles: the first page, the one ``after`` a page's last row, or the one ``before`` its first (or END).

        ``skip`` rows are passed over at the list's beginning, or with END at its end.
        """
        return self._engine.articles(
            narrowed, order, actor=self.actor, after=after, before=before, skip=skip, limit=limit
        )

    def place(
        self, article_id: str, narrowed: ArticleFilter = EVERYTHING, order: ArticleOrder = ArticleOrder.NEWEST
    ) -> Place:
        """Tell where in a list an article stands, or would if the filter let it through."""
        return self._engine.place(article_id, narrowed, order, actor=self.actor)

    def count(self, narrowed: ArticleFilter = EVERYTHING) -> int:
        """Count articles; all, open, unread and flagged ones at once, other filters by looking through the store."""
        return self._engine.count(narrowed, actor=self.actor)

    def article(self, article_id: str) -> ArticleRow:
        """Return one article's row by its id, or by an unambiguous beginning of it."""
        return self._engine.article(article_id, actor=self.actor)

    def articles_with(self, article_ids: Collection[str]) -> dict[str, ArticleRow]:
        """Return the rows of articles by their whole ids, in one look."""
        return self._engine.articles_with(article_ids, actor=self.actor)

    def mark_read(self, rows: Iterable[ArticleRow], *, read: bool = True) -> None:
        """Note that this person has read articles as the rows show them, or wants them unread again.

        An article that is updated later, or was since the row was fetched, is unread.
        """
        revisions = {row.id: row.revision_id for row in rows}
        self._engine.mark_read(revisions, actor=self.actor, at=_now(), read=read)

    def flag(self, article_ids: Iterable[str], *, flagged: bool = True) -> None:
        """Put this person's flag on articles, or take it off; other people do not see it."""
        self._engine.flag(article_ids, actor=self.actor, at=_now(), flagged=flagged)

    def revisions(self, article_id: str) -> list[Revision]:
        """Return all revisions of an article, the oldest first."""
        return self._engine.revisions(article_id)

    def open_article(self, article_id: str) -> OpenedArticle:
        """Return an article as the reader shows it: the current revision and what stands on it."""
        from store.articles.opened import opened

        return opened(self._engine, self.article(article_id))

    def search(self, typed: str, narrowed: ArticleFilter | None = None, *, limit: int = FOUND) -> list[Hit]:
        """Find articles by what a person typed, the best first; what is typed like ``who:holt`` narrows it further.

        Any string will do. ``store.articles.query`` says what narrows a search, and what it did not understand.
        """
        from store.articles.query import asked

        query = asked(typed, narrowed)
        return self._engine.search(query.words, query.narrowed, actor=self.actor, limit=limit)

    def search_as_typed(
        self, typed: str, narrowed: ArticleFilter | None = None, *, limit: int = FOUND
    ) -> list[Hit] | None:
        """As ``search``, for every keystroke: call it in a thread, as often as keys come, without waiting.

        A later call ends the ones before it at once; those return None, and what they were for need not be shown. So
        whatever is not None when it comes back may be shown: only the latest call's hits are not None.
        """
        from store.articles.query import asked

        query = asked(typed, narrowed)
        return self._engine.search_as_typed(query.words, query.narrowed, actor=self.actor, limit=limit)

    # The store itself

    def checks(self) -> Iterator[Check]:
        """Check whether the store is sound, one thing after another; a large one takes minutes, and nobody waits."""
        return self._engine.checks()

    def check_place(self) -> Check:
        """Check where the store lies: what endangers it there, or shows it to others."""
        return self._engine.check_place()

    def warnings(self) -> list[str]:
        """Return what a person is told each time they open this store."""
        return self._engine.warnings()

    def reindexing(self) -> Iterator[int]:
        """Make the search index anew in steps between which others work; yield the articles done after each."""
        return self._engine.reindexing()

    # Its parts

    @property
    def suggestions(self) -> Suggestions:
        """What the finder leaves for people to decide."""
        from store.quotations.suggestions import Suggestions

        return Suggestions(self._engine, self.actor)

    @property
    def decisions(self) -> Decisions:
        """What a person decides about quotations: their words, their speakers, whether they stand."""
        from store.quotations.decisions import Decisions

        return Decisions(self._engine, self.actor, self._apply)

    @property
    def updates(self) -> Updates:
        """What updates of articles made of their quotations, and what a person does about it."""
        from store.articles.updates import Updates

        return Updates(self._engine, self._apply)

    @property
    def remarks(self) -> Remarks:
        """What people add to a quotation: notes, tags, the terms of the record, a second reader's check."""
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

    # Annotations

    def exported(
        self,
        name: str,
        narrowed: ArticleFilter = EVERYTHING,
        statuses: Collection[Status] | None = None,
        *,
        folder: Path | None = None,
    ) -> AbstractContextManager[Exported]:
        """Write annotations in a format of ``store.exchange``, to a file that is gone afterwards unless it is moved.

        Without ``statuses`` those leave that a person decided to keep (``store.model.annotations.SETTLED``).
        """
        from store import exchange
        from store.model.annotations import SETTLED

        kept = SETTLED if statuses is None else statuses
        return exchange.exported(self._engine, name, narrowed, kept, actor=self.actor, folder=folder)

    def import_annotations(self, file: TextIO, name: str) -> Iterator[ImportedAnnotation]:
        """Take in a file of annotations in a format of ``store.exchange.import_``; tell what becomes of each."""
        from store.exchange import import_

        return import_.import_annotations(self._engine, file, name, actor=self.actor)

    def annotation(self, annotation_id: str) -> Annotation:
        """Return one annotation."""
        return self._engine.annotation(annotation_id)

    def take(self, annotation_ids: Iterable[str], *, at: datetime | None = None) -> tuple[Taken, ...]:
        """Return quotations with all that is said of them when they leave the desk: now, or ``at`` another time."""
        from store.quotations import taken

        return taken.take(self._engine, self.actor, annotation_ids, at or _now())

    def undo(self, sparing: Collection[str] = ()) -> Undone | None:
        """Take back this person's latest change that still stands; None when there is none.

        Raises ConflictError or SpeakerConflictError when somebody else has changed any of it since. A change that is
        named in ``sparing``, by the error's ``step``, is not refused: what others changed stays and the rest of it is
        taken back, or the change before it when nothing is left of it.
        """
        from store.quotations import undo

        return undo.undo(self._engine, self.actor, self._apply, sparing)

    def redo(self, sparing: Collection[str] = ()) -> Undone | None:
        """Make again what this person took back last, as ``undo`` does; None if there is nothing or they went on."""
        from store.quotations import undo

        return undo.redo(self._engine, self.actor, self._apply, sparing)

    # Speakers, log, news

    def speakers(self, words: str = "", *, limit: int = PAGE) -> list[Speaker]:
        """Return who is quoted and has words in names or role that begin so, most quoted first; slips are forgiven."""
        return self._engine.speakers(words, limit=limit)

    def quoted(self, narrowed: ArticleFilter = EVERYTHING, *, who: str = "") -> Iterator[Quoted]:
        """Return the quotations that stand, of all or of those whose name has words that begin as those of ``who``."""
        from store.quotations.quoted import quoted

        return quoted(self._engine, narrowed, who, actor=self.actor)

    def check(self, text: str) -> list[Checked]:
        """Hold every quotation of a draft against what is stored, in the order of the draft."""
        from store.drafts.check import check

        return check(self._engine, text)

    def events(self, *, article_id: str | None = None, since: Cursor | None = None, limit: int = PAGE) -> Page[Event]:
        """Return the log in order, of one article or of all, from just after ``since``."""
        return self._engine.events(article_id=article_id, since=since, limit=limit)

    def history(self, annotation_id: str) -> tuple[Event, ...]:
        """Return the log of one quotation, from its beginning."""
        return self._engine.history(annotation_id)

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write."""
        return self._engine.wait(timeout)

    # How changes are made

    def _apply(
        self,
        action: str,
        edits: Sequence[Edit],
        newcomers: Sequence[NewSpeaker] = (),
        *,
        undoes: str | None = None,
        speaker_edits: Sequence[SpeakerEdit] = (),
    ) -> tuple[Annotation, ...]:
        from store.ids import new_id
        from store.model.changes import Change

        return self._engine.apply(
            Change(
                id=new_id(),
                actor=self.actor,
                at=_now(),
                action=action,
                edits=tuple(edits),
                new_speakers=tuple(newcomers),
                undoes=undoes,
                speaker_edits=tuple(speaker_edits),
            )
        )


def _now() -> datetime:
    return datetime.now(UTC)
