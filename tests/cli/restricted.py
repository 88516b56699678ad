"""Articles whose words may not be used freely: one is embargoed, one is told off the record."""

from __future__ import annotations

from newstext.article import Article
from newstext.stated import State, StatedTime

AUDIT = Article(
    headline="Audit held back",
    body="“The ministry lost three ledgers in the flood,” said Karl Brandt.",
    state=State.EMBARGOED,
    embargo=StatedTime("2999-01-01", "2999-01-01"),
)
TOLD = Article(headline="Harbour talk", body="“Nobody counted the eels this whole year,” said Jonas Reed.")
