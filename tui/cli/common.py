"""The common parts of commands: options, opening the store, errors with their exit statuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from tui.cli.exits import EXIT_NOTHING_FOUND, EXIT_STORE, EXIT_USAGE, NO_TERMINAL
from tui.settings import paths
from tui.terminal import tty
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store import Archive
    from store.address import Address
    from store.watch.client import Client
    from tui.settings.config import Config

_DB = "pullquote.db"

PATH = click.Path(readable=False)
"""A path that shells complete. Its errors are reported when it is opened."""

_LONGEST = 2_000
"""The longest message, in characters. A path may have a thousand."""
_MOST = 2**31
"""The largest limit: more rows than any store has, and within SQLite's integers."""

NO_ARTICLES = "The store has no articles yet. Import some with: pullquote import FILE"

F = TypeVar("F", bound="Callable[..., Any]")


class CommandError(click.ClickException):
    """Ends the program with a sentence for people and an exit status for programs."""

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002  click's own signature
        tell(self.message)


class NothingFoundError(CommandError):
    """Nothing matches the request."""

    exit_code = EXIT_NOTHING_FOUND


class DecidedOtherwiseError(CommandError):
    """A colleague has changed what the decision is about. Nothing was written."""

    exit_code = EXIT_NOTHING_FOUND


class NoTerminalError(CommandError):
    """The desk cannot be drawn here."""

    exit_code = EXIT_USAGE


class InvalidConfigError(CommandError):
    """config.toml has a mistake."""

    exit_code = EXIT_USAGE


class StoreUnusableError(CommandError):
    """The store cannot be used."""

    exit_code = EXIT_STORE


def tell(sentence: str) -> None:
    """Print a message on standard error; standard output is for results."""
    click.echo(visible(shortened(sentence)), err=True)


def shortened(sentence: str) -> str:
    """Cut the middle out of a message that is too long to read."""
    if len(sentence) <= _LONGEST:
        return sentence
    return f"{sentence[: _LONGEST // 2]} … {sentence[-_LONGEST // 4 :]}"


def db_option(command: F) -> F:
    """Add ``--db``, before or after the command's name."""
    option = click.option(
        "--db", type=PATH, metavar="FILE", expose_value=False, callback=_remember_db, help="The store to open."
    )
    return option(command)


def json_option(command: F) -> F:
    """Add ``--json`` as the argument ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(command)


def since_option(command: F) -> F:
    """Add ``--since`` as the argument ``since``: the beginning of an ISO day, or None."""
    words = "Only since this day, month or year: 2026-11-24, today, 7d."
    return click.option("--since", metavar="DAY", callback=_day, help=words)(command)


def limit_option(default: int | None = None) -> Callable[[F], F]:
    """Add ``--limit`` as the argument ``limit``."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=default,
        show_default=default is not None,
        callback=lambda _context, _parameter, limit: limit and min(limit, _MOST),
        help="Print at most this many.",
    )


def typed_store(context: click.Context) -> str | None:
    """Return the store named by ``--db``, as typed; None without it."""
    named: str | None = context.meta.get(_DB)
    return named


def named_store() -> str:
    """Return the store that the command line names, as typed."""
    try:
        return paths.store_address(typed_store(click.get_current_context()))
    except paths.NoPlaceError as error:
        raise StoreUnusableError(str(error)) from error


def store_address() -> Address:
    """Return the store that the command line names, as an address."""
    from store.address import address
    from store.errors import StoreError

    try:
        return address(named_store())
    except StoreError as error:
        raise StoreUnusableError(str(error)) from error


@contextmanager
def opened_archive(named: str | None = None, *, make: bool = False, read_only: bool = False) -> Iterator[Archive]:
    """Open the store for a command. Unless ``make``, a missing store is a NothingFoundError."""
    if not make and not (address := store_address()).exists():
        raise NothingFoundError(f"There is no store at {address} yet. Import articles with: pullquote import FILE")
    from store import Archive
    from store.errors import ConflictError, NotFoundError, SpeakerConflictError, StoreError

    try:
        config = configured()
        person = paths.person(config.name)
        place = named or named_store()
        with Archive.open(
            place, actor=person.name, indirect_from=config.suggest_indirect, read_only=read_only
        ) as archive:
            for warning in filter(None, (*archive.integrity.warnings(), paths.name_warning(person))):
                tell(warning)
            yield archive
    except NotFoundError as error:
        raise NothingFoundError(str(error)) from error
    except (ConflictError, SpeakerConflictError) as error:
        raise DecidedOtherwiseError(str(error)) from error
    except StoreError as error:
        raise StoreUnusableError(str(error)) from error


def configured() -> Config:
    """Return the configuration."""
    from tui.settings.config import ConfigError, load

    try:
        return load()
    except ConfigError as error:
        raise InvalidConfigError(str(error)) from error


def web_client() -> Client:
    """Return the client for web addresses, with the settings of config.toml."""
    from tui.settings.config import ConfigError
    from tui.settings.web import web_client

    try:
        return web_client(configured())
    except ConfigError as error:
        raise InvalidConfigError(str(error)) from error


def end_unless(found: bool, sentence: str) -> None:
    """Exit with a sentence and the status for "nothing found", unless ``found``."""
    if not found:
        raise NothingFoundError(sentence)


def need_a_terminal() -> None:
    """Exit with the status for wrong use when there is no terminal for the desk."""
    if not tty.is_there():
        raise NoTerminalError(NO_TERMINAL)


def _day(_context: click.Context, _parameter: click.Parameter, written: str | None) -> str | None:
    from store.articles.query import day
    from store.rules.days import iso_day

    if written is None:
        return None
    if (since := day(written)) is None:
        raise click.BadParameter(f"“{written[:60]}” is not a date. Write it like 2026-11-24.")
    return iso_day(since)


def _remember_db(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value.strip():
        raise click.BadParameter("the file name is empty. Is the variable it comes from set?")
    context.meta[_DB] = value
