"""Quotations sent to a person's own command, and panes as they like them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tui.settings.config import Config

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive

NOBODY = "“Nobody here wants a fourth week,”"


async def test_a_quotation_goes_to_a_command_with_its_fields_and_no_shell_sees_it(
    archive: Archive, tmp_path: Path
) -> None:
    script = tmp_path / "report.py"
    script.write_text(
        "import os, sys\n"
        "given = sys.stdin.read()\n"
        "print(os.environ['PULLQUOTE_SPEAKER'], os.environ['PULLQUOTE_COUNT'], 'Nobody here' in given, sys.argv[1:])\n"
        "sys.exit(len(sys.argv) > 2)\n"
    )
    commands = {"desk mail": f"{sys.executable} {script} $PULLQUOTE_WORDS"}
    async with at_the_desk(archive, Config(commands=commands)) as desk:
        await desk.open("Harbour")
        await desk.go_to(NOBODY)
        await desk.press("exclamation_mark")
        assert "desk mail" in desk.sees
        await desk.press("enter")
        await desk.until(lambda: "Mira Holt" in desk.says)
        assert desk.says == f"{sys.executable}: Mira Holt 1 True ['$PULLQUOTE_WORDS']"
        await desk.press("exclamation_mark")
        await desk.fill(f"{sys.executable} {script} a b")
        await desk.press("enter")
        await desk.until(lambda: "failed with status 1" in desk.says)
        await desk.press("exclamation_mark")
        await desk.type("no-such-program-here")
        await desk.press("enter")
        await desk.until(lambda: "cannot be run" in desk.says)


async def test_a_rejected_quotation_is_accepted_after_all(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.go_to(NOBODY)
        await desk.press("x", "X")
        assert desk.where == "rejected"
        await desk.press("a")
        assert desk.title == "Rejected quotations · 0"
        await desk.press("q")
        assert NOBODY in desk.stored(Status.ACCEPTED)[0].words


async def test_the_stack_keeps_the_width_that_a_person_gave_it_and_a_pane_can_stand_alone(archive: Archive) -> None:
    async with at_the_desk(archive, size=(140, 30)) as desk:
        await desk.open("Harbour")
        before = desk.width("stack")
        await desk.press("g", "plus", "g", "plus")
        assert desk.width("stack") > before
    async with at_the_desk(archive, size=(140, 30)) as desk:
        assert desk.width("stack") > before
        await desk.open("Harbour")
        await desk.press("z")
        assert desk.width("reader") > 130
        await desk.press("z")
        assert desk.width("reader") < 90
