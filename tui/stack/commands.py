"""The commands on the stack: unread articles, flags, views and sort orders."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from store.model.lists import FOR_ME, ArticleState
from store.model.members import Deed
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording import describe
from tui.wording.views import STACK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store import Archive
    from store.model.lists import ArticleOrder, ArticleRow, Position, View
    from tui.stack.host import Host
    from tui.stack.view_name import ViewName
    from tui.stack.window import Pages


class StackCommands:
    """The commands on the stack of one screen."""

    def __init__(self, screen: Host, pages: Pages, leave_search: Callable[[], None]) -> None:
        self._screen = screen
        self._pages = pages
        self._leave_search = leave_search

    # The next article in some state

    @handles("next_unread", Scope.STACK)
    def go_to_next_unread(self) -> None:
        self._go_to(ArticleState.UNREAD)

    @handles("previous_unread", Scope.STACK)
    def go_to_previous_unread(self) -> None:
        self._go_to(ArticleState.UNREAD, backwards=True)

    @handles("next_open", Scope.DESK)
    def open_next_open(self) -> None:
        self._go_to(ArticleState.OPEN, opens=True)

    def _go_to(self, state: ArticleState, *, backwards: bool = False, opens: bool = False) -> None:
        """Go to the next or previous article in a state, and open it if asked to."""
        stack = self._screen.stack
        numbered = list(enumerate(stack.entries, stack.first))
        ahead = (
            reversed(numbered[: stack.cursor - stack.first])
            if backwards
            else numbered[stack.cursor - stack.first + 1 :]
        )
        if (number := next((number for number, entry in ahead if _IS_IN[state](entry.row)), None)) is not None:
            stack.move_to(number)
            if opens:
                self._open_current()
        elif stack.current is None or self._screen.is_searching:
            self._say_none(state, backwards)
        else:
            look = partial(self._look_for, state, stack.current.row, backwards=backwards, opens=opens)
            self._screen.work_on(look, group="go to", holds_keys=True)

    async def _look_for(self, state: ArticleState, row: ArticleRow, *, backwards: bool, opens: bool) -> None:
        """Go to an article that is not in the window yet."""
        pages = self._pages
        found = await self._screen.session.read(partial(_next, pages.view, state, row.id, backwards))
        if found is None:
            self._say_none(state, backwards)
            return
        await pages.bring(found.id)
        if opens:
            self._open_current()

    def _open_current(self) -> None:
        """Open the article under the cursor, and say which it is: rows with nothing open were passed."""
        self._screen.open_current()
        if (entry := self._screen.stack.current) is not None:
            title = describe.title(entry.row.headline, entry.row.opening)
            self._screen.status.say(f"“{title}”: {describe.count(entry.row.open_count, 'quotation')} open.")

    def _say_none(self, state: ArticleState, backwards: bool) -> None:
        session = self._screen.session
        if state is ArticleState.UNREAD:
            session.saving.say(f"No unread article {'above' if backwards else 'below'}.")
            return
        finds = session.phrase("{desk.find_everywhere} finds quotations in articles not scanned yet.")
        session.saving.say(f"No article with open quotations below. {finds}")

    @handles("toggle_read", Scope.STACK)
    def toggle_read(self) -> None:
        if (entry := self._screen.stack.current) is not None:
            words = {True: "Marked as unread.", False: "Marked as read."}
            self._mark(entry.row, lambda row: row._replace(unread=not row.unread), lambda row: words[row.unread])

    @handles("flag", Scope.STACK)
    def flag(self) -> None:
        if (entry := self._screen.stack.current) is not None:
            words = {True: "Flagged.", False: "Flag removed."}
            self._mark(entry.row, lambda row: row._replace(flagged=not row.flagged), lambda row: words[row.flagged])

    def _mark(
        self, seen: ArticleRow, turn: Callable[[ArticleRow], ArticleRow], words: Callable[[ArticleRow], str]
    ) -> None:
        """Save whether an article is read and flagged, then show it."""
        screen = self._screen

        async def mark() -> None:
            # The row as earlier marks have left it.
            row = turn(next((entry.row for entry in screen.stack.entries if entry.row.id == seen.id), seen))

            def keep(archive: Archive) -> None:
                archive.articles.mark_read([row], read=not row.unread)
                archive.articles.flag([row.id], flagged=row.flagged)

            await screen.session.write(keep)
            self._pages.replace_row(row)
            screen.show_rows([row.id])
            screen.status.say(words(row))

        screen.session.saving.decide(mark)

    # All articles shown

    @handles("toggle_all_read", Scope.STACK)
    def toggle_all_read(self) -> None:
        async def toggle() -> None:
            rows = await self._all_shown()
            unread = [row for row in rows if row.unread]
            chosen, read = (unread, True) if unread else (rows, False)
            await self._screen.session.write(lambda archive: archive.articles.mark_read(chosen, read=read))
            words = f"Marked {describe.count(len(chosen), 'article')} as {'read' if read else 'unread'}."
            self._show_marked([row._replace(unread=not read) for row in chosen], words)

        self._screen.session.saving.decide(toggle, holds_keys=True)

    @handles("flag_all", Scope.STACK)
    def flag_all(self) -> None:
        async def flag() -> None:
            rows = await self._all_shown()
            plain = [row for row in rows if not row.flagged]
            chosen, flagged = (plain, True) if plain else (rows, False)
            ids = [row.id for row in chosen]
            await self._screen.session.write(lambda archive: archive.articles.flag(ids, flagged=flagged))
            words = f"{'Flagged' if flagged else 'Unflagged'} {describe.count(len(chosen), 'article')}."
            self._show_marked([row._replace(flagged=flagged) for row in chosen], words)

        self._screen.session.saving.decide(flag, holds_keys=True)

    async def _all_shown(self) -> list[ArticleRow]:
        """Return the articles that the stack shows: of a search its hits, else all of the view."""
        if self._screen.is_searching:
            return [entry.row for entry in self._screen.stack.entries]
        return await self._screen.session.read(partial(_rows_of, self._pages.view))

    def _show_marked(self, rows: Sequence[ArticleRow], words: str) -> None:
        for row in rows:
            self._pages.replace_row(row)
        self._screen.show_rows([row.id for row in rows[:1]])
        self._screen.status.say(words)

    # Views

    @handles("sort", Scope.STACK)
    def choose_order(self) -> None:
        from tui.stack.order_menu import OrderMenu

        def sort(order: ArticleOrder | None) -> None:
            if order is not None:
                self.show(self._pages.view._replace(order=order))

        self._screen.app.push_screen(OrderMenu(self._pages.view.order), sort)

    @handles("filter", Scope.STACK)
    def choose_view(self) -> None:
        from tui.stack.view_menus import ViewMenu

        def show(view: View | None) -> None:
            if view is not None:
                self.show(view)

        self._screen.app.push_screen(ViewMenu(), show)

    @handles("for_me", Scope.DESK)
    def show_own(self) -> None:
        self._screen.show_stack()
        self._screen.set_focus(self._screen.stack)
        self.show(FOR_ME)

    def show(self, view: View) -> None:
        """Show a view; what came into it and into the one before is no longer new."""
        if self._screen.is_searching:
            self._leave_search()
        self._screen.work_on(partial(self._showing, view, self._pages.view), group="view", holds_keys=True)

    async def _showing(self, view: View, before: View) -> None:
        session = self._screen.session
        # Read before the rows are: everything in them has come by then.
        seen = await session.read(lambda archive: archive.views.position())
        self._pages.show(view)
        self._screen.let_keys_go_on("view")
        if (before != STACK or view != STACK) and session.archive.presence.refusal(Deed.MARK) is None:
            await session.write(partial(_look, [before, view], seen))

    @handles("save_view", Scope.STACK)
    def save_view(self) -> None:
        from tui.stack.view_name import NamePrompt

        view = self._pages.view

        def save(named: ViewName | None) -> None:
            if named is not None:
                self._save(view._replace(name=named.name, made_by=None), shared=named.shared)

        refusal = self._screen.session.archive.presence.refusal(Deed.DECIDE) or ""
        shared = view.made_by is not None
        prompt = NamePrompt("Save this view as", view.name, shared=shared, refusal=refusal)
        self._screen.app.push_screen(prompt, save)

    def _save(self, view: View, *, shared: bool) -> None:
        async def save() -> None:
            saved = await self._screen.session.write(partial(_save, view, shared))
            await self._pages.rename_view(saved)
            words = "Saved as {name}, for all desks." if shared else "Saved as {name}."
            shows = " {stack.filter} shows it again."
            self._screen.status.say(self._screen.session.phrase(words + shows, name=in_marks(view.name)))

        self._screen.session.saving.decide(save)


_IS_IN: dict[ArticleState, Callable[[ArticleRow], bool]] = {
    ArticleState.UNREAD: lambda row: row.unread,
    ArticleState.OPEN: lambda row: row.open_count > 0,
}


def _look(views: Sequence[View], seen: Position, archive: Archive) -> None:
    for view in views:
        archive.views.look(view, seen)


def _save(view: View, shared: bool, archive: Archive) -> View:
    """Save a view as one that the person has looked at; return it as saved."""
    saved = view._replace(made_by=archive.actor if shared else None)
    archive.views.save(view, shared=shared)
    archive.views.look(saved, archive.views.position())
    return saved


def _rows_of(view: View, archive: Archive) -> list[ArticleRow]:
    rows: list[ArticleRow] = []
    page = archive.articles.page(view.narrowed, view.order)
    rows += page.rows
    while page.after is not None:
        page = archive.articles.page(view.narrowed, view.order, after=page.after)
        rows += page.rows
    return rows


def _next(view: View, state: ArticleState, article_id: str, backwards: bool, archive: Archive) -> ArticleRow | None:
    """Return a view's next article in a state after the given one, or the previous one."""
    narrowed = view.narrowed._replace(states=(*view.narrowed.states, state))
    cursor = archive.articles.place(article_id, narrowed, view.order).cursor
    after, before = (None, cursor) if backwards else (cursor, None)
    rows = archive.articles.page(narrowed, view.order, after=after, before=before, limit=1).rows
    return rows[0] if rows else None
