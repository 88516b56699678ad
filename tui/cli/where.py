"""``pullquote where``: the store, the configuration, your name and the versions."""

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


@click.command(short_help="Show where the store is, your name and the versions.")
@json_option
@db_option
def where(as_json: bool) -> None:
    """Show where the store and the configuration are, the name your decisions carry, and the versions."""
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
        "store": "" if store.exists() else "(does not exist yet)",
        "config": "" if config and _is_there(config) else "(no file; defaults apply)",
        "person": f"(no login name; {paths.SET_NAME})" if person.is_number else "",
    }
    for name, fact in facts.items():
        say(f"{name:<10} {'  '.join(filter(None, (fact, notes.get(name))))}")


def _config_path() -> Path | None:
    """Return where config.toml is or would be; None without a home folder."""
    try:
        return paths.config_path()
    except paths.NoPlaceError:
        return None


def _is_there(path: Path) -> bool:
    """Whether the file exists, as far as we may look."""
    try:
        return path.exists()
    except OSError:
        return True
