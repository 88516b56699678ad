"""A review by line: one quotation a prompt, for screen readers, dumb terminals and scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from store.errors import ConflictError, NotFoundError, SpeakerConflictError, StoreError, UnannouncedStepError
from store.model.annotations import Status
from tui.kernel.decisions import annotations_in
from tui.review import line_words
from tui.wording import describe, events, outcomes
from tui.wording.outcomes import UNDO, articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.changes import UndoResult
    from store.model.updates import StaleQuotation
    from tui.review.queue import Walk
    from tui.wording.outcomes import StepWords

T = TypeVar("T")

_PROMPT = "> "
_SIDES = ("theirs", "mine")


class LineReview:
    """Shows one quotation of a walk after another and takes commands, a line each, until the person leaves.

    ``ask`` prints a prompt and returns the line typed, None at the end of input; ``say`` prints a line.
    """

    def __init__(
        self,
        archive: Archive,
        walk: Walk,
        *,
        ask: Callable[[str], str | None],
        say: Callable[[str], None],
        phrase: Callable[[str], str],
    ) -> None:
        self.archive = archive
        self.walk = walk
        self.say = say
        self._ask = ask
        self._phrase = phrase
        self._article_said = ""
        self._spared: set[str] = set()
        """Steps that were not undone because others have changed parts of them since; the next undo spares those."""
        self._announced: str | None = None
        """The step not in view that the last undo or redo announced; the next one takes it."""
        self._began = datetime.now(UTC)
        self.is_over = False

    def run(self, obey: Callable[[LineReview, str], None]) -> None:
        """Review until the person leaves or the input ends; ``obey`` runs a command typed. The walk has begun."""
        self.say("help lists the commands, quit leaves.")
        self.show()
        while not self.is_over and (line := self._ask(_PROMPT)) is not None:
            try:
                obey(self, line)
            except ConflictError as error:
                self._settle_conflict(error)
            except StoreError as error:
                self.say(str(error))
            self.walk.keep_place(self.archive)
        self.say(f"{self.walk.kept:,} of {self.walk.total:,} accepted.")

    # The quotation

    @property
    def opened(self) -> OpenedArticle:
        """The current article."""
        assert self.walk.opened is not None
        return self.walk.opened

    @property
    def current(self) -> Annotation:
        """The current quotation."""
        assert self.walk.current is not None
        return self.walk.current

    @property
    def stale(self) -> StaleQuotation | None:
        """The update that changed the current quotation; None unless it is stale."""
        if self.current.state.status is not Status.STALE:
            return None
        try:
            return self.archive.updates.stale_quotation(self.current.id)
        except NotFoundError:
            return None

    def show(self) -> None:
        """Print the current quotation, and its article if that is another than the last."""
        self.say("")
        self.say(f"Quotation {self.walk.number:,} of {self.walk.total:,}")
        if self._article_said != self.opened.row.id:
            self._article_said = self.opened.row.id
            self._say_all(line_words.article_lines(self.opened, datetime.now().astimezone(), self._phrase))
        if (stale := self.stale) is not None:
            self._say_all(line_words.stale_lines(stale))
        self._say_all(line_words.quotation_lines(self.opened, self.current))

    # Decisions

    def change(self, change: Callable[[Archive, Annotation], T]) -> T:
        """Change the current quotation as this person saw it; a colleague's change meanwhile is a conflict."""
        result = change(self.archive, self.archive.decisions.as_seen(self.current))
        self.walk.know(annotations_in(result))
        return result

    def go_on(self) -> None:
        """Show the next open quotation, or say that this was the last."""
        if self.walk.go_on(self.archive):
            self.show()
        else:
            self._say_end()

    def step(self, by: int) -> None:
        """Go on or back by a number of quotations, open or not."""
        if by < 0 and self.walk.is_at_the_beginning:
            self.say("This is the first.")
        elif self.walk.step(self.archive, by):
            self.show()
        else:
            self._say_end()

    def take_back(self, words: StepWords) -> None:
        """Undo or redo this person's latest step, and go to what it changed. One that is not in view is announced."""
        decisions = self.archive.decisions
        way = decisions.undo if words is UNDO else decisions.redo
        told, self._announced = [*filter(None, [self._announced])], None
        try:
            taken = way(self._spared, within=self.opened.row.id, since=self._began, told=told)
        except UnannouncedStepError as error:
            self._announced = error.step
            where = articles(error.article_ids, self.archive) if error.article_ids else ""
            self.say_of_keys(words.announcement(error, where))
        except (ConflictError, SpeakerConflictError) as error:
            self._spared |= {error.step} if error.step else set()
            self.say_of_keys(words.refusal(error))
        else:
            self._tell_taken(words, taken)

    def _tell_taken(self, words: StepWords, taken: UndoResult | None) -> None:
        if taken is None:
            self.say(words.nothing)
        else:
            self.say(f"{words.done.format(events.wording(taken.action).step)}.")
            self._go_to_taken(taken)

    def _go_to_taken(self, taken: UndoResult) -> None:
        self.walk.know(taken.annotations)
        for annotation in taken.annotations[:1]:
            if self.walk.take_back(self.archive, annotation):
                self.show()
            else:
                self.say(line_words.outcome(annotation))

    def _settle_conflict(self, error: ConflictError) -> None:
        """Print both sides, and let the person choose; without an answer their colleague's version stands."""
        conflict = self.archive.decisions.conflict(error)
        if conflict is None:
            self.say(str(error))
            return
        self._say_all(line_words.conflict_lines(conflict))
        answer = (self._ask("theirs or mine? ") or "").strip().casefold()
        if answer and _SIDES[1].startswith(answer):
            saved = self.archive.decisions.make_mine(conflict)
            self.walk.know([saved])
            self.say(describe.insisted(saved, conflict))
        else:
            self.walk.know([conflict.theirs])
            self.say("Their version is kept. Yours was not saved.")

    def _say_end(self) -> None:
        self.say_of_keys(outcomes.last(self.walk.kept, self.walk.total))

    def say_of_keys(self, words: str) -> None:
        """Print a sentence that names keys, as ``tui.kernel.keymap.phrase`` has them."""
        self.say(self._phrase(words))

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.say(line)
