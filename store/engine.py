"""The contract of a storage engine, in parts: each part of the store declares which of them it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.figures_engine import FigureFacts
from store.move_engine import Movable
from store.removal_engine import ArticleRemovals
from store.together_engine import Together
from store.upkeep_engine import ChangeWatch, Clock, Integrity, Presence, Signatures
from store.watch_engine import Watches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from newstext.article import Article
    from store.model.annotations import Annotation, Tag
    from store.model.articles import ImportResult, Revision
    from store.model.changes import Change, Event, FinderRun, RegisterEvent, Step
    from store.model.lists import (
        ArticleFilter,
        ArticleOrder,
        ArticleRow,
        Cursor,
        Hit,
        Page,
        Place,
        ReviewPlace,
        Totals,
        View,
    )
    from store.model.speakers import QuotationInArticle, Speaker
    from store.model.updates import StaleQuotation


class Articles(Protocol):
    """Articles and their revisions."""

    def add(
        self, articles: Sequence[Article], *, reader: str, reader_version: str, at: datetime, again: bool = False
    ) -> list[ImportResult]:
        """Store articles as read, in one transaction; return the result for each, in the same order.

        An article is identified by its external id, else its canonical URL, each only if it identifies one article
        (``newstext.identifiers``), else by the hash of its first text (headline and body as first seen). A changed copy
        of a text without id or URL is recognised by its sentences: the copies share half of the shorter text under the
        same headline, or half of the longer under another one. Copies from two different named sources never match.

        A known article gets a new revision if its fields or body differ from the current one; a different encoding is
        no difference. A version that is older by its own number or time (``store.rules.versions``) is kept as a
        revision, once, but does not become current. A withdrawal without a body changes the state and keeps the text,
        also if the text arrives later. An article without headline and body is refused, and so is one that would lose
        the text of the current revision (``store.rules.losses``). A file that was read before adds nothing, whatever
        was added since. An article that was removed is refused, unless ``again``.

        If a newer reader extracts something else from the file of the current revision, no quotation
        becomes stale.

        Annotations are anchored on a new current revision in the same transaction, as one change made by the program
        (``store.rules.anchors``): those with exact or moved words keep their status, all others become stale.
        """

    def totals(self, *, actor: str) -> Totals:
        """Count articles, open quotations, and what ``actor`` has not read or has assigned to them, without a scan."""

    def articles(
        self,
        narrowed: ArticleFilter,
        order: ArticleOrder,
        *,
        actor: str,
        after: Cursor | None,
        before: Cursor | None,
        skip: int,
        limit: int,
    ) -> Page[ArticleRow]:
        """List the articles that match a filter, with the marks of ``actor``. Times are compared by ``sorted_at``.

        The page starts just after the cursor ``after``, or ends just before the cursor ``before``; without either it is
        the first. A cursor is valid for one order and any filter. ``skip`` rows are skipped at the start of the list,
        or at its end if ``before`` is END: to jump into a long list, since a row is skipped faster than read.
        """

    def place(self, article_id: str, narrowed: ArticleFilter, order: ArticleOrder, *, actor: str) -> Place:
        """Return the article's position in a list, or where it would be if it matched the filter.

        NotFoundError when there is no such article.
        """

    def count(self, narrowed: ArticleFilter, *, actor: str) -> int:
        """Count the articles that match a filter; all, open, unread and flagged ones without a scan."""

    def article(self, article_id: str, *, actor: str) -> ArticleRow:
        """Return one article's row with the marks of ``actor``; NotFoundError when there is no such article.

        An unambiguous beginning of its id is enough.
        """

    def current(self, article_id: str, *, actor: str) -> tuple[ArticleRow, Revision]:
        """Return an article's row, as ``article`` does, and its current revision, both as of one moment."""

    def articles_with(self, article_ids: Collection[str], *, actor: str) -> dict[str, ArticleRow]:
        """Return the rows of articles by their full ids, in one query; NotFoundError when any is missing."""

    def article_at(self, url: str) -> str | None:
        """Return the id of the article that has or had exactly this URL, the latest of several."""

    def article_with(self, sha256: str) -> str | None:
        """Return the id of the article with a revision whose body has this hash, the latest of several."""

    def revision(self, revision_id: str) -> Revision:
        """Return one revision; NotFoundError when there is no such revision."""

    def revisions_with(self, revision_ids: Collection[str]) -> dict[str, Revision]:
        """Return revisions by their ids, in one query; NotFoundError when any is missing."""

    def layouts(self, revision_ids: Collection[str]) -> dict[str, Article]:
        """Return the revisions that have pages or turns, by id, as articles with nothing else, in one query."""

    def revisions(self, article_id: str) -> list[Revision]:
        """Return all revisions of an article, the oldest first."""


