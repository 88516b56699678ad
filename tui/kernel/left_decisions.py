"""The decisions that an earlier desk left on this machine: offered to the next desk of the same person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from store.pending.file import Left
    from tui.kernel.pending import PendingDecisions
    from tui.kernel.session import Session
    from tui.kernel.store_access import StoreAccess


async def offer_left(
    session: Session, access: StoreAccess, pending: PendingDecisions, folder: Callable[[], Path]
) -> None:
    """Offer to send the decisions that this person left on this store."""

    def find() -> list[Left]:
        if not (place := folder()).is_dir():
            return []
        # Imported only if there may be one: most desks start without.
        from store.pending.file import left_over

        return left_over(place, store=session.archive.presence.identity, actor=session.archive.actor)

    def answered(left: Sequence[Left], sends: bool) -> None:
        if sends:
            session.start_work(pending.take_over(left), group="left")

    if left := await access.apart(find):
        session.ask_to_send([one for file in left for one in file.waiting], partial(answered, left))
