"""How an input is made of others: bytes flipped, cut, doubled and moved, pieces of others and hostile tokens put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

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
    *(
        "“".encode(),
        "”".encode(),
        "‘".encode(),
        "’".encode(),
        "„".encode(),
        "«".encode(),
        "[…]".encode(),
        "“a\n\n".encode() * 300,
    ),
    *(
        b"> ",
        b"# ",
        b"**",
        b"__",
        b"](",
        b"![",
        b"&ldquo;",
        b"&quot;",
        b"<q>",
        b"<blockquote>",
        b"[sic]",
        b"...",
        b"who:",
    ),
    *(b" " * 300, b"\n" * 300, b"a" * 3000, b"(" * 300, b"<b>" * 300, b"[" * 3000, b"-" * 300, b"A: b\n" * 100),
]


def mutated(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Return ``data`` changed in a few places."""
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
                other = chance.choice(others)
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
    return bytes(changed)
