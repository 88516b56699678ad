"""The screen of watched sources and their arrivals, where sources are added and removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.model.watches import SeenFile, WatchEntry
from tui.base.list_screen import ListScreen
from tui.base.path_prompt import PathPrompt
from tui.kernel.actions import Scope
from tui.kernel.browser import NO_FILES, may_read_files
from tui.kernel.handlers import handles
from tui.kernel.messages import OpenArticle
from tui.watches.lines import entry_line, source_line, unreadable_line
from tui.wording import watches as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.model.watches import Lease, Watch

_EMPTY = "Nothing is watched yet. {watches.add_source} adds a folder or a feed."
_NOTHING_CAME = "Nothing has come yet, and nothing went wrong."


class WatchesScreen(ListScreen[None], inherit_bindings=False):
    """Lists the watched sources; on request, the arrivals and errors of one, the latest first."""

    def __init__(self) -> None:
        super().__init__("Watched sources")
        self._watches: list[Watch] = []
        self._shown: Watch | None = None
        """The source whose arrivals are shown; None while all sources are."""
        self._left: Watch | None = None
        """The source to go back to."""
        self._entries: list[SeenFile | WatchEntry] = []

    def on_mount(self) -> None:
        super().on_mount()
        self.work_on(self._load, group="watches", holds_keys=True)

    @property
    def scope(self) -> Scope:
        return Scope.WATCHES

    @property
    def current(self) -> Watch | None:
        """The source under the cursor, or the one whose arrivals are shown."""
        here = self.cursor
        return self._shown or (self._watches[here] if here is not None and here < len(self._watches) else None)

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        if article_ids is None:  # Decisions change nothing here.
            await self._load()

    # Drawing

    async def _load(self) -> None:
        def ask(archive: Archive) -> tuple[list[Watch], Lease | None]:
            return archive.watches.all(), archive.watches.watcher_now()

        watches, lease = await self.session.read(ask)
        if self._shown is not None:
            await self._load_entries(self._shown)
            return
        here, self._watches, self._left = self._left or self.current, watches, None
        now = self.session.clock()
        said = (wording.total(watches), wording.watching(lease, now)) if watches else ()
        self.head(" · ".join(("Watched sources", *said)))
        self.show(source_line(watch, now) for watch in watches)
        if here is not None:
            self.go_to(next((n for n, watch in enumerate(watches) if watch.id == here.id), self.cursor or 0))
        self.status.describe("" if watches else self.session.phrase(_EMPTY))

    async def _load_entries(self, watch: Watch) -> None:
        def ask(archive: Archive) -> list[SeenFile | WatchEntry]:
            return [*archive.watches.unreadable_files(watch.id), *archive.watches.entries(watch.id)]

        self._entries = await self.session.read(ask)
        now = self.session.clock()
        self.head(f"{wording.title(watch)} · what came, and what went wrong")
        self.show(unreadable_line(one) if isinstance(one, SeenFile) else entry_line(one, now) for one in self._entries)
        self.status.describe("" if self._entries else _NOTHING_CAME)

    def go_back(self) -> None:
        if self._shown is None:
            super().go_back()
            return
        self._shown, self._left = None, self._shown
        self.work_on(self._load, group="watches", holds_keys=True)

    # Actions

    @handles("open", Scope.WATCHES)
    def open_source(self) -> None:
        if self._shown is None:
            self._shown = self.current
            self.go_to(0)
            self.work_on(self._load, group="watches", holds_keys=True)
        else:
            self.work_on(self._open_article, group="watches", holds_keys=True)

    async def _open_article(self) -> None:
        entry = next(iter(self._entries[self.cursor or 0 :]), None)
        article_id = entry.article_id if isinstance(entry, WatchEntry) else None
        if article_id is None:
            self.status.say("No article came from this visit.")
            return
        opened = await self.session.read(lambda archive: archive.open_article(article_id))
        self.post_message(OpenArticle(article_id, 0, revision=opened.revision.seq))

    @handles("add_source", Scope.WATCHES)
    def add_source(self) -> None:
        def add(place: str | None) -> None:
            if place and place.strip():
                self.work_on(partial(self._add, place.strip()), group="watches", holds_keys=True)

        about = "Path of a folder, or of a list of feeds (OPML), or the web address of a feed."
        self.app.push_screen(PathPrompt("Watch a folder or a feed", about=about, enter="add"), add)

    async def _add(self, place: str) -> None:
        from store.watch.places import new_watches

        if not place.startswith(("https://", "http://")) and not may_read_files(self.session.browser):
            self.status.say(f"{NO_FILES} Watch the web address of a feed or a page.")
            return
        new, left_out = await self.session.read(lambda _: new_watches(place))
        added = await self.session.write(lambda archive: archive.watches.add(new))
        await self._load()
        known = "" if len(added) == len(new) else f", {len(new) - len(added)} watched already"
        missing = f", {len(left_out)} left out: {left_out[0]}" if left_out else ""
        self.status.say(f"Added: {len(added)}{known}{missing or '.'}")

    @handles("remove_source", Scope.WATCHES)
    def remove_source(self) -> None:
        if (watch := self.current) is not None:
            self.work_on(partial(self._remove, watch), group="watches", holds_keys=True)

    async def _remove(self, watch: Watch) -> None:
        await self.session.write(lambda archive: archive.watches.remove([watch.id]))
        self._shown = None
        await self._load()
        self.status.say(f"Removed: {wording.title(watch)}. Its articles stay.")

    @handles("visit_source", Scope.WATCHES)
    def visit_source(self) -> None:
        if (watch := self.current) is not None:
            self.work_on(partial(self._visit, watch), group="watches", holds_keys=True)

    async def _visit(self, watch: Watch) -> None:
        await self.session.write(lambda archive: archive.watches.visit_soon([watch.id]))
        await self._load()
        watched = await self.session.read(lambda archive: archive.watches.watcher_now())
        self.status.say("Its visit is next." if watched else "Its visit is next, once watching starts.")
