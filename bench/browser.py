"""Memory of desks in browsers: one `pullquote serve`, and on each desk an article open and a search typed.

    python -m bench.browser [--desks 20] [--articles 1000]

As in a newsroom, every desk has its own login at one store on a PostgreSQL server, which the bench starts. Printed is
Pss: memory that processes share is counted once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from newstext.article import Article
from store import Archive
from store.address import address
from store.model.members import Role
from tests.processes import children, descendants

if TYPE_CHECKING:
    from tests.postgres import Server

PUBLIC = "https://desk.example"
WORDS = "The harbour will open on Thursday, said Mira Holt, the pilot, and nobody at the gate believed her. " * 40
TYPED = ("\r", "/", "harb", "\x1b")
_QUIET = 3.0
"""Seconds without anything drawn after which a desk has done its work."""
_DEADLINE = 120.0
_KEPT = 100_000


def pss(pid: int) -> float:
    """Return the memory of a process in MB, shared memory in parts; 0 once it has ended."""
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def filled(server: Server, desks: int, articles: int) -> str:
    """Make a store with members and articles; return its address, for any login."""
    with server.connect() as connection:
        connection.execute("CREATE DATABASE served")
    place = address(server.address("served"))
    place.prepare()
    for number in range(desks):
        place.membership().add(f"editor{number}", f"Editor {number}", Role.EDITOR)
    with closing(Archive.open(place, actor="bench")) as archive:
        added = [
            Article(headline=f"Harbour opens again, {n}", body=f"“It is number {n},” {WORDS}") for n in range(articles)
        ]
        archive.add(added, reader="bench", reader_version="1")
    return server.address("served").replace("owner@", "")


class Desk:
    """A page with a desk, which takes what is drawn all the time, as a browser does."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.drawn = b""
        self.at = time.monotonic()
        """The moment of the last drawing."""
        self.taking = asyncio.create_task(self._take())

    async def _take(self) -> None:
        async for message in self._socket:
            self.drawn, self.at = self.drawn[-_KEPT:] + message.data, time.monotonic()

    async def shows(self, words: bytes) -> None:
        """Wait until words are drawn."""
        async with asyncio.timeout(_DEADLINE):
            while words not in self.drawn:
                await asyncio.sleep(0.01)

    async def work(self) -> None:
        """Open an article and search, each until nothing more is drawn."""
        for typed in TYPED:
            await self._socket.send_str(json.dumps(["stdin", typed]))
            self.at = time.monotonic()
            while time.monotonic() < self.at + _QUIET:
                await asyncio.sleep(0.1)


async def opened(http: aiohttp.ClientSession, number: int) -> tuple[float, Desk]:
    """Open a desk; return the seconds until it is drawn, and the desk."""
    headers = {"X-Forwarded-User": f"editor{number}", "Origin": PUBLIC}
    began = time.monotonic()
    async with http.get("http://desk/", headers=headers) as answer:
        page = (await answer.text()).partition("/ws/")[2].partition('"')[0]
        headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
    desk = Desk(await http.ws_connect(f"http://desk/ws/{page}?width=140&height=45", headers=headers))
    await desk.shows(b"articles")
    return time.monotonic() - began, desk


async def measure(socket: Path, pid: int, desks: int) -> str:
    """Open the desks in turn, work at all, and return the figures."""
    async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(socket), limit=0)) as http:
        before = pss(pid)
        shown = [await opened(http, number) for number in range(desks)]
        rest = _sizes(pid)
        await asyncio.gather(*(desk.work() for _, desk in shown))
        sizes = _sizes(pid)
        return (
            f"{len(sizes)} desks: {statistics.median(rest):.0f} MB a desk with the list on screen,"
            f" {statistics.median(sizes):.0f} MB after reading and searching (most {sizes[-1]:.0f}),"
            f" {sum(sizes):.0f} MB together; the server {before:.0f} MB without desks, {pss(pid):.0f} with them;"
            f" drawn after {statistics.median(first for first, _ in shown):.1f} s"
        )


def _sizes(pid: int) -> list[float]:
    """Return the memory of each desk of the server with all its processes, in MB, the smallest first."""
    return sorted(sum(map(pss, [child, *descendants(child)])) for child in children(pid))


def main() -> None:
    """Read the command line, serve, and print."""
    from tests.postgres import another_server, begin_run, end_run

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desks", type=int, default=20)
    parser.add_argument("--articles", type=int, default=1000)
    args = parser.parse_args()
    run = begin_run()
    try:
        store = filled(another_server("served"), args.desks, args.articles)
        with tempfile.TemporaryDirectory(prefix="pq-", dir="/tmp") as folder:
            socket = Path(folder) / "desk.sock"
            command = [sys.executable, "-P", "-m", "tui", "--db", store, "serve", "--listen", f"unix:{socket}"]
            command += ["--public", PUBLIC, "--trust-header", "X-Forwarded-User", "--sessions", str(args.desks)]
            serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            try:
                assert serving.stdout
                serving.stdout.readline()
                print(asyncio.run(measure(socket, serving.pid, args.desks)))
            finally:
                serving.terminate()
                serving.wait()
    finally:
        end_run(run)


if __name__ == "__main__":
    main()
