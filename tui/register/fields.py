"""The newsroom's own fields of a speaker, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.base.prompt import Prompt
from tui.register.lines import set_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from store.model.speakers import Speaker
    from tui.register.selection import Selection

NO_FIELDS = "config.toml names no fields of speakers. Add some: [speakers] region = [“north”, “south”]"
_SELF = "As the speaker describes themselves."


def ask_field(screen: Selection, speaker: Speaker, then: Callable[[str, str | None, str], None]) -> None:
    """Ask for a field and its value, None to clear it; ``then`` also receives them in words."""
    choices = dict(_choices(speaker, screen.session.own.speaker_fields))
    if not choices:
        screen.status.say(NO_FIELDS)
        return

    def chosen(words: str | None) -> None:
        if words in choices:
            then(*choices[words], words)

    about = f"Now {', '.join(set_fields(speaker))}. {_SELF}" if speaker.fields else _SELF
    screen.app.push_screen(
        Prompt(f"Set a field of {speaker.name}", about=about, offers=list(choices), only_offers=True), chosen
    )


def _choices(speaker: Speaker, fields: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Yield the choices in words: the values that config.toml allows, and to clear what is set."""
    now = dict(speaker.fields)
    for field, values in fields.items():
        for value in values:
            if now.get(field) != value:
                yield f"{field}: {value}", (field, value)
    for field in now:
        yield f"{field} cleared", (field, None)
