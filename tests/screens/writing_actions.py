"""The actions whose handlers may write to the store, as the source of the desk tells."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tui
from tui.kernel.handlers import HANDLERS

if TYPE_CHECKING:
    from tui.kernel.actions import Scope

_WRITES = {"write", "change"}
"""The methods of the session, of its decisions and of places that write to the store."""


def writing_actions() -> set[tuple[Scope, str]]:
    """Return the actions whose handlers write, by scope and id; of screens that they show, nothing is counted.

    A handler is followed through its module: the functions and methods that it names, and those that these name.
    """
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if not module.name.startswith(("tui.cli", "tui.serving", "tui.__main__")):
            importlib.import_module(module.name)
    return {key for key, handler in HANDLERS.items() if _writes(inspect.getfile(handler.owner), handler.method)}


def _writes(file: str, method: str) -> bool:
    functions = _functions(file)
    reached, waiting = set(), [method]
    while waiting:
        if (name := waiting.pop()) in reached or name not in functions:
            continue
        reached.add(name)
        for node in (node for function in functions[name] for node in ast.walk(function)):
            match node:
                case ast.Call(func=ast.Attribute(attr=called)) if called in _WRITES:
                    return True
                case ast.Attribute(attr=named) | ast.Name(id=named):
                    waiting.append(named)
    return False


@cache
def _functions(file: str) -> dict[str, list[ast.AST]]:
    """Return the functions of a module, and its methods by their bare names."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in _WRITES:
            found.setdefault(node.name, []).append(node)
    return found
