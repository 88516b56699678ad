"""The contract that a storage engine keeps, in parts: each part of the store asks for those that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from newstext.article import Article
    from store.model.annotations import Annotation, Tag
    from store.model.articles import ImportResult, Revision
    from store.model.changes import Change, Check, Event, FinderRun, RegisterEvent, Step
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
    """Articles and their revisions, as every reader of the store sees them."""

    def add(self, articles: Sequence[Article], *, reader: str, reader_version: str, at: datetime) -> list[ImportResult]:
        """Store articles as read, all in one transaction, and say what became of each, in the same order.

        An article is known by its external id, else its canonical url, each where it names an article
        (``newstext.identifiers``), else the hash of its first text (its headline and body as first seen). A changed
        copy of a text that has neither is known by the sentences that stand in both: half of the shorter text under
        the same headline, half of the longer under another, and never when both name a source and it is not the same.
        A known article whose fields or body differ from its current revision gets a new one; the encoding it came in
        is no difference. A version that says of itself that it is
        older (``store.rules.versions``) is kept as a revision once and does not become the current one. A withdrawal
        without a body changes the state and keeps the text, also when the text comes after it. What has neither
        headline nor body is refused, and so is what would lose the text of the current revision
        (``store.rules.losses``). A file that was read before brings nothing new, whatever came since; what a newer
        reader finds in the file of the current revision is that revision read anew, and no quotation becomes stale by
        it.

        A new current revision takes the annotations of the one before along, in the same transaction, as one change
        of the program's own (``store.rules.anchors``): exact and moved words keep their status, all others
        become stale.
        """

    def totals(self, *, actor: str) -> Totals:
        """Count articles, what is open, and what ``actor`` has not read; without a scan."""

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
        """List the articles that ``narrowed`` lets through, as ``actor`` sees them, time being ``sorted_at``, then id.

        The page begins just after the cursor ``after``, or ends just before the cursor ``before``, or without either
        is the list's first. A cursor goes with one order, and holds for any filter. ``skip`` rows are passed over at
        the list's beginning, or at its end with END for ``before``: for jumping into a long list, where passing over a
        row costs a small part of reading one.
        """

    def place(self, article_id: str, narrowed: ArticleFilter, order: ArticleOrder, *, actor: str) -> Place:
        """Tell where in a list an article stands, or would if the filter let it through; NotFoundError without it."""

    def count(self, narrowed: ArticleFilter, *, actor: str) -> int:
        """Count the articles that ``narrowed`` lets through; all, open, unread and flagged ones without a scan."""

    def article(self, article_id: str, *, actor: str) -> ArticleRow:
        """Return one article's row as ``actor`` sees it; NotFoundError when there is none.

        An unambiguous beginning of an id will do.
        """

    def articles_with(self, article_ids: Collection[str], *, actor: str) -> dict[str, ArticleRow]:
        """Return the rows of articles by their whole ids, in one look; NotFoundError when one of them is not there."""

    def article_at(self, url: str) -> str | None:
        """Return the id of the article that is or was at this very address, the latest if several were."""

    def article_with(self, sha256: str) -> str | None:
        """Return the id of the article of which a revision's body has this hash, the latest if several have."""

    def revision(self, revision_id: str) -> Revision:
        """Return one revision; NotFoundError when there is none."""

    def revisions_with(self, revision_ids: Collection[str]) -> dict[str, Revision]:
        """Return revisions by their ids, in one look; NotFoundError when one of them is not there."""

    def revisions(self, article_id: str) -> list[Revision]:
        """Return all revisions of an article, the oldest first."""


class Personal(Protocol):
    """What one person keeps for themselves: what they have read and flagged, their views and review places."""

    def mark_read(self, revisions: Mapping[str, str], *, actor: str, at: datetime, read: bool) -> None:
        """Note that ``actor`` has read a revision of each article, or that an article is unread to them again.

        ``revisions`` are the ids of revisions by those of their articles. Once a newer one is current, the article is
        unread again.
        """

    def flag(self, article_ids: Iterable[str], *, actor: str, at: datetime, flagged: bool) -> None:
        """Put ``actor``'s flag on articles, or take it off."""

    def views(self, actor: str) -> list[View]:
        """Return the views of the stack that a person keeps, by name."""

    def save_view(self, actor: str, view: View, *, at: datetime) -> None:
        """Keep a person's view, in place of their one with the same name."""

    def remove_view(self, actor: str, name: str) -> None:
        """Forget a person's view, if there is one of this name."""

    def review_place(self, actor: str, scope: str) -> ReviewPlace | None:
        """Return how far ``actor`` has reviewed ``scope``; None when they have not begun or are through."""

    def keep_review_place(self, actor: str, scope: str, place: ReviewPlace | None, *, at: datetime) -> None:
        """Keep how far ``actor`` has reviewed ``scope``, or forget it."""


