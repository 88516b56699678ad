"""Sentences name the keys in force: a letter in one would be wrong once the key is rebound."""

from __future__ import annotations

import ast
import re
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

import tui
from store import Archive
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tui.kernel.actions import ACTIONS, SCOPES, Scope, actions_in
from tui.kernel.keymap import phrase, rebound
from tui.kernel.welcome import Welcome
from tui.settings.config import Config
from tui.tour.guide import TourGuide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.driver import Driver

_KEY = re.compile(
    r"(?<![\w’'“.:–-])"
    r"(?:enter|escape|esc|tab|space|backspace|delete|pageup|pagedown|ctrl\+\S+|[b-zB-HJ-Z](?!’)"
    r"|[aA](?= +(?:[a-z]\b|accepts|verifies|lists|settles|copies|takes|shows|goes|opens|says|gives|selects|saves)))"
    r"(?![\w’'-])"
    r"|(?:^|(?<= ))[@/?*](?= [a-z])"
)
"""Words that look like keys."""

_ABOUT_WRITING_KEYS = {"config.py", "key_bindings.py"}
"""Modules that say how keys are written in config.toml."""
_MARKUP = {"annotated.py", "html.py", "edits.py", "markup.py", "page.py", "pictures.py", "sections.py", "style.py"}
"""Modules whose literals are HTML, CSS and patterns, for no screen."""

_NO_KEYS_OF_THE_TABLE = {
    "In the margin: ? open, ~ unsure, ✓ accepted, ✔ verified, – skipped, ! changed, w waits here, not saved.": "signs",
    "In the margin: ? open, ~ unsure, ✓ accepted, ✔ verified, – skipped, ! changed,": "signs, as the help wraps them",
    "w waits here, not saved.": "a sign, as the help wraps it",
    "Open this link on this machine; it works once. ctrl+c stops the server.": "the shell’s key",
    ". ctrl+c stops the server.": "the shell’s key",
    " made this view, for all desks. delete again removes it.": "the key that was just pressed, fixed in this menu",
    "↑ ↓ tab": "keys of a question, which are named by key_line",
    "Suspend to the shell (fg resumes)": "the shell’s command",
}
"""Sentences that only seem to name keys, and what they mean."""


def _sentences() -> Iterator[tuple[str, str]]:
    """Yield every literal of several words in tui, including the constant parts of f-strings, with its place."""
    for path in sorted(Path(*tui.__path__).rglob("*.py")):
        if path.name in _ABOUT_WRITING_KEYS | _MARKUP:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Tuple) for key in node.elts}
        is_table = path.name == "actions.py"
        for node in ast.walk(tree):
            if id(node) in docstrings or (is_table and id(node) in keys):
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
                yield node.value, f"{path.name}:{node.lineno}"


def test_no_sentence_names_a_key_by_its_letter() -> None:
    found = {
        where: sentence
        for sentence, where in _sentences()
        if sentence not in _NO_KEYS_OF_THE_TABLE and _KEY.search(re.sub(r"\{[\w.:]+\}|%(?:\(\w+\))?.", "", sentence))
    }

    assert found == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "d shows what changed.",
        " marked. y y, y a … copies them together.",
        " to review (U)",
        "Accept all? enter accepts",
        "a accepts it",
        "? shows every key",
        ". r gives ",
        "@ names the speaker",
    ],
)
def test_a_key_in_a_sentence_is_found(sentence: str) -> None:
    assert _KEY.search(sentence)


def test_each_placeholder_names_an_action() -> None:
    known = {f"{action.scope.name.lower()}.{action.id}" for action in ACTIONS}
    named = [(name, where) for text, where in _sentences() for name in re.findall(r"\{(\w+\.\w+)(?::\w+)?\}", text)]

    assert len(named) > 60
    assert [(name, where) for name, where in named if name not in known] == []


def test_a_sentence_has_the_first_key_or_the_one_that_is_wanted_while_the_action_has_it() -> None:
    one = rebound({(Scope.EVERYWHERE, "back"): ("ctrl+b",), (Scope.READER, "select"): ()})

    assert phrase("{everywhere.back} {everywhere.back:escape} {reader.select}", ACTIONS) == "q escape v"
    assert phrase("{everywhere.back} {everywhere.back:escape} {reader.select}", one) == "ctrl+b ctrl+b the palette"


