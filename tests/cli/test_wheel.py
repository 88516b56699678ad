"""The installed program works by itself: the wheel, in an environment of its own, far from this checkout.

Tests use no network, so nothing is downloaded. The environment holds what the least capable pip would choose from the
metadata of the wheel and its dependencies, and nothing else that happens to be installed here. Extras are left out: the
pip of Python 3.11 and 3.12 does not find all of them.

`make release` runs the same tests where real installers put what it built: TEST_INSTALLED names the folder of the
programs, TEST_EXTRAS the extras that were installed.
"""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import newstext
from newstext.formats import FORMATS, recognise
from newstext.quotations.languages.pack import PACKS
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKOUT = Path(__file__).parents[2]
EXTRAS = set(filter(None, os.environ.get("TEST_EXTRAS", "").split(",")))
MODULES = {
    "documents": "pypdfium2",
    "lsp": "tui.servers.language_server",
    "mcp": "tui.servers.context_server",
    "postgresql": "store.postgres.engine",
    "serve": "tui.serving.listener",
}
"""A module that loads only with the extra."""


def succeed(command: Sequence[str | Path], folder: Path) -> str:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment with the wheel, and with its dependencies taken from this one."""
    if there := os.environ.get("TEST_INSTALLED"):
        return Path(there)
    folder = tmp_path_factory.mktemp("installed")
    pip: list[str | Path] = [sys.executable, "-m", "pip"]
    offline = ["--quiet", "--no-deps", "--no-index"]
    succeed([*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", folder, CHECKOUT], folder)
    [wheel] = folder.glob("pullquote-*.whl")
    environment = folder / "environment"
    venv.create(environment)
    programs = environment / "bin"
    succeed([*pip, "--python", programs / "python", "install", "--no-compile", *offline, wheel], folder)
    [packages] = environment.glob("lib/python*/site-packages")
    [metadata] = packages.glob("pullquote-*.dist-info")
    for distribution in chosen(importlib.metadata.Distribution.at(metadata)):
        link(distribution, packages)
    return programs


def chosen(wheel: importlib.metadata.Distribution) -> list[importlib.metadata.Distribution]:
    """Return what an installer without support for extras would install for ``wheel``."""
    found: dict[str, importlib.metadata.Distribution] = {}
    open_ = [wheel]
    while open_:
        for words in open_.pop().requires or ():
            requirement = Requirement(words)
            name = canonicalize_name(requirement.name)
            if name not in found and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
                found[name] = importlib.metadata.distribution(name)
                open_.append(found[name])
    return list(found.values())


def link(distribution: importlib.metadata.Distribution, packages: Path) -> None:
    """Link a distribution of this environment into another."""
    tops = {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}
    for top in tops:
        there = packages / top
        if not there.exists():
            there.symlink_to(str(distribution.locate_file(top)))


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = succeed([installed / "python", "-c", "import tui; print(tui.__file__)"], tmp_path)

    assert Path(where).is_relative_to(installed.parent)


def test_it_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert succeed([installed / "pullquote", "--version"], tmp_path) == f"pullquote {newstext.__version__}\n"


def test_it_brings_its_manual_page(installed: Path) -> None:
    page = (installed.parent / "share" / "man" / "man1" / "pullquote.1").read_text("utf-8")
    assert f"Pullquote {newstext.__version__}" in page
    assert ".SS pullquote settle" in page


def test_it_says_where_its_store_would_be(installed: Path, tmp_path: Path, home: Path) -> None:
    said = succeed([installed / "pullquote", "where"], tmp_path)

    assert str(home / "data" / "pullquote" / "pullquote.db") in said


def test_the_demo_opens_on_the_sample_copy(installed: Path, home: Path) -> None:
    with Terminal([str(installed / "pullquote"), "demo", "--tour"], folder=home) as terminal:
        terminal.see("Stack · ", "articles", "enter open", "A scratch desk; ", "Q quits and deletes it.")
        # A plain news story stands on top.
        assert "Foreman “told them" in terminal.lines[1]
        terminal.press("/")
        terminal.see("Search headlines")
        terminal.press("drawer")
        terminal.see("Mayor to resign")
        terminal.press("enter")
        terminal.see("Reader · ", "a accept")
        terminal.see("1/5   J goes to the next quotation.")
        terminal.press("g", "c")
        assert terminal.see("draft.md").startswith(f"  {home.parent}/pullquote-demo-")
        terminal.press("escape")
        terminal.see("1/5   J goes to the next quotation.")
        terminal.press("\x03")
        terminal.see("Press Q to end the demo. What you did in it is deleted.")
        terminal.press("Q")

        assert terminal.ends() == 0
    said = terminal.raw.decode()
    assert f"A scratch desk with invented articles, in {home.parent}/pullquote-demo-" in said
    assert not list(home.parent.glob("pullquote-demo-*"))


def test_it_reads_a_file_of_each_format(installed: Path, tmp_path: Path) -> None:
    first: dict[str, Path] = {}
    for folder in (CHECKOUT / "sample_data", CHECKOUT / "tests" / "text" / "formats" / "data"):
        for file in sorted(folder.rglob("*.*")):
            if not file.name.endswith(".expected.json"):
                first.setdefault(recognise(file.read_bytes(), file.name).name, file)
    assert first.keys() == {format_.name for format_ in FORMATS} - {"json", "one-story"}
    if "documents" not in EXTRAS:
        command: list[str | Path] = [installed / "pullquote", "read", first.pop("pdf")]
        pdf = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "pip install 'pullquote[documents]'" in pdf.stderr
    said = succeed([installed / "pullquote", "read", "--json", *first.values()], tmp_path)

    assert len(said.splitlines()) >= len(first)


@pytest.mark.parametrize("extra", MODULES)
def test_what_an_extra_adds_loads_with_it_and_not_without(installed: Path, tmp_path: Path, extra: str) -> None:
    command: list[str | Path] = [installed / "python", "-c", f"import {MODULES[extra]}"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (ended.returncode == 0) is (extra in EXTRAS), ended.stderr


def test_every_reader_loads(installed: Path, tmp_path: Path) -> None:
    assert succeed([installed / "python", "-c", "from newstext.guard import *; print(*unloadable())"], tmp_path) == "\n"


def test_the_model_and_every_language_pack_ship(installed: Path, tmp_path: Path) -> None:
    loads = (
        "from newstext.quotations.crf import load; from newstext.quotations.languages.pack import PACKS, pack_of;"
        "assert load(); pack_of('tlh'); print(*(pack_of(code).code for code in PACKS))"
    )
    assert succeed([installed / "python", "-c", loads], tmp_path).split() == [*PACKS]
