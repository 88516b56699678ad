"""What people install works by itself: the wheel, in an environment of its own, far from this checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import newstext
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKOUT = Path(__file__).parents[2]


def succeed(command: Sequence[str | Path], folder: Path) -> str:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the wheel, and borrows the other packages from this one."""
    folder = tmp_path_factory.mktemp("installed")
    pip: list[str | Path] = [sys.executable, "-m", "pip"]
    offline = ["--quiet", "--no-deps", "--no-index"]
    succeed([*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", folder, CHECKOUT], folder)
    [wheel] = folder.glob("pullquote-*.whl")
    environment = folder / "environment"
    venv.create(environment)
    programs = environment / "bin"
    succeed([*pip, "--python", programs / "python", "install", *offline, wheel], folder)
    [packages] = environment.glob("lib/python*/site-packages")
    # A path in a .pth file brings packages, but not the .pth files there: this checkout stays out of it.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return programs


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = succeed([installed / "python", "-c", "import tui; print(tui.__file__)"], tmp_path)

    assert Path(where).is_relative_to(installed.parent)


def test_it_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert succeed([installed / "pullquote", "--version"], tmp_path) == f"pullquote {newstext.__version__}\n"


def test_it_says_where_its_store_would_be(installed: Path, tmp_path: Path, home: Path) -> None:
    said = succeed([installed / "pullquote", "where"], tmp_path)

    assert str(home / "data" / "pullquote" / "pullquote.db") in said


def test_the_demo_opens_on_the_sample_copy(installed: Path, home: Path) -> None:
    with Terminal([str(installed / "pullquote"), "demo"], folder=home) as terminal:
        terminal.see("Stack · ", "articles", "enter open")
        terminal.press("/")
        terminal.see("Search headlines")
        terminal.press("oyster")
        terminal.see("Sandrey says oyster bed")
        terminal.press("enter")
        terminal.see("SANDREY: The oyster bed", "a accept")
        terminal.press("Q")

        assert terminal.ends() == 0
    assert f"A scratch desk of invented copy, in {home.parent}/pullquote-demo-" in terminal.raw.decode()
    assert not list(home.parent.glob("pullquote-demo-*"))