def test_a_value_is_never_read_for_placeholders() -> None:
    assert phrase("{name}: {everywhere.undo}", ACTIONS, name="{everywhere.undo}") == "{everywhere.undo}: u"


NEW = {(action.scope, action.id): chr(0x4E00 + number) for number, action in enumerate(ACTIONS)}
"""A different key for each action."""

REBOUND = Config(keys={action: (key,) for action, key in NEW.items()})


async def _press(desk: Driver, *actions: tuple[Scope, str]) -> None:
    await desk.press(*(NEW[action] for action in actions))


def _seen(desk: Driver) -> list[str]:
    """Return all of our own words on the top screen: messages, footer, head, and the text of empty panes."""
    return [*desk.texts, *desk.footer]


def _assert_no_key_of_old(said: list[str]) -> None:
    lines = [line for text in said for line in text.splitlines() if line not in _NO_KEYS_OF_THE_TABLE]
    assert [line for line in lines if _KEY.search(line)] == []


async def test_with_every_key_rebound_an_empty_desk_and_its_help_name_the_new_ones(
    path: Path, empty_store: Path
) -> None:
    copyfile(empty_store, path)
    with Archive.open(path, actor="ada") as empty:
        await _see_an_empty_desk(empty)


async def _see_an_empty_desk(empty: Archive) -> None:
    async with at_the_desk(empty, REBOUND, welcome=Welcome(guide=partial(TourGuide, draft=""))) as desk:
        stack, reader = "\n".join(line.strip() for line in desk.lines("stack")).strip(), desk.lines("reader")
        _assert_no_key_of_old([stack, *reader, *_seen(desk)])
        assert stack.startswith("No articles yet.")
        assert f"\n{NEW[Scope.DESK, 'import']} imports" in stack
        await _press(desk, (Scope.EVERYWHERE, "help"))
        [page] = _seen(desk)
        _assert_no_key_of_old([page])
        assert all(key in page for key in NEW.values())
        await _press(desk, (Scope.EVERYWHERE, "back"))
        assert desk.where in ("stack", "reader")


async def test_with_every_key_rebound_messages_and_footers_name_the_new_ones(archive: Archive) -> None:
    said: list[str] = []
    async with at_the_desk(archive, REBOUND) as desk:
        for step in (
            (Scope.EVERYWHERE, "back"),
            (Scope.STACK, "open"),
            (Scope.QUOTATION, "reject"),
            (Scope.MOVING, "next_quotation"),
            (Scope.QUOTATION, "mark"),
            (Scope.QUOTATION, "accept_all"),
            (Scope.EVERYWHERE, "back"),
            (Scope.READER, "ends"),
            (Scope.ENDS, "stop_selecting"),
            (Scope.READER, "select"),
            (Scope.SELECTING, "save_quotation"),
        ):
            await _press(desk, step)
            said += _seen(desk)
        await _press(desk, (Scope.DESK, "register"), (Scope.REGISTER, "doubles"), (Scope.REGISTER, "mark"))
        said += _seen(desk)
    _assert_no_key_of_old([line for line in said if str(HARBOUR.headline) not in line])
    for scope in SCOPES:
        _assert_no_key_of_old([action.words for action in actions_in(scope, rebound(REBOUND.keys))])


@pytest.mark.parametrize(("key", "placeholder"), [("ctrl+f", "; ctrl+f again searches all"), ("s", "")])
async def test_the_search_in_an_article_goes_on_in_all_by_its_own_key_unless_words_begin_with_it(
    key: str, placeholder: str, archive: Archive
) -> None:
    async with at_the_desk(archive, Config(keys={(Scope.MOVING, "find"): (key,)})) as desk:
        await desk.press("enter", key)
        assert f"Search in this article{placeholder}" in desk.sees
        await desk.press(key)
        assert (desk.where, desk.typed) == (("search", "") if placeholder else ("find", "s"))
