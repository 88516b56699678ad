"""python -m bench.fuzz_readers [--inputs 100000] [--seed 1] [--only N]: mutated files through every reader.

Each input is one of the tests' or samples' invented files, mutated: bytes flipped, cut, doubled and moved,
pieces of other files and hostile tokens put in. It is read in this process by the reader of its own format
and, when the change made another format of it, by that one. A reader may answer with articles or
UnreadableError; anything else is a crash. What it answers must hold what articles promise: text that can be
stored, LF line ends, times that can be used, JSON that reads back the same. Printed: inputs, answers, crashes
with the number that repeats each (--only N), the slowest input of each format, and the growth of memory over
the run after its first tenth.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import importlib
import json
import logging
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats import Format, UnreadableError, recognise
from newstext.formats.tables.jsonl import from_json, to_json
from newstext.stated import StatedTime

if TYPE_CHECKING:
    from newstext.article import Article

ROOT = Path(__file__).parents[1]
FOLDERS = ("tests/text/formats/data", "sample_data")
TOKENS = [
    *(b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&#x110000;", b"&nbsp;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<br>"),
    *(b"<p>", b"</p>", b"<div>", b"<table><tr><td>", b"<script>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"xmlns='x'"),
    *(b'"', b"'", b"\\", b"\\ud800", b"{", b"}", b"[", b"]", b":", b",", b"null", b"-1", b"1e999", b"9" * 500),
    *(
        b"\0",
        b"\x01",
        b"\x02",
        b"\x03",
        b"\x04",
        b"\x16",
        b"\x1b]52;c;",
        b"\x85",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
    ),
    *(
        "\u202e".encode(),
        "\u200d".encode(),
        "\u2028".encode(),
        "ﷺ".encode(),
        "🏳️‍🌈".encode(),
        b"\xe2\x80",
        b"\r",
        b"\n\n",
    ),
    *(
        b"9999-12-31T23:59:59-12:00",
        b"0000-00-00",
        b"Mon, 31 Feb 2026 25:00 XYZ",
        b"charset=utf-7",
        b"encoding='rot13'",
    ),
    *(b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Transfer-Encoding: base64\n", b"=?utf-8?b?////?="),
    *(b" " * 300, b"\n" * 300, b"a" * 3000, b"(" * 300, b"<b>" * 300, b"[" * 3000, b"-" * 300, b"A: b\n" * 100),
]


class Seed(NamedTuple):
    """An invented file and the format it is in."""

    data: bytes
    format: Format


def main() -> None:
    """Run the inputs and print what came of them; exit 1 when any crashed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="read this one input again, and let its error out")
    asked = parser.parse_args()
    logging.disable()
    seeds = _seeds()
    if asked.only is not None:
        _read(*_mutated(seeds, asked.seed, asked.only))
        return
    answers: collections.Counter[tuple[str, str]] = collections.Counter()
    slowest: dict[str, tuple[float, int]] = {}
    crashes: list[str] = []
    settled = 0
    for number in range(asked.inputs):
        data, format_ = _mutated(seeds, asked.seed, number)
        began = time.perf_counter()
        try:
            answer = _read(data, format_)
        except Exception as error:  # noqa: BLE001 - any error but UnreadableError is what this looks for
            answer = "crashed"
            crashes.append(f"--only {number}: {format_.name}: {type(error).__name__}: {str(error)[:100]}")
        answers[format_.name, answer] += 1
        slowest[format_.name] = max(slowest.get(format_.name, (0.0, 0)), (time.perf_counter() - began, number))
        if number == asked.inputs // 10:
            settled = _memory()
    print(f"{asked.inputs} inputs, seed {asked.seed}, {len(crashes)} crashes")
    for name in sorted(slowest):
        counts = ", ".join(f"{count} {answer}" for (of, answer), count in sorted(answers.items()) if of == name)
        print(f"{name:12} {counts}; slowest {slowest[name][0]:.2f} s (--only {slowest[name][1]})")
    print(f"memory {_memory() / 1e6:.0f} MB, grown by {(_memory() - settled) / 1e6:.1f} MB after the first tenth")
    print(*crashes[:50], sep="\n")
    raise SystemExit(bool(crashes))


def _seeds() -> list[Seed]:
    """Return the invented files, as many of each format as of any other."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    by_format: dict[str, list[Seed]] = collections.defaultdict(list)
    for path in files:
        if not path.name.endswith((".py", ".expected.json")):
            data = b"".join(path.read_bytes().splitlines(keepends=True)[:200])
            format_ = recognise(data, path.name)
            by_format[format_.name].append(Seed(data, format_))
    most = max(map(len, by_format.values()))
    return [seeds[at % len(seeds)] for _, seeds in sorted(by_format.items()) for at in range(most)]


def _mutated(seeds: list[Seed], seed: int, number: int) -> tuple[bytes, Format]:
    chance = random.Random(f"{seed}:{number}")
    data, format_ = chance.choice(seeds)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 2, 8, 30, 200))
        match chance.randrange(8):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                other = chance.choice(seeds).data
                start = chance.randrange(len(other))
                changed[at:at] = other[start : start + length * 4]
            case 4:
                piece = changed[at : at + length]
                del changed[at : at + length]
                there = chance.randrange(len(changed) + 1)
                changed[there:there] = piece
            case 5:
                del changed[at:]
            case _:
                changed[at:at] = chance.choice(TOKENS)
        if not changed:
            break
    return bytes(changed), format_


def _read(data: bytes, format_: Format) -> str:
    """Read ``data`` as its own format and as what it looks like now; "read" or "refused" by the first."""
    answer = "refused"
    formats = [format_]
    with contextlib.suppress(UnreadableError):
        formats.append(recognise(data, "download"))
    for number, chosen in enumerate(dict.fromkeys(formats)):
        try:
            articles = importlib.import_module(f"newstext.formats.{chosen.module}").read(data, "download")
        except UnreadableError:
            continue
        for article in articles:
            _check(article)
        answer = "read" if number == 0 else answer
    return answer


def _check(article: Article) -> None:
    stored = json.dumps(to_json(article), ensure_ascii=False).encode("utf-8")
    assert from_json(json.loads(stored)) == article, "it does not read back the same"
    assert "\r" not in article.body, "a line end is not LF"
    for stated in (article.published, article.updated, article.embargo):
        if isinstance(stated, StatedTime):
            assert (stated.instant is None) == (not stated.zoned), "an instant without a zone"


def _memory() -> int:
    """Return the resident memory of this process in bytes; 0 where the system does not say."""
    try:
        status = Path("/proc/self/statm").read_text()
    except OSError:
        return 0
    return int(status.split()[1]) * 4096


if __name__ == "__main__":
    main()
