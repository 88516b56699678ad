"""The moving of a quotation's ends. The keys of selecting move them, and all pieces are saved as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.article.marks import content
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording import describe

if TYPE_CHECKING:
    from newstext.spans import Span
    from store.model.annotations import Annotation
    from tui.quotations.target import Place
    from tui.reader.host import Host


class Ends:
    """The quotation of one screen whose ends are being moved."""

    def __init__(self, screen: Host, place: Place) -> None:
        self._screen = screen
        self._place = place
        self._annotation: Annotation | None = None
        self._spans: list[Span] = []
        self._piece = 0

    @handles("ends", Scope.READER)
    def start(self) -> None:
        reader = self._screen.reader
        if (current := reader.current) is None:
            self._say("No quotation under the cursor. {moving.next_quotation} goes to the next.")
            return
        self._place.take_in_hand(current)
        self._annotation, self._spans = current, content(current)
        self._take(next(n for n, span in enumerate(self._spans) if span.end > reader.cursor))

    @handles("next_piece", Scope.ENDS)
    def take_next_piece(self) -> None:
        self._keep()
        self._take((self._piece + 1) % len(self._spans))

    @handles("save_ends", Scope.ENDS)
    def save(self) -> None:
        self._keep()
        reader, place = self._screen.reader, self._place
        opened, spans, annotation = reader.opened, self._spans, self._annotation
        reader.stop_selecting()
        if opened is None or annotation is None:
            return
        if spans == content(annotation):
            self._say("The ends are unchanged. Nothing saved.")
            return

        async def save() -> None:
            await place.change(annotation, lambda archive, it: archive.decisions.respan(it, opened.revision, spans))
            place.say("Ends saved.")

        place.decide(save, about=annotation)

    def _take(self, piece: int) -> None:
        self._piece = piece
        self._screen.reader.adjust(self._spans[piece])
        which = f"Piece {piece + 1} of {len(self._spans)} ({{ends.next_piece}}: next), " if len(self._spans) > 1 else ""
        words = describe.count(len(self._spans[piece].of(self._screen.reader.body).split()), "word")
        self._say(
            f"{which}{words}. Motions move this end, {{choosing.other_end}} takes the other, {{ends.save_ends}} saves."
        )

    def _say(self, words: str) -> None:
        self._screen.status.say(self._screen.session.phrase(words))

    def _keep(self) -> None:
        if (selection := self._screen.reader.selection) is not None:
            self._spans[self._piece] = selection
