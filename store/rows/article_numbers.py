"""The numbers of articles, in the SQL of both engines."""

from __future__ import annotations

_NUMBERS = ("(SELECT max(number) FROM article)", "(SELECT max(number) FROM article_removal)")


def last_number(greatest: str) -> str:
    """Return SQL for the highest number that an article has or had; ``greatest`` is the engine's function of two."""
    first, second = (f"coalesce({number}, 0)" for number in _NUMBERS)
    return f"{greatest}({first}, {second})"


def article_count(greatest: str) -> str:
    """Return SQL for the number of articles: they are numbered from 1, and a number stays that of a removed one."""
    return f"SELECT {last_number(greatest)} - (SELECT count(*) FROM article_removal)"  # noqa: S608
