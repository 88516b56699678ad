"""Whatever arguments a command gets, it ends with a sentence and one of its statuses, and JSON stays JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

HOSTILE = {
    "empty": "",
    "blank": " \t ",
    "no UTF-8": "fog\udcff.txt",
    "half a character": "\udced\udca0\udcbd",
    "a control sequence": "\x1b[31mred\x9b2J",
    "a line end": "fog\nlifts",
    "turned round": "\u202egnirts",
    "negative": "-1",
    "nothing": "0",
    "40 digits": "9" * 40,
    "5,000 digits": "9" * 5000,
    "no number": "NaN",
    "no day": "2026-02-30",
    "a million letters": "x" * 1_000_000,
    "SQL": "' OR 1=1; DROP TABLE article --",
    "FTS": '" NEAR/2 * ^ col:',
    "a format": "%s%n{0}",
    "every filter": "who:\udcff said:\x01 source:\x1b before:9999999 after:-1 is:\u202e",
}

COMMANDS = [
    "import",
    "import --name NAME -",
    "import --format",
    "import --encoding",
    "find",
    "list",
    "list --limit",
    "list --sort",
    "search",
    "search fog --limit",
    "show",
    "speakers",
    "speakers --unnamed",
    "log --since",
    "log --by",
    "log --article",
    "check",
    "export --format csv",
    "export --format",
    "export --format jsonl --status",
    "read",
    "quotes",
    "where",
    "doctor --no-clipboard",
    "completion",
]
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
MOST_SAID = 4_000
"""Characters of an error: it does not repeat a long argument in full."""


@pytest.fixture
def stack(run: CommandLine, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles in the store, and an empty folder to run in."""
    run("import", copy)
    empty = copy.parent / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_argument_makes_a_command_fall_over(run: CommandLine, command: str) -> None:
    for what, argument in HOSTILE.items():
        for program in (False, True):
            ran = run(*command.split(), *(["--json", "--", argument] if program else [argument]))

            assert ran.status in (0, 1, 2, 3, 4), what
            assert len(ran.err) < MOST_SAID, what
            assert not _OBEYED.search(ran.err + ran.out), what
            assert ran.status == 0 or ran.err or ran.out, what
            if program and ran.status != 2:
                assert all(isinstance(json.loads(line), dict) for line in ran.out.splitlines()), what


@pytest.mark.usefixtures("stack")
def test_a_file_whose_name_is_no_utf8_is_read_and_named_in_json(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "fog\udcff\x1b[31m.txt"
    file.write_text("Fog lifts\n\nPORT VERRIN: “It lifted,” said Mira Holt, a pilot.\n\nNobody else was there.\n")

    for command in ("read", "quotes", "import"):
        [line] = run(command, str(file), "--json").objects
        assert line["file"] == str(file)
