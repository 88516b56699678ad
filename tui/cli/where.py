"""``pullquote where``: which store, whose name, which versions."""

from __future__ import annotations

import platform

import click

import newstext
from tui.cli.common import configured, db_option, json_option, store_path
from tui.cli.output import print_json, say
from tui.settings import paths


@click.command(short_help="Say where the store is, and which versions are at work.")
@json_option
@db_option
def where(as_json: bool) -> None:
    """Say where the store is, under which name you decide, and which versions are at work."""
    from importlib.metadata import version

    path = store_path()
    facts = {
        "store": str(path),
        "config": str(paths.config_path()),
        "person": paths.person(configured().name),
        "pullquote": newstext.__version__,
        "python": platform.python_version(),
        "textual": version("textual"),
        "system": platform.platform(terse=True),
    }
    if as_json:
        print_json({**facts, "exists": path.exists()})
        return
    if not path.exists():
        facts["store"] += "  (not made yet)"
    if not paths.config_path().exists():
        facts["config"] += "  (none, and none is needed)"
    for name, fact in facts.items():
        say(f"{name:<10} {fact}")
