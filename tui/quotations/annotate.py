"""The handlers for remarks and corrections: notes, tags, kind, role, via."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from newstext.quotations.model import QuotationKind
from store.errors import AwayError
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording import outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.model.annotations import Annotation, Tag
    from tui.quotations.target import Place

_KIND_WORDS = {
    QuotationKind.DIRECT: "direct: the words as they were said",
    QuotationKind.MIXED: "mixed: a paraphrase with words as they were said",
    QuotationKind.INDIRECT: "indirect: a paraphrase",
}


class RemarkCommands:
    """Edits the remarks and details of a quotation, for one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("note", Scope.QUOTATION)
    def write_note(self) -> None:
        from tui.base.prompt import Prompt

        if (annotation := self._place.demand()) is None:
            return

        def note(words: str | None) -> None:
            if words is not None:
                self._note(annotation, words)

        ask = Prompt("Note for the desk", value=annotation.state.note or "")
        self._place.show(ask, note)

    def _note(self, annotation: Annotation, words: str) -> None:
        place = self._place

        async def save() -> None:
            noted = await place.change(annotation, lambda archive, it: archive.remarks.note(it, words))
            place.say(outcomes.noted(noted))

        place.decide(save, about=annotation)

    @handles("role", Scope.QUOTATION)
    def correct_role(self) -> None:
        self._correct("Role as printed", "role", lambda archive, it, words: archive.remarks.set_role(it, words))

    @handles("via", Scope.QUOTATION)
    def correct_via(self) -> None:
        self._correct("Reported by", "via", lambda archive, it, words: archive.remarks.set_via(it, words))

    def _correct(self, title: str, name: str, change: Callable[[Archive, Annotation, str], Annotation]) -> None:
        """Ask for one field of a quotation, with its present value to edit."""
        from tui.base.prompt import Prompt

        place = self._place
        if (annotation := place.demand_quotation()) is None:
            return
        seen, before = annotation, getattr(annotation.state, name) or ""

        def correct(words: str | None) -> None:
            if words is not None and words.strip() != before:
                place.decide(lambda: save(words), about=seen)

        async def save(words: str) -> None:
            changed = await place.change(seen, lambda archive, it: change(archive, it, words))
            place.say(outcomes.corrected(changed))

        place.show(Prompt(title, value=before), correct)

    @handles("kind", Scope.QUOTATION)
    def change_kind(self) -> None:
        from tui.base.prompt import Prompt

        place = self._place
        if (annotation := place.demand_quotation()) is None:
            return

        kinds = {_KIND_WORDS[kind]: kind for kind in QuotationKind}

        def change(chosen: str | None) -> None:
            if chosen is not None:
                place.decide(lambda: save(kinds[chosen]), about=annotation)

        async def save(kind: QuotationKind) -> None:
            changed = await place.change(annotation, lambda archive, it: archive.remarks.set_kind(it, kind))
            place.say(outcomes.kind(changed))

        title = f"Kind: now {annotation.state.quotation_kind or 'not known'}"
        place.show(Prompt(title, offers=list(kinds), only_offers=True), change)

    @handles("tags", Scope.QUOTATION)
    def write_tags(self) -> None:
        if (annotation := self._place.demand()) is None:
            return
        place = self._place

        async def ask() -> None:
            used: list[Tag] = []
            with suppress(AwayError):  # Without the store there is nothing to complete with.
                used = await place.session.read(lambda archive: archive.remarks.tags())
            self._ask_tags(annotation, {tag.name: tag.uses for tag in used})

        place.ask(ask)

    def _ask_tags(self, annotation: Annotation, used: dict[str, int]) -> None:
        from tui.base.prompt import Prompt

        def tag(words: str | None) -> None:
            if words is not None:
                self._tag(annotation, words)

        value = "".join(f"{tag}, " for tag in annotation.state.tags)
        ask = Prompt("Tags, separated by commas", value=value, offers=used, separator=",")
        self._place.show(ask, tag)

    def _tag(self, annotation: Annotation, words: str) -> None:
        place = self._place

        async def save() -> None:
            tagged = await place.change(annotation, lambda archive, it: archive.remarks.tag(it, words.split(",")))
            place.say(outcomes.tagged(tagged))

        place.decide(save, about=annotation)
