"""The handler that pipes quotations to a command: one of config.toml, or one typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import copy_formats
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles

if TYPE_CHECKING:
    from tui.quotations.target import Place


class PipeCommands:
    """Pipes the marked quotations, else the current one, for one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("pipe", Scope.QUOTATION)
    def ask_command(self) -> None:
        from tui.base.prompt import Prompt

        place = self._place
        marked = list(place.session.marked)
        if not marked:
            if (annotation := place.demand_quotation()) is None:
                return
            marked = [annotation.id]
        commands = place.session.own.commands

        def run(typed: str | None) -> None:
            if typed is not None and typed.strip():
                self._run(marked, commands.get(typed.strip(), typed))

        title = "Send the quotation to a command" if len(marked) == 1 else f"Send {len(marked)} quotations to a command"
        place.show(Prompt(title, offers=list(commands), first=True, enter="run"), run)

    def _run(self, annotation_ids: list[str], command: str) -> None:
        session = self._place.session

        async def run() -> None:
            from tui.copy_formats.environment import fields
            from tui.terminal.command import run_command

            citations = await session.read(lambda archive: archive.annotations.cite(annotation_ids, at=session.clock()))
            session.saving.say("Running …")
            words = copy_formats.FORMATS["credit"](citations)
            session.saving.say(await run_command(command, words, fields(citations)))

        session.start_work(run(), group="commands")
