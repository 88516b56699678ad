"""A watcher killed (kill -9) at random moments: articles lost, and articles added twice."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.watch.newswires import START, FeedWire
from bench.watch.simulation import EVERY, Outcome, World, compared
from bench.watch.sites import HERE, Sites
from store import Archive
from store.sqlite import SqliteEngine
from store.watch.addresses import Allowed
from store.watch.client import Client, Limits
from store.watch.watcher import Watcher

if TYPE_CHECKING:
    from typing import IO

_CALM_ROUNDS = 40


def killed(folder: Path, kills: int, *, seed: int = 1, feeds: int = 12, folders: int = 2) -> Outcome:
    """Watch, and kill the process again and again; then let it work undisturbed, and compare.

    Answers to a killed process may be sent again, so ``wasted`` means nothing here and is 0.
    """
    faults = [fault for fault in FeedWire.FAULTS if fault != "silence"]
    world = World(folder, feeds=feeds, folders=folders, fault_rate=0.2, seed=seed, faults=faults, rate=0.3)
    path, chance, begun = folder / "watch.db", Random(seed), time.perf_counter()
    with Sites(world.answer) as sites:
        engine = SqliteEngine(path)
        engine.add_watches(world.watches(sites), actor="bench", at=world.now)
        engine.close()
        process = _Process(path)
        typical = process.round(world)
        for _ in range(kills):
            world.publish()
            process.begin(world)
            time.sleep(chance.uniform(0, 1.2) * typical)
            process.kill()
            sites.wait_until_idle()
            process = _Process(path)
            if chance.random() < 0.5:
                typical = process.round(world)
            world.go_on(EVERY + 50)
        world.calm()
        for _ in range(_CALM_ROUNDS):
            process.round(world)
            world.go_on(3 * EVERY)
        for wire in world.folders:
            wire.finish()
        process.round(world)
        process.kill()
    with Archive.open(path, actor="bench") as archive:
        outcome = compared(world, sites, archive, kills, time.perf_counter() - begun)
    return outcome._replace(wasted=0)


class _Process:
    """A process that watches at the times it is given."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.watch.kills", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._process.stdin
        assert self._process.stdout
        self._in: IO[str] = self._process.stdin
        self._out: IO[str] = self._process.stdout
        self._answer()

    def begin(self, world: World) -> None:
        """Start the process."""
        self._in.write(f"{(world.now - START).total_seconds()}\n")
        self._in.flush()

    def round(self, world: World) -> float:
        """Make it watch once; return the seconds that this took."""
        begun = time.perf_counter()
        self.begin(world)
        self._answer()
        return time.perf_counter() - begun

    def kill(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._in.close()
        self._out.close()

    def _answer(self) -> None:
        if not self._out.readline():
            raise RuntimeError("The watching process ended by itself.")


def _watch(path: Path) -> None:
    """Watch once for each line with a time, and report when that is done."""
    from datetime import timedelta

    now = START
    client = Client(allowed=Allowed.named((HERE,)), limits=Limits(seconds=30), resolve=lambda *_: [HERE])
    engine = SqliteEngine(path)
    watcher = Watcher(
        engine, "bench", client, clock=lambda: now, ticks=lambda: time.monotonic() * 25, chance=Random(1), every=EVERY
    )
    print("ready", flush=True)
    for line in sys.stdin:
        now = START + timedelta(seconds=float(line))
        watcher.once()
        print("done", flush=True)


if __name__ == "__main__":
    _watch(Path(sys.argv[1]))