class Search(Protocol):
    """Articles by words: as a person types them, and as a draft quotes them."""

    def search(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit]:
        """Find the articles that ``narrowed`` lets through by plain words, the best first, as ``actor`` sees them.

        Words are looked for in headline, byline, source, and the speakers and quotations that were accepted, then in
        the body; in any order, begun or whole, without capitals and accents. When nothing holds them as typed, unknown
        words are corrected, then all of them, then taken for abbreviations, and at last one may be missing. Among
        equals the newest comes first. Without words, what the filter lets through, the newest first; without a filter
        either, nothing.
        """

    def search_as_typed(self, words: str, narrowed: ArticleFilter, *, actor: str, limit: int) -> list[Hit] | None:
        """As ``search``, but a later call from any thread ends this one at once, which then returns None."""

    def candidates(self, texts: Sequence[str], *, limit: int) -> list[list[str]]:
        """Return for each text the ids of up to ``limit`` articles that share the most of its rare words, the most
        first. What is looked at is their current text; rejected, settled and untouched articles alike."""

    def holding(self, words: str, *, limit: int) -> list[str]:
        """Return the ids of up to ``limit`` articles whose current body has these words in a row, the last that came
        first. Capitals, accents and punctuation do not count; nothing in ``words`` is an operator. No words find none.
        """

    def superseded(self, words: str, *, limit: int) -> list[str]:
        """Return the ids of up to ``limit`` articles, the last that came first, an older revision of which has the
        longest of these words, in any order. Of the updated articles only the latest few thousand are looked at: no
        index holds what is no longer current. Words with other than ASCII letters and digits are not looked for.
        """


class Annotations(Protocol):
    """Annotations and the changes made to them, those included that follow an update of their article."""

    def annotation(self, annotation_id: str) -> Annotation:
        """Return one annotation; NotFoundError when there is none."""

    def annotations_with(self, annotation_ids: Collection[str]) -> dict[str, Annotation]:
        """Return annotations by their ids, in one look; NotFoundError when one of them is not there."""

    def annotations(self, article_id: str) -> list[Annotation]:
        """Return all annotations of an article, removed and rejected ones too, in the order of their own first word."""

    def annotations_of(self, speaker_id: str) -> list[Annotation]:
        """Return every annotation that names a speaker, rejected and removed ones too."""

    def quoted(
        self, narrowed: ArticleFilter, *, names: Sequence[str] | None, actor: str, after: Cursor | None, limit: int
    ) -> Page[QuotationInArticle]:
        """List the quotations that stand (not rejected, not removed) in articles that pass the filter, by id.

        ``names`` narrows to those whose speaker has one of these, in the register or as given.
        """

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        """Make one change and return its annotations as they are now, in the order of its edits.

        Raises ConflictError (and changes nothing) when an annotation is not at the version the edit expects, or when
        one still names somebody who is merged into another; SpeakerConflictError when a speaker is not at theirs.
        """

    def has_finder_run(self, finder_run: FinderRun) -> bool:
        """Whether this finder has been over this revision."""

    def reanchor(self, article_id: str, *, at: datetime) -> bool:
        """Anchor annotations that an earlier update left behind on an older revision; True when there were any."""

    def stale_quotations(self, article_id: str | None, *, after: Cursor | None, limit: int) -> Page[StaleQuotation]:
        """List the stale annotations of one article or of all, those first whose change turns the meaning."""

    def stale_quotation(self, annotation_id: str) -> StaleQuotation:
        """Return what an update made of an annotation; only the annotation while it does not wait because of one."""

    def tags(self, words: str, *, limit: int) -> list[Tag]:
        """Return the tags in use that hold ``words`` (case ignored), the most used first; no scan of annotations."""

    def open_count(self, narrowed: ArticleFilter, *, actor: str, after: Cursor | None) -> int:
        """Count what is open in the articles that ``narrowed`` lets through, from just after a cursor of the newest.

        In all of them it is counted already; from a cursor on only articles with something open are added up. With
        SECOND_READER among the filter's states it counts what waits for a second reader instead.
        """


