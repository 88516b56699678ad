"""The way of a review: open quotations in order, fetched an article at a time, and how far the person has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.listing import ArticleFilter, ArticleState
from store.records import Status
from store.reviews import EVERYTHING, ReviewPlace, scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.listing import Cursor
    from store.opened import OpenedArticle
    from store.records import Annotation


class _Stop(NamedTuple):
    """One quotation on the way; ``after`` leads to its article."""

    after: Cursor | None
    article_id: str
    annotation_id: str


class Walk:
    """Where one review goes: over one article, or over what a filter lets through. All that asks the archive is for a
    thread; each of these changes nothing but this walk."""

    def __init__(self, scope: str, narrowed: ArticleFilter = EVERYTHING, *, among: Sequence[str] | None = None) -> None:
        self.scope = scope
        self._narrowed = narrowed
        self._among = list(among) if among is not None else None
        """The ids of the articles still to be looked at, where it goes over given ones."""
        self._is_second_reading = ArticleState.SECOND_READER in narrowed.states
        self._stops: list[_Stop] = []
        self._at = 0
        self._before = 0
        """How many were passed in earlier sittings."""
        self._kept_before = 0
        self._kept: set[str] = set()
        self._next: Cursor | None = None
        self._ended = False
        self.total = 0
        self.opened: OpenedArticle | None = None

    @classmethod
    def over(cls, narrowed: ArticleFilter) -> Walk:
        """Return a walk over what a filter lets through: what is open, or what waits for a second reader."""
        return cls(scope_of(narrowed), narrowed)

    @classmethod
    def within(cls, opened: OpenedArticle) -> Walk:
        """Return a walk over an article that has been read."""
        walk = cls(scope_of(article_id=opened.row.id), among=[opened.row.id])
        walk.opened = opened
        return walk

    @classmethod
    def among(cls, article_ids: Sequence[str], searched: str) -> Walk:
        """Return a walk over the articles that a search has found."""
        return cls(scope_of(searched=searched), among=article_ids)

    # For the screen

    @property
    def number(self) -> int:
        """Which quotation this is, counted from 1."""
        return self._before + self._at + 1

    @property
    def kept(self) -> int:
        """How many have been accepted on the way."""
        return self._kept_before + len(self._kept)

    @property
    def current(self) -> Annotation | None:
        """The quotation that is looked at."""
        if self.opened is None or not self._stops:
            return None
        wanted = self._stops[self._at].annotation_id
        return next((a for a in _all(self.opened) if a.id == wanted), None)

    @property
    def place(self) -> ReviewPlace | None:
        """Where to go on another day."""
        if not self._stops:
            return None
        stop = self._stops[self._at]
        return ReviewPlace(stop.after, stop.annotation_id, self.number, self.kept)

    # In a thread

    def begin(self, archive: Archive) -> bool:
        """Go to where the person stopped, or to the first; False when nothing is open."""
        place = archive.reviews.place(self.scope)
        self._next = place.after if place else None
        if not self._fetch(archive):
            return False
        while self._among and self._fetch(archive):
            pass
        if place is not None:
            ids = [stop.annotation_id for stop in self._stops]
            self._at = ids.index(place.annotation_id) if place.annotation_id in ids else 0
            self._before = max(0, place.number - 1 - self._at)
            self._kept_before = place.kept
        self.total = self._before + self._left(archive)
        self._go(archive, self._at)
        return True

    def step(self, archive: Archive, by: int) -> bool:
        """Go one on, or one back; False when there is none that way."""
        if by > 0 and self._at + 1 >= len(self._stops) and not self._fetch(archive):
            return False
        if self._at + by < 0:
            return False
        self._go(archive, self._at + by)
        return True

    def go_to(self, archive: Archive, annotation_id: str) -> bool:
        """Go to a quotation that was on the way; False when it was not."""
        ids = [stop.annotation_id for stop in self._stops]
        if annotation_id not in ids:
            return False
        self._go(archive, ids.index(annotation_id))
        return True

    def _go(self, archive: Archive, at: int) -> None:
        """Go to a stop. Within an article nothing is read anew: what is decided in it is shown by ``renew``."""
        self._at = at
        if self.opened is None or self.opened.row.id != self._stops[at].article_id:
            self.look(archive)

    def look(self, archive: Archive) -> None:
        """See the article as it is now."""
        if not self._stops:
            return
        self.opened = archive.open_article(self._stops[self._at].article_id)
        self._count(self.opened)

    def renew(self, archive: Archive, article_ids: Sequence[str]) -> None:
        """Know what has been decided in articles on the way; see the one that is looked at as it is now."""
        here = self.opened.row.id if self.opened else None
        for article_id in {stop.article_id for stop in self._stops} & set(article_ids) - {here}:
            self._count(archive.open_article(article_id))
        self.look(archive)

    def _count(self, opened: OpenedArticle) -> None:
        everything = {a.id: a for a in _all(opened)}
        for stop in self._stops:
            if stop.article_id == opened.row.id:
                annotation = everything.get(stop.annotation_id)
                is_kept = annotation is not None and annotation.state.status in self._keeping
                (self._kept.add if is_kept else self._kept.discard)(stop.annotation_id)

    @property
    def _keeping(self) -> tuple[Status, ...]:
        return (Status.VERIFIED,) if self._is_second_reading else (Status.ACCEPTED, Status.VERIFIED)

    def _waits(self, annotation: Annotation) -> bool:
        return annotation.state.flagged if self._is_second_reading else annotation.state.status.is_open

    def keep_place(self, archive: Archive, *, through: bool = False) -> None:
        """Keep where the person is, or that they are through."""
        archive.reviews.keep_place(self.scope, None if through else self.place)

    def _fetch(self, archive: Archive) -> bool:
        """Put the next article's open quotations on the way; False when there is no more."""
        while not self._ended:
            after = self._next
            if self._among is not None:
                if not self._among:
                    return False
                article_id = self._among.pop(0)
            else:
                page = archive.reviews.next_article(self._narrowed, after)
                self._next, self._ended = page.after, page.after is None
                if not page.rows:
                    return False
                article_id = page.rows[0].id
            here = self.opened
            opened = here if here is not None and here.row.id == article_id else archive.open_article(article_id)
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
