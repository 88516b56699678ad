"""The answers to the questions that the register answers about sources; each leads to its article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowQuotation
from tui.quotations.passage_list import NOTHING, PassageList, PassageView, seen
from tui.register.answers import QUESTIONS
from tui.terminal.safe_text import visible
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from tui.register.answers import Answer


class AnswersScreen(PassageList, inherit_bindings=False):
    """Lists the answers to one question."""

    def __init__(self) -> None:
        super().__init__("")
        self._question = 0
        self._told: Sequence[Answer] = ()

    @property
    def scope(self) -> Scope:
        return Scope.ANSWERS

    def on_mount(self) -> None:
        super().on_mount()
        self._ask()

    async def renew(self, article_ids: Sequence[str] | None) -> None:  # noqa: ARG002 - any article may hold an answer
        await self._answer()

    def _ask(self) -> None:
        self.head(f"{QUESTIONS[self._question].name} · reading all quotations …")
        self.work_on(self._answer, group="answers", holds_keys=True)

    async def _answer(self) -> None:
        question = QUESTIONS[self._question]
        self._told = await self.session.read(lambda archive: question.answer(archive.annotations.quoted()))
        following = QUESTIONS[(self._question + 1) % len(QUESTIONS)].name
        self.head(f"{question.name} · {len(self._told):,}")
        found = f"{describe.count(len(self._told), 'answer')}." if self._told else question.nothing
        key = self.session.phrase("{answers.next_question}")
        self.status.describe(f"{found} {key} shows {following[:1].lower()}{following[1:]}.")
        self.show(_content(one) for one in self._told)

    def look(self, number: int, archive: Archive) -> PassageView:
        if number >= len(self._told):
            return NOTHING
        return seen(archive, archive.annotations.get(self._told[number].annotation_id))

    @handles("next_question", Scope.ANSWERS)
    def ask_next(self) -> None:
        self._question = (self._question + 1) % len(QUESTIONS)
        self._ask()

    @handles("read_there", Scope.ANSWERS)
    def read_there(self) -> None:
        if self.cursor is not None:
            self.work_on(
                partial(self._read_there, self._told[self.cursor].annotation_id), group="open", holds_keys=True
            )

    async def _read_there(self, annotation_id: str) -> None:
        annotation = await self.session.read(lambda archive: archive.annotations.get(annotation_id))
        self.post_message(ShowQuotation(annotation))


def _content(told: Answer) -> Content:
    first, *rest = (visible(" ".join(line.split())) for line in told.lines)
    below = "".join(f"\n  {line}" for line in rest)
    return Content.assemble(first, (f"{below}\n", "$muted"))
