"""The rejected quotations of an article, which can be accepted after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from store.model.annotations import Status
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowCard
from tui.quotations.passage_list import NOTHING, PassageList, PassageView, seen
from tui.terminal.safe_text import visible
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.model.annotations import Annotation


class RejectedScreen(PassageList, inherit_bindings=False):
    """Lists the quotations of one article that a person rejected, in reading order."""

    def __init__(self, article_id: str) -> None:
        super().__init__("Rejected quotations")
        self._article_id = article_id
        self._rejected: Sequence[Annotation] = ()

    @property
    def scope(self) -> Scope:
        return Scope.REJECTED

    @property
    def article_shown(self) -> str | None:
        return self._article_id

    def on_mount(self) -> None:
        super().on_mount()
        self.work_on(self._load, group="rejected", holds_keys=True)

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        if article_ids is None or self._article_id in article_ids:
            await self._load()

    async def go_to_undone(self, annotation: Annotation) -> bool:
        return annotation.article_id == self._article_id

    async def _load(self) -> None:
        self._rejected = await self.session.read(lambda archive: archive.annotations.rejected(self._article_id))
        self.head(f"Rejected quotations · {len(self._rejected):,}")
        self.status.describe("" if self._rejected else "No quotation of this article is rejected.")
        self.show(_line(annotation) for annotation in self._rejected)

    def look(self, number: int, archive: Archive) -> PassageView:
        return seen(archive, self._rejected[number]) if number < len(self._rejected) else NOTHING

    @handles("accept_after_all", Scope.REJECTED)
    def accept(self) -> None:
        if (annotation := self.meant) is None:
            self.status.say("There is no quotation here.")
            return

        async def accept() -> None:
            session = self.session
            await session.saving.write(
                lambda archive: archive.decisions.settle([archive.decisions.as_seen(annotation)], Status.ACCEPTED)
            )
            session.saving.say(session.phrase("Accepted. {everywhere.undo} undoes it."))

        self.session.saving.decide(accept, about=annotation, holds_keys=True)

    @handles("rejected_card", Scope.REJECTED)
    def show_card(self) -> None:
        if (annotation := self.meant) is not None:
            self.post_message(ShowCard(annotation))


def _line(annotation: Annotation) -> Content:
    words = " ".join(annotation.words.split())
    return Content.assemble(visible(words), (f"\n  {visible(describe.who(annotation))}\n", "$muted"))
