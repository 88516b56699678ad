"""The lease that lets one process at a time watch for a store."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from store.ids import new_id
from store.model.watches import Lease

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    class _Engine(Protocol):
        def take_lease(self, lease: Lease, *, at: datetime, from_holder: str | None = None) -> Lease: ...

        def release_lease(self, holder: str) -> None: ...

        def lease(self) -> Lease | None: ...


LASTS = timedelta(minutes=2)
"""How long a lease is valid. If its process ended without releasing it, others wait at most this long."""
RENEWAL = timedelta(seconds=40)


class LeaseKeeper:
    """Takes the lease for this process, and renews it in time."""

    def __init__(self, engine: _Engine, actor: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self.holder = new_id()
        self._actor = actor
        self.renewed_at: datetime | None = None
        """When the lease was last taken or renewed; None while it is another's."""

    def take(self) -> Lease:
        """Take or renew the lease, and return the one in force, which may be another's."""
        now = self._clock()
        ours = Lease(self.holder, machine(), os.getpid(), self._actor, now, now + LASTS)
        held = self._engine.lease()
        ended = held.holder if held is not None and has_ended(held) else None
        lease = self._engine.take_lease(ours, at=now, from_holder=ended)
        self.renewed_at = now if lease.holder == self.holder else None
        return lease

    @property
    def is_due(self) -> bool:
        """Whether the lease has to be taken or renewed now."""
        return self.renewed_at is None or not timedelta() <= self._clock() - self.renewed_at < RENEWAL

    def release(self) -> None:
        """Release the lease."""
        self.renewed_at = None
        self._engine.release_lease(self.holder)


def in_force(lease: Lease | None, now: datetime) -> Lease | None:
    """Return a lease that has not expired and whose holder has not ended, as far as is known; else None."""
    return lease if lease is not None and lease.until > now and not has_ended(lease) else None


def machine() -> str:
    """Return a name that distinguishes this computer from others; on Linux a container counts as one."""
    try:
        inside = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - its target is not a file
    except OSError:
        inside = ""
    with suppress(OSError):
        inside += Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return f"{platform.node()} {inside}".strip()


def has_ended(lease: Lease) -> bool:
    """Whether the holder has certainly ended: it ran on this computer, and its process is gone."""
    if lease.machine != machine() or sys.platform == "win32":
        return False
    try:
        os.kill(lease.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
