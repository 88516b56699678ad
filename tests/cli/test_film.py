"""The film in docs/pictures, and two stills from it: the real program at a pseudo-terminal.

`make pictures` plays it again and draws them.
"""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.drawing import Frame, film, row_of, screens_of, shown, still
from tests.terminal import pullquote
from tui.kernel.actions import ACTIONS, Scope
from tui.kernel.keymap import shown as key_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.cli.command_line import CommandLine
    from tests.terminal import Terminal

HOUSE = Path(__file__).parents[2]
PICTURES = HOUSE / "docs" / "pictures"
COPY = (1, 7, 10, 24, 25, 27, 31, 33, 34, 35)
"""The stories in the stack, by their numbers in sample_data."""
SIZE = {"columns": 112, "rows": 26}
QUIET = 2.0
"""Seconds without output after which a film that is made takes the screen for complete."""
SMALL = 600_000
"""The most bytes of the film."""
_CLOCK = re.compile(r"saved \d\d:\d\d")


class Shot(NamedTuple):
    """Keys pressed one after another, the words below them, and how long each screen stays.

    ``sign`` is on the screen once work that takes a while is done.
    """

    keys: tuple[str, ...]
    does: str
    seconds: float = 2.0
    sign: str = ""

    @property
    def typed(self) -> bool:
        """Whether words are typed, letter by letter."""
        return len(self.keys) > 2


def _act(scope: Scope, action_id: str, does: str, seconds: float = 2.4) -> Shot:
    """Return a shot of an action, with its key."""
    keys = next(action.keys[0] for action in ACTIONS if (action.scope, action.id) == (scope, action_id))
    return Shot(tuple(key_shown(key) for key in keys.split()), does, seconds)


SHOTS = (
    Shot((), "The articles of the day, with what is open in each", 2.6),
    _act(Scope.STACK, "open", "opens the article at its first quotation"),
    _act(Scope.QUOTATION, "accept", "accepts it, and goes on to the next"),
    _act(Scope.QUOTATION, "accept", "accepts that one too"),
    _act(Scope.QUOTATION, "speaker", "asks who “he” is"),
    Shot(("enter",), "takes the name shown", 2.0),
    _act(Scope.QUOTATION, "copy_credited", "copies the words with their credit"),
    _act(Scope.READER, "search", "searches all articles", 1.2),
    Shot(tuple("dregding"), "and forgives a typo", 0.22),
    Shot(("enter",), "opens the best hit", 2.4),
    _act(Scope.DESK, "check", "checks a draft", 1.2),
    Shot((*"draft.md",), "compared with what was published", 0.16),
    Shot(("enter",), "finds what was changed, and what nobody said", 5.0, "quotations checked"),
)
CHOSEN = 6
"""The screen for people who want no motion: a quotation is accepted and copied, others are open."""
STILLS = {
    "desk.svg": (CHOSEN, "The desk: the stack beside an article with its quotations marked"),
    "check.svg": (-1, "A checked draft: the verdict on each quotation"),
}
FILM = "film.svg"
DRAWN = (FILM, *STILLS)


@pytest.fixture
def stack(run: CommandLine, tmp_path: Path) -> Path:
    """A store of invented articles with their quotations found, and a draft in a folder beside it."""
    stories = HOUSE / "sample_data" / "stories"
    run("import", *(path for number in COPY for path in stories.glob(f"{number:02}-*.txt")))
    run("find", "--all")
    (tmp_path / "drafts").mkdir()
    copyfile(HOUSE / "sample_data" / "draft.md", tmp_path / "drafts" / "draft.md")
    return run.store


def test_the_film_and_the_still_show_the_program_as_it_is(stack: Path, request: pytest.FixtureRequest) -> None:
    if request.config.option.update_snapshots:
        made = list(_played(stack, lambda terminal, _: terminal.rest(QUIET)))
        for name, picture in _drawn(made).items():
            (PICTURES / name).write_text(picture, encoding="utf-8")
    kept = {name: (PICTURES / name).read_text(encoding="utf-8") for name in DRAWN}
    screens = iter(screens_of(kept[FILM]))

    def see_the_next(terminal: Terminal, frame: Callable[[], Frame]) -> None:
        wanted = next(screens)
        terminal.until(lambda _: shown(frame()) == wanted)

    assert _drawn(list(_played(stack, see_the_next))) == kept
    assert len(kept[FILM]) < SMALL
    assert "prefers-reduced-motion" in kept[FILM]


@pytest.mark.parametrize("picture", sorted(PICTURES.iterdir()), ids=lambda picture: picture.name)
def test_a_picture_of_the_manual_fetches_and_runs_nothing(picture: Path) -> None:
    drawn = picture.read_text(encoding="utf-8")
    assert "://" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in drawn
    assert "url(" not in drawn


def _played(store: Path, see: Callable[[Terminal, Callable[[], Frame]], None]) -> Iterator[tuple[Frame, float]]:
    """Play the shots and yield each screen with its seconds, once ``see`` has waited until it is complete."""
    played = copyfile(store, store.with_name("played.db"))
    with pullquote("--db", str(played), folder=store.parent / "drafts", **SIZE) as terminal:
        terminal.see(f"{len(COPY)} articles", "? help")
        for shot in SHOTS:
            presses = [shot.keys[: number + 1] for number in range(len(shot.keys))] if shot.typed else [shot.keys]
            for pressed in presses:
                terminal.press(*(pressed[-1:] if shot.typed else pressed))

                def frame(pressed: tuple[str, ...] = pressed, does: str = shot.does) -> Frame:
                    rows = tuple(map(row_of, terminal.cells))
                    return Frame(rows, "".join(pressed), does).replaced(_CLOCK, "saved 14:03")

                terminal.see(shot.sign)
                see(terminal, frame)
                yield frame(), shot.seconds
        terminal.press("Q")
        assert terminal.ends() == 0


def _drawn(frames: Sequence[tuple[Frame, float]]) -> dict[str, str]:
    """Return the pictures by their names."""
    stills = {name: still(frames[number][0], title) for name, (number, title) in STILLS.items()}
    return {FILM: film(frames, "Settling, naming, copying, searching and checking", chosen=CHOSEN), **stills}
