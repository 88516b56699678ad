"""Every command that these pages show is run, or listed with the reason why not. Those of other pages: test_docs.py."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlite_utils.cli import cli as sqlite_utils

from store import Archive
from store.model.annotations import Status
from tests.cli.command_line import command_line
from tests.engines.postgres_room import store as room
from tests.postgres import binaries, the_server
from tui.cli.exits import EXIT_USAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[2]
SAMPLES = HOUSE / "sample_data"

NOT_RUN = {
    "pip install": "fetches packages; `make release` installs what it built with pip, pipx and uv",
    "pipx install": "the same",
    "/opt/pullquote/bin/pip install": "the same",
    "python3 -m venv /opt/pullquote": "makes a folder for the whole machine; `make release` makes such environments",
    "cp packaging/systemd": "writes to the machine's own folders; `make release` verifies the services",
    "install -d /etc": "the same",
    "echo 'PULLQUOTE_DB=": "the same",
    "printf '%s\\n' PULLQUOTE_DB=": "the same",
    "systemctl enable": "starts services of the machine",
    "usermod": "changes a user of the machine",
    "docker": "needs Docker's daemon; `make release` builds and runs the image where one answers",
    "pullquote doctor --head 3f9c…": "needs a head that was written down: test_doctor.py",
    "datasette pullquote.db": "serves until it is stopped; test_other_tools.py asks Datasette for these pages",
    "datasette stack.db": "the same",
    "pullquote lsp": "serves an editor until it is closed: test_lsp.py",
    "pullquote --db /path/to/newsroom.db mcp": "serves an assistant until it is closed: test_mcp.py",
    "pullquote --db postgresql://db.paper.example/newsroom serve": "serves until it is stopped: test_serve.py",
    "pullquote --db 'postgresql:///newsroom' serve": "the same",
}
"""Commands by how they begin, and why no test runs them as they are printed."""


EXPECTED = {
    "": (EXIT_USAGE,),  # the desk asks for a terminal before it does anything
    "check": (0, 1),  # one that finds something ends with 1
}


@pytest.mark.usefixtures("newsroom")
def test_the_commands_of_the_page_on_newsrooms_run() -> None:
    for command in shown("newsroom.md"):
        if command.startswith("psql --file=roles.sql"):
            lose_the_database()
        if command.startswith("pullquote store create --db"):
            lose_the_database()
            program("createdb", "--owner", "newsroom_owner", "newsroom")
        perform(command)


WRITTEN = {
    "command-line.md": {"draft.sarif", "checked.docx"},
    "datasette.md": set(),
    "installing.md": set(),
    "store.md": set(),
    "writing.md": {"quotations.sarif", "quotations.xml"},
}
"""The other pages, and the files that their commands write."""


@pytest.mark.parametrize("page", WRITTEN)
def test_the_commands_of_a_page_run(page: str, desk: Path) -> None:
    before = {file.name for file in desk.iterdir()}
    for command in shown(page):
        perform(command)
    assert {file.name for file in desk.iterdir()} - before == WRITTEN[page]


def test_each_command_that_is_not_run_is_on_a_page() -> None:
    commands = [command for page in ("newsroom.md", *WRITTEN) for command in shown(page)]
    assert [begin for begin in NOT_RUN if not any(command.startswith(begin) for command in commands)] == []


def test_every_extra_that_a_page_names_is_one() -> None:
    extras = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    pages = [*HOUSE.glob("docs/*.md"), HOUSE / "README.md"]
    named = [found for page in pages for found in re.findall(r"(?:pullquote|\.|whl)\[([\w,]+)\]", page.read_text())]
    assert len(named) > 8
    assert {extra for extras_ in named for extra in extras_.split(",")} <= extras.keys()


FILES = {
    "wire/newsml1.xml": "wire/newsml1.xml",
    "documents/board-answer.docx": "draft.docx",
    "draft.md": "draft.md",
    "stories/01-night-ferry.txt": "sidebar.md",
    "transcripts/pilotage-committee.vtt": "interview.vtt",
    "documents/soundings-memorandum.pdf": "report.pdf",
    "wire/release.eml": "mail/release.eml",
}
"""Samples under the names that the pages give to files."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages name, and a store with settled quotations in it."""
    monkeypatch.chdir(tmp_path)
    for folder in ("wire", "drafts", "interviews", "mail"):
        Path(folder).mkdir()
    story = (SAMPLES / "stories" / "01-night-ferry.txt").read_text()
    for file in ("drafts/a.md", "interviews/tape.txt"):
        Path(file).write_text(story)
    for sample, file in FILES.items():
        copyfile(SAMPLES / sample, file)
    assert command_line("--db", "stack.db", "import", SAMPLES / "stories" / "01-night-ferry.txt").status == 0
    with Archive.open(Path("stack.db"), actor="ada") as archive:
        row = archive.articles.page().rows[0]
        archive.suggestions.find(row.id)
        archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)
    copyfile("stack.db", "pullquote.db")
    monkeypatch.setenv("PULLQUOTE_DB", str(tmp_path / "stack.db"))
    return tmp_path


