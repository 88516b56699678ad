"""Notes and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.records import Annotation
    from tui.deciding.place import Place


class Remarking:
    """Writes notes and tags, on behalf of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def action_note(self) -> None:
        from tui.screens.ask import AskScreen

        if (annotation := self._place.demand()) is None:
            return

        def note(words: str | None) -> None:
            if words is not None:
                self._note(annotation, words)

        ask = AskScreen("A note for the desk", about=annotation.words, value=annotation.state.note or "")
        self._place.app.push_screen(ask, note)

    def _note(self, annotation: Annotation, words: str) -> None:
        place = self._place

        async def save() -> None:
            await place.change(annotation, lambda archive, it: archive.remarks.note(it, words))
            place.say("Note saved." if words.strip() else "Note taken away.")

        place.decide(save)

    def action_tags(self) -> None:
        if (annotation := self._place.demand()) is None:
            return
        place = self._place

        async def ask() -> None:
            used = await place.app.read(lambda archive: archive.remarks.tags())
            self._ask_tags(annotation, {tag.name: tag.uses for tag in used})

        place.ask(ask)

    def _ask_tags(self, annotation: Annotation, used: dict[str, int]) -> None:
        from tui.screens.ask import AskScreen

        def tag(words: str | None) -> None:
            if words is not None:
                self._tag(annotation, words)

        value = "".join(f"{tag}, " for tag in annotation.state.tags)
        ask = AskScreen("Tags, with a comma between", about=annotation.words, value=value, offers=used, separator=",")
        self._place.app.push_screen(ask, tag)

    def _tag(self, annotation: Annotation, words: str) -> None:
        place = self._place

        async def save() -> None:
            tagged = await place.change(annotation, lambda archive, it: archive.remarks.tag(it, words.split(",")))
            place.say(f"Tagged: {', '.join(tagged.state.tags)}." if tagged.state.tags else "Tags taken away.")

        place.decide(save)
