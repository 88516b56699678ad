"""The rules of the house that the import contracts in pyproject.toml cannot express."""

from __future__ import annotations

import ast
import re
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[2]
PACKAGES = ("newstext", "store", "tui")

MOST_LINES, MOST_IN_A_FUNCTION, MOST_IN_A_CLASS = 350, 40, 25
MOST_LINES_OF_APP = 250
MOST_ENTRIES, LONGEST_ENTRY = 60, 180
FOR_GOOD = {"store/sqlite/migrations/m0001_first_schema.py"}
"""Migrations that have run on people's files; they never change."""


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(_graph()).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])))


def test_late_and_type_only_imports_count() -> None:
    graph = _graph()

    assert "newstext.formats" in graph["newstext"]
    assert "store.engine" in graph["store.archive"]


def test_the_kernel_and_what_words_are_made_of_know_no_screen() -> None:
    screens = {"textual.app", "textual.screen", "textual.widget", "textual.widgets"}
    for room in ("kernel", "wording", "copy_formats", "text"):
        for path in (HOUSE / "tui" / room).rglob("*.py"):
            assert not screens.intersection(_imported(path, _name(path), {})), path.name


def test_files_and_functions_are_short() -> None:
    long: set[str] = set()
    for package in PACKAGES:
        for path in (HOUSE / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(HOUSE).as_posix()
            if text.count("\n") > MOST_LINES:
                long.add(name)
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or 0) - node.lineno + 1
                    assert lines <= MOST_IN_A_FUNCTION, f"{name}: {node.name} has {lines} lines"

    assert long == FOR_GOOD


def test_the_changelog_stays_short() -> None:
    text = (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = text.partition("\n## ")[2].partition("\n## ")[0]
    groups = re.split(r"\n### (\w+)\n", newest)[1:]

    assert groups[::2] == ["Added", "Changed", "Fixed"]
    for name, lines in zip(groups[::2], groups[1::2], strict=True):
        entries = lines.strip().splitlines()
        assert len(entries) <= MOST_ENTRIES, f"{name}: merge entries that belong together"
        beginnings = [" ".join(entry.split()[:5]) for entry in entries]
        assert len(set(beginnings)) == len(entries), f"{name}: a merge brought entries back, or two say the same"
        for entry in entries:
            assert entry.startswith("- "), f"{name}: one line an entry: {entry}"
            assert len(entry) <= LONGEST_ENTRY, f"{name}: shorten: {entry}"


def test_the_app_is_short() -> None:
    assert (HOUSE / "tui" / "app.py").read_text(encoding="utf-8").count("\n") <= MOST_LINES_OF_APP


def test_no_class_has_more_than_25_public_methods_and_properties() -> None:
    many = {kind.__qualname__: names for kind in _classes() if len(names := _public(kind)) > MOST_IN_A_CLASS}

    assert many == {}


def _classes() -> Iterator[type]:
    for name in _graph():
        if not name.endswith("__main__"):
            yield from (kind for kind in vars(import_module(name)).values() if _is_class_of(name, kind))


def _is_class_of(module: str, value: object) -> bool:
    return isinstance(value, type) and value.__module__ == module


def _public(kind: type) -> set[str]:
    """Return the public methods and properties that a class defines, without inherited ones from libraries."""
    theirs = {name for base in kind.__mro__ if base.__module__.split(".")[0] not in PACKAGES for name in vars(base)}
    return {
        name
        for name, value in vars(kind).items()
        if not name.startswith(("_", "on_")) and name not in theirs and not isinstance(value, type)
        if callable(value) or isinstance(value, property | cached_property | staticmethod | classmethod)
    }


@cache
def _graph() -> dict[str, set[str]]:
    """Return the modules that each module imports, anywhere in it."""
    files = {_name(path): path for package in PACKAGES for path in (HOUSE / package).rglob("*.py")}
    return {
        name: {target for target in _imported(path, name, files) if target in files and target != name}
        for name, path in files.items()
    }


def _name(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path, name: str, files: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports by dots"
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from inside
            if not set(inside) <= files.keys():
                yield node.module or ""


def test_each_change_of_a_schema_has_a_number_of_its_own() -> None:
    from store.postgres.server.schema import SCHEMA_VERSION

    for folder, last in (("sqlite/migrations", None), ("postgres/schema", SCHEMA_VERSION)):
        numbers = [
            int(found[1])
            for path in (HOUSE / "store" / folder).iterdir()
            if (found := re.match(r"m?(\d{4})_", path.name))
        ]
        assert sorted(numbers) == list(range(1, (last or len(numbers)) + 1)), f"{folder}: number yours after the others"
