"""The stack's menus: one of views, one of sort orders, and a prompt for a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.articles.query import parsed
from store.errors import StoreError
from store.model.lists import ArticleFilter, ArticleOrder, View
from tui.base.dialog import CANCEL, CHOOSE, Dialog, key_line
from tui.base.picker import Picker
from tui.terminal.safe_text import visible
from tui.widgets.choice_list import ChoiceList
from tui.widgets.line_input import LineInput
from tui.wording.views import ORDER_WORDS, for_everybody, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from store import Archive


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
        self._own: list[View] = []
        self._counts: dict[ArticleFilter, int] = {}
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
        """Fetch the person's own views, then the count of each view."""
        try:
            self._own = await self.session.read(lambda archive: archive.views.all())
            self._all = for_everybody(self.session.clock().date()) + self._own
            self._offer(self._input.value)
            for view in self._all:
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
        forget = [("delete", "remove one of yours")] if self._own else []
        keys = key_line(CHOOSE, ("enter", "show"), CANCEL, *forget)
        mistakes = [*query.not_understood, *([_NO_PATTERN] if query.pattern else [])]
        self._say(" ".join(mistakes) or keys)

    def _words(self, view: View) -> Content:
        count = self._counts.get(view.narrowed)
        notes = ["yours"] if view in self._own else []
        notes += [ORDER_WORDS[view.order]] if view.order is not ArticleOrder.NEWEST else []
        notes += [f"{count:,}"] if count is not None else []
        return Content.assemble(visible(view.name), ("  " + " · ".join(notes), "dim"))

    def uses(self, key: str) -> bool:
        if key == "delete" and not self._input.value:
            self._forget()
            return True
        return False

    def _forget(self) -> None:
        number = self._list.highlighted
        if number is not None and (view := self._offered[number]) in self._own:
            self._remove(view)

    @work(group="views")
    async def _remove(self, view: View) -> None:
        try:
            await self.session.write(lambda archive: archive.views.remove(view.name))
        except StoreError as error:
            self._say(str(error))
            return
        self._own.remove(view)
        self._all.remove(view)
        self._offer(self._input.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.choose_highlighted()

    def choose(self, number: int) -> None:
        self.dismiss(self._offered[number])


class OrderMenu(Dialog[ArticleOrder | None], inherit_bindings=False):
    """Asks for the stack's sort order; the first letter chooses."""

    def __init__(self, current: ArticleOrder) -> None:
        super().__init__()
        self._orders = list(ArticleOrder)
        words = [ORDER_WORDS[order] for order in self._orders]
        self._list = ChoiceList(*(f"{order[0]}  {word}" for order, word in zip(self._orders, words, strict=True)))
        self._list.highlighted = self._orders.index(current)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Sort by", classes="heading")
            yield self._list
            yield Static(key_line(CHOOSE, ("enter", "sort"), ("letter", "sort at once"), CANCEL), classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_key(self, event: events.Key) -> None:
        by_letter = {order[0]: order for order in self._orders}
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
            case "j":
                self._list.action_cursor_down()
            case "k":
                self._list.action_cursor_up()
            case letter if letter in by_letter:
                self.dismiss(by_letter[letter])
            case _:
                return
        event.stop()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._orders[event.option_index])


class NamePrompt(Dialog[str | None], inherit_bindings=False):
    """Asks for a name. Answers None when cancelled."""

    def __init__(self, question: str, name: str) -> None:
        super().__init__()
        self._question = question
        self._input = LineInput(name, compact=True)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._question, classes="heading")
            yield self._input
            yield Static(key_line(("enter", "save"), CANCEL), classes="footnote")

    def on_mount(self) -> None:
        self.set_focus(self._input)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.dismiss(None)
            event.stop()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(" ".join(event.value.split()) or None)


def _count(view: View, archive: Archive) -> int:
    return archive.articles.count(view.narrowed)
