"""The opening of articles: from the stack, or at a quotation chosen elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from newstext import find_quotations
from newstext.formats.errors import UnreadableError
from store.articles.open_articles import stands_in
from store.model.members import Deed
from tui.desk.trail import Stop, Trail
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowPictures
from tui.wording import describe

if TYPE_CHECKING:
    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.lists import ArticleRow
    from tui.desk.host import Host
    from tui.desk.refresh import Refresher
    from tui.stack.list import Entry


_BY_HAND = "{reader.select} marks quotations by hand."
_LONG = 100_000
"""Code points from which the finder runs in its own process."""


class _Place(NamedTuple):
    """The cursor's position in an article: ``quotation`` where it stands in the text, else ``offset``.

    ``offset`` counts in the revision with number ``revision``, or in the current one; ``words`` are marked.
    """

    article_id: str
    offset: int | None = None
    revision: int | None = None
    words: tuple[str, ...] = ()
    quotation: Annotation | None = None


class ArticleOpener:
    """Opens articles in the reader of one screen."""

    def __init__(self, screen: Host, refreshing: Refresher) -> None:
        self._screen = screen
        self._refreshing = refreshing
        self._trail = Trail()
        self._draft = ""

    @handles("open", Scope.STACK)
    def open_current(self) -> None:
        self.open(self._screen.stack.current)

    def open(self, entry: Entry | None) -> None:
        """Open a row of the stack. Without one, open the article under its cursor, once it is fetched."""
        self._screen.work_on(partial(self._opening_entry, entry), group="open", holds_keys=True)

    def open_at(self, article_id: str, at: int, revision: int) -> None:
        """Open an article with the cursor at a code point of this revision (its number), if that is the current one."""
        self._open(_Place(article_id, at, revision))

    def show_article(self, annotation: Annotation) -> None:
        """Open a quotation's article in the reader, with the cursor on the quotation."""
        self._open(_Place(annotation.article_id, quotation=annotation))

    def _open(self, place: _Place) -> None:
        self.leave()
        self._screen.work_on(partial(self._opening, place), group="open", holds_keys=True)

    # Back and forward

    def leave(self) -> None:
        """Remember what is open, before another place is shown."""
        if (here := self._here) is not None:
            self._trail.leave(here)

    @property
    def _here(self) -> Stop | None:
        reader = self._screen.reader
        return Stop(reader.opened.row.id, reader.cursor) if reader.opened is not None else None

    @handles("earlier_place", Scope.DESK)
    def go_back(self) -> None:
        self._go(self._trail.back(self._here), "There is no earlier article.")

    @handles("later_place", Scope.DESK)
    def go_forward(self) -> None:
        self._go(self._trail.forward(self._here), "There is no later article.")

    def _go(self, stop: Stop | None, nothing: str) -> None:
        if stop is None:
            self._screen.status.say(nothing)
        else:
            place = _Place(stop.article_id, stop.offset)
            self._screen.work_on(partial(self._opening, place), group="open", holds_keys=True)

    async def _opening_entry(self, entry: Entry | None) -> None:
        if entry is not None or (entry := await self._screen.pages.current()) is not None:
            if self._here is not None and self._here.article_id != entry.row.id:
                self.leave()
            await self._opening(_place_of(entry))

    async def _opening(self, place: _Place) -> None:
        """Open an article in the reader, then mark it as read and let the finder suggest its quotations.

        It is read from the store once: the finder's changes are shown as the store returned them.
        """
        screen, article_id = self._screen, place.article_id
        opened = await self._refreshing.read(article_id)
        await self._show(opened, place)
        screen.go_to_reader()
        screen.pages.go_to(article_id)
        screen.let_keys_go_on("open")
        screen.pages.replace_row(opened.row)
        if opened.as_of is not None:
            return
        may = screen.session.archive.presence.refusal
        if opened.row.unread and may(Deed.MARK) is None:
            await screen.session.write(lambda archive: archive.articles.mark_read([opened.row]))
        if may(Deed.DECIDE) is not None:
            return  # Only those who may decide anchor quotations after an update, and run the finder.
        moved, is_searched = await screen.session.read(partial(_search_state, opened.revision))
        if moved:
            await self._refreshing.read_again(article_id)
        if not is_searched and (found := await self._find(opened.revision)):
            self._refreshing.show_changed(found)
            reader = screen.reader
            if reader.opened and reader.opened.row.id == article_id and reader.cursor == 0 and not reader.selecting:
                await self._show(reader.opened, place)
        if opened.row.unread or moved:
            self._refreshing.show_rows([article_id])

    def tell_of_update(self, opened: OpenedArticle) -> None:
        """Say that the open article has a newer revision, and run the finder on it."""
        changed = describe.count(opened.row.stale_count, "quotation")
        settle = f" {{desk.stale}} settles {changed} that changed." if opened.row.stale_count else ""
        words = f"Updated just now to revision {opened.revision.seq}. {{desk.difference}} shows the changes.{settle}"
        self._screen.status.say(self._screen.session.phrase(words))
        self._screen.work_on(partial(self._find_anew, opened), group="update")

    async def _find_anew(self, opened: OpenedArticle) -> None:
        # The article stays unread in the stack, as a sign that something is new.
        _, is_searched = await self._screen.session.read(partial(_search_state, opened.revision))
        if not is_searched:
            self._refreshing.show_changed(await self._find(opened.revision))

    @handles("rejected", Scope.READER)
    def show_rejected(self) -> None:
        from tui.quotations.rejected import RejectedScreen

        if (opened := self._screen.reader.opened) is not None:
            self._screen.app.push_screen(RejectedScreen(opened.row.id))

    @handles("held_back", Scope.READER)
    def show_held_back(self) -> None:
        """Suggest also what the finder holds back: unsure indirect speech, the turns of a long transcript."""
        opened = self._screen.reader.opened
        if opened is None or not opened.held_back:
            self._screen.status.say("The finder holds nothing back in this article.")
        else:
            self._screen.work_on(partial(self._show_held_back, opened), group="held back", holds_keys=True)

    async def _show_held_back(self, opened: OpenedArticle) -> None:
        found = await self._find(opened.revision, whole=True)
        self._refreshing.show_changed(found)
        if found:
            self._screen.status.say(
                f"Also suggested: {describe.count(len(found), 'quotation')} that the finder held back."
            )

    async def _find(self, revision: Revision, *, whole: bool = False) -> tuple[Annotation, ...]:
        """Run the finder on a revision; return the annotations that this changed.

        Decisions don't wait for it. A long article is scanned in a limited process.
        """
        from newstext.quotations.languages.pack import PackError

        session, article = self._screen.session, revision.article
        find = session.finder.find if len(article.body) > _LONG else find_quotations
        try:
            quotations = await session.think(lambda archive: archive.suggestions.quotations(article, find))
        except UnreadableError:
            self._screen.status.say(session.phrase(f"This article is too long for the finder. {_BY_HAND}"))
            return ()
        except PackError as error:
            self._screen.status.say(session.phrase(f"{{why}} {_BY_HAND}", why=str(error)))
            return ()
        except Exception as error:  # noqa: BLE001 - without the finder, people can still read and quote the article
            why = f"{type(error).__name__}: {error}"
            self._screen.status.say(session.phrase(f"The finder failed on this article ({{why}}). {_BY_HAND}", why=why))
            return ()
        changed = await session.think(lambda archive: archive.suggestions.save(revision, quotations, whole=whole))
        held_back = await session.read(lambda archive: archive.suggestions.held_back(revision.id))
        if (opened := self._screen.reader.opened) is not None and opened.revision.id == revision.id:
            self._screen.reader.show_changed(opened._replace(held_back=held_back, is_searched=True), ())
        return changed

    async def _show(self, opened: OpenedArticle, place: _Place) -> None:
        """Show an article at a position, if its revision is the current one, and mark the words it was found by."""
        is_current = place.revision in (None, opened.revision.seq)
        self._screen.reader.show(opened, cursor=place.offset if is_current else None)
        if place.quotation is not None and stands_in(place.quotation, opened):
            self._screen.reader.go_to(place.quotation)
        if place.words:
            await self._screen.looking.mark(place.words)
        if not is_current:
            shows = self._screen.session.phrase("{desk.difference} shows the changes.")
            self._screen.status.say(f"These words are in revision {place.revision}, not in the current one. {shows}")

    @handles("check", Scope.DESK)
    def check_draft(self) -> None:
        from tui.checks.screen import ask_for_draft

        ask_for_draft(self._screen, self._draft, self._keep_draft)

    def _keep_draft(self, path: str) -> None:
        self._draft = path

    @handles("watches", Scope.DESK)
    def show_watches(self) -> None:
        from tui.watches.screen import WatchesScreen

        self._screen.app.push_screen(WatchesScreen())

    @handles("pictures", Scope.DESK)
    def show_pictures(self) -> None:
        self._screen.post_message(ShowPictures(self._screen.pages.view.narrowed))

    @handles("open_in_browser", Scope.DESK)
    def open_in_browser(self) -> None:
        if (row := self.row_at_hand) is not None:
            at = self._screen.reader.current if self._screen.is_reading else None
            self._screen.work_on(partial(self._open_in_browser, row.id, at), group="browser")

    @property
    def row_at_hand(self) -> ArticleRow | None:
        """The article being read, else the one under the stack's cursor."""
        opened, entry = self._screen.reader.opened, self._screen.stack.current
        if self._screen.is_reading and opened is not None:
            return opened.row
        return None if entry is None else entry.row

    async def _open_in_browser(self, article_id: str, at: Annotation | None) -> None:
        """Open an article's address, at the words of a quotation where the cursor is on one."""
        from newstext.text_fragment import address_of_words
        from store.model.annotations import SpanRole
        from tui.terminal.browser import open_address

        session = self._screen.session
        revision = (await session.read(lambda archive: archive.open_article(article_id))).revision
        pieces = at.pieces(SpanRole.CONTENT) if at else ()
        spans = [piece.span for piece in pieces if piece.revision_id == revision.id]
        url = revision.article.url
        address = url and address_of_words(url, revision.article.body, spans)
        session.say(await open_address(address, elsewhere=session.browser.open if session.browser else None))

    @handles("register", Scope.DESK)
    def show_register(self) -> None:
        from tui.register.screen import RegisterScreen

        def go(annotation_id: str | None) -> None:
            if annotation_id is not None:
                self._screen.work_on(partial(self._go_to_quotation, annotation_id), group="register", holds_keys=True)

        self._screen.app.push_screen(RegisterScreen(), go)

    @handles("done", Scope.DESK)
    def show_own_decisions(self) -> None:
        from tui.quotations.listed import ListedScreen, own_decisions

        self._screen.app.push_screen(ListedScreen(own_decisions, "You have decided nothing yet."))

    @handles("said", Scope.DESK)
    def show_said(self) -> None:
        from store.articles.query import parsed
        from tui.base.prompt import Prompt
        from tui.quotations.listed import ListedScreen, said_by

        def show(who: str | None) -> None:
            if who and who.strip():
                read = partial(said_by, who=who.strip())
                self._screen.app.push_screen(ListedScreen(read, "Nobody of this name is quoted."))

        asked = parsed(self._screen.search.value).narrowed.who or self._screen.pages.view.narrowed.who or ""
        ask = Prompt("All that a person said", about="A name, or the beginning of one.", value=asked, enter="list")
        self._screen.app.push_screen(ask, show)

    async def _go_to_quotation(self, annotation_id: str) -> None:
        self.show_article(await self._screen.session.read(lambda archive: archive.annotations.get(annotation_id)))


def _place_of(entry: Entry) -> _Place:
    """Return where an entry of the stack opens. A search hit opens at the words found."""
    if entry.offset is None:
        return _Place(entry.row.id)
    above = [mark.of(entry.row.headline or "") for mark in entry.headline_marks]
    words = (*(mark.of(entry.snippet) for mark in entry.snippet_marks), *above)
    return _Place(entry.row.id, entry.offset, words=words)


def _search_state(revision: Revision, archive: Archive) -> tuple[bool, bool]:
    """Reanchor what an update left behind.

    Return whether anything was, and whether the finder has scanned the revision.
    """
    return archive.suggestions.reanchor(revision.article_id), archive.suggestions.is_searched(revision.id)
