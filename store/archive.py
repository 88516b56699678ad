"""The Archive: the one door to the store. The desk and the command line call this and nothing below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from newstext import find_quotations
from store.ids import new_id
from store.listing import ArticleFilter, ArticleOrder
from store.pieces import edit_of, kind_of, met, pieces_of
from store.records import AnnotationState, Change, Edit, NewSpeaker, SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from newstext.article import Article
    from newstext.quotations.model import Quotation, QuotationKind
    from newstext.spans import Span
    from store.bringing import Arrival
    from store.checking import Checked
    from store.conflicts import Conflict
    from store.engine import Engine
    from store.errors import ConflictError
    from store.export import Exported
    from store.listing import ArticleRow, Cursor, Hit, Page, Place, Totals
    from store.query import TypedQuery
    from store.records import Annotation, Check, Event, Imported, Quoted, Revision, Speaker, SpeakerEdit, Undone
    from store.register import Register
    from store.remarks import Remarks
    from store.reviews import Reviews
    from store.taking import Taken
    from store.updates import Updates
    from store.views import Views

EVERYTHING = ArticleFilter()

SETTLED = frozenset({Status.ACCEPTED, Status.VERIFIED, Status.STALE})
"""What a person has decided to keep, also when an update changed it since: what leaves unless more is asked for."""

PAGE = 200
"""Rows in a page of a list, unless the caller asks for another number."""

FOUND = 30
"""Hits of a search, unless the caller asks for another number: more than a screen holds, and each costs time."""


class OpenedArticle(NamedTuple):
    """An article as the reader shows it: its row, one revision, and the annotations that stand on it, in reading order.

    ``elsewhere`` are those whose words this revision has no longer: they wait for a person, or were kept as they were.
    """

    row: ArticleRow
    revision: Revision
    annotations: tuple[Annotation, ...]
    elsewhere: tuple[Annotation, ...] = ()
    rejected_count: int = 0
    """How many quotations of the article a person rejected: they are settled, and stand no more."""


class Archive:
    """Everything one person does with one store. Safe in any thread; every write is durable when it returns.

    Every method raises StoreError kinds (store.errors), and nothing else a caller need handle.
    """

    def __init__(self, engine: Engine, *, actor: str) -> None:
        self._engine = engine
        self.actor = actor

    @classmethod
    def open(cls, path: Path, *, actor: str) -> Self:
        """Open the SQLite store at ``path`` in ``actor``'s name; a missing file is made, an older one migrated."""
        from store.sqlite import SqliteEngine

        return cls(SqliteEngine(path), actor=actor)

    def close(self) -> None:
        """Let go of the store."""
        self._engine.close()

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
        row = self.article(article_id)
        revision = self._engine.revision(row.revision_id)
        here, elsewhere, rejected = self._standing(row.id, revision.id)
        return OpenedArticle(row, revision, here, elsewhere, rejected)

    def search(self, typed: str, narrowed: ArticleFilter | None = None, *, limit: int = FOUND) -> list[Hit]:
        """Find articles by what a person typed, the best first; what is typed like ``who:holt`` narrows it further.

        Any string will do. See ``store.query`` for what narrows a search.
        """
        query = _asked(typed, narrowed)
        return _noting(query, self._engine.search(query.words, query.narrowed, actor=self.actor, limit=limit))

    def search_as_typed(
        self, typed: str, narrowed: ArticleFilter | None = None, *, limit: int = FOUND
    ) -> list[Hit] | None:
        """As ``search``, for every keystroke: call it in a thread, as often as keys come, without waiting.

        A later call ends the ones before it at once; those return None, and what they were for need not be shown. So
        whatever is not None when it comes back may be shown: only the latest call's hits are not None.
        """
        query = _asked(typed, narrowed)
        hits = self._engine.search_as_typed(query.words, query.narrowed, actor=self.actor, limit=limit)
        return None if hits is None else _noting(query, hits)

    # The store itself

    def checks(self) -> Iterator[Check]:
        """Check whether the store is sound, one thing after another; a large one takes minutes, and writers wait."""
        return self._engine.checks()

    def reindexing(self) -> Iterator[int]:
        """Make the search index anew in steps between which others work; yield the articles done after each."""
        return self._engine.reindexing()

    # Annotations

    def _standing(
        self, article_id: str, revision_id: str
    ) -> tuple[tuple[Annotation, ...], tuple[Annotation, ...], int]:
        """The annotations that stand on a revision, those that an update left on another one, how many are rejected."""
        here, elsewhere, rejected = [], [], 0
        for annotation in self._engine.annotations(article_id):
            if annotation.state.status in (Status.REJECTED, Status.REMOVED):
                rejected += annotation.state.status is Status.REJECTED
                continue
            if any(piece.revision_id == revision_id for piece in annotation.state.pieces):
                here.append(annotation)
            elif not all(piece.state.is_same for piece in annotation.state.pieces):
                elsewhere.append(annotation)
        return tuple(here), tuple(elsewhere), rejected

    @property
    def updates(self) -> Updates:
        """What updates of articles made of their quotations, and what a person does about it."""
        from store.updates import Updates

        return Updates(self._engine, self._apply)

    @property
    def remarks(self) -> Remarks:
        """What people add to a quotation: notes, tags, the terms of the record, a second reader's check."""
        from store.remarks import Remarks

        return Remarks(self._engine, self._apply)

    @property
    def views(self) -> Views:
        """The ways of looking at the stack that this person keeps under a name."""
        from store.views import Views

        return Views(self._engine, self.actor)

    @property
    def reviews(self) -> Reviews:
        """Open quotations one after another, and how far this person has come with them."""
        from store.reviews import Reviews

        return Reviews(self._engine, self.actor)

    @property
    def register(self) -> Register:
        """Everyone quoted: what they said, and which of them are one person."""
        from store.register import Register

        return Register(self._engine, self.actor, self._apply)

    def exported(
        self,
        name: str,
        narrowed: ArticleFilter = EVERYTHING,
        statuses: Collection[Status] = SETTLED,
        *,
        folder: Path | None = None,
    ) -> AbstractContextManager[Exported]:
        """Write annotations in a format of ``store.export``, to a file that is gone afterwards unless it is moved."""
        from store import export

        return export.exported(self._engine, name, narrowed, statuses, actor=self.actor, folder=folder)

    def bring(self, text: str, name: str) -> Iterator[Arrival]:
        """Take in a file of annotations, in a format that ``store.bringing`` knows; tell what becomes of each."""
        from store import bringing

        return bringing.bring(self._engine, text, name, actor=self.actor)

    def annotation(self, annotation_id: str) -> Annotation:
        """Return one annotation."""
        return self._engine.annotation(annotation_id)

    def take(self, annotation_ids: Iterable[str]) -> tuple[Taken, ...]:
        """Return quotations with all that is said of them when they leave the desk."""
        from store import taking

        return taking.take(self._engine, self.actor, annotation_ids)

    def suggest(self, article_id: str) -> bool:
        """Let the finder go over the current revision, unless it has; True when it left anything new.

        It brings back nothing a person rejected or removed, and touches nothing a person has touched.
        """
        revision = self.unsearched(article_id)
        return revision is not None and self.leave_suggestions(revision, find_quotations(revision.article.body))

    def unsearched(self, article_id: str) -> Revision | None:
        """Return the current revision of an article, or None when today's finder has been over it.

        What was marked on older revisions is taken along first, so that nothing is suggested twice.
        """
        from store import suggestions

        row = self.article(article_id)
        self._engine.take_along(row.id, at=_now())
        if self._engine.found(suggestions.finding(row.revision_id)):
            return None
        return self._engine.revision(row.revision_id)

    def leave_suggestions(self, revision: Revision, quotations: Iterable[Quotation]) -> bool:
        """Keep what the finder found in a revision, as suggestions; True when any is new.

        Beliefs, wants and plans (``said`` is false) are not suggested: an editor's time is for what was said.
        """
        from store import suggestions

        finding = suggestions.finding(revision.id)
        said = [quotation for quotation in quotations if quotation.said]
        change = Change(
            # The same run from two desks at once is the same change, so that nothing is suggested twice.
            id=f"{finding.generator} {finding.generator_version} {finding.revision_id}",
            actor=finding.generator,
            at=_now(),
            action="suggest",
            edits=tuple(suggestions.edits(revision, said, self._engine.annotations(revision.article_id))),
            finding=finding,
        )
        return any(annotation.state.status is Status.SUGGESTED for annotation in self._engine.apply(change))

    def add_quotation(
        self, revision: Revision, content: Sequence[Span], *, kind: QuotationKind | None = None
    ) -> Annotation:
        """Save words of a revision as a quotation that a person made; its pieces are ``content``, in order."""
        state = AnnotationState(
            quotation_kind=kind or kind_of(revision.article.body, content),
            status=Status.ACCEPTED,
            pieces=pieces_of(revision, {SpanRole.CONTENT: content}),
        )
        edit = Edit(annotation_id=new_id(), article_id=revision.article_id, expected_version=0, state=state)
        return self._apply("mark", (edit,))[0]

    def settle(self, annotations: Iterable[Annotation], status: Status) -> tuple[Annotation, ...]:
        """Give annotations a status, as one step: accept, reject, skip, verify or remove them.

        Accepting a quotation enters its speaker in the register.
        """
        edits: list[Edit] = []
        newcomers: list[NewSpeaker] = []
        for annotation in annotations:
            state = replace(annotation.state, status=status)
            if status in (Status.ACCEPTED, Status.VERIFIED) and annotation.state.status is Status.STALE:
                from store import anchoring

                anchoring.refuse_gone(state)
            if status is Status.ACCEPTED and state.speaker and not (state.speaker_id or state.unnamed):
                newcomer = self._speaker(state.speaker, newcomers)
                state = replace(state, speaker_id=newcomer.id)
            edits.append(edit_of(annotation, state))
        return self._apply(_ACTIONS[status], edits, newcomers)

    def name_speaker(
        self,
        annotation: Annotation,
        name: str,
        *,
        revision: Revision | None = None,
        source: Sequence[Span] = (),
    ) -> Annotation:
        """Say who said a quotation; naming somebody settles it as accepted. An empty name takes the speaker away.

        ``source`` are the words in ``revision`` that name the speaker, when a person picked them there.
        """
        name = " ".join(name.split())
        newcomers: list[NewSpeaker] = []
        state = replace(annotation.state, status=Status.ACCEPTED, speaker=name or None, speaker_id=None, unnamed=False)
        if name:
            state = replace(state, speaker_id=self._speaker(name, newcomers).id)
        if name != annotation.state.speaker:
            state = replace(state, role=None, descriptor=None, unnamed_reason=None)
        if revision is not None:
            others = tuple(p for p in state.pieces if p.role is not SpanRole.SOURCE)
            state = replace(state, pieces=others + pieces_of(revision, {SpanRole.SOURCE: source}))
        return self._apply("name", (edit_of(annotation, state),), newcomers)[0]

    def label(self, annotation: Annotation, revision: Revision, role: SpanRole, spans: Sequence[Span]) -> Annotation:
        """Say which words of ``revision`` play ``role`` in a quotation, in place of those that did."""
        others = tuple(piece for piece in annotation.state.pieces if piece.role is not role)
        state = replace(annotation.state, pieces=others + pieces_of(revision, {role: spans}))
        return self._apply("label", (edit_of(annotation, state),))[0]

    def respan(self, annotation: Annotation, revision: Revision, content: Iterable[Span]) -> Annotation:
        """Say which words of ``revision`` a quotation is, in any order; pieces that meet become one."""
        spans = met(content)
        others = tuple(piece for piece in annotation.state.pieces if piece.role is not SpanRole.CONTENT)
        pieces = pieces_of(revision, {SpanRole.CONTENT: spans}) + others
        state = replace(annotation.state, pieces=pieces, quotation_kind=kind_of(revision.article.body, spans))
        return self._apply("respan", (edit_of(annotation, state),))[0]

    def undo(self) -> Undone | None:
        """Take back this person's latest change that still stands; None when there is none.

        Raises ConflictError when somebody else has changed the same annotation since.
        """
        from store import history

        return history.undo(self._engine, self.actor, self._apply)

    def redo(self) -> Undone | None:
        """Make again what this person took back last; None when there is nothing, or they went on since."""
        from store import history

        return history.redo(self._engine, self.actor, self._apply)

    def conflict(self, error: ConflictError) -> Conflict | None:
        """Return both sides of a change that was not saved; None when a step was to be taken back."""
        if error.edit is None or not error.edit.expected_version:
            return None
        from store.conflicts import Conflict

        base = self._engine.history(error.current.id)[error.edit.expected_version - 1].after
        return Conflict(base, self._engine.annotation(error.current.id), error.edit.state)

    def make_mine(self, conflict: Conflict) -> Annotation:
        """Save what this person wanted over what somebody else did, whose other changes stay."""
        from store.conflicts import merged

        state = merged(conflict)
        newcomers: list[NewSpeaker] = []
        if state.speaker and state.speaker_id:  # somebody named for the first time was not saved either
            state = replace(state, speaker_id=self._speaker(state.speaker, newcomers).id)
        return self._apply("insist", (edit_of(conflict.theirs, state),), newcomers)[0]

    # Speakers, log, news

    def speakers(self, words: str = "", *, limit: int = PAGE) -> list[Speaker]:
        """Return speakers with words in names or role that begin so, the most quoted first; slips are forgiven."""
        return self._engine.speakers(words, limit=limit)

    def quoted(self, narrowed: ArticleFilter = EVERYTHING, *, who: str = "") -> Iterator[Quoted]:
        """Yield the quotations that stand, of those whose name holds ``who`` or of all; ``store.answers`` asks them."""
        after: Cursor | None = ""
        while after is not None:
            page = self._engine.quoted(narrowed, who=who, actor=self.actor, after=after, limit=PAGE)
            yield from page.rows
            after = page.after

    def check(self, text: str) -> list[Checked]:
        """Hold every quotation of a draft against what is stored, in the order of the draft."""
        from store.checking import check

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

    def _speaker(self, name: str, newcomers: list[NewSpeaker]) -> Speaker | NewSpeaker:
        """Find ``name`` in the register or among this change's newcomers, or add it to them."""
        if known := self._engine.speaker_named(name):
            return known
        for newcomer in newcomers:
            if newcomer.name.casefold() == name.casefold():
                return newcomer
        newcomers.append(NewSpeaker(new_id(), name))
        return newcomers[-1]


def _asked(typed: str, narrowed: ArticleFilter | None) -> TypedQuery:
    from store.query import both, parsed

    query = parsed(typed)
    return query._replace(narrowed=both(narrowed, query.narrowed)) if narrowed else query


def _noting(query: TypedQuery, hits: list[Hit]) -> list[Hit]:
    """Say on each hit what of the query was not understood."""
    if not query.not_understood:
        return hits
    return [hit._replace(why=", ".join(filter(None, (*query.not_understood, hit.why)))) for hit in hits]


_ACTIONS = {
    Status.SUGGESTED: "reopen",
    Status.ACCEPTED: "accept",
    Status.REJECTED: "reject",
    Status.SKIPPED: "skip",
    Status.VERIFIED: "verify",
    Status.STALE: "question",
    Status.REMOVED: "remove",
}


def _now() -> datetime:
    return datetime.now(UTC)
