"""An import at the desk: files, a folder or a web address, read and stored in the background."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from newstext.formats.errors import UnreadableError
from store.errors import StoreError
from tui.kernel.background_run import follow
from tui.kernel.browser import NO_FILES, may_read_files
from tui.kernel.files import reading
from tui.kernel.threads import Threads
from tui.settings.config import ConfigError
from tui.settings.paths import NoPlaceError, full_path
from tui.transfer import annotation_files
from tui.transfer.batches import BatchImport
from tui.transfer.sources import sources_at
from tui.wording import describe
from tui.wording.transfers import listed

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from tui.kernel.session import Session
    from tui.transfer.batches import FileTally
    from tui.transfer.sources import Source

_BATCH = 200
"""Articles stored at a time: a decision made meanwhile waits for one batch, a few hundredths of a second."""
_NEW = "article added"
_OUTCOMES = {"added": _NEW, "unchanged": "article unchanged"}
"""The outcomes of articles whose words need their noun."""
_REFUSED = "refused"


@dataclass
class _Import:
    """One import: written by its thread, read by the desk."""

    place: str
    files: int = 0
    read: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    """Each file, or article of one, that was not imported, with the reason."""
    changed_quotations: int = 0
    stopped: bool = False

    @property
    def progress(self) -> str:
        return f"importing: {self.read:,} of {self.files:,}" if self.files else "importing …"

    @property
    def outcome(self) -> str:
        refused = f", {len(self.refused):,} refused" if self.refused else ""
        return f"{self.counts.total():,} imported{refused}"

    def take(self, tally: FileTally) -> None:
        """Count one file."""
        self.counts += Counter({_OUTCOMES.get(what, what): n for what, n in tally.counts.items() if what != _REFUSED})
        self.changed_quotations += tally.changed_quotations
        if reason := tally.refused or tally.broken or " ".join(sorted(tally.kept_out)):
            self.refused.append(f"{tally.name}: {reason}")


class ImportRun:
    """Imports for one desk, one at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stop = Event()
        self.is_running = False

    def start(self, place: str) -> None:
        """Import what is at a path or a web address."""
        self._stop.clear()
        self.is_running = True
        self._session.start_work(self._run(place), group="import")

    def stop(self) -> None:
        """Stop after the file that is being read. It stays, as do the files before it."""
        self._stop.set()

    async def _run(self, place: str) -> None:
        """Import, and say how it ended. Leaving the desk cancels this, and ends the thread after its file."""
        one = _Import(place)
        thread = Threads(1, "import")
        try:
            going = asyncio.get_running_loop().run_in_executor(thread, self._import, one, self._session.archive)
            await follow(self._session, going, lambda: one.progress, lambda: one.outcome)
            self._session.say(self._result(one))
        except (StoreError, ConfigError, NoPlaceError) as error:
            self._session.say(str(error))
        finally:
            self.stop()
            thread.end(0)
            self.is_running = False

    def _import(self, one: _Import, archive: Archive) -> None:
        """Read and store; runs in a thread."""
        left_out: list[Path] = []
        is_address = one.place.startswith(("https://", "http://"))
        if not is_address and not may_read_files(self._session.browser):
            raise NoPlaceError(f"{NO_FILES} Import the web address of a page or a feed.")
        place = one.place if is_address else str(full_path(one.place))
        found = list(sources_at(place, left_out, self._session.web_client))
        one.files = len(found)
        importing = BatchImport(archive, lambda *_: None, one.take, most=_BATCH)
        with reading():
            for source in found:
                if self._stop.is_set():
                    one.stopped = True
                    break
                if name := annotation_files.recognised(source, None):
                    importing.flush()
                    _import_annotations(one, archive, source, name)
                else:
                    importing.take(source)
                one.read += 1
            importing.stop()

    def _result(self, one: _Import) -> str:
        """Return the sentences on an import that has ended."""
        if not one.files:
            return f"There is nothing to import in {one.place}."
        said = [f"Imported: {listed(one.counts)}."] if one.counts else ["Nothing was imported."]
        if one.stopped:
            said.append(f"Stopped after {one.read:,} of {describe.count(one.files, 'file')}.")
        if one.refused:
            first = one.refused[0] if one.refused[0].endswith(".") else f"{one.refused[0]}."
            said.append(first if len(one.refused) == 1 else f"{len(one.refused):,} were refused, the first: {first}")
        if one.changed_quotations:
            changed = describe.count(one.changed_quotations, "settled quotation")
            said.append(self._session.phrase("{changed} changed: {desk.stale} shows them.", changed=changed))
        elif one.counts[_NEW]:
            said.append(self._session.phrase("{desk.find_everywhere} finds their quotations."))
        return " ".join(said)


def _import_annotations(one: _Import, archive: Archive, source: Source, name: str) -> None:
    """Import an annotation file, and count."""
    try:
        for arrival in annotation_files.import_file(archive, source, name):
            one.counts[f"annotation {arrival.outcome}"] += 1
    except UnreadableError as error:
        one.refused.append(f"{source.name}: {error}")
