"""Every action by its words: type a few letters, press enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider

from tui.actions import shown
from tui.keys import Call

if TYPE_CHECKING:
    from textual.command import Hits

    from tui.actions import Action
    from tui.screens.keyed import KeyedScreen


def open_palette(screen: KeyedScreen[Any]) -> None:
    """Open the palette over a screen with the actions that can be called where the person is."""
    actions = screen.offered()

    class Actions(Provider):
        async def discover(self) -> Hits:
            for action in actions:
                yield DiscoveryHit(_words(action), partial(screen.perform, Call(action)))

        async def search(self, query: str) -> Hits:
            matcher = self.matcher(query)
            for action in actions:
                if (score := matcher.match(action.words)) > 0:
                    words = matcher.highlight(action.words).append(f"  {shown(action.keys[0])}")
                    yield Hit(score, words, partial(screen.perform, Call(action)), text=action.words)

    screen.app.push_screen(CommandPalette(providers=[Actions], placeholder="What would you like to do?"))


def _words(action: Action) -> str:
    return f"{action.words}  {shown(action.keys[0])}"
