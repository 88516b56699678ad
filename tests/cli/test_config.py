"""config.toml: its settings, and the message for each kind of mistake."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.figures.budget import Budget
from tests.terminal import pullquote
from tui.kernel.actions import Scope
from tui.settings import config as configuration
from tui.settings.config import Config, ConfigError, WatchConfig, load
from tui.settings.key_bindings import key_named

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine

MANUAL = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)[0]


OF_WATCH = ("watch", "minutes", "allow", "contact", "at_desk", "notify", "audit", "bare", "unnamed", "second_hand")


def said(folder: Path, text: str) -> Config:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return load(file)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as refused:
        said(folder, text)
    return str(refused.value).removeprefix(f"{folder / 'config.toml'}")


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config()
    assert said(tmp_path, "") == Config()


def test_the_manuals_example_is_understood_and_names_every_key(tmp_path: Path) -> None:
    config = said(tmp_path, EXAMPLE)
    assert config.name == "Ada Lind"
    assert config.theme == "night"
    assert config.ascii_only is True
    assert config.copy_command == "wl-copy --primary"
    assert config.suggest_indirect == 0.7
    assert config.watch == WatchConfig(1800, ("10.2.0.0/16", "wire.local"), "desk@paper.example", at_desk=False)
    assert config.commands == {
        "desk mail": "sh -c 'mail -s \"$PULLQUOTE_HEADLINE\" desk@paper.example'",
        "cms": "cms-client quote --stdin",
    }
    assert config.notify_command == "notify-send Pullquote {news}"
    assert config.speaker_fields == {"region": ("north", "south"), "expert": ("yes",)}
    assert config.budget == Budget(bare=10, unnamed=30, second_hand=50)
    assert config.keys[Scope.QUOTATION, "accept"] == ("plus", "a")
    assert config.keys[Scope.STACK, "first"] == ("less_than_sign",)
    assert set(config.themes["night"]) == {"base", *configuration.THEME_COLOURS}


@pytest.mark.parametrize(
    "key",
    [
        "name",
        "theme",
        "signs",
        "clipboard",
        "command",
        "commands",
        "suggest",
        "indirect",
        "keys",
        "themes",
        "base",
        *OF_WATCH,
    ],
)
def test_the_manual_explains_every_key(key: str) -> None:
    assert f"`{key}`" in MANUAL or f"`[{key}" in MANUAL


def test_the_manual_names_every_place_and_colour() -> None:
    for scope in Scope:
        assert f"`{scope.name.lower()}`" in MANUAL
    for colour in configuration.THEME_COLOURS:
        assert f"`{colour}`" in MANUAL


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('thme = "dark"', ", line 1: unknown key “thme”. Did you mean “theme”?"),
        (
            '\n\ntheme = "drak"',
            ", line 3: “theme” must be one of “dark”, “light”, “high-contrast”, “high-contrast-light”, not “drak”.",
        ),
        (
            "theme = 3",
            ", line 1: “theme” must be one of “dark”, “light”, “high-contrast”, “high-contrast-light”, not “3”.",
        ),
        ('[clipboard]\ncomand = "x"', ", line 2: unknown key “clipboard.comand”. Did you mean “command”?"),
        ('clipboard = "x"', ", line 1: “clipboard” must be a table: write it as a heading, [clipboard]."),
        ("name = ''", ", line 1: “name” must be one line of text in quotation marks."),
        ('name = "a\\u001bb"', ", line 1: “name” must be one line of text in quotation marks."),
        ("[suggest]\nindirect = 2", ", line 2: “suggest.indirect” must be a number from 0 to 1, not “2”."),
        ('[suggest]\nindirect = "0.5"', ", line 2: “suggest.indirect” must be a number from 0 to 1, not “0.5”."),
        ('[keys.raeder]\naccept = "a"', ", line 1: unknown key “keys.raeder”. Did you mean “reader”?"),
        ('[keys.quotation]\nacept = "z"', ", line 2: unknown key “keys.quotation.acept”. Did you mean “accept”?"),
        ("[keys.quotation]\naccept = 3", ", line 2: “keys.quotation.accept” must be a key such as"),
        ('[keys.quotation]\naccept = [""]', ", line 2: “keys.quotation.accept” has an unknown key, “”."),
        ("[clipboard]\ncommand = 'xclip \"-i'", ", line 2: “clipboard.command” has an open quotation mark"),
        ('[clipboard]\ncommand = "xclip \\\\"', ", line 2: “clipboard.command” has an open quotation mark"),
        ('[themes.dark]\nbase = "dark"', ", line 1: “themes.dark” is a built-in theme; choose another name for yours."),
        ('[themes.own]\nopen = "red"', ", line 2: “themes.own.open” must be a colour such as “#1f2226”, not “red”."),
        ('[themes.own]\nopne = "#000000"', ", line 2: unknown key “themes.own.opne”. Did you mean “open”?"),
        ("theme = ", " is not valid TOML: "),
        ("[watch]\nminutes = 0", ", line 2: “watch.minutes” must be a number from 1 to 1440, not “0”."),
        ("[watch]\nminutes = true", ", line 2: “watch.minutes” must be a number from 1 to 1440, not “True”."),
        ('[watch]\nallow = "x"', ", line 2: “watch.allow” must be a list of hosts or networks"),
        ('[watch]\nat_desk = "no"', ", line 2: “watch.at_desk” must be true or false, not “no”."),
        ("[watch]\nalow = []", ", line 2: unknown key “watch.alow”. Did you mean “allow”?"),
        ('[speakers]\nregion = "north"', ", line 2: “speakers.region” must be a list of values, such as"),
        ('[speakers]\nweek = ["1"]', ", line 2: “speakers.week” cannot be the name of a field; choose another."),
        ("[notify]\ncommand = 'say \"'", ", line 2: “notify.command” has an open quotation mark"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_is_near(tmp_path: Path, text: str, sentence: str) -> None:
    assert refusal(tmp_path, text).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ('[keys.quotation]\naccept = "x"', "Accept the quotation", "Reject the quotation"),
        ('[keys.quotation]\naccept = "n"', "Accept the quotation", "Go to the next quotation"),
        ('[keys.quotation]\naccept = "u"', "Accept the quotation", "Undo"),
        ('[keys.quotation]\naccept = "yb"\nskip = "y"', "Skip the quotation", "Accept the quotation"),
    ],
)
def test_two_actions_that_want_one_key_are_told_by_name(tmp_path: Path, text: str, first: str, second: str) -> None:
    told = refusal(tmp_path, text)
    assert first in told
    assert second in told
    assert "Change one of them." in told


def test_two_actions_may_change_places(tmp_path: Path) -> None:
    config = said(tmp_path, '[keys.quotation]\naccept = "x"\nreject = "a"')
    assert config.keys == {(Scope.QUOTATION, "accept"): ("x",), (Scope.QUOTATION, "reject"): ("a",)}


def test_an_action_may_have_no_key_at_all(tmp_path: Path) -> None:
    assert said(tmp_path, "[keys.quotation]\nremove = []").keys == {(Scope.QUOTATION, "remove"): ()}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("a", "a"),
        ("gg", "g g"),
        ("g g", "g g"),
        ("]q", "right_square_bracket q"),
        ("?", "question_mark"),
        ("ctrl+d", "ctrl+d"),
        ("enter", "enter"),
        ("f5", "f5"),
        ("G", "G"),
        ("Gc", "G c"),
        ("U p", "U p"),
        ("a-b", "a minus b"),
        ("shift+tab", "shift+tab"),
        ("g enter", "g enter"),
    ],
)
def test_keys_are_written_as_on_the_keyboard(written: str, named: str) -> None:
    assert key_named(written) == named


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Enter", "enter"),
        ("Return", "enter"),
        ("ESC", "escape"),
        ("Space", "space"),
        ("PageDown", "pagedown"),
        ("page_down", "pagedown"),
        ("Page Down", "pagedown"),
        ("Ctrl-D", "ctrl+d"),
        ("ctrl+X", "ctrl+x"),
        ("ctrl + x", "ctrl+x"),
        ("Control+x", "ctrl+x"),
        ("C-x", "ctrl+x"),
        ("shift+g", "G"),
        ("Shift-Tab", "shift+tab"),
        ("F5", "f5"),
        ("escpae", "escape"),
        ("Question_Mark", "question_mark"),
    ],
)
def test_a_key_by_another_name_is_no_sequence_of_letters(tmp_path: Path, written: str, meant: str) -> None:
    told = refusal(tmp_path, f'[keys.stack]\nopen = "{written}"')
    assert told == f", line 2: “keys.stack.open” has an unknown key, “{written}”. Did you mean “{meant}”?"


@pytest.mark.parametrize("written", ["", "cmd+x", "super-x", "ctrl", "g\\u0007"])
def test_a_key_that_is_near_to_none_is_refused_as_well(tmp_path: Path, written: str) -> None:
    told = refusal(tmp_path, f'[keys.stack]\nopen = "{written}"')
    assert told.startswith(", line 2: “keys.stack.open” has an unknown key, “")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("g escape", "escape cancels a sequence"),
        ("5x", "a sequence that begins with a digit is a count"),
    ],
)
def test_a_sequence_that_could_never_be_typed_is_refused(tmp_path: Path, written: str, why: str) -> None:
    told = refusal(tmp_path, f'[keys.stack]\nopen = "{written}"')
    assert told == f", line 2: “keys.stack.open” cannot be “{written}”: {why}."


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 200_000, b"a" + b"[" * 5_000])
def test_what_is_no_configuration_is_told(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(data)
    with pytest.raises(ConfigError, match=re.escape(str(file))):
        load(file)


def test_the_program_refuses_a_slip_with_one_sentence(run: CommandLine, copy: Path, home: Path) -> None:
    run("import", copy)
    _write(home, 'thme = "dark"')
    for command in (["list"], ["where"], ["import", str(copy)]):
        ran = run(*command)
        assert ran.status == 2
        assert "config.toml, line 1: unknown key “thme”" in ran.err
    with pullquote("--db", str(run.store), columns=400) as terminal:
        terminal.see("Did you mean “theme”?")
        assert terminal.ends() == 2


def test_where_says_where_it_is(run: CommandLine, home: Path) -> None:
    file = _write(home, 'name = "Ada Lind"')
    assert str(file) in run("where").out
    assert [line["config"] for line in run("where", "--json").objects] == [str(file)]


def test_decisions_are_made_under_the_configured_name(
    run: CommandLine, copy: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PULLQUOTE_USER")
    _write(home, 'name = "Ada Lind"')
    assert "Ada Lind" in run("where").out


def _write(home: Path, text: str) -> Path:
    folder = home / ".config" / "pullquote"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text, "utf-8")
    return folder / "config.toml"
