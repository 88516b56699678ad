"""``pullquote where``: which store, whose name, which versions."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import click

import newstext
from tui.cli.common import configured, db_option, json_option, store_address
from tui.cli.output import print_json, say
from tui.settings import paths

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Say where the store is, and which versions are at work.")
@json_option
@db_option
def where(as_json: bool) -> None:
    """Say where the store is, under which name you decide, and which versions are at work."""
    from importlib.metadata import version

    store, config = store_address(), _config_path()
    person = paths.person(configured().name)
    facts = {
        "store": str(store),
        "config": None if config is None else str(config),
        "person": person.name,
        "pullquote": newstext.__version__,
        "python": platform.python_version(),
        "textual": version("textual"),
        "system": platform.platform(terse=True),
    }
    if as_json:
        print_json({**facts, "exists": store.exists()})
        return
    notes = {
        "store": "" if store.exists() else "(not made yet)",
        "config": "" if config and _is_there(config) else "(none, and none is needed)",
        "person": f"(you have no login name here; {paths.SET_NAME})" if person.is_number else "",
    }
    for name, fact in facts.items():
        say(f"{name:<10} {'  '.join(filter(None, (fact, notes.get(name))))}")


def _config_path() -> Path | None:
    """Where config.toml is, or would be; None for somebody without a home folder."""
    try:
        return paths.config_path()
    except paths.NoPlaceError:
        return None


def _is_there(path: Path) -> bool:
    """Whether there is a file, as far as that can be seen."""
    try:
        return path.exists()
    except OSError:
        return True
