"""Decisions that wait on this machine while the store is away: on disk before they are shown, then sent in order."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from store.errors import AwayError, ConflictError, StoreError
from tui.kernel.in_flight import DecisionInFlight
from tui.wording import describe
from tui.wording.pending import waits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from store import Archive
    from store.away import AwayArchive
    from store.model.annotations import Annotation
    from store.pending.changes import PendingChange
    from store.pending.file import Left, PendingFile
    from store.quotations.conflicts import Conflict
    from tui.kernel.session import Session
    from tui.kernel.store_access import StoreAccess

T = TypeVar("T")

AGAIN = 1.0
"""Seconds between two tries to reach a store that is away."""


class PendingDecisions:
    """One person's decisions that the store has not acknowledged, and what is known of a store that is away.

    ``folder`` holds their files; it is asked for when it is first needed.
    """

    def __init__(self, session: Session, access: StoreAccess, folder: Callable[[], Path]) -> None:
        self._session = session
        self._access = access
        self._folder = folder
        self._error: AwayError | None = None
        self._since: datetime | None = None
        self._file: PendingFile | None = None
        self._known: dict[str, Annotation] = {}
        """Annotations as the waiting changes leave them."""
        self._sending: PendingChange | None = None
        self._saved = 0
        """Decisions that waited and were saved since the store is back."""
        self._told: list[str] = []
        """The sentences on those that the store refused."""
        self._works = False
        self.in_flight = DecisionInFlight(access, self._begun, self._stand_in)
        access.tell_away = self.went_away

    @property
    def count(self) -> int:
        """The number of decisions that wait."""
        return len(self._file.waiting) if self._file is not None else 0

    @property
    def is_away(self) -> bool:
        """Whether the store is away."""
        return self._error is not None

    @property
    def holds_decisions(self) -> bool:
        """Whether a decision must wait: for the store, or for those before it."""
        return self.is_away or self.count > 0

    @property
    def notice(self) -> str:
        """The line for every screen; empty while the store is there and nothing waits."""
        if not self.holds_decisions:
            return ""
        if self._error is None:
            return f"{waits(self.count)}, being saved now"
        return f"{self._trouble} · {waits(self.count)}, none is lost" if self.count else self._trouble

    @property
    def refusal(self) -> str:
        """The sentence on what cannot be done while the store is away."""
        return f"{self._trouble}, and this needs it."

    @property
    def not_saved(self) -> str:
        """The sentence on what is not saved yet."""
        why = f" {self._trouble}." if self.is_away else ""
        return f"Not saved: {waits(self.count)}.{why}"

    @property
    def _trouble(self) -> str:
        state = self._error.state if self._error is not None else AwayError.state
        return f"The store {state} since {self._since or self._session.clock():%H:%M}"

    # Away

    def went_away(self, error: AwayError) -> None:
        """Note that the store is away, tell every screen, and try from now on to reach it."""
        if self._error is None:
            self._session.say(str(error))
        self._since = self._since or self._session.clock()
        self._error = error
        if not error.is_readable:
            self._access.stand_in = self._stand_in
        self._tell()
        self._begin_work()

    def note_trouble(self, error: StoreError) -> None:
        """Note an error met while nothing was asked for. It may pass: a lock is released, a server is back."""
        if isinstance(error, AwayError) and not error.is_readable:
            self.went_away(error)
        else:
            self._session.say(str(error))

    async def keep(self, change: Callable[[Archive], T], error: AwayError | None = None) -> tuple[T, str]:
        """Make a change here, on disk when this returns; ``error`` tells that the store did not acknowledge it.

        Return what the change returns, and its action; none if there was nothing to change. StoreError for
        what cannot be done without the store, and when too many decisions wait.
        """
        from store.pending.file import MOST

        if error is not None:
            self.went_away(error)
        if self.count >= MOST:
            raise StoreError(f"{MOST} decisions wait here. More can be made when the store is back.")
        away = self._stand_in(error)
        result: T = await self._access.apart(partial(self._kept, away, change, error))
        self._known.update({annotation.id: annotation for annotation in away.results})
        self._tell()
        self._begin_work()
        return result, away.taken.change.action if away.taken else ""

    def _kept(self, away: AwayArchive, change: Callable[[Archive], T], error: AwayError | None) -> T:
        """Make a change and write it to the file; in a thread."""
        result = change(away)
        if (taken := away.taken) is not None:
            if error is not None:
                taken = taken._replace(may_be_made=error.may_be_made)
            self._file = self._file or self._begun()
            self._file.add(taken)
        return result

    def _begun(self) -> PendingFile:
        from store.pending.file import PendingFile
        from store.pending.lines import Owner

        archive = self._session.archive
        return PendingFile.begin(self._folder(), Owner(archive.presence.identity, archive.place, archive.actor))

    def _stand_in(self, error: AwayError | None = None) -> AwayArchive:
        from store.away import AwayArchive

        return AwayArchive(self._session.archive, self.refusal, self._known, error.change if error else None)

    async def take_back(self) -> str:
        """Take back the last decision that waits; return the sentence on that."""
        from store.pending.changes import taken_back
        from tui.wording.events import wording

        file = self._file
        assert file is not None
        last = file.waiting[-1]
        if last is self._sending:
            return self._session.phrase("This decision is being saved now. {everywhere.undo} again undoes it.")
        if last.may_be_made:
            return "This decision may be saved already. It can be undone when the store is back."
        await self._access.apart(partial(file.remove, last))
        concerned = self._concerned
        restored = [replace(one, is_pending=one.id in concerned) for one in taken_back(last, self._known)]
        self._known.update({annotation.id: annotation for annotation in restored})
        self._forget(restored)
        self._show(restored)
        self._tell()
        if restored:
            with suppress(StoreError):
                await self._session.go_to_undone(restored[0])
        return f"Undone: {wording(last.change.action).step}."

    def close(self) -> None:
        """Let go of the file; what waits in it is for the next desk."""
        if self._file is not None:
            self._file.close()

    # Back

    async def take_over(self, left: Sequence[Left]) -> None:
        """Take over the decisions that earlier desks left, and send them."""
        try:
            await self._access.apart(partial(self._taken_over, left))
        except StoreError as error:
            self._session.say(str(error))
        self._tell()
        self._begin_work()

    def _taken_over(self, left: Sequence[Left]) -> None:
        from store.pending.file import PendingFile

        for one in left:
            if (file := PendingFile.take_over(one)) is None:
                continue
            if self._file is None:
                self._file = file
                continue
            for pending in list(file.waiting):
                self._file.add(pending)
                file.remove(pending)
            file.close()

    def _begin_work(self) -> None:
        if not self._works and self.holds_decisions:
            self._works = True
            self._session.start_work(self._work(), group="pending")

    async def _work(self) -> None:
        """Try to reach the store until it is back and everything is sent."""
        try:
            while self.holds_decisions:
                if self._error is not None:
                    await asyncio.sleep(AGAIN)
                    if not await self._is_back():
                        continue
                await self._send_all()
        finally:
            self._works = False

    async def _is_back(self) -> bool:
        try:
            await self._access.reach()
        except AwayError as error:
            self.went_away(error)
            return False
        except StoreError as error:
            self._session.say(str(error))
            return False
        return True

    async def _send_all(self) -> None:
        """Send the decisions in order; end at once when the store is away again."""
        was_away, since = self.is_away, self._since
        self._error = self._since = self._access.stand_in = None
        self._tell()
        while self._file is not None and not await self._access.apart(self._is_finished):
            self._sending = self._file.waiting[0]
            try:
                await self._send(self._file, self._sending)
            except AwayError as error:
                self._since = since
                self.went_away(error)
                return
            finally:
                self._sending = None
            if self.count:
                self._tell()
        self._known.clear()
        if self._saved:
            self._session.saving.note_saved("all saved")
            self._told.insert(0, f"The store is back: {describe.count(self._saved, 'decision')} saved.")
        if self._told:
            self._session.say(" ".join(self._told))
        if was_away or self._saved:
            self._session.renew_soon()
        self._saved, self._told = 0, []
        self._tell()

    def _is_finished(self) -> bool:
        """Close the file if nothing waits any more; in the thread that adds to it."""
        if self._file is None or self._file.waiting:
            return self._file is None
        self._file.close()
        self._file = None
        return True

    async def _send(self, file: PendingFile, pending: PendingChange) -> None:
        """Send one decision. A conflict is for the person; what the store refuses for good is put aside."""
        try:
            stored = await self._access.write(lambda archive: archive.presence.send(pending.change))
        except AwayError:
            raise
        except ConflictError as error:
            await self._settle(file, pending, error)
        except StoreError as error:
            await self._put_aside(file, pending, str(error))
        except Exception as error:  # noqa: BLE001 - the others must not wait for a bug that concerns one
            self._session.tell_fault(error)
            await self._put_aside(file, pending, "An unexpected error.")
        else:
            await self._access.apart(partial(file.remove, pending))
            self._saved += 1
            self._forget(stored)
            self._show([annotation for annotation in stored if annotation.id not in self._known])

    async def _put_aside(self, file: PendingFile, pending: PendingChange, why: str) -> None:
        from tui.wording.events import wording

        path = await self._access.apart(partial(file.put_aside, pending, why))
        step = wording(pending.change.action).step
        self._told.append(f"Not saved: {step}. {why} It is kept in {path}.")

    async def _settle(self, file: PendingFile, pending: PendingChange, error: ConflictError) -> None:
        """Have the person choose between a colleague's change and their own; go on with what they choose."""
        from store.pending.changes import ASK, outcome, settled
        from store.quotations.conflicts import Conflict

        edits = zip(pending.change.edits, pending.bases, strict=True)
        edit, base = next((e, b) for e, b in edits if e.annotation_id == error.current.id)
        conflict = Conflict(base or edit.state, error.current, edit.state)
        asks = edit.expected_version == ASK or await self._access.read(
            lambda archive: archive.decisions.is_changed_by_others(edit.annotation_id, edit.expected_version)
        )
        mine = not asks or await self._chosen(conflict)
        waiting = list(settled(file.waiting, conflict, mine=mine))
        await self._access.apart(partial(file.replace, waiting))
        self._known[edit.annotation_id] = now = error.current
        for later in waiting:
            for one in later.change.edits:
                if one.annotation_id == edit.annotation_id:
                    self._known[edit.annotation_id] = now = outcome(one, later.change, now)
        self._forget([now])
        self._show([now])

    async def _chosen(self, conflict: Conflict) -> bool:
        answer: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
        self._session.ask_conflict(conflict, answer.set_result)
        return bool(await answer)

    @property
    def _concerned(self) -> set[str]:
        """The ids of the annotations that waiting decisions change."""
        waiting = self._file.waiting if self._file is not None else ()
        return {annotation_id for pending in waiting for annotation_id in pending.annotation_ids}

    def _forget(self, annotations: Sequence[Annotation]) -> None:
        """Forget annotations that no waiting decision changes."""
        concerned = self._concerned
        for annotation in annotations:
            if annotation.id not in concerned:
                self._known.pop(annotation.id, None)

    def _show(self, changed: Sequence[Annotation]) -> None:
        if changed:
            self._session.show_changed(changed)

    def _tell(self) -> None:
        self._session.show_notice(self.notice)
