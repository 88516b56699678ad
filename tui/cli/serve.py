"""``pullquote serve``: the desk in a browser."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.common import PATH, CommandError, db_option, named_store, store_address
from tui.cli.exits import EXIT_USAGE
from tui.cli.servers import MissingExtraError

if TYPE_CHECKING:
    from tui.serving.settings import Settings

_OF_A_FILE, _OF_A_SERVER = 1, 20
"""Desks at once, unless --sessions says otherwise."""
_SHORTEST_SECRET = 16


class ServingError(CommandError):
    """The desk cannot be served like this."""

    exit_code = EXIT_USAGE


@click.command(short_help="Open the desk in a browser, for yourself or a newsroom.")
@click.option(
    "--listen", default="127.0.0.1:8700", show_default=True, metavar="ADDRESS", help="HOST:PORT or unix:PATH."
)
@click.option("--public", metavar="URL", help="The address that people open, as https://desk.example.")
@click.option("--proxy", metavar="ADDRESS", help="Take requests from this proxy alone.")
@click.option("--proxy-secret-file", type=PATH, metavar="FILE", help="A secret that the proxy sends along.")
@click.option("--trust-header", metavar="NAME", help="The header of the proxy with the login of a person.")
@click.option("--sessions", type=click.IntRange(1, 200), metavar="N", help="Desks at once: 1 for a file, else 20.")
@click.option("--idle-hours", type=click.FloatRange(0.1, 168), default=8, show_default=True, help="End unused desks.")
@db_option
def serve(
    listen: str,
    public: str | None,
    proxy: str | None,
    proxy_secret_file: str | None,
    trust_header: str | None,
    sessions: int | None,
    idle_hours: float,
) -> None:
    """Serve the desk to browsers.

    Alone it is for you, on this machine: open the link that it prints. With --public it serves a newsroom whose store
    is on a server, behind a proxy; docs/newsroom.md says how.
    """
    try:
        listener = importlib.import_module("tui.serving.listener")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("aiohttp", "textual_serve"):
            raise
        raise MissingExtraError(
            "pullquote serve needs textual-serve. Install it (pip install 'pullquote[serve]') and try again."
        ) from error
    from tui.serving.settings import Settings, SettingsError, checked, listening

    try:
        settings = Settings(
            listening=listening(listen),
            public=public.rstrip("/") if public else None,
            header=trust_header,
            proxy=proxy,
            secret=_secret(proxy_secret_file),
            sessions=sessions or (_OF_A_SERVER if public else _OF_A_FILE),
            idle=idle_hours * 3600,
        )
        _check_store(checked(settings))
        listener.serve(settings, named_store(), click.echo)
    except SettingsError as error:
        raise ServingError(str(error)) from error


def _secret(path: str | None) -> str | None:
    if path is None:
        return None
    try:
        secret = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ServingError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if len(secret) < _SHORTEST_SECRET:
        raise ServingError(f"The secret in {path} is too short. Write {_SHORTEST_SECRET} characters or more.")
    return secret


def _check_store(settings: Settings) -> None:
    """Refuse to serve a file to many."""
    address = store_address()
    if not any(address.files()):
        return
    if settings.public is not None:
        raise ServingError(f"{address} is a file, for one person. To serve a newsroom, keep the store on a server.")
    if settings.sessions > _OF_A_FILE:
        raise ServingError(f"{address} is a file, and a file serves one browser at once. Leave out --sessions.")
