"""The project's English: plain words, one term for one thing, help that begins with a verb, whole sentences."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli.main import pullquote
from tui.kernel.actions import ACTIONS
from tui.kernel.keymap import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HOUSE = Path(__file__).parents[2]
PAGES = [*sorted((HOUSE / "docs").glob("*.md")), *(HOUSE / name for name in ("README.md", "CHANGELOG.md"))]
PAGES.append(HOUSE / "sample_data" / "README.md")

LONGEST_HELP = 60
PACKAGES = ("tui", "store", "newstext", "tests", "bench")

TRANSLATED = {
    r"\bsuch that\b": "so that",
    r"\bwhoever\b|\bwho(?= (types|asks|selects|leaves|saved)\b)": "name the person: somebody who, people who",
    r"\bshall\b": "the present tense",
    r"\bis there when\b|\bare there when\b": "without",
    r"\btak(e|es|en|ing) (it|them|all of it|the last \w+) back\b|\btaken back\b": "undo",
    r"\bbrings? (it|them|copy|articles) (back|in)\b|\bbrought in\b": "undo, import",
    r"\btaken along\b|\btakes? it along\b": "carry over, follow",
    r"\bmade anew\b|\bmakes? \w+( \w+)? anew\b": "rebuild",
    r"\bpart(ed|ing) (of )?speakers?\b|\bthe parting\b": "split",
    r"\bcredited to (two|different|more)\b": "attributed to",
    r"\bwords of saying\b": "cue",
    r"\bverbs? that judges?\b": "loaded verb",
    r"\b(go|goes|gone|going) over (an|all|every|the) articles?\b": "scan",
    r"\bheld against\b|\bhold\w* .{0,40}\bagainst\b": "compare with",
    r"\bsaid who said\b|\bsays? who said it\b": "name the speaker",
    r"\bstands? (nowhere|in several)\b": "appear",
    r"\blike that has\b": "name the kind",
    r"\bthought better\b": "cancelled",
}
"""Turns of phrase that read translated wherever they are, and plain words for them."""

NOT_ENGLISH = TRANSLATED | {
    r"\b(such|so) (as|that) (is|are|it)\b": "name the thing",
    r"\bas it (is|was|comes|came)\b(?! now)": "unchanged",
    r"(?<!there )\b(is|are) no (?!longer|more|such)": "is not a",
    r"\bdoubles\b": "duplicates",
    r"\bhand(ed|s)? over\b": "export, deliver",
    r"\bnobody (here|in the|waits|has looked)\b": "say what there is not",
    r"\bof (that|this|their) kind\b": "name the kind",
}
"""The same, with those that only people who read messages and pages stumble over."""


class Sentence(NamedTuple):
    """A literal that people may read, and its place."""

    words: str
    where: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """Return every literal of several words in tui and store; ``{}`` stands for each value of an f-string."""
    paths = sorted(path for package in ("tui", "store") for path in (HOUSE / package).rglob("*.py"))
    return tuple(found for path in paths for found in _sentences_in(path))


def _sentences_in(path: Path) -> Iterator[Sentence]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in docstrings or id(node) in parts:
            continue
        words = literal(node)
        if words is not None and " " in words.strip() and "{ " not in words:
            yield Sentence(words, f"{path.relative_to(HOUSE)}:{getattr(node, 'lineno', 0)}")


def literal(node: ast.AST) -> str | None:
    """Return the text of a literal; ``{}`` stands for each value of an f-string."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def translated(texts: Iterable[tuple[str, str]], turns: Mapping[str, str] = NOT_ENGLISH) -> list[str]:
    """Return a line for each turn of phrase that is not English in pairs of words and place."""
    return [
        f"{place}: {words.strip()[:200]} (rather: {plain})"
        for words, place in texts
        for turn, plain in turns.items()
        if re.search(turn, words, re.IGNORECASE)
    ]


def test_no_sentence_of_the_program_reads_translated() -> None:
    assert translated(sentences()) == []
    assert translated((text, name) for name, text in command_help().items()) == []


def test_no_page_reads_translated() -> None:
    lines = [
        (line, f"{page.name}:{number}")
        for page in PAGES
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
    ]

    assert translated(lines) == []


DOCSTRING = re.compile(r'^[ \t]*r?"""(.+?)"""', re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"(?:^|  )[ \t]*# (?!noqa|type:)(.+)$", re.MULTILINE)

