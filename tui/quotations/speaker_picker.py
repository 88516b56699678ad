"""The speaker picker: a name from the article or the register, a new one, or no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from newstext.name_match import is_meant, name_words
from store.errors import AwayError, StoreError
from store.model.annotations import Record
from store.model.speakers import Attribution
from tui.base.dialog import CANCEL, CHOOSE, key_line
from tui.base.picker import Picker
from tui.terminal.safe_text import visible
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from store.model.speakers import Speaker

_SHOWN = 8
"""Names shown at a time; typing finds more."""

_BESIDE_LIST = 6
"""Rows of the picker outside its list."""

_RECORD_WORDS = {
    None: "unchanged",
    Record.ON: "on the record",
    Record.BACKGROUND: "background",
    Record.DEEP: "deep background",
    Record.OFF: "off the record",
}
_UNKNOWN, _UNNAMED = "not known", "not named in the copy …"
_TYPED_FOR = {
    **dict.fromkeys(("unknown", "not known"), _UNKNOWN),
    **dict.fromkeys(("unnamed", "not named", "not named in the copy", "anonymous"), _UNNAMED),
}
"""Words that people type when there is no name; they are hardly ever one."""


class _Offer(NamedTuple):
    """A line of the list: a name, or an answer that is not one."""

    name: str
    beside: str = ""
    is_name: bool = True
    new: str = ""
    """The label of a name that is not in the register yet."""


_UNCHECKED = "as typed"
"""The label of a typed name while the store is away: nobody knows here whether it is in the register."""


class SpeakerPicker(Picker[Attribution], inherit_bindings=False):
    """Asks for a speaker. Answers with an attribution, or None when cancelled.

    ``here`` are the article's own speakers with their roles as printed. ``names_only`` leaves out the answers that are
    not names, ``only_here`` all other speakers, and ``never`` single names. ``new`` is the label of a name that is not
    in the register yet; if it is empty, such names are not offered. ``value`` is in the field
    already.
    """

    # The first paint does not parse the styles of later screens.
    def __init__(
        self,
        words: str,
        here: Mapping[str, str | None],
        *,
        heading: str = "Who said it?",
        descriptor: str | None = None,
        reason: str | None = None,
        names_only: bool = False,
        only_here: bool = False,
        never: Collection[str] = (),
        new: str = "new speaker",
        value: str = "",
    ) -> None:
        super().__init__(LineInput(value=value, placeholder="Type a name", compact=True))
        self._words = words
        self._heading = heading
        self._here = dict(here)
        self._unnamed = descriptor or "", reason or ""
        self._names_only = names_only
        self._only_here = only_here
        self._never = never
        self._new = new
        self._record: Record | None = None
        self._offers: list[_Offer] = []
        self._offered_for: str | None = None
        """The text for which the list was last filled."""
        self._enter_waits = False
        self._arrows_wait: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(visible(self._heading)), classes="heading")
            if self._words:
                yield Static(Content(visible(self._words)), classes="about")
            yield self._input
            yield self._list
            yield Static(self._footnote(), classes="footnote")

    def on_resize(self, event: events.Resize) -> None:
        # The list shrinks, so that the footnote and the passage stay visible.
        self._list.styles.max_height = max(2, min(12, event.size.height * 3 // 5 - _BESIDE_LIST))

    def on_mount(self) -> None:
        self._offering = self._offer(self._input.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offering = self._offer(event.value)

    @work(exclusive=True, group="speakers")
    async def _offer(self, typed: str) -> None:
        """List the likely speakers: the one named last, the article's, the register's, the name as typed."""
        words = " ".join(typed.split())
        try:
            known = (
                [] if self._only_here else await self.session.read(lambda a: a.register.speakers(words, limit=_SHOWN))
            )
        except AwayError:
            known, self._new = [], self._new and _UNCHECKED
        except StoreError as error:
            self.query_one(".footnote", Static).update(Content(visible(str(error))))
            return
        self._offers = list(self._meant(words, known))
        nobody = [Option(Content.styled("no matching name", "$muted"), disabled=True)]
        self._list.set_options([Option(_line(offer)) for offer in self._offers] or nobody)
        self._list.highlighted = 0 if self._offers else None
        self._offered_for = typed
        for key in self._arrows_wait:
            super().move(key)
        self._arrows_wait.clear()
        if self._enter_waits:
            self.choose_highlighted()

    def _meant(self, words: str, known: Sequence[Speaker]) -> Iterator[_Offer]:
        """Yield the lines of the list for what was typed.

        An answer that is not a name comes first if its words were typed.
        """
        answers = [] if self._names_only else [_UNKNOWN, _UNNAMED]
        typed_for = [answer for answer in answers if _is_typed_for(words, answer)]
        yield from (_Offer(answer, is_name=False) for answer in typed_for)
        last = None if self._names_only else self.session.last_named
        roles = {speaker.name: speaker.role for speaker in known} | {n: r for n, r in self._here.items() if r}
        found = [name for name in ([last] if last else []) + list(self._here) if _begins(words, name, roles.get(name))]
        meant = dict.fromkeys([*found, *(speaker.name for speaker in known)])
        names = [name for name in meant if name not in self._never][: _SHOWN - bool(words)]
        aliases = {speaker.name: speaker.aliases for speaker in known}
        for name in names:
            beside = [roles.get(name) or "", _alias_meant(words, name, aliases.get(name, ()))]
            yield _Offer(name, " · ".join(filter(None, [*beside, "named last" if name == last else ""])))
        if words and self._new and words not in (*names, *self._never):
            yield _Offer(words, new=self._new)
        yield from (_Offer(answer, is_name=False) for answer in answers if answer not in typed_for)

    def move(self, key: str) -> None:
        if self._offered_for == self._input.value:
            super().move(key)
        else:
            # As with enter: the list of these words is the one that is meant.
            self._arrows_wait.append(key)
            self.session.key_queue.hold(self._offering)

    def uses(self, key: str) -> bool:
        match key:
            case "tab" if not self._names_only:
                terms = list(_RECORD_WORDS)
                self._record = terms[(terms.index(self._record) + 1) % len(terms)]
                self.query_one(".footnote", Static).update(self._footnote())
            case "enter" if self._offered_for == self._input.value:
                self.choose_highlighted()
            case "enter":
                # The list is not filled for these words yet; choose as soon as it is.
                self._enter_waits = True
                self.session.key_queue.hold(self._offering)
            case _:
                return False
        return True

    def choose(self, number: int) -> None:
        if number >= len(self._offers):
            return
        offer = self._offers[number]
        if offer.is_name:
            if not self._names_only:
                self.session.last_named = offer.name
            self.dismiss(Attribution(offer.name, self._record))
        elif offer.name == _UNKNOWN:
            self.dismiss(Attribution("", self._record))
        else:
            self._ask_unnamed()

    def _ask_unnamed(self) -> None:
        from tui.quotations.unnamed_source import UnnamedScreen

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.dismiss(Attribution("", self._record, *answer))

        descriptor, reason = self._unnamed
        typed = " ".join(self._input.value.split())
        is_description = typed and not _is_typed_for(typed, _UNNAMED) and not _UNNAMED.startswith(typed.casefold())
        self.app.push_screen(UnnamedScreen(self._words, typed if is_description else descriptor, reason), answered)

    def _footnote(self) -> Content:
        terms = [] if self._names_only else [("tab", f"terms: {_RECORD_WORDS[self._record]}")]
        return Content(key_line(CHOOSE, ("enter", "save"), CANCEL, *terms))


def _is_typed_for(typed: str, answer: str) -> bool:
    """Whether an answer that is not a name was typed. Less than its first word may begin a name."""
    words = typed.casefold()
    return _TYPED_FOR.get(words) == answer or (words.startswith("not") and answer.startswith(words))


def _begins(typed: str, name: str, role: str | None) -> bool:
    """Whether each typed word begins a word of the name or the role."""
    return is_meant(name_words(typed), f"{name} {role or ''}")


def _alias_meant(typed: str, name: str, aliases: Sequence[str]) -> str:
    """Return the other name that matches, if the first one does not."""
    words = name_words(typed)
    if not words or any(is_meant([word], name) for word in words):
        return ""
    found = next((alias for alias in aliases if any(is_meant([word], alias) for word in words)), None)
    return f"also {found}" if found else ""


def _line(offer: _Offer) -> Content:
    if not offer.is_name:
        return Content.styled(offer.name, "$muted")
    if offer.new:
        return Content.assemble(f"{offer.new}: ", (visible(offer.name), "bold"))
    return Content.assemble(visible(offer.name), (f"  {visible(offer.beside)}" if offer.beside else "", "$muted"))
