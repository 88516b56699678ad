"""The stack's menu of views: the built-in ones, the person's own, and those of all desks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from newstext.in_marks import in_marks
from store.articles.query import parsed
from store.errors import StoreError
from store.model.lists import ArticleFilter, ArticleOrder, View
from tui.base.dialog import CANCEL, CHOOSE, key_line
from tui.base.picker import Picker
from tui.stack.list import UNREAD
from tui.stack.view_name import NamePrompt
from tui.terminal.safe_text import visible
from tui.widgets.line_input import LineInput
from tui.wording.views import ORDER_WORDS, for_everybody, in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from store import Archive
    from tui.stack.view_name import ViewName


_NO_PATTERN = "A view has no pattern: search by re: instead."


def _meant(words: Sequence[str]) -> list[View]:
    """Return the filters that words without a key could mean: who, said and source."""
    typed = " ".join(words)
    if not typed:
        return []
    filters = ArticleFilter(who=typed), ArticleFilter(said=typed), ArticleFilter(source=typed)
    return [View(in_words(narrowed), narrowed) for narrowed in filters]


class ViewMenu(Picker[View], inherit_bindings=False):
    """Asks for a view: by its name, or as a filter typed as in a search."""

    def __init__(self) -> None:
        super().__init__(
            LineInput(placeholder="A name, or: is:open source:port who:holt tag:legal after:2026-11", compact=True)
        )
        self._all: list[View] = []
        self._saved: list[View] = []
        self._counts: dict[ArticleFilter, int] = {}
        self._new: dict[str, int] = {}
        """The articles that came into a view since the person looked at it, by its key."""
        self._asked_about: View | None = None
        """A colleague's view, which the next press of the same key removes."""
        self._offered: list[View] = []
        self._footnote = Static("", classes="footnote")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Show which articles?", classes="heading")
            yield self._input
            yield self._list
            yield self._footnote

    def on_mount(self) -> None:
        self._all = for_everybody(self.session.clock().date())
        self._offer("")
        self._fetch()

    @work(group="views")
    async def _fetch(self) -> None:
        """Fetch the saved views and what is new in them, then the count of each built-in view."""
        built_in = for_everybody(self.session.clock().date())
        try:
            self._saved = await self.session.read(lambda archive: archive.views.all())
            self._all = built_in + self._saved
            self._offer(self._input.value)
            for counted in await self.session.read(lambda archive: list(archive.views.counts())):
                self._counts[counted.view.narrowed] = counted.articles
                self._new[counted.view.key] = counted.new
            self._offer(self._input.value)
            for view in built_in:
                if view.narrowed not in self._counts:
                    self._counts[view.narrowed] = await self.session.read(partial(_count, view))
                    self._offer(self._input.value)
        except StoreError as error:
            self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._footnote.update(Content(visible(sentence)))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list.highlighted = None
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        """List the views that match the typed words, and the words themselves if they are a filter."""
        query = parsed(typed)
        words = query.words.split()
        named = [view for view in self._all if all(word.casefold() in view.name.casefold() for word in words)]
        named.sort(key=lambda view: not view.name.casefold().startswith(" ".join(words).casefold()))
        typed_view = [View(in_words(query.narrowed), query.narrowed)] if query.narrowed != ArticleFilter() else []
        self._offered = typed_view or named or _meant(words)
        highlighted = self._list.highlighted or 0
        self._list.set_options([Option(self._words(view)) for view in self._offered])
        self._list.highlighted = min(highlighted, len(self._offered) - 1) if self._offered else None
        saved = [("f2", "rename"), ("delete", "remove")] if self._saved else []
        keys = key_line(CHOOSE, ("enter", "show"), CANCEL, *saved)
        mistakes = [*query.not_understood, *([_NO_PATTERN] if query.pattern else [])]
        self._say(" ".join(mistakes) or keys)

    def _words(self, view: View) -> Content:
        count = self._counts.get(view.narrowed)
        notes = [f"for all, by {view.made_by}"] if view.made_by else ["yours"] if view in self._saved else []
        notes += [ORDER_WORDS[view.order]] if view.order is not ArticleOrder.NEWEST else []
        notes += [f"{count:,}"] if count is not None else []
        new = self._new.get(view.key, 0)
        mark = (f"  {UNREAD} {new:,} new", "bold $primary") if new else ""
        return Content.assemble(visible(view.name), ("  " + visible(" · ".join(notes)), "dim"), mark)

    def uses(self, key: str) -> bool:
        if key not in ("delete", "f2") or self._input.value:
            return False
        number = self._list.highlighted
        if number is not None and (view := self._offered[number]) in self._saved:
            self._forget(view) if key == "delete" else self._rename(view)
        return True

    def _forget(self, view: View) -> None:
        """Remove a view; a colleague's only when the key is pressed again."""
        if view.made_by in (None, self.session.archive.actor) or view == self._asked_about:
            self._change(partial(_remove, view), [other for other in self._saved if other != view])
        else:
            self._asked_about = view
            self._say(f"{view.made_by} made this view, for all desks. delete again removes it.")

    def _rename(self, view: View) -> None:
        def rename(named: ViewName | None) -> None:
            if named is not None:
                renamed = view._replace(name=named.name)
                saved = [renamed if other == view else other for other in self._saved]
                self._change(partial(_rename, view, named.name), saved)

        self.app.push_screen(NamePrompt(f"Rename {in_marks(view.name)} to", view.name, renames=True), rename)

    @work(group="views")
    async def _change(self, change: Callable[[Archive], None], saved: list[View]) -> None:
        """Change the saved views, and show those that are left."""
        try:
            await self.session.write(change)
        except StoreError as error:
            self._say(str(error))
            return
        self._saved = saved
        self._all = for_everybody(self.session.clock().date()) + saved
        self._offer(self._input.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.choose_highlighted()

    def choose(self, number: int) -> None:
        self.dismiss(self._offered[number])


def _count(view: View, archive: Archive) -> int:
    return archive.articles.count(view.narrowed)


def _remove(view: View, archive: Archive) -> None:
    archive.views.remove(view)


def _rename(view: View, name: str, archive: Archive) -> None:
    archive.views.rename(view, name)
