"""Every change of the schema, a module each, in the order of their numbers.

These have run on people's files: only ever add. A migration imports none of our modules, so that in ten years it still
does the same.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Migrations

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("m*.py"))

SCHEMA_VERSION = len(NAMES)
"""The file's user_version when all of them have run."""


def migrations() -> Migrations:
    """Load all of them: only when there is work for them, since they delay the desk's first paint."""
    from sqlite_utils import Migrations

    loaded = Migrations("pullquote")
    for name in NAMES:
        loaded(name=name)(import_module(f"{__name__}.{name}").upgrade)
    return loaded
