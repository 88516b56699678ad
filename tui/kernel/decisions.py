"""The queue of a person's decisions. Each is saved in full before the next begins, and shown as saved only then.

While the store is away, they wait on this machine (``tui.kernel.pending``) and are shown as that.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from store.errors import AwayError, ConflictError, SpeakerConflictError, StoreError, UnannouncedStepError
from store.ids import new_id, planned_id
from store.model.annotations import Annotation
from store.quotations.decisions import BulkAcceptance
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording import describe
from tui.wording.outcomes import MOST_NAMED, REDO, UNDO, articles, spared

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from store import Archive
    from store.model.changes import UndoResult
    from tui.kernel.session import Session
    from tui.wording.outcomes import StepWords

T = TypeVar("T")


class DecisionQueue:
    """One person's decisions on their way into the store, and their undo and redo."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._turn = asyncio.Lock()
        self._telling = asyncio.Lock()
        self._waiting = 0
        self._changing: Counter[str] = Counter()
        self._failed = 0
        """Failed saves; reset by the first save after the person has asked about them."""
        self._why_failed = ""
        self._failure_told = False
        self._conflicts = 0
        self._saved = ""
        """When the last decision was saved: ``14:03``; empty before the first."""
        self._spared: set[str] = set()
        """Steps refused because others have changed their annotations.

        The next undo skips those annotations and continues.
        """
        self._kept_here = ""
        """The message on the decision in progress, if it waits for the store."""
        self._announced: str | None = None
        """The step in another article, or of an earlier session, that the last undo or redo announced; the next one
        takes it."""
        self._began = datetime.now(UTC)

    def decide(
        self,
        decision: Callable[[], Awaitable[None]],
        *,
        about: Annotation | None = None,
        holds_keys: bool = False,
    ) -> None:
        """Carry out a decision after those before it. Its errors are shown as messages.

        ``about`` is the quotation that it changes. ``holds_keys`` makes later keys wait for a decision that determines
        where they go.
        """
        self._waiting += 1
        if about is not None:
            self._changing[about.id] += 1
        begun = self._session.start_work(
            self._in_turn(decision, partial(self._no_longer_waiting, about)), group="decisions"
        )
        if holds_keys:
            self._session.key_queue.hold(begun)

    @property
    def is_busy(self) -> bool:
        """Whether a decision is not saved yet."""
        return self._waiting > 0

    def is_changing(self, annotation: Annotation | None) -> bool:
        """Whether a decision about a quotation is not saved and shown yet.

        Without a quotation: any decision, since it may add one.
        """
        return self.is_busy if annotation is None else self._changing[annotation.id] > 0

    async def settled(self) -> None:
        """Wait until every decision so far is saved."""
        done = asyncio.Event()

        async def tell() -> None:
            done.set()

        self.decide(tell)
        await done.wait()

    def ask(self, question: Callable[[], Awaitable[None]]) -> None:
        """Ask the person a question once the decisions before it are saved. Keys typed meanwhile go to it.

        Leaving cancels the question.
        """
        self._session.key_queue.hold(self._session.start_work(self._in_turn(question), group="questions"))

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change in the archive and show what it returns: None if there was nothing to change.

        For use within a decision. It waits on this machine if the store is away.
        """
        pending, change_id = self._session.pending, new_id()

        def once(archive: Archive) -> T:
            with planned_id(change_id):
                return change(archive)

        if pending.holds_decisions:
            result = await self._keep(once)
        else:
            saving = asyncio.ensure_future(self._save(once))
            async with pending.in_flight.kept(saving, once):
                try:
                    result = await saving
                except AwayError as error:
                    result = await self._keep(once, error)
        if result is not None and not self._kept_here:
            self._show_saved(annotations_in(result))
        return result

    async def _keep(self, change: Callable[[Archive], T], error: AwayError | None = None) -> T:
        """Make a change that waits for the store, and show that it does."""
        from tui.wording.events import wording

        result, action = await self._session.pending.keep(change, error)
        if action:
            self._kept_here = f"Waits here, not saved: {wording(action).step}.{f' {error}' if error else ''}"
            self._session.show_changed(annotations_in(result))
        return result

    def say(self, words: str) -> None:
        """Show a message on the screen that has the keys; of a decision that waits, only that it does."""
        self._session.say(self._kept_here or words)

    @handles("undo", Scope.EVERYWHERE, Scope.REVIEW)
    def undo(self, count: int | None = None) -> None:
        self._take_back(UNDO, lambda archive: archive.decisions.undo, count or 1)

    @handles("redo", Scope.EVERYWHERE)
    def redo(self, count: int | None = None) -> None:
        self._take_back(REDO, lambda archive: archive.decisions.redo, count or 1)

    @handles("say_saved", Scope.EVERYWHERE)
    def say_saved(self) -> None:
        if self._waiting:
            self.say("Still saving …")
        elif self._session.pending.count:
            self.say(self._session.pending.not_saved)
        elif self._failed:
            self._failure_told = True
            self.say(self._failure)
        else:
            self.say(f"All saved, {self._saved}." if self._saved else "All saved.")

    async def finish(self) -> str:
        """Wait until every decision is saved or refused; return a sentence on any failure or conflict meanwhile."""
        before = self._failed, self._conflicts
        self._session.cancel_work("questions")
        while self._waiting:
            self.say(f"Saving {describe.count(self._waiting, 'decision')} before leaving …")
            await self.settled()
        if (self._failed, self._conflicts) == before:
            return ""
        return self._failure if self._failed > before[0] else "A colleague decided differently meanwhile."

    @property
    def _failure(self) -> str:
        was = "was" if self._failed == 1 else "were"
        return f"{describe.count(self._failed, 'decision')} {was} not saved: {self._why_failed}"

    async def _save(self, change: Callable[[Archive], T]) -> T:
        """Make a change in the archive and count a failure. A conflict is not one: the person is asked."""
        try:
            result = await self._session.write(change)
        except (AwayError, ConflictError, SpeakerConflictError, UnannouncedStepError):
            raise
        except Exception as error:
            self._failed += 1
            self._why_failed = str(error) if isinstance(error, StoreError) else "an unexpected error."
            self._failure_told = False
            raise
        if self._failure_told:
            self._failed, self._failure_told = 0, False
        return result

    def _take_back(
        self, words: StepWords, way: Callable[[Archive], Callable[..., UndoResult | None]], times: int
    ) -> None:
        async def take_back() -> None:
            if self._session.pending.holds_decisions:
                await self._take_back_here(words, times)
                return
            told = [self._announced] if self._announced else []
            within, self._announced = self._session.article_shown, None
            taken: list[UndoResult] = []
            stop = ""
            while len(taken) < times and not stop:
                try:
                    undone = await self._save(
                        lambda archive: way(archive)(self._spared, within=within, since=self._began, told=told)
                    )
                except UnannouncedStepError as error:
                    stop = await self._announce(error, words)
                except (ConflictError, SpeakerConflictError) as error:
                    stop = self._refuse(error, words)
                else:
                    stop = "" if undone else words.nothing
                    taken += [undone] if undone else []
            self._tell_taken(taken, words, stop)

        self.decide(take_back, holds_keys=True)

    async def _take_back_here(self, words: StepWords, times: int) -> None:
        """Take back the last decisions that wait. Saved steps need the store."""
        pending = self._session.pending
        if words is REDO or not pending.count:
            raise StoreError(pending.refusal)
        said = ""
        for _ in range(min(times, pending.count)):
            said = await pending.take_back()
        self.say(said)

    def _tell_taken(self, taken: Sequence[UndoResult], words: StepWords, stop: str) -> None:
        """Show the steps that were undone or redone, go to the last, and report them and what ended them."""
        from tui.wording.events import OF_SPEAKERS, wording

        if not taken:
            self.say(stop)
            return
        if any(undone.action == "name" for undone in taken):
            self._session.last_named = None
        changed = {annotation.id: annotation for undone in taken for annotation in undone.annotations}
        self._show_saved([*changed.values()])
        if any(undone.action in OF_SPEAKERS for undone in taken):
            self._session.renew_soon()
        steps = ", ".join(wording(undone.action).step for undone in taken)
        named = steps if len(taken) <= MOST_NAMED else f"{len(taken):,} steps"
        left = sum(undone.spared for undone in taken)
        said = f"{words.done.format(named)}{{where}}.{spared(left)} {'' if stop == words.nothing else stop}".rstrip()
        self._session.key_queue.hold(self._session.start_work(self._tell_where(taken[-1], said), group="telling"))

    async def _tell_where(self, undone: UndoResult, said: str) -> None:
        """Go to what was undone or redone, and report it. The next decision does not wait for this."""
        async with self._telling:
            try:
                where = await self._where(undone)
            except StoreError as error:
                self.say(str(error))
            else:
                self.say(said.replace("{where}", where))

    async def _announce(self, error: UnannouncedStepError, words: StepWords) -> str:
        """Return the sentence on a step that is not in view, which the same key takes when pressed again."""
        self._announced = error.step
        ids = error.article_ids
        where = await self._session.read(partial(articles, ids)) if ids else ""
        return self._session.phrase(words.announcement(error, where))

    def _refuse(self, error: ConflictError | SpeakerConflictError, words: StepWords) -> str:
        """Return why a step cannot be undone, and that the same key now continues without what others have changed."""
        if error.step is not None:
            self._spared.add(error.step)
        if isinstance(error, ConflictError):
            self._session.show_changed([error.current])
        return self._session.phrase(words.refusal(error))

    async def _where(self, undone: UndoResult) -> str:
        """Go to what was undone or redone. Return the article it is in, unless the screen shows it."""
        from tui.wording.events import OF_SPEAKERS

        touched = undone.annotations
        if not touched or await self._session.go_to_undone(touched[0]) or undone.action in OF_SPEAKERS:
            return ""
        return f", in {await self._session.read(partial(articles, {one.article_id for one in touched}))}"

    async def _in_turn(self, decision: Callable[[], Awaitable[None]], done: Callable[[], None] = lambda: None) -> None:
        try:
            async with self._turn:
                try:
                    await decision()
                finally:
                    self._kept_here = ""
                    done()
        except ConflictError as error:
            self._conflicts += 1
            self._session.show_changed([error.current])
            self.say(str(error))
            await self._ask(error)
        except StoreError as error:
            self.say(str(error))

    def _no_longer_waiting(self, about: Annotation | None) -> None:
        self._waiting -= 1
        if about is not None:
            self._changing[about.id] -= 1

    async def _ask(self, error: ConflictError) -> None:
        """Let the person choose between a colleague's change and their own, which was not saved."""
        conflict = await self._session.read(lambda archive: archive.decisions.conflict(error))
        if conflict is None:
            return

        async def insist() -> None:
            saved = await self.write(lambda archive: archive.decisions.make_mine(conflict))
            self.say(describe.insisted(saved, conflict))

        def choose(mine: bool | None) -> None:
            if mine:
                self.decide(insist)
            else:
                self.say("Their version is kept. Yours was not saved.")

        self._session.ask_conflict(conflict, choose)

    def _show_saved(self, changed: Sequence[Annotation]) -> None:
        self.note_saved("saved")
        self._session.show_changed(changed)

    def note_saved(self, words: str) -> None:
        """Note that decisions are saved now, and show it: ``words`` and the time."""
        self._saved = f"{self._session.clock():%H:%M}"
        self._session.say_saved(f"{words} {self._saved}")


def annotations_in(saved: object) -> tuple[Annotation, ...]:
    """Return the annotations in the result of a change: one, several, or those of a bulk acceptance."""
    match saved:
        case Annotation():
            return (saved,)
        case BulkAcceptance():
            return saved.accepted
        case tuple():
            return tuple(one for one in saved if isinstance(one, Annotation))
        case _:
            return ()
