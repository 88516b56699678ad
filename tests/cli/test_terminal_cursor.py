"""The terminal's own cursor, which braille displays and screen readers follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store import Archive
from tests.cli.command_line import story
from tests.terminal import pullquote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

STRIKE = "“Nobody here wants a fourth week,” Mira Holt said.\n\n“We want a phone call,” Pia Renner said."


def test_the_terminal_cursor_is_where_the_person_is(run: CommandLine, tmp_path: Path) -> None:
    for name, body in (("Harbour strike goes on", STRIKE), ("Talks go on", "“The offer stands,” Yusuf Amadi said.")):
        file = tmp_path / "story.txt"
        file.write_text(story(name, body))
        run("import", file)
    with Archive.open(run.store, actor="ada") as archive:
        for row in archive.articles.page().rows:
            archive.suggestions.find(row.id)
    with pullquote("--db", str(run.store)) as terminal:
        terminal.see_at_cursor("›● Talks go on")
        terminal.press("j")
        terminal.see_at_cursor("›● Harbour strike")
        terminal.press("enter")
        terminal.see_at_cursor("“Nobody here wants")
        terminal.press("w")
        terminal.see_at_cursor("Nobody here wants")
        terminal.press("]", "q")
        terminal.see_at_cursor("“We want a phone call,”")
        terminal.press("@", "Mi")
        terminal.see("new speaker: Mi")
        terminal.press("down")
        terminal.see_at_cursor("new speaker: Mi")
        terminal.press("up")
        terminal.see_at_cursor("Mira Holt")
        terminal.press("escape")
        terminal.see_no_more("Who said it?")
        terminal.press("q")
        terminal.see_at_cursor("›○ Harbour strike")
        terminal.press("r")
        terminal.see_at_cursor("“The offer stands,”")
        terminal.press("a")
        terminal.see_at_cursor("“Nobody here wants")
        terminal.press("Q")
        assert terminal.ends() == 0
    assert b"\x1b[?12l" in terminal.raw, "the cursor blinks"
    narrow = re.search(r"“(?:Nobody|The)(?:\x1b\[[0-9;]*m)*  ", terminal.raw.decode())
    assert not narrow, "an article was painted before it had a width"
