"""``pullquote log``: every decision, who made it and when."""

from __future__ import annotations

from collections import deque
from heapq import merge
from typing import TYPE_CHECKING, TypeVar

import click

from tui.cli import candidates
from tui.cli.common import db_option, end_unless, json_option, limit_option, opened_archive, since_option
from tui.cli.output import fitted, print_json, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from store.model.articles import ArticleRemoval
    from store.model.changes import Event, RegisterEvent
    from store.model.lists import Cursor, Page

    _Line = Event | RegisterEvent | ArticleRemoval

T = TypeVar("T")

_ORDERS = ("oldest", "newest")


@click.command(short_help="List every decision in order.")
@since_option
@click.option("--by", metavar="NAME", help="Only by people with this name; beginnings of words count.")
@click.option(
    "--article",
    "article_id",
    metavar="ID",
    shell_complete=candidates.articles,
    help="Only on one article's quotations.",
)
@click.option("--sort", type=click.Choice(_ORDERS), default=_ORDERS[0], show_default=True, help="The sort order.")
@click.option("--fields", "with_fields", is_flag=True, help="Show the newsroom's own fields of speakers too.")
@limit_option()
@click.option("--head", "only_head", is_flag=True, help="Print the head of the log, to be kept elsewhere.")
@json_option
@db_option
def log(
    since: str | None,
    by: str | None,
    article_id: str | None,
    sort: str,
    with_fields: bool,
    limit: int | None,
    only_head: bool,
    as_json: bool,
) -> None:
    """List every decision in order: when, who, what, and on which words or speaker. --limit takes the latest.

    An article that was removed is a line, too: its headline and source, and the reason.

    --head prints a hash over all entries: write it down, and doctor --head says later whether they are unchanged.
    """
    if only_head:
        _say_head(as_json)
        return
    with opened_archive() as archive:
        about = None if article_id is None else archive.articles.row(article_id).id
        quotations = _rows(lambda since: archive.events(article_id=about, since=since))
        found: Iterator[_Line] = quotations
        if about is None:
            register = _rows(lambda since: archive.register.events(since=since))
            removals = _rows(lambda since: archive.articles.removals.page(since=since))
            found = merge(quotations, register, removals, key=lambda event: event.seq)
        chosen: Iterable[_Line] = (e for e in found if _is_since(e, since) and _is_by(e, by))
        if limit is not None or sort != _ORDERS[0]:
            latest = deque(chosen, maxlen=limit)
            chosen = latest if sort == _ORDERS[0] else reversed(latest)
        nothing = True
        for event in chosen:
            nothing = False
            if as_json:
                print_json(_as_object(event, with_fields=with_fields))
            else:
                say(fitted(_line(event, with_fields=with_fields)))
    narrowed = (since, by, article_id) != (None, None, None)
    end_unless(not nothing, "No decision matches." if narrowed else "No decisions yet.")


def _say_head(as_json: bool) -> None:
    with opened_archive() as archive:
        latest = deque(archive.integrity.log_heads(), maxlen=1)
    end_unless(bool(latest), "No decisions yet.")
    print_json(latest[0]._asdict()) if as_json else say(f"{latest[0].head}  entry {latest[0].seq:,}")


def _is_since(event: _Line, since: str | None) -> bool:
    return since is None or f"{event.at.astimezone():%Y-%m-%d}" >= since


def _is_by(event: _Line, name: str | None) -> bool:
    from newstext.name_match import is_meant, name_words

    words = name_words(name or "")
    return name is None or (bool(words) and is_meant(words, event.actor))


def _rows(read: Callable[[Cursor | None], Page[T]]) -> Iterator[T]:
    """Yield the rows of a part of the log, page by page."""
    page = read(None)
    while page.rows:
        yield from page.rows
        page = read(page.after)


def _as_object(event: _Line, *, with_fields: bool) -> object:
    from store.model.changes import RegisterEvent

    if not isinstance(event, RegisterEvent):
        return event
    shown = event._asdict()
    for name in ("before", "after"):
        if (state := shown[name]) is not None:
            shown[name] = state._asdict() | {"fields": dict(state.fields)}
            if not with_fields:
                del shown[name]["fields"]
    return shown


def _line(event: _Line, *, with_fields: bool) -> str:
    from store.model.articles import ArticleRemoval
    from store.model.changes import RegisterEvent
    from tui.wording import events, removals

    did = "article removed" if isinstance(event, ArticleRemoval) else events.wording(event.action).column
    start = f"{event.at.astimezone():%Y-%m-%d %H:%M}  {event.actor:<12}  {did:<{events.COLUMN}}  "
    if isinstance(event, ArticleRemoval):
        return f"{start}{removals.line(event)}"
    if isinstance(event, RegisterEvent):
        names = ", ".join((event.after.name, *event.after.aliases))
        gone = " (merged into another)" if event.after.merged_into else ""
        fields = "".join(f"  {field}: {value}" for field, value in event.after.fields if with_fields)
        return f"{start}{'new speaker' if event.before is None else 'speaker'}: {names}{gone}{fields}"
    words = " ".join(events.words_of(event).split())
    speaker = f"{event.after.speaker}: " if event.after.speaker else ""
    given = event.after.assignment
    whom = f"for {given.to}: " if given and event.action == "assign" else ""
    return f"{start}{whom}{speaker}{words}"
