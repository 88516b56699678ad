"""The watcher in this process: once, or until it is stopped."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.cli.common import configured, tell, web_client
from tui.cli.output import print_json, say
from tui.kernel.files import reading
from tui.wording import watches as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store import Archive
    from store.model.watches import Lease
    from store.watch.visits import Arrival
    from store.watch.watcher import Watcher

_LOOK = 5.0
"""Seconds between two checks whether another process still watches."""
_NEWS = 30.0


def watch_once(archive: Archive, *, as_json: bool) -> None:
    """Visit every watch that is due, print the arrivals, and return."""
    with _watching(archive, as_json) as watcher:
        if (other := watcher.take_lease()) is not None:
            tell(_by_another(other))
            return
        watcher.once()
    found = archive.watches.all()
    if words.wrong(found):
        tell(f"{words.total(found)}; pullquote watch list shows them.")


def watch_on(archive: Archive, *, as_json: bool, with_input: bool) -> None:
    """Watch until a signal, or until standard input ends, and print the arrivals."""
    from store.errors import LeaseLostError

    stop = threading.Event()
    with _watching(archive, as_json) as watcher:

        def end(*_: object) -> None:
            stop.set()
            watcher.look_again()

        def end_with_input() -> None:
            sys.stdin.buffer.read()
            end()

        if with_input:
            threading.Thread(target=end_with_input, daemon=True).start()
        if sys.platform != "win32":
            signal.signal(signal.SIGTERM, end)
            signal.signal(signal.SIGHUP, end)
        news = threading.Thread(target=_follow_news, args=(archive, watcher, stop), daemon=True)
        news.start()
        told = ""
        try:
            while not stop.is_set():
                if (other := watcher.take_lease()) is None:
                    told = ""
                    try:
                        watcher.run(stop)
                    except LeaseLostError:
                        continue
                elif told != other.holder:
                    told = other.holder
                    tell(_by_another(other))
                stop.wait(_LOOK)
        finally:
            stop.set()
            news.join(_NEWS)


@contextmanager
def _watching(archive: Archive, as_json: bool) -> Iterator[Watcher]:
    """Make a watcher with the settings of config.toml, and close it after the block."""
    from tui.terminal.notifier import Notifier

    config, client = configured(), web_client()

    def on_news(arrivals: Sequence[Arrival]) -> None:
        _print(arrivals, as_json)
        notifier.tell(arrivals)

    watcher = archive.watches.watcher(client, every=config.watch.every, on_news=on_news, on_trouble=tell)
    notifier = Notifier(config.notify_command, watcher.report)
    with reading():
        try:
            yield watcher
        finally:
            client.stop()
            watcher.close()
            notifier.close()


def _follow_news(archive: Archive, watcher: Watcher, stop: threading.Event) -> None:
    """Notify the watcher when the store has changed: a source may have been added."""
    from store.errors import StoreError

    while not stop.is_set():
        try:
            if archive.wait(1.0):
                watcher.look_again()
        except StoreError:
            stop.wait(_LOOK)


def _print(arrivals: Sequence[Arrival], as_json: bool) -> None:
    for one in arrivals:
        if as_json:
            print_json(one)
        else:
            changed = f", {one.changed_quotations} settled changed" if one.changed_quotations else ""
            say(f"{one.place}: {one.outcome}{changed}: {one.headline or one.article_id}")
    sys.stdout.flush()


def _by_another(lease: Lease) -> str:
    return f"{lease.actor} is watching already (process {lease.pid} on {lease.machine.split()[0]})."
