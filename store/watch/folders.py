"""Visits to folders: changed files are read once whole, and recorded in small transactions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.formats import read_stream
from newstext.formats.errors import BrokenReaderError, UnreadableError
from store.model.watches import Incoming, SeenFile, Visit
from store.watch import files
from store.watch.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.model.watches import Watch
    from store.watch.settling import Stamp
    from store.watch.visits import Arrival, Recorder


class Engine(Protocol):
    """The engine, as a folder uses it."""

    def seen_files(self, watch_id: str) -> dict[str, SeenFile]:
        """Return the files that have been read, by name."""


_BATCH_FILES, _BATCH_ARTICLES, _BATCH_CHARACTERS = 50, 100, 1_000_000
_UNREAD = -1
"""The time of a file that could not be opened: the next scan tries it again."""


class _Batch(NamedTuple):
    incoming: list[Incoming]
    seen: list[SeenFile]

    @property
    def is_full(self) -> bool:
        characters = sum(len(one.article.body) for one in self.incoming)
        return (
            len(self.seen) >= _BATCH_FILES or len(self.incoming) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS
        )


class Folder:
    """One watched folder. ``ticks`` is a monotonic clock in seconds; one thread at a time uses the folder."""

    def __init__(self, watch: Watch, engine: Engine, recorder: Recorder, ticks: Callable[[], float]) -> None:
        self.watch = watch
        self._path = Path(watch.place)
        self._recorder = recorder
        self._ticks = ticks
        self._seen = engine.seen_files(watch.id)
        self._settling = Settling()
        self.reads_again = False
        """Whether the next scan reads failed files again."""
        self.is_there = self._path.is_dir()

    @property
    def next_look(self) -> float | None:
        """The time when a changed file may be whole; None if none is waiting."""
        return self._settling.next_look()

    def scan(self) -> None:
        """Check every file; changed ones wait until they are whole."""
        try:
            found = dict(files.files_in(self._path))
        except OSError as error:
            self.is_there = False
            self._tell_trouble(_why(error, "folder"))
            return
        self.is_there = True
        now, again, self.reads_again = self._ticks(), self.reads_again, False
        for name, stamp in found.items():
            known = self._seen.get(name)
            is_known = known is not None and (known.size, known.modified_ns) == (stamp.size, stamp.modified_ns)
            if not is_known or (again and known is not None and known.trouble):
                self._settling.note(name, stamp, now)
        missing = tuple(name for name in self._seen if name not in found)
        if missing or again or self.watch.state.trouble:
            self._record(_Batch([], []), missing)

    def note(self, names: Iterable[str]) -> None:
        """Check files that are reported as changed."""
        now = self._ticks()
        for name in names:
            if not files.is_candidate(name):
                continue
            if (stamp := files.stamp_of(self._path / name)) is None:
                continue  # A folder, or already gone: a waiting file is missed when it is read.
            known = self._seen.get(name)
            if known is None or (known.size, known.modified_ns) != (stamp.size, stamp.modified_ns):
                self._settling.note(name, stamp, now)

    def read_whole_files(self) -> list[Arrival]:
        """Read the files that have become whole; return their arrivals."""
        arrivals: list[Arrival] = []
        batch = _Batch([], [])
        for name in self._settling.names():
            self._read(name, batch, arrivals)
            if batch.is_full:
                arrivals += self._record(batch)
                batch = _Batch([], [])
        if batch.seen or batch.incoming:
            arrivals += self._record(batch)
        return arrivals

    def _read(self, name: str, batch: _Batch, arrivals: list[Arrival]) -> None:
        """Read one file into a batch if it is whole."""
        path, now = self._path / name, self._ticks()
        stamp = files.stamp_of(path)
        if stamp is None:
            self._settling.forget(name)
            batch.seen.append(SeenFile(name, 0, _UNREAD, "It was gone before it could be read."))
            return
        self._settling.note(name, stamp, now)
        if not self._settling.is_quiet(name, now):
            return
        modified_ns, trouble = stamp.modified_ns, None
        try:
            if not self._read_whole(name, stamp, batch, arrivals):
                return
        except OSError as error:
            modified_ns, trouble = _UNREAD, _why(error, "file")
        except UnreadableError as error:
            trouble = str(error)
        except BrokenReaderError as error:
            trouble = f"Our reader failed: {error}."
        self._settling.forget(name)
        # The same error of the same file again is no second refusal.
        if (seen := SeenFile(name, stamp.size, modified_ns, trouble)) != self._seen.get(name):
            batch.seen.append(seen)

    def _read_whole(self, name: str, stamp: Stamp, batch: _Batch, arrivals: list[Arrival]) -> bool:
        """Read the articles of a file; False if a program still writes to it. A large file is recorded in parts."""
        with files.opened(self._path, name) as file:
            now = self._ticks()
            if files.is_being_written(file) and not self._settling.is_overdue(name, now):
                self._settling.postpone(name, now)
                return False
            for article in read_stream(file, Path(name).name):
                batch.incoming.append(Incoming(article, name))
                if batch.is_full:
                    arrivals += self._record(batch)
                    batch.incoming.clear()
                    batch.seen.clear()
            if files.stamp_of_open(file) != stamp:
                batch.incoming[:] = [one for one in batch.incoming if one.item != name]
                return False
        return True

    def _record(self, batch: _Batch, missing: tuple[str, ...] = ()) -> list[Arrival]:
        now = self._recorder.clock()
        state = self.watch.state._replace(next_at=None, visited_at=now, failures=0, trouble=None, trouble_since=None)
        visit = Visit(
            self.watch.id, self._recorder.holder, now, state, tuple(batch.incoming), tuple(batch.seen), missing
        )
        arrivals = self._recorder.record(visit, self.watch.name or self.watch.place)
        self.watch = self.watch._replace(state=state)
        for name in missing:
            self._seen.pop(name, None)
        self._seen.update({seen.name: seen for seen in batch.seen})
        return arrivals

    def _tell_trouble(self, words: str) -> None:
        now, state = self._recorder.clock(), self.watch.state
        if words == state.trouble and not self.reads_again:
            return
        self.reads_again = False
        state = state._replace(
            next_at=None,
            visited_at=now,
            failures=state.failures + 1,
            trouble=words,
            trouble_since=state.trouble_since or now,
        )
        self._recorder.record(Visit(self.watch.id, self._recorder.holder, now, state), self.watch.place)
        self.watch = self.watch._replace(state=state)


def _why(error: OSError, what: str) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"There is no such {what}."
    if isinstance(error, PermissionError):
        return f"You may not read this {what}."
    return f"The {what} could not be read: {error.strerror or error}."
