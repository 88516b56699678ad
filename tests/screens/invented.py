"""Invented articles for the desk's tests: short enough to count characters in, with every kind of mark."""

from __future__ import annotations

from newstext.article import Article, Caption
from newstext.stated import Precision, State, StatedTime

HARBOUR = Article(
    headline="Harbour strike enters third week",
    standfirst=("Port says 40 sailings lost", "Talks may resume on Friday"),
    byline="Ada Lind",
    source="Port Wire",
    dateline="PORT VERRIN",
    published=StatedTime("24 November 2026 09:14", "2026-11-24T09:14", Precision.MINUTE),
    captions=(Caption("Idle cranes at the north quay. (Port Wire/Ilse Maren)", "Port Wire/Ilse Maren"),),
    url="https://portwire.example/harbour",
    body=(
        "PORT VERRIN: The dispute has cost the city’s terminals about 40 sailings, the port said on Tuesday.\n\n"
        "“Nobody here wants a fourth week,” union secretary Mira Holt said. “We want a phone call.”\n\n"
        "“The offer stands,” a senior official said, asking not to be named because talks are under way.\n\n"
        "Ships that were due on Monday lay at anchor off the mole, their lights on all night, and the pilots played"
        " cards in the cutter."
    ),
)
BRIDGE = Article(
    headline="Bridge audit clears ministry, report says",
    source="Northern Post",
    published=StatedTime("24 November 2026 08:50", "2026-11-24T08:50", Precision.MINUTE),
    url="https://northernpost.example/bridge",
    body=(
        'ESKHOLT (Northern Post) - "We found no second ledger," auditor Jonas Pike told reporters.\n\n'
        "The bridge opened in 2019."
    ),
)
MAYOR = Article(
    headline="Mayor to resign",
    source="Port Wire",
    state=State.WITHDRAWN,
    published=StatedTime("24 November 2026 07:58", "2026-11-24T07:58", Precision.MINUTE),
    url="https://portwire.example/mayor",
    body="PORT VERRIN: The mayor will resign on Friday, two people said.",
)
LETTERS = Article(
    headline="Tea house writes to its neighbours",
    source="Coast Daily",
    published=StatedTime("23 November 2026", "2026-11-23", Precision.DAY),
    url="https://coastdaily.example/tea",
    body=(
        "日本語の手紙には「お茶をどうぞ」とあった。\n\n"
        "The owner, Zoe\u0308 I\u0307lkay, drew a family 👨‍👩‍👧 and a wave 👋🏽 under it.\n\n"
        "A line with a no-break\u00a0space\u00a0 \n\nand a soft hy\u00adphen."
    ),
)
STACK = (HARBOUR, BRIDGE, MAYOR, LETTERS)