REMARKS_NOT_ENGLISH = TRANSLATED | {
    r"^(what|whoever|whom|how much|how many)\b": "begin with the noun",
    r"\banew\b": "again, a new",
    r"\bon behalf of\b": "for",
    r"\blets? through\b": "matches",
    r"\b(is|are|was|were) (looked|waited|gone) (at|for|through|over)\b": "an active verb: examine, search, wait",
}
"""Turns of phrase that docstrings and comments avoid, too."""

GERUND = re.compile(r"(?!(?:Any|Every|No|Some)thing|Folding|Overlapping)\w+ing\b")


def remarks() -> Iterator[tuple[str, str]]:
    """Yield every docstring and comment on one line, with its place."""
    for path, text in _modules():
        for found in (*DOCSTRING.finditer(text), *COMMENT.finditer(text)):
            line = text.count("\n", 0, found.start()) + 1
            yield " ".join(found[1].split()), f"{path.relative_to(HOUSE)}:{line}"


def _modules() -> Iterator[tuple[Path, str]]:
    for package in PACKAGES:
        for path in sorted((HOUSE / package).rglob("*.py")):
            if path != Path(__file__):
                yield path, path.read_text(encoding="utf-8")


def test_no_docstring_or_comment_reads_translated() -> None:
    assert translated(remarks(), REMARKS_NOT_ENGLISH) == []


def test_modules_say_what_they_are() -> None:
    """A module's docstring begins with a noun or the verb of its work, never with a gerund: “The search in …”."""
    gerunds = [
        f"{path.relative_to(HOUSE)}: {found[1].strip()[:80]}"
        for path, text in _modules()
        if (found := DOCSTRING.match(text)) and GERUND.match(found[1])
    ]

    assert gerunds == []


def test_help_on_keys_begins_with_a_verb_and_is_short() -> None:
    for action in ACTIONS:
        words = phrase(action.words, ACTIONS)
        assert words.split()[0].rstrip(":,") in VERBS, f"{words}: begin with a verb, or add it to VERBS"
        assert len(words) <= LONGEST_HELP, words
        assert not words.endswith("."), words


VERBS = frozenset(
    re.findall(
        r"\w+",
        """
        Accept Add Assign Bring Change Check Choose Copy Correct Export Find Flag Go Import Keep Label Leave List Make
        Mark Merge Move Name Open Print Quit Reattach Redo Reject Remove Rename Review Save Search Select Send Set
        Settle Show Skip Sort Split Stop Suggest Suspend Switch Teach Undo Write
        """,
    )
)


@cache
def command_help() -> dict[str, str]:
    """Return every help text of the command line: by command, and by command and option."""
    found = {}
    context = click.Context(pullquote)
    for name in pullquote.list_commands(context):
        command = pullquote.get_command(context, name)
        assert command is not None
        found[name] = command.short_help or ""
        found[f"{name} --help"] = command.help or ""
        for option in command.params:
            if isinstance(option, click.Option):
                found[f"{name} {option.opts[-1]}"] = option.help or ""
    return found


def test_every_command_and_option_has_one_line_of_help() -> None:
    for name, text in command_help().items():
        if " " not in name:
            assert text.split()[0] in VERBS, f"{name}: begin with a verb"
            assert len(text) <= LONGEST_HELP, f"{name}: shorten"
        assert text[:1].isupper(), name
        assert text.rstrip().endswith((".", "config.fish")), f"{name}: end with a full stop"


def test_errors_and_messages_are_whole_sentences() -> None:
    """Errors and messages end with a full stop; one that ends with a value may get its stop from that."""
    cut = []
    for path in sorted((HOUSE / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_said(node.func):
                words = literal(node.args[0])
                if words and " " in words and not words.endswith(("}", ".", "?", "…", "”", ": pullquote import FILE")):
                    cut.append(f"{path.relative_to(HOUSE)}:{node.lineno}: {words}")

    assert cut == []


def _is_said(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("tell", "say_also", "refusal") or (name.endswith("Error") and name not in CONTINUED)


CONTINUED = {"LookupError", "KeyNameError", "OSError", "FileNotFoundError", "IsADirectoryError", "PermissionError"}
"""Errors whose text continues a sentence, and those that only developers read."""