@pytest.fixture
def newsroom(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same beside a server on which nothing of the page is there yet."""
    owner = room().connection
    monkeypatch.setenv("PGHOST", str(the_server().folder))
    monkeypatch.setenv("PGUSER", "owner")
    yield
    lose_the_database()
    for role in ("newsroom_reader", "newsroom_editor", "newsroom_chief", "ada", "ben", "vic", "newsroom_owner"):
        owner.execute(f"DROP ROLE IF EXISTS {role}")


def lose_the_database() -> None:
    room().connection.execute("DROP DATABASE IF EXISTS newsroom WITH (FORCE)")


def shown(page: str) -> list[str]:
    """Return the commands of a page: in blocks without a language, in steps of a build, and those that others start."""
    found: list[str] = []
    text = (HOUSE / "docs" / page).read_text()
    for language, block in re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        if language in ("", "sh"):
            found += re.sub(r" *\\\n *", " ", block).splitlines()
        elif language == "yaml":
            found += re.findall(r"^ *- (?:run: )?((?:pip|pipx|pullquote) .*)", block, re.MULTILINE)
        elif language in ("json", "lua", "toml"):
            named = re.findall(r'\b(?:command|cmd|args)\b"?\s*[:=]\s*(.*)', block)
            found.append(" ".join(re.findall(r'"([^"]+)"', " ".join(named).replace('"args"', ""))))
    return [re.split(r" {3,}", line.strip())[0] for line in found if line.strip()]


def perform(command: str) -> None:
    """Run a command as a shell would, unless it is listed; the server's address leads to the tests' own."""
    if command.startswith((*NOT_RUN,)):
        return
    here = rf"'postgresql://\1@/newsroom?host={os.environ.get('PGHOST')}'"
    command, _, file = re.sub(r"postgresql://(\w+)@db.paper.example/newsroom", here, command).partition(" > ")
    name, *words = shlex.split(command)
    words = [path for word in words for path in (map(str, Path().glob(word)) if "/*" in word else [word])]
    out = ""
    if name == "export":
        variable, _, value = words[0].partition("=")
        os.environ[variable] = value
    elif name == "pullquote":
        ran = command_line(*words)
        assert ran.status in EXPECTED.get(words[0] if words else "", (0,)), (command, ran)
        out = ran.out
    elif name == "sqlite-utils":
        CliRunner().invoke(sqlite_utils, words, catch_exceptions=False, standalone_mode=False)
    else:
        out = program(name, *words)
    if file:
        Path(file).write_text(out)


def program(name: str, *words: str) -> str:
    """Run one of PostgreSQL's programs; a password that it asks for is `secret`."""
    folder = binaries()
    assert folder
    ran = subprocess.run(
        [str(folder / name), *words],
        input="secret\n" * 9,
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
        check=False,
    )
    assert ran.returncode == 0, (name, words, ran.stderr)
    return ran.stdout
