"""The pages of articles with settled quotations: each is watched for three days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from newstext.identifiers import known_address
from newstext.stated import State
from store.model.annotations import Status
from store.model.watches import NewWatch, Visit, WatchKind
from store.watch import schedule
from store.watch.addresses import AddressError, web_address

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from random import Random

    from store.model.articles import Revision
    from store.model.changes import Event
    from store.model.lists import ArticleRow, Cursor, Page
    from store.model.watches import Watch
    from store.watch.visits import Recorder

    class _Engine(Protocol):
        def events(self, *, article_id: str | None, since: Cursor | None, limit: int) -> Page[Event]: ...

        def fed_articles(self, article_ids: Collection[str]) -> set[str]: ...

        def articles_with(self, article_ids: Collection[str], *, actor: str) -> dict[str, ArticleRow]: ...

        def revisions_with(self, revision_ids: Collection[str]) -> dict[str, Revision]: ...


_PAGE = 500
_SETTLED = (Status.ACCEPTED, Status.VERIFIED)


class SettledVisitor:
    """Reads on in the log, and starts to watch the articles in which a quotation was settled."""

    def __init__(self, engine: _Engine, recorder: Recorder, actor: str, chance: Random) -> None:
        self._engine = engine
        self._recorder = recorder
        self._actor = actor
        self._chance = chance

    def visit(self, watch: Watch) -> None:
        """Read the next part of the log; if there is more, it is due at once."""
        now = self._recorder.clock()
        page = self._engine.events(article_id=None, since=watch.state.cursor, limit=_PAGE)
        is_end = len(page.rows) < _PAGE
        state = watch.state._replace(
            next_at=schedule.after_success(watch, now, self._chance) if is_end else now,
            visited_at=now,
            failures=0,
            trouble=None,
            trouble_since=None,
            cursor=page.after or watch.state.cursor,
        )
        children = self._pages(watch, _settled_since(page.rows, now - schedule.ARTICLE_VISITS[-1]))
        visit = Visit(watch.id, self._recorder.holder, now, state, children=children)
        self._recorder.record(visit, watch.place)

    def _pages(self, watch: Watch, settled: dict[str, datetime]) -> tuple[NewWatch, ...]:
        """Return a watch for each article's page, unless a feed updates the article."""
        ids = settled.keys() - self._engine.fed_articles(settled.keys())
        rows = self._engine.articles_with(ids, actor=self._actor)
        revisions = self._engine.revisions_with({row.revision_id for row in rows.values()})
        new = []
        for article_id, row in rows.items():
            article, began = revisions[row.revision_id].article, settled[article_id]
            # An article with an id came from an agency, which sends its updates.
            if article.external_id or article.state is State.WITHDRAWN or not _is_page(article.url):
                continue
            first = began + schedule.ARTICLE_VISITS[0]
            new.append(
                NewWatch(
                    WatchKind.ARTICLE,
                    article.url or "",
                    article.headline,
                    parent_id=watch.id,
                    began_at=began,
                    next_at=first,
                )
            )
        return tuple(new)


def _settled_since(events: tuple[Event, ...], earliest: datetime) -> dict[str, datetime]:
    """Return the articles in which a quotation was settled, each with the latest time."""
    return {
        event.article_id: event.at
        for event in events
        if event.at > earliest
        and event.after.status in _SETTLED
        and (event.before is None or event.before.status != event.after.status)
    }


def _is_page(url: str | None) -> bool:
    try:
        return url is not None and known_address(url) is not None and bool(web_address(url))
    except AddressError:
        return False
