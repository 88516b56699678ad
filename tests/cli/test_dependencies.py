"""Everything imported is declared, and everything that decides which words are read is pinned."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"newstext", "sample_data", "store", "tui"}
NEEDED_BY_OTHERS = {"feedparser-sgmllib", "justext", "lxml-html-clean"}
"""Declared though none of our modules imports them; pyproject.toml says why."""


EXTRAS = ("documents", "lsp", "mcp", "postgresql", "serve")


def declared() -> dict[str, str]:
    """Return the required version of each distribution in pyproject.toml, extras of readers and servers too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]
    plain = (re.sub(r"\[.*\]", "", line.lower()) for line in lines)
    found = (re.split(r"(?=[<>=~!])", line, maxsplit=1) for line in plain)
    return {name: version for name, version in found}  # noqa: C416 - dict() would not know that each has two parts


def imported() -> set[str]:
    """Return the distributions that the program imports, at the start or later."""
    modules = set()
    for file in (file for package in OURS for file in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                modules |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    known = packages_distributions()
    return {re.sub(r"[-_.]+", "-", known[module][0]).lower() for module in modules - OURS - sys.stdlib_module_names}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    assert imported() | NEEDED_BY_OTHERS == declared().keys()


@pytest.mark.parametrize(
    "name",
    [
        "feedparser",
        "feedparser-sgmllib",
        "justext",
        "lxml",
        "lxml-html-clean",
        "olefile",
        "pypdfium2",
        "trafilatura",
    ],
)
def test_what_decides_which_words_are_read_is_pinned(name: str) -> None:
    assert declared()[name].startswith("==")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_versions_and_no_place(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert all(
        re.match(r"[a-z0-9][a-z0-9.-]*==\S+( ; .*)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$", line) for line in lines
    )
