"""Anything that is not a file, or never ends, where a file is named: a sentence, soon and in bounded memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from tests.cli.command_line import story
from tui.kernel import files
from tui.settings.config import ConfigError, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store import Archive
    from tests.cli.command_line import CommandLine


def pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as own:
        own.bind(str(path))


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    path.symlink_to(path)


def nothing(path: Path) -> None:
    path.symlink_to("/dev/null")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1_000_000_000)


def deep(path: Path) -> None:
    path.write_text("a = " + "[" * 10_000)


def words_without_end(path: Path) -> None:
    path.write_text("word " * 16_000_000)


ODD = (pipe, a_socket, endless, loop, nothing, huge)


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("make", [*ODD, words_without_end])
@pytest.mark.parametrize(
    "command", [("import",), ("read",), ("quotes",), ("quotes", "--as-is"), ("check",)], ids=" ".join
)
def test_an_odd_file_is_refused_in_a_sentence(
    run: CommandLine, archive: Archive, tmp_path: Path, command: tuple[str, ...], make: Callable[[Path], None]
) -> None:
    archive.add([Article(headline="Fog")], reader="test", reader_version="1")
    odd = tmp_path / "odd"
    make(odd)
    ran = run(*command, odd)

    said = ran.err or ran.out.splitlines()[0]
    if (make is nothing and "--as-is" in command) or (make is nothing and command == ("check",)):
        return  # an empty text, in which nobody says anything
    assert ran.status == 3
    assert said.strip().endswith(".")
    assert len(said) < 300


@pytest.mark.parametrize("make", [pipe, a_socket, endless, loop, huge, deep])
def test_an_odd_configuration_is_refused_in_a_sentence(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "c")
    with pytest.raises(ConfigError, match=r"[.?]$"):
        load(tmp_path / "c")


def test_a_pipe_that_somebody_writes_into_is_read(run: CommandLine, tmp_path: Path) -> None:
    pipe(tmp_path / "pipe")
    with subprocess.Popen(
        [sys.executable, "-c", f"open({str(tmp_path / 'pipe')!r}, 'w').write({story('Fog', 'Fog came.')!r})"]
    ):
        ran = run("read", tmp_path / "pipe")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "Fog")
