"""The readers' libraries are loaded with the first file that needs them: nobody else waits for them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

DEADLINE = 60
READERS = "{'lxml', 'trafilatura', 'feedparser', 'newstext.guard', 'newstext.formats.web.html'}"
DESK = """
import asyncio, sys
from pathlib import Path
from store import Archive
from tui.app import Desk

async def first_paint(archive):
    async with Desk(archive).run_test() as pilot:
        await pilot.pause()

with Archive.open(Path(sys.argv[1]), actor="ada") as archive:
    asyncio.run(first_paint(archive))
"""
VERSION = """
import sys
from tui.start import main
sys.argv[1:] = ["--version"]
try:
    main()
except SystemExit:
    pass
"""


@pytest.mark.parametrize("script", [VERSION, DESK], ids=["--version", "the desk's first paint"])
def test_none_of_the_readers_libraries_is_loaded(script: str, run: CommandLine, copy: Path, store: Path) -> None:
    run("import", copy)
    asking = f"{script}\nprint(sorted({READERS} & sys.modules.keys()), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", asking, str(store)], capture_output=True, text=True, timeout=DEADLINE, check=True
    )
    assert ran.stderr.splitlines()[-1] == "[]"


NOT_YET = (
    "{'newstext.article', 'store.model.annotations', 'store.articles.query', 'store.ids', 'newstext.anchors',"
    "'tui.widgets.line_input',"
    " 'tui.reader.widget', 'tui.text.wrapping', 'json.decoder', 'click'}"
)
PAINTED = """
import os, sys
from pathlib import Path
from store import Archive
from tui.app import Desk

class Painted(Desk):
    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        if screen.stack.total:
            print(sorted({names} & sys.modules.keys()), file=sys.__stdout__, flush=True)
            os._exit(0)

with Archive.open(Path(sys.argv[1]), actor="ada") as archive:
    Painted(archive).run(headless=True)
"""


def test_the_first_paint_waits_for_nothing_that_comes_after_it(run: CommandLine, copy: Path, store: Path) -> None:
    run("import", copy)
    asking = PAINTED.format(names=NOT_YET)
    ran = subprocess.run(
        [sys.executable, "-c", asking, str(store)], capture_output=True, text=True, timeout=DEADLINE, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("own", "painted"), [({}, "120"), ({"TEXTUAL_FPS": "30"}, "30")], ids=["by itself", "as set"])
def test_the_desk_paints_often_unless_a_person_says_how_often(own: dict[str, str], painted: str) -> None:
    asking = "import tui.app; from textual import constants; print(constants.MAX_FPS)"
    ran = subprocess.run(
        [sys.executable, "-c", asking],
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"} | own,
    )
    assert ran.stdout.strip() == painted
