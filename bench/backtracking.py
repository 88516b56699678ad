"""python -m bench.backtracking [--length 1000] [--most 25]: every pattern over foreign text, on text made to slow it.

Each regular expression that newstext, store and tui compile or write down is run over runs of the signs it is made of
and of those that copy is made of, alone and between words that it begins with: once at a length, once at ten times
that. Linear work takes ten times as long, a pattern that steps back a hundred times. Printed: the patterns that took
more than ``--most`` times as long, with the text that did it; exit 1 when there are any.
"""

from __future__ import annotations

import argparse
import ast
import collections
import importlib
import inspect
import itertools
import pkgutil
import re
import signal
import string
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGES = ("newstext", "store", "tui")
SIGNS = [*" \t\n\u00a0aAzé19[](){}<>“”‘’\"'*_-–—.,:;!?&#=/\\|%@+~`^$\0\u00ad"]
PAIRS = (
    *("a ", "A ", "a\n", " \n", "\n\n", "\n ", "\t\n", "A. ", "a, ", "1 ", "a-", "“a", "a”", "<a", "a>", "[a", "]("),
    *("&a", "a'", "--", "Aa ", "Aa, ", "A.", "a.", "1.", "1,", "a@", "<!--", "<!", "]]", "a=", "=a", "“a\n\n", "\n> "),
    *("\n# ", "said ", "of the "),
)
_USE = {"match": "match", "fullmatch": "fullmatch"} | dict.fromkeys(("search", "sub", "split", "findall"), "finditer")
WORTH = 0.02
"""Seconds below which nothing is worth a look: clocks are no finer."""
DEADLINE = 1


class Late(Exception):  # noqa: N818 - it is a limit, not an error
    """A pattern took longer than anybody waits."""


def main() -> None:
    """Print the patterns that step back; exit 1 when there are any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--length", type=int, default=1000)
    parser.add_argument("--most", type=float, default=25)
    asked = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _late)
    patterns = dict(_patterns())
    found = 0
    for (words, _), (pattern, where, uses) in patterns.items():
        worst = max(_slow(pattern, uses, asked.length, asked.most), default=None)
        if worst:
            found += 1
            ratio, seconds, text = worst
            print(f"{where}: {words[:100]!r}\n    {text!r}: {ratio:.0f} times as long, {seconds:.2f} s", flush=True)
    print(f"{len(patterns)} patterns, {found} step back")
    raise SystemExit(bool(found))


def _slow(pattern: Any, uses: set[str], length: int, most: float) -> Iterator[tuple[float, float, str]]:
    own = sorted({sign for sign in pattern.pattern if sign in string.printable or ord(sign) > 127})
    words = re.findall(r"[A-Za-z]{2,}|&|<!?|\[", pattern.pattern)[:6]
    pumps = dict.fromkeys([*SIGNS, *PAIRS, *own, *words, *(f"{word} " for word in words)])
    for begin, pump, end in itertools.product(("", *words[:2], "“"), pumps, ("", "\0")):
        long = _seconds(pattern, begin + pump * (10 * length // len(pump)) + end, uses)
        if long > WORTH:
            short = max(_seconds(pattern, begin + pump * (length // len(pump)) + end, uses), 1e-6)
            if long / short > most:
                yield long / short, long, f"{begin} + {pump} * n + {end}"


def _seconds(pattern: Any, text: str, uses: set[str]) -> float:
    signal.setitimer(signal.ITIMER_VIRTUAL, DEADLINE)
    began = time.process_time()
    try:
        for use in uses:
            found = getattr(pattern, use)(text)
            if use == "finditer":
                collections.deque(found, maxlen=0)
    except Late:
        return float(DEADLINE)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _uses(name: str, source: str) -> set[str]:
    """Return the methods of the pattern ``name`` that its module calls; all when that cannot be seen."""
    called = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", source))
    uses = {method if method in ("match", "fullmatch") else "finditer" for method in called}
    return uses or {"match", "fullmatch", "finditer"}


def _late(*_: object) -> None:
    raise Late


def _patterns() -> Iterator[tuple[tuple[str, int], tuple[Any, str, set[str]]]]:
    """Yield every pattern by its words and flags: those that modules hold, and those that functions write down."""
    for module in _modules():
        for name, value in vars(module).items():
            held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
            for one in held:
                for pattern in one if isinstance(one, tuple) else (one,):
                    if isinstance(pattern, re.Pattern | regex.Pattern) and isinstance(pattern.pattern, str):
                        uses = _uses(name, inspect.getsource(module))
                        yield (pattern.pattern, pattern.flags), (pattern, f"{module.__name__}.{name}", uses)
    for file in (file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of, words = node.func.value, node.args[0]
                engine = {"re": re, "regex": regex}.get(of.id) if isinstance(of, ast.Name) else None
                if (
                    engine
                    and node.func.attr in _USE
                    and isinstance(words, ast.Constant)
                    and isinstance(words.value, str)
                ):
                    flags = re.MULTILINE if "MULTILINE" in ast.dump(node) else 0
                    where = f"{file.relative_to(ROOT)}:{node.lineno}"
                    yield (
                        (ast.literal_eval(words), flags),
                        (engine.compile(ast.literal_eval(words), flags), where, {_USE[node.func.attr]}),
                    )


def _modules() -> Iterator[Any]:
    for package in PACKAGES:
        root = importlib.import_module(package)
        for info in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not info.name.endswith("__main__"):
                yield importlib.import_module(info.name)


if __name__ == "__main__":
    main()
