"""The words that shells offer for articles, quotations, speakers, views and filters.

They are read from the store without a word on what is wrong with it: a shell would print that into the line typed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import click

    from store import Archive

_MOST = 200
"""Candidates offered at a time: a shell asks before it lists more."""
_WORDS = ("who", "said", "source", "by", "tag", "note", "for", "before", "after", "is", "re")
_DAYS = ("today", "yesterday", "7d")


def articles(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the ids of articles, with their headlines."""
    return _from_store(context, begun, lambda archive: ((row.id, row.headline) for row in archive.articles.page().rows))


def quotations(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the ids of quotations, open ones first, with their words."""
    return _from_store(context, begun, _quotations)


def speakers(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the names of speakers, the most quoted first."""
    return _from_store(
        context, begun, lambda archive: ((speaker.name, speaker.role) for speaker in archive.register.speakers(begun))
    )


def speaker_fields(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the newsroom's own fields of speakers."""
    return [CompletionItem(field) for field in _fields() if field.startswith(begun)]


def field_values(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the values of the field that was typed."""
    values = _fields().get(context.params.get("field") or "", ())
    return [CompletionItem(value) for value in values if value.startswith(begun)]


def groups(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer what an audit counts by."""
    from tui.settings.config import RESERVED

    own = [CompletionItem(group) for group in RESERVED if group.startswith(begun)]
    return [*own, *speaker_fields(context, parameter, begun)]


def _fields() -> Mapping[str, tuple[str, ...]]:
    from tui.settings.config import ConfigError, load

    try:
        return load().speaker_fields
    except ConfigError:
        return {}


def speakers_and_filters(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the names of speakers, and the keys of filters."""
    return [*speakers(context, parameter, begun), *filters(context, parameter, begun)]


def people(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the names of the people who work with the store."""
    return _from_store(context, begun, _people)


def views(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the views of the stack."""
    return _from_store(context, begun, _views)


def filters(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the keys of filters, and after a key its values."""
    key, colon, value = begun.partition(":")
    if not colon:
        return [CompletionItem(f"{word}:") for word in _WORDS if word.startswith(begun)]
    return [
        CompletionItem(f"{key}:{item.value}", help=item.help)
        for item in _values(context, key.lower(), value.strip('"'))
    ]


def _values(context: click.Context, key: str, begun: str) -> list[CompletionItem]:
    from store.model.lists import ArticleState

    match key:
        case "is":
            return [CompletionItem(state) for state in ArticleState if state.startswith(begun)]
        case "before" | "after":
            return [CompletionItem(day) for day in _DAYS if day.startswith(begun)]
        case "who":
            return _from_store(
                context, begun, lambda archive: ((s.name, s.role) for s in archive.register.speakers(begun))
            )
        case "for":
            return _from_store(context, begun, _people)
        case "source":
            return _from_store(
                context, begun, lambda archive: ((row.source, None) for row in archive.articles.page().rows)
            )
        case "tag":
            return _from_store(
                context, begun, lambda archive: ((tag.name, None) for tag in archive.remarks.tags(begun))
            )
        case _:
            return []


def _from_store(
    context: click.Context, begun: str, ask: Callable[[Archive], Iterable[tuple[str | None, str | None]]]
) -> list[CompletionItem]:
    """Return the store's answers that begin like the word typed, each once."""
    from store import Archive
    from store.errors import StoreError
    from tui.cli.common import CommandError, configured, typed_store
    from tui.settings import paths

    try:
        person = paths.person(configured().name)
        with Archive.open(paths.store_address(typed_store(context)), actor=person.name, read_only=True) as archive:
            found = {value: words for value, words in ask(archive) if value}
    except (StoreError, CommandError, paths.NoPlaceError, OSError):
        return []
    meant = ((value, words) for value, words in found.items() if value.casefold().startswith(begun.casefold()))
    return [
        CompletionItem(visible(value), help=visible(" ".join((words or "").split())))
        for value, words in islice(meant, _MOST)
    ]


def _quotations(archive: Archive) -> Iterator[tuple[str, str]]:
    for row in archive.articles.page().rows:
        if row.quotation_count:
            for annotation in archive.open_article(row.id).annotations:
                yield annotation.id, annotation.words


def _people(archive: Archive) -> Iterator[tuple[str, None]]:
    return ((name, None) for name in archive.decisions.assignments.people())


def _views(archive: Archive) -> Iterator[tuple[str, None]]:
    from datetime import datetime

    from tui.wording.views import for_everybody

    for view in (*for_everybody(datetime.now().astimezone().date()), *archive.views.all()):
        yield view.name, None