class Personal(Protocol):
    """One person's marks: articles they have read and flagged, their saved views, their places in reviews."""

    def mark_read(self, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
        """Mark articles as read by ``actor``, or as unread: the revisions read, by the ids of their articles.

        An article is unread again once a newer revision is current.
        """

    def flag(self, article_ids: Iterable[str], *, actor: str, at: datetime, flagged: bool) -> None:
        """Put ``actor``'s flag on articles, or take it off."""

    def views(self, actor: str) -> list[View]:
        """Return a person's saved views of the stack, sorted by name."""

    def save_view(self, actor: str, view: View, *, at: datetime) -> None:
        """Save a person's view, replacing their view of the same name."""

    def remove_view(self, actor: str, name: str) -> None:
        """Remove a person's view; nothing happens if there is none of this name."""

    def review_place(self, actor: str, scope: str) -> ReviewPlace | None:
        """Return how far ``actor`` has reviewed ``scope``; None if they have not begun or are done."""

    def keep_review_place(self, actor: str, scope: str, place: ReviewPlace | None, *, at: datetime) -> None:
        """Save how far ``actor`` has reviewed ``scope``; None removes it."""


class Search(Protocol):
    """Search for articles by words: as a person types them, and as a draft quotes them."""

    def search(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit]:
        """Search the articles that match a filter for plain words; return hits with the marks of ``actor``, best first.

        Headline, byline, source and accepted speakers and quotations rank above the body. Words match in any order,
        whole or as beginnings, without capitals and accents. If nothing matches them as typed, unknown words are
        corrected, then all words, then they are read as abbreviations, and finally one may be missing. Among equals the
        newest comes first. Without words, everything that matches the filter is found, the newest first; without a
        filter either, nothing.
        """

    def search_as_typed(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit] | None:
        """Like ``search``, but a later call from any thread interrupts this one, which then returns None."""

    def candidates(self, texts: Sequence[str], *, limit: int) -> list[list[str]]:
        """Return for each text the ids of up to ``limit`` articles whose current text shares most of its rare words.

        The closest come first.
        """

    def holding(self, words: str, *, limit: int) -> list[str]:
        """Return the ids of up to ``limit`` articles whose current body contains these words in a row, newest import
        first.

        Capitals, accents and punctuation are ignored; nothing in ``words`` is an operator. No words match nothing.
        """

    def superseded(self, words: str, *, limit: int) -> list[str]:
        """Return the ids of up to ``limit`` articles with an older revision that contains the longest of these words.

        Order does not matter; the newest import comes first. Only the last few thousand updated articles are searched,
        because no index contains superseded text. Words with characters other than ASCII letters and digits are
        ignored.
        """


class Annotations(Protocol):
    """Annotations and changes to them, including those made when their article is updated."""

    def annotation(self, annotation_id: str) -> Annotation:
        """Return one annotation; NotFoundError when there is no such annotation."""

    def annotations_with(self, annotation_ids: Collection[str]) -> dict[str, Annotation]:
        """Return annotations by their ids, in one query; NotFoundError when any is missing."""

    def annotations(self, article_id: str) -> list[Annotation]:
        """Return all annotations of an article but its own assignment, rejected ones too, in reading order."""

    def annotations_of(self, speaker_id: str) -> list[Annotation]:
        """Return all annotations that name a speaker, including rejected and removed ones."""

    def quoted(
        self, narrowed: ArticleFilter, *, names: Sequence[str] | None, actor: str, after: Cursor | None, limit: int
    ) -> Page[QuotationInArticle]:
        """List the standing quotations (not rejected or removed) of articles that match the filter, by id.

        With ``names``, only those whose speaker has one of these names, in the register or as given.
        """

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        """Apply one change; return its annotations as stored afterwards, in the order of its edits.

        Raises ConflictError, without any effect, when an annotation is not at the version that its edit expects, or
        still names a speaker who was merged into another; SpeakerConflictError when a speaker is not at theirs.
        """

    def decided_articles(self, *, after: Cursor | None, limit: int) -> Page[str]:
        """List the ids of the articles with a quotation that a person has made or changed, by id."""

    def finder_runs(self, wanted: Sequence[FinderRun]) -> list[FinderRun]:
        """Return those of the runs that have been made, as stored, in any order. ``held_back`` is not compared."""

    def reanchor(self, article_id: str, *, at: datetime) -> bool:
        """Anchor annotations that are still on an older revision; True when there were any."""

    def stale_quotations(self, article_id: str | None, *, after: Cursor | None, limit: int) -> Page[StaleQuotation]:
        """List the stale annotations of one article or of all; those whose change alters the meaning come first."""

    def stale_quotation(self, annotation_id: str) -> StaleQuotation:
        """Return the update that made an annotation stale; the annotation alone if no update did."""

    def tags(self, words: str, *, limit: int) -> list[Tag]:
        """Return the tags in use that contain ``words`` (case ignored), the most used first, without a scan."""

    def open_count(self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None) -> int:
        """Count the open quotations of the articles that match a filter, from just after a cursor of the newest first.

        The count for all articles is stored; from a cursor on, only articles with open quotations are summed. If the
        filter requires SECOND_READER, the quotations flagged for a second reader are counted instead.
        """


class Speakers(Protocol):
    """The register of speakers."""

    def speakers(self, words: str, *, limit: int) -> list[Speaker]:
        """Return speakers with words in name, aliases or printed role that begin like these, the most quoted first.

        If nobody matches, misspellings are allowed. No words match every speaker. Fast enough for every keystroke: it
        never scans the register.
        """

    def register(self, *, after: Cursor | None, limit: int) -> Page[Speaker]:
        """List all speakers, the most quoted first, then by name; those merged into others are left out."""

    def speaker(self, speaker_id: str) -> Speaker:
        """Return one speaker, also a merged one; NotFoundError when there is no such speaker."""

    def speaker_named(self, name: str) -> Speaker | None:
        """Return the speaker with exactly this name or alias (case ignored); None when the register has none."""

    def speakers_named(self, names: Collection[str]) -> dict[str, Speaker]:
        """Return speakers by their names, in one query; names that the register does not have are left out."""

    def names(self, typed: str) -> list[str]:
        """Return the names, in the register (with aliases) or as given, whose words begin like those typed.

        Capitals and accents are ignored; misspellings are allowed if no name matches. No words match nothing.
        """


class Log(Protocol):
    """The log of all decisions, and the steps that a person can undo."""

    def events(self, *, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
        """Return the log of one article or of all, in order, from just after ``since``.

        A page with events always has a cursor, since the log grows: keep it to continue later.
        """

    def register_events(self, *, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
        """Return the log of the register, in order, from just after ``since``. ``seq`` is shared with ``events``."""

    def history(self, annotation_id: str) -> tuple[Event, ...]:
        """Return the whole log of one annotation; NotFoundError when there is no such annotation."""

    def later_events(self, annotation_ids: Collection[str], *, after_seq: int) -> list[Event]:
        """Return the events of annotations that follow an event of the log, in order."""

    def decided(self, actor: str, *, limit: int) -> list[Event]:
        """Return the actor's latest events on annotations that are not undone, the latest first."""

    def step_to_undo(self, actor: str) -> Step | None:
        """Return the actor's latest change that is not undone, in constant time; None when there is none."""

    def step_to_redo(self, actor: str) -> Step | None:
        """Return the actor's latest undo that no later change follows, in constant time; None when there is none."""

    def pass_over(self, step_id: str) -> None:
        """Never return this step again: others have changed all of it, and the person chose to skip it."""


class Engine(
    Articles,
    ArticleRemovals,
    Personal,
    Search,
    Annotations,
    Speakers,
    Log,
    Watches,
    FigureFacts,
    Together,
    Signatures,
    Presence,
    ChangeWatch,
    Integrity,
    Movable,
    Clock,
    Protocol,
):
    """Persistent storage of articles, revisions, annotations, speakers and the log of decisions.

    * **Threads.** Every method may be called from any thread, at the same time. A write returns only once it is
      durable: if the machine stops a moment later, nothing that was returned is lost.
    * **Ids and times** come from the caller, times by the store's clock (``now``). The engine makes its own ids only in
      ``add``. A server dates the decisions of its members itself.
    * **Nothing is rewritten.** Revisions, pieces and events are only ever added; only with a removed article they go.
      A body is returned code point for
      code point, including NUL and lone combining marks.
    * **Versions.** An edit whose ``expected_version`` is not the stored one raises ConflictError with the current
      annotation, and its whole change has no effect.
    * **Idempotence.** A change whose id was applied before is not applied again; it returns what is stored now.
    * **Log.** Each edit adds exactly one event, in the same transaction, written by the database itself.
    * **Lists** are pages by cursor: no row is repeated or missed because of concurrent changes.
    * **Search** takes plain words: no character is an error or an operator.
    * **Errors.** Only kinds of StoreError are raised, with sentences for people. A bug stays a bug, unwrapped.
    """

    def close(self) -> None:
        """Close the connections of all threads. The engine cannot be used afterwards."""

    def interrupting_reads(self) -> AbstractContextManager[None]:
        """Make reads fail with a StoreError within the block, including those in progress; writes continue."""
