"""Every change of the schema since the first, in order. What is here once has run on people's files: only ever add.

A migration imports nothing of ours, so that it does in ten years what it does today.
"""

from __future__ import annotations

from importlib import import_module

from sqlite_utils import Migrations

_IN_ORDER = (
    "m0001_first_schema",
    "m0002_lists",
    "m0003_updates",
    "m0004_search_index",
    "m0005_settling",
    "m0006_register",
    "m0007_views",
    "m0008_exchange",
    "m0009_intake",
    "m0010_quoted_words",
    "m0011_second_reader",
    "m0012_steps",
    "m0013_sources",
    "m0014_dates_that_cannot_be",
)

migrations = Migrations("pullquote")
for _name in _IN_ORDER:
    migrations(name=_name)(import_module(f"{__name__}.{_name}").upgrade)
