"""The screen of pictures: one after another, of the articles that the stack lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from store.figures.period import period
from tui.base.keyed_screen import KeyedScreen
from tui.base.prompt import Prompt
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import OpenArticle, ShowQuotation
from tui.pictures.drawings import CHANGED, IN_CONTEXT, IN_PRINT, PICTURES, WHO_WHEN, usual_word
from tui.pictures.gathered import Gathered
from tui.pictures.pane import PictureRows
from tui.pictures.rows import TextRow
from tui.widgets.title import Title
from tui.wording import describe
from tui.wording.figures import days_in_words
from tui.wording.views import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from store import Archive
    from store.model.annotations import Annotation
    from store.model.figures import ArticleFacts
    from store.model.lists import ArticleFilter, Page
    from store.quotations.printings import Printing

PAGE = 100
"""Articles that are read at once: as quick as a list."""
_AHEAD = 30
"""Rows before the end at which the next articles are read."""
REVISED, SPOKEN = 50, 100
"""Revised articles, and quotations of one speaker, whose words are read."""


class PicturesScreen(KeyedScreen[None], inherit_bindings=False):
    """Draws pictures of the articles that match a filter. Older articles are read near the end of the rows."""

    AUTO_FOCUS = "#picture"
    CSS = """
    PicturesScreen { background: $background; }
    PicturesScreen #picture-legend { color: $muted; }
    PicturesScreen PictureRows { height: 1fr; }
    """

    def __init__(
        self, narrowed: ArticleFilter, speaker: str | None = None, quotation: Annotation | None = None
    ) -> None:
        super().__init__()
        self._narrowed = narrowed
        self._gathered = Gathered()
        self._picture = IN_PRINT if quotation else IN_CONTEXT if speaker else WHO_WHEN
        self._quotation = quotation
        """The quotation shown in print: the last one moved to; None for the newest of the most quoted speaker."""
        self._speaker = speaker
        """The speaker whose words are shown in context; None for the most quoted one."""
        self._word = ""
        """The word that these are aligned at; empty for the one used most."""
        self._reads = {CHANGED: self._read_changed, IN_PRINT: self._read_printings, IN_CONTEXT: self._read_words}
        """The readers of pictures that need more than the facts of articles."""
        self._title_line = Title("Pictures", "picture-title", "-active")
        self._legend = Title("", "picture-legend")
        self._rows = PictureRows()

    def compose(self) -> ComposeResult:
        yield self._title_line
        yield self._legend
        yield self._rows
        yield self.status

    def on_mount(self) -> None:
        self.work_on(self._load, group="pictures", holds_keys=True)

    @property
    def scope(self) -> Scope:
        return Scope.PICTURES

    @property
    def cursor_widget(self) -> Widget:
        return self._rows

    async def renew(self, article_ids: Sequence[str] | None) -> None:  # noqa: ARG002 - any of them may be drawn
        await self._load()

    # Reading and drawing

    async def _load(self) -> None:
        """Read as many articles again as were read before, at least one page."""
        wanted, gathered = max(self._gathered.articles, PAGE), Gathered()
        await self._gather(gathered, wanted)
        self._gathered = gathered
        await self._draw()

    async def _more(self) -> None:
        await self._gather(self._gathered, PAGE)
        await self._draw()

    async def _gather(self, gathered: Gathered, limit: int) -> None:
        def ask(archive: Archive) -> Page[ArticleFacts]:
            page = archive.figures.page(self._narrowed, after=gathered.after, limit=limit)
            gathered.take(page.rows)
            return page

        gathered.after = (await self.session.read(ask)).after

    async def _draw(self) -> None:
        if self._picture in self._reads:
            await self._reads[self._picture]()
        rows = self._picture.rows(self._gathered, self._word)
        self._title_line.say(self._headline())
        self._legend.say(self._legend_of())
        self._rows.show(rows, empty_words=self._picture.nothing)
        if self._rows.cursor == 0 and not self._rows.annotation_ids:
            # A heading has no quotation to go to.
            self._rows.go_to(next((number for number, row in enumerate(rows) if row.annotation_ids), 0))
        await self._describe()

    def _headline(self) -> str:
        articles = describe.count(self._gathered.articles, "article")
        if self._picture is IN_PRINT and self._gathered.quotation:
            articles = describe.count(len({one.article_id for one in self._gathered.printed}), "article")
        elif self._gathered.after:
            articles = f"the latest {articles}"
        return " · ".join(filter(None, (self._picture.name, in_words(self._narrowed), articles)))

    def _legend_of(self) -> str:
        """Return the meaning of the signs, and the speaker of the words: a line of its own, to fit 80 columns."""
        gathered, parts = self._gathered, []
        if self._picture is WHO_WHEN and (drawn := period(gathered.per_day.items())) is not None:
            parts = [days_in_words(drawn)]
        elif self._picture is IN_PRINT and gathered.quotation:
            parts = [describe.who(gathered.quotation)]
        elif self._picture is IN_CONTEXT and gathered.spoken:
            word = self._word or usual_word(gathered)
            parts = [describe.who(gathered.spoken[0]) + (f": {in_marks(word)}" if word else "")]
        return " · ".join(filter(None, (*parts, self._picture.legend)))

    async def _read_changed(self) -> None:
        """Read the words that updates changed in the latest revised articles."""
        revised = self._gathered.revised[:REVISED]
        if revised:
            self._gathered.changed = await self.session.read(lambda archive: archive.figures.changed_words(revised))

    async def _read_words(self) -> None:
        """Read the words of the speaker that was under the cursor in the first picture, else of the most quoted one."""
        speakers = self._gathered.speakers.counts()
        chosen = next((one for one in speakers if one.who == self._speaker), None) or next(iter(speakers), None)
        ids = [tick.annotation_id for tick in chosen.ticks[:SPOKEN]] if chosen else []
        known = await self.session.read(lambda archive: archive.annotations.several(ids)) if ids else {}
        self._gathered.spoken = [known[annotation_id] for annotation_id in ids]

    async def _read_printings(self) -> None:
        """Read where the quotation is printed that was under the cursor before, else the newest of the most quoted."""
        chosen, narrowed = self._quotation, self._narrowed

        def ask(archive: Archive) -> tuple[Annotation | None, list[Printing]]:
            speakers = self._gathered.speakers.counts()
            if chosen is None and not speakers:
                return None, []
            now = archive.annotations.get(chosen.id if chosen else speakers[0].ticks[0].annotation_id)
            return now, archive.annotations.printings(now, narrowed)

        self._gathered.quotation, self._gathered.printed = await self.session.read(ask)

    def on_rows_moved(self) -> None:
        """Say the words under the cursor, and read older articles near the end; one quotation's rows need none."""
        self.work_on(self._follow, group="words")
        if self._picture is IN_PRINT:
            return
        if self._gathered.after and self._rows.cursor > len(self._rows.rows) - _AHEAD:
            self.work_on(self._more, group="pictures")

    async def _follow(self) -> None:
        self._quotation = await self._describe() or self._quotation

    async def _describe(self) -> Annotation | None:
        """Say the words of the quotation under the cursor, and return it."""
        annotation = await self._annotation()
        ids = self._rows.annotation_ids
        if annotation is None:
            self.status.describe("")
        else:
            words = " ".join(annotation.words.split())
            self.status.describe(f"{self._rows.chosen + 1} of {len(ids):,} · {describe.who(annotation)}: {words}")
        self.refresh_hints()
        return annotation

    async def _annotation(self) -> Annotation | None:
        ids = self._rows.annotation_ids
        if not ids:
            return None
        chosen = ids[self._rows.chosen]
        return await self.session.read(lambda archive: archive.annotations.get(chosen))

    # Moving

    def _go_by(self, rows: int) -> None:
        self._go_to(self._rows.cursor + rows)

    def _go_to(self, row: int, chosen: int = 0) -> None:
        self._rows.go_to(row, chosen)
        self.on_rows_moved()

    @handles("cursor_down", Scope.PICTURES)
    def go_down(self, count: int | None = None) -> None:
        self._go_by(count or 1)

    @handles("cursor_up", Scope.PICTURES)
    def go_up(self, count: int | None = None) -> None:
        self._go_by(-(count or 1))

    @handles("page_down", Scope.PICTURES)
    def page_down(self) -> None:
        self._go_by(self._rows.size.height)

    @handles("page_up", Scope.PICTURES)
    def page_up(self) -> None:
        self._go_by(-self._rows.size.height)

    @handles("first", Scope.PICTURES)
    def go_to_first(self) -> None:
        self._go_to(0)

    @handles("last", Scope.PICTURES)
    def go_to_last(self) -> None:
        self._go_to(len(self._rows.rows) - 1)

    @handles("next_quotation", Scope.PICTURES)
    def go_to_next(self, count: int | None = None) -> None:
        self._go_to(self._rows.cursor, self._rows.chosen + (count or 1))

    @handles("previous_quotation", Scope.PICTURES)
    def go_to_previous(self, count: int | None = None) -> None:
        self._go_to(self._rows.cursor, self._rows.chosen - (count or 1))

    @handles("read_there", Scope.PICTURES)
    def read_there(self) -> None:
        self.work_on(self._read_there, group="open", holds_keys=True)

    async def _read_there(self) -> None:
        if isinstance(row := self._rows.row, TextRow) and row.at is not None:
            self.post_message(OpenArticle(row.at.article_id, row.at.start, revision=row.at.revision))
            return
        annotation = await self._annotation()
        if annotation is None:
            self.status.say("No quotation in this row.")
        else:
            self.post_message(ShowQuotation(annotation))

    # Other pictures

    @handles("next_picture", Scope.PICTURES)
    def next_picture(self) -> None:
        self._show(1)

    @handles("previous_picture", Scope.PICTURES)
    def previous_picture(self) -> None:
        self._show(-1)

    def _show(self, step: int) -> None:
        if self._picture is WHO_WHEN and self._rows.rows:
            self._speaker = self._gathered.speakers.counts()[self._rows.cursor].who
        self._picture = PICTURES[(PICTURES.index(self._picture) + step) % len(PICTURES)]
        self._rows.go_to(0)
        self.work_on(self._draw, group="pictures", holds_keys=True)

    @handles("align", Scope.PICTURES)
    def align(self) -> None:
        def aligned(word: str | None) -> None:
            if word is not None:
                self.work_on(partial(self._align, word.strip()), group="pictures", holds_keys=True)

        if self._picture is WHO_WHEN and self._rows.rows:
            self._speaker = self._gathered.speakers.counts()[self._rows.cursor].who
        about = "Leave it empty for the word used most."
        self.app.push_screen(
            Prompt("List all they said, lined up at a word", about=about, value=self._word, enter="list"), aligned
        )

    async def _align(self, word: str) -> None:
        self._word, self._picture = word, IN_CONTEXT
        self._rows.go_to(0)
        await self._draw()
