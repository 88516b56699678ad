"""The desk's tests use the driver's words only: a change of the desk's insides changes one file here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
INSIDES = {"app", "screen", "pilot", "query", "query_one", "render_line", "_compositor"}
"""Names that would reach the desk behind the driver."""

BREAKS_THEM = {"test_faults.py"}
"""It puts errors into the insides, to see that the desk survives them."""

TESTS = sorted(path.name for path in HERE.glob("test_*.py") if path.name != Path(__file__).name)


@pytest.mark.parametrize("name", TESTS)
def test_a_test_of_the_desk_names_none_of_its_insides(name: str) -> None:
    tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    inside = {node.attr for node in attributes if node.attr in INSIDES}
    private = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "desk"}
    found = inside | {attribute for attribute in private if attribute.startswith("_")}
    assert bool(found) is (name in BREAKS_THEM), found
