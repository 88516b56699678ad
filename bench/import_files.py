"""python -m bench.import_files [1000 10000]: many small files of several formats through `pullquote import`.

The files are made in a temporary folder: text, web pages, NITF, RSS and mail in turn. For each count one line says
how long the real program took and its peak of resident memory (its own, or its readers' process when that was more):
the peaks are the same when memory is constant.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = "the pilots of the harbour said on Tuesday that they would wait for the tide and then for a letter"
MAKERS = {
    "txt": "Story {n}\n\nPORT VERRIN: {body}\n\nIt was the last thing that anybody there expected.\n",
    "html": "<html><head><title>Story {n}</title></head><body><h1>Story {n}</h1><p>{body}</p></body></html>",
    "xml": "<nitf><body><body.head><hedline><hl1>Story {n}</hl1></hedline></body.head>"
    "<body.content><p>{body}</p></body.content></body></nitf>",
    "rss": "<rss version='2.0'><channel><title>Port Wire</title><item><title>Story {n}</title>"
    "<guid>story-{n}</guid><description>{body}</description></item></channel></rss>",
    "eml": "From: a@b.example\nSubject: Story {n}\nMessage-Id: <{n}@b.example>\n\n{body}\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000])
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as scratch:
            _import(count, Path(scratch))


def _import(count: int, scratch: Path) -> None:
    folder = scratch / "copy"
    folder.mkdir()
    vocabulary = WORDS.split()
    for number in range(count):
        ending = list(MAKERS)[number % len(MAKERS)]
        words = (vocabulary[(number * 7 + at * at) % len(vocabulary)] for at in range(200))
        body = f"Number {number}: {' '.join(words)}."
        (folder / f"{number:06}.{ending}").write_text(MAKERS[ending].format(n=number, body=body))
    began = time.perf_counter()
    command = [sys.executable, "-m", "tui", "--db", str(scratch / "stack.db"), "import", str(folder)]
    with (scratch / "said.txt").open("w") as said:
        program = subprocess.Popen(command, stdout=said)
        _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    last = (scratch / "said.txt").read_text().splitlines()[-1]
    took = time.perf_counter() - began
    print(f"{count:,} files: {took:.1f} s, {count / took:.0f} a second, peak {used.ru_maxrss / 1024:.0f} MB. {last}")


if __name__ == "__main__":
    main()
