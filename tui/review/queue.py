"""The walk of a review: open quotations in order, fetched one article at a time, and the person's progress."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from store.articles.open_articles import with_changes
from store.articles.reviews import scope_of
from store.model.annotations import SpanRole, Status
from store.model.lists import EVERYTHING, ArticleFilter, ArticleState, ReviewPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.lists import Cursor


_FAR_BACK = 200
"""Articles with open quotations that are searched for one passed in an earlier sitting."""


class _Stop(NamedTuple):
    """One quotation of the walk; ``after`` is the cursor before its article."""

    after: Cursor | None
    article_id: str
    annotation_id: str


class Walk:
    """The walk of one review over an article, a filter's articles, or those of a search.

    Methods that take the archive run in a thread; each changes nothing but this walk.
    """

    def __init__(self, scope: str, narrowed: ArticleFilter = EVERYTHING, *, among: Sequence[str] | None = None) -> None:
        self.scope = scope
        self._narrowed = narrowed
        self.given = tuple(among) if among is not None else None
        """The ids of the articles to walk over, if they were given."""
        self._among = list(among) if among is not None else None
        """The given articles not yet fetched."""
        self.is_second_reading = ArticleState.SECOND_READER in narrowed.states
        self._stops: list[_Stop] = []
        self._at = 0
        self._before = 0
        """Quotations passed in earlier sittings."""
        self._kept_before = 0
        self._kept: set[str] = set()
        self._next: Cursor | None = None
        self._ended = False
        self._place_kept: ReviewPlace | None = None
        self.is_through = False
        """Whether the person has gone on from the last quotation."""
        self.total = 0
        self.opened: OpenedArticle | None = None
        self._read_ahead: OpenedArticle | None = None
        """The article read last in the current step, so that no step reads one twice."""
        self.current: Annotation | None = None
        """The quotation shown, even if it no longer stands: rejected, or removed."""

    @classmethod
    def over(cls, narrowed: ArticleFilter) -> Walk:
        """Return a walk over a filter's articles: their open quotations, or those flagged for a second reader."""
        return cls(scope_of(narrowed), narrowed)

    @classmethod
    def within(cls, opened: OpenedArticle) -> Walk:
        """Return a walk over an open article."""
        walk = cls(scope_of(article_id=opened.row.id), among=[opened.row.id])
        walk.opened = opened
        return walk

    @classmethod
    def among(cls, article_ids: Sequence[str], searched: str) -> Walk:
        """Return a walk over the articles that a search found."""
        return cls(scope_of(searched=searched), among=article_ids)

    # For the screen

    @property
    def number(self) -> int:
        """The current quotation's number, from 1."""
        return self._before + self._at + 1

    @property
    def ahead(self) -> list[Annotation]:
        """The open quotations after this one in its article, in order."""
        known = {a.id: a for a in _all(self.opened)} if self.opened else {}
        following = (known.get(stop.annotation_id) for stop in self._stops[self._at + 1 :])
        return [a for a in following if a is not None and self._waits(a)]

    @property
    def is_at_the_beginning(self) -> bool:
        """Whether this is the first quotation."""
        return self._at == 0

    @property
    def kept(self) -> int:
        """Quotations accepted on this walk."""
        return self._kept_before + len(self._kept)

    @property
    def place(self) -> ReviewPlace | None:
        """The place to continue from in another sitting."""
        if not self._stops:
            return None
        stop = self._stops[self._at]
        return ReviewPlace(stop.after, stop.annotation_id, self.number, self.kept)

    # In a thread

    def begin(self, archive: Archive) -> bool:
        """Go to where the person stopped, or to the first quotation; False if none is open."""
        place = self._place_kept = archive.reviews.place(self.scope)
        self._next = place.after if place else None
        if not self._fetch(archive):
            return False
        while self._among and self._fetch(archive):
            pass
        if place is not None:
            self._at = self._number_for(archive, archive.annotations.get(place.annotation_id))
            if self._at == len(self._stops) and not self._fetch(archive):
                self._at -= 1
            # If the quotation where the person stopped is no longer open, it counts as passed.
            is_there = self._stops[self._at].annotation_id == place.annotation_id
            self._before = max(0, place.number - is_there - self._at)
            self._kept_before = place.kept
        self.total = self._before + self._left(archive)
        self._go(archive, self._at)
        return True

    def step(self, archive: Archive, by: int) -> bool:
        """Go on or back by a number of quotations, open or not, at most to the end; False after the last."""
        if by < 0:
            return self._go(archive, max(0, self._at + by))
        return self._go(archive, max(islice(self._ahead(archive, self._at + 1), by), default=None))

    def go_on(self, archive: Archive) -> bool:
        """Go to the next open quotation; False if there is none."""
        return self._go(archive, self._first_waiting(archive, self._ahead(archive, self._at + 1)))

    def go_to_waiting(self, archive: Archive) -> bool:
        """Go to the first open quotation from here on, else from the beginning.

        If there is none, go to the last quotation and return False.
        """
        numbers = chain(self._ahead(archive, self._at), range(self._at))
        if self._go(archive, self._first_waiting(archive, numbers)):
            return True
        self._go(archive, len(self._stops) - 1)
        return self._go(archive, None)

    def take_back(self, archive: Archive, annotation: Annotation) -> bool:
        """Go to a quotation that undo or redo changed; False if it is not on the walk.

        One decided in an earlier sitting and open again joins the walk, and no longer counts as passed.
        """
        number = self._number_for(archive, annotation)
        if number < len(self._stops) and self._stops[number].annotation_id == annotation.id:
            return self._go(archive, number)
        if not self._waits(annotation) or (stop := self._passed(archive, annotation)) is None:
            return False
        self._stops.insert(number, stop)
        undone = archive.annotations.history(annotation.id)[-1].before
        if self._before:
            self._before -= 1
            self._kept_before -= bool(self._kept_before and undone and undone.status in self._keeping)
        else:
            self.total += 1
        return self._go(archive, number)

    def _passed(self, archive: Archive, annotation: Annotation) -> _Stop | None:
        """Return the stop of a quotation that lies behind the current one; None if it does not."""
        if self.given is not None:
            is_here = annotation.article_id in self.given
            return _Stop(None, annotation.article_id, annotation.id) if is_here else None
        for stop in self._stops:
            if stop.article_id == annotation.article_id:
                return stop._replace(annotation_id=annotation.id)
        after: Cursor | None = None
        for _ in range(_FAR_BACK):
            page = archive.reviews.next_article(self._narrowed, after)
            if not page.rows or page.rows[0].id == self._stops[0].article_id:
                return None
            if page.rows[0].id == annotation.article_id:
                return _Stop(after, annotation.article_id, annotation.id)
            if (after := page.after) is None:
                return None
        return None

    def _number_for(self, archive: Archive, annotation: Annotation) -> int:
        """Return the number of a quotation's stop, or of the position where it belongs in its article; else 0."""
        ids = [stop.annotation_id for stop in self._stops]
        if annotation.id in ids:
            return ids.index(annotation.id)
        here = [number for number, stop in enumerate(self._stops) if stop.article_id == annotation.article_id]
        starts = {a.id: _start(a) for a in _all(archive.open_article(annotation.article_id))}
        start = _start(annotation)
        before = [number for number in here if starts.get(self._stops[number].annotation_id, start) < start]
        return before[-1] + 1 if before else here[0] if here else 0

    def _ahead(self, archive: Archive, at: int) -> Iterator[int]:
        """Yield the numbers of the stops from ``at`` on, fetching more until the walk ends."""
        while at < len(self._stops) or self._fetch(archive):
            yield at
            at += 1

    def _first_waiting(self, archive: Archive, numbers: Iterable[int]) -> int | None:
        article_id, waiting = "", set[str]()
        for number in numbers:
            stop = self._stops[number]
            if stop.article_id != article_id:
                article_id = stop.article_id
                waiting = {a.id for a in _all(self._read(archive, article_id)) if self._waits(a)}
            if stop.annotation_id in waiting:
                return number
        return None

    def waiting(self, archive: Archive, most: int) -> list[Annotation]:
        """Return up to ``most`` quotations of the whole walk that can be accepted, including those not fetched yet."""
        found: list[Annotation] = []
        seen: set[str] = set()
        for number in self._ahead(archive, 0):
            article_id = self._stops[number].article_id
            if article_id not in seen:
                seen.add(article_id)
                ids = {stop.annotation_id for stop in self._stops}
                everything = _all(archive.open_article(article_id))
                found += [a for a in everything if a.id in ids and a.waits_to_be_accepted]
            if len(found) >= most:
                break
        self._read_ahead = None
        return found[:most]

    def _go(self, archive: Archive, at: int | None) -> bool:
        """Go to a stop; False if there is none. The open article is not read again: ``renew`` does that."""
        self.is_through = at is None
        if at is not None:
            self._at = at
            self._see(self._read(archive, self._stops[at].article_id))
            self._see_current(archive)
        self._read_ahead = None
        return at is not None

    def look(self, archive: Archive) -> None:
        """Read the current article again."""
        if self._stops:
            self._see(archive.open_article(self._stops[self._at].article_id))
            self._see_current(archive)

    def _read(self, archive: Archive, article_id: str) -> OpenedArticle:
        """Return an article of the walk: the one shown, the one this step has read, or a new read."""
        for known in (self.opened, self._read_ahead):
            if known is not None and known.row.id == article_id:
                return known
        self._read_ahead = archive.open_article(article_id)
        return self._read_ahead

    def _see(self, opened: OpenedArticle) -> None:
        if opened is not self.opened:
            self.opened = opened
            self._count(_all(opened), opened.row.id)

    def _see_current(self, archive: Archive) -> None:
        wanted = self._stops[self._at].annotation_id
        here = _all(self.opened) if self.opened is not None else ()
        self.current = next((a for a in here if a.id == wanted), None) or archive.annotations.get(wanted)

    def renew(self, archive: Archive, article_ids: Sequence[str]) -> None:
        """Count the decisions in changed articles of the walk, and read the current one again."""
        here = self.opened.row.id if self.opened else None
        for article_id in {stop.article_id for stop in self._stops} & set(article_ids) - {here}:
            self._count(_all(archive.open_article(article_id)), article_id)
        self.look(archive)

    # On the event loop, while no step is running

    def know(self, changed: Sequence[Annotation]) -> None:
        """Update annotations as a decision left them, without reading the store."""
        now = {annotation.id: annotation for annotation in changed}
        if self.opened is not None:
            self.opened = with_changes(self.opened, changed)
        if self.current is not None:
            self.current = now.get(self.current.id, self.current)
        decided = {stop.annotation_id for stop in self._stops if stop.annotation_id in now}
        self._kept = self._kept - decided | {one for one in decided if now[one].state.status in self._keeping}

    def _count(self, everything: Sequence[Annotation], article_id: str) -> None:
        """Count the accepted quotations of an article."""
        kept = {a.id for a in everything if a.state.status in self._keeping}
        ids = {stop.annotation_id for stop in self._stops if stop.article_id == article_id}
        self._kept = self._kept - ids | ids & kept

    @property
    def _keeping(self) -> tuple[Status, ...]:
        return (Status.VERIFIED,) if self.is_second_reading else (Status.ACCEPTED, Status.VERIFIED)

    def _waits(self, annotation: Annotation) -> bool:
        return annotation.state.flagged if self.is_second_reading else annotation.state.status.is_open

    def keep_place(self, archive: Archive) -> None:
        """Save the person's place, or that they have finished."""
        place = None if self.is_through else self.place
        if place != self._place_kept:
            archive.reviews.keep_place(self.scope, place)
            self._place_kept = place

    def _fetch(self, archive: Archive) -> bool:
        """Add the next article's open quotations to the walk; False if there are no more."""
        while not self._ended:
            after = self._next
            if self._among is not None:
                if not self._among:
                    return False
                # Counted as fetched only once it is read: the store may be away.
                opened = self._read(archive, article_id := self._among[0])
                del self._among[0]
            else:
                page = archive.reviews.next_article(self._narrowed, after)
                opened_next = self._read(archive, page.rows[0].id) if page.rows else None
                self._next, self._ended = page.after, page.after is None
                if opened_next is None:
                    return False
                opened, article_id = opened_next, opened_next.row.id
            known = {stop.annotation_id for stop in self._stops}
            stops = [_Stop(after, article_id, a.id) for a in _all(opened) if self._waits(a) and a.id not in known]
            if stops:
                self.opened = self.opened or opened
                self._stops += stops
                return True
        return False

    def _left(self, archive: Archive) -> int:
        if self._among is not None:
            return len(self._stops)
        return archive.reviews.open_count(self._narrowed, self._stops[0].after)


def _all(opened: OpenedArticle) -> Sequence[Annotation]:
    return (*opened.annotations, *opened.elsewhere)


def _start(annotation: Annotation) -> int:
    return min((piece.span.start for piece in annotation.pieces(SpanRole.CONTENT)), default=0)
