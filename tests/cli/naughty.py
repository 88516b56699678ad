"""Text as the worst senders write it. All of it is invented; each string is one kind of trouble."""

from __future__ import annotations

import json

ATTACK = "6666"
"""Occurs in every control sequence below, and in none of ours."""

NAUGHTY = {
    "colour": f"\x1b[{ATTACK};31mred",
    "clear": f"\x1b[{ATTACK}J\x1b[2J\x1b[{ATTACK}H",
    "clipboard": "\x1b]52;c;NjY2Ng==\x07",
    "title": f"\x1b]0;{ATTACK}\x1b\\",
    "link": f"\x1b]8;;file:///{ATTACK}\x07here\x1b]8;;\x07",
    "device": f"\x1bP{ATTACK}q\x1b\\ \x1b_{ATTACK}\x1b\\ \x1b^{ATTACK}\x1b\\ \x1bX{ATTACK}\x1b\\",
    "answer back": "\x05 \x1b[c \x1b[6n \x1bZ",
    "reset": "\x1bc \x1b[!p \x1b#8 \x1b(0 \x0e\x0f",
    "C1": f"\x9b{ATTACK}m \x9d52;c;NjY2Ng==\x9c \x90{ATTACK}\x9c \x85 \x84 \x8d",
    "C0": "".join(map(chr, range(1, 32))) + "\x7f",
    "nul": "a\x00b",
    "backspace": "good\b\b\b\bevil",
    "carriage return": "a paid sum\ran unpaid one",
    "bidi": "\u202egnirts a\u202c \u2066x\u2067y\u2068z\u2069 \u200f\u200e\u061c",
    "no width": "pass\u200bword\u200c\u200d\u2060\ufeff\u00ad",
    "tags": "flag\U000e0067\U000e0062\U000e007f",
    "line separators": "one\u2028two\u2029three\x0bfour\x0cfive\x1cfive\x1e",
    "not characters": "\ufffe\uffff\ufdd0\U0010ffff",
    "private use": "\ue000\uf8ff\U000f0000",
    "markup": "[/b] [red]x[/] [@click=app.quit]y[/] [link=file:///x]z[/] [ [[ ]] \\[ [/] [#zz]",
    "template": "{0} {x!r} %s %n ${HOME} $(touch /tmp/x) `id` {{7*7}} <%= 1 %>",
    "query": '\'; DROP TABLE article; -- " OR "" = " NEAR/2 * ^ col:',
    "formula": "=1+1 +1 -1 @SUM(A1) \t=1",
    "page": "<script>alert(1)</script> <img src=x onerror=y> &lt;&#x1b;&amp;",
    "path": "../../../../etc/passwd C:\\con\\nul file:///dev/null",
    "zalgo": "Z" + "\u0351\u036b\u0343\u032a\u0333" * 12 + "a" + "\u0300" * 40,
    "lone accents": "\u0301 \u20dd\u0336",
    "emoji": "👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 🇺🇳 👨\u200d👩\u200d👧 ☺\ufe0f 🫠",
    "wide": "田中さんにあげて下さい 社會科學院語學研究所 ｆｕｌｌ\u3000ｗｉｄｔｈ 찦차를",
    "right to left": "هُنَاكَ قَالَ ‏مرحبا שָׁלוֹם ‎(abc) ١٢٣",
    "ligature": "ﷺ ﷽ 𒐫 ꧅",
    "case": "İstanbul ıI ß ﬃ Ⱥ ŉ",
    "numbers": "NaN Infinity -0 1e999 0x7f ٣٫١٤ ½ 9223372036854775808 null undefined None True",
    "spaces": "\u00a0\u1680\u2000\u2003\u2007\u2009\u202f\u205f\u3000end",
    "tabs": "a\tb\t\tc",
    "a long word": "Donaudampfschifffahrt" * 40,
    "only marks": "“”‘’\"'«»„“”''``",
    "replacement": "\ufffd\ufffc",
}


def naughty_articles() -> bytes:
    """Return an article for each kind, with it in every field, as JSON Lines."""
    return b"".join(_article(name, text) for name, text in NAUGHTY.items())


def everything_in_one() -> bytes:
    """Return one article with all kinds, as JSON Lines."""
    return _article("everything at once", "\n\n".join(NAUGHTY.values()))


def _article(name: str, text: str) -> bytes:
    article = {
        "headline": f"{name} {text}",
        "standfirst": [text],
        "byline": f"By {text}",
        "dateline": text,
        "source": text,
        "credit": text,
        "captions": [{"text": text, "credit": text}],
        "published": text,
        "updated": f"{text} 2026",
        "language": text,
        "url": f"https://port-wire.example/{text}",
        "external_id": f"{name} {text}",
        "body": f"“Nobody expected {text} to happen here,” said Mira {text} Holt, the {text} pilot.\n\n{text}",
    }
    return json.dumps(article).encode() + b"\n"