class Speakers(Protocol):
    """The register: everyone quoted."""

    def speakers(self, words: str, *, limit: int) -> list[Speaker]:
        """Return who is quoted and has words in a name, an alias or a printed role that begin as those of ``words``.

        The most quoted come first; slips are forgiven when nobody is found else. No words find everyone quoted. It may
        be asked on every keystroke: it never looks through the register.
        """

    def register(self, *, after: Cursor | None, limit: int) -> Page[Speaker]:
        """List everyone quoted, the most quoted first, then by name; those who were merged into others are left out."""

    def speaker(self, speaker_id: str) -> Speaker:
        """Return one speaker, merged ones too; NotFoundError when there is none."""

    def speaker_named(self, name: str) -> Speaker | None:
        """Return the speaker with exactly this name or alias (case ignored), if the register knows one."""

    def speakers_named(self, names: Collection[str]) -> dict[str, Speaker]:
        """The same for many names in one look; those that the register does not know are left out."""

    def names(self, typed: str) -> list[str]:
        """Return the names, in the register (aliases too) or as given, that have words that begin as those typed.

        Capitals and accents do not count; slips are forgiven when there is no such name. No words find none.
        """


class Log(Protocol):
    """Every decision in order, and the steps that a person can undo."""

    def events(self, *, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]:
        """Return the log in order from just after ``since``; of one article, or of all.

        A page with lines in it always has a cursor, since the log grows: keep it to go on from there later.
        """

    def register_events(self, *, since: Cursor | None, limit: int) -> Page[RegisterEvent]:
        """Return the log of the register in order from just after ``since``; ``seq`` counts on with ``events``'s."""

    def history(self, annotation_id: str) -> tuple[Event, ...]:
        """Return the log of one annotation, from its beginning; NotFoundError when there is no such annotation."""

    def later_events(self, annotation_ids: Collection[str], *, after_seq: int) -> list[Event]:
        """Return what happened to annotations after an event of the log, in order."""

    def step_to_undo(self, actor: str) -> Step | None:
        """Return the actor's latest change that stands; in constant time, whatever was decided and undone before."""

    def step_to_redo(self, actor: str) -> Step | None:
        """Return the actor's latest undo, unless they have gone on since; in constant time too."""

    def pass_over(self, step_id: str) -> None:
        """Never return a step again: others have changed all of it, and the person goes on without it."""


class ChangeWatch(Protocol):
    """Word of what others write."""

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write; True when there was one since the last call."""


class Integrity(Protocol):
    """Whether the store is whole and lies well."""

    def checks(self) -> Iterator[Check]:
        """Check the store, and yield each with what it found; nobody waits, though a large store takes minutes."""

    def check_place(self) -> Check:
        """Check where the store lies: what endangers it there, or shows it to others than those who use it."""

    def warnings(self) -> list[str]:
        """Return what a person is told each time they open the store; quick."""

    def reindexing(self) -> Iterator[int]:
        """Make anew what searches read, in steps between which others write; yield the articles done after each."""


class Engine(Articles, Personal, Search, Annotations, Speakers, Log, ChangeWatch, Integrity, Protocol):
    """What lasts: articles, their revisions, annotations, speakers and the log of every decision.

    * **Threads.** Every method may be called from any thread, at the same time. A call that writes returns only when
      the write is durable: a machine that stops a moment later has lost nothing that was returned.
    * **Ids and times are ours.** The engine makes up neither, except inside ``add``; it stores what it is given.
    * **Nothing is rewritten.** Revisions, pieces and events are only ever added. A body comes back code point for
      code point, NUL and lone combining marks included.
    * **Versions.** An edit whose ``expected_version`` is not the stored one raises ConflictError with the current
      annotation, and the whole change it is part of leaves no trace.
    * **Once.** A change whose id was applied before is not applied again, and returns what is stored now.
    * **Log.** Each edit leaves exactly one event, written in the same transaction by the database itself.
    * **Lists** are pages by cursor: no row is shown twice or left out because others come and go meanwhile.
    * **Search** takes plain words; no character a person types is an error or an operator.
    * **Errors.** Only StoreError kinds come out, with a sentence; a bug stays a bug and is not wrapped.
    """

    def close(self) -> None:
        """Let go of every connection of every thread. The engine is of no use afterwards."""

    def ending_reads(self) -> AbstractContextManager[None]:
        """Let reads fail with a StoreError within the block, those under way too; writes go on."""
