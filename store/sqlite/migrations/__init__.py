"""Every change of the schema since the first, in order. What is here once has run on people's files: only ever add.

A migration imports nothing of ours, so that it does in ten years what it does today.
"""

from __future__ import annotations

from sqlite_utils import Migrations

from store.sqlite.migrations import (
    m0001_first_schema,
    m0002_lists,
    m0003_updates,
    m0004_search_index,
    m0005_settling,
    m0006_register,
    m0007_views,
    m0008_exchange,
    m0009_intake,
    m0010_quoted_words,
    m0011_second_reader,
    m0012_steps,
    m0013_sources,
    m0014_dates_that_cannot_be,
)

migrations = Migrations("pullquote")
migrations(name="m0001_first_schema")(m0001_first_schema.upgrade)
migrations(name="m0002_lists")(m0002_lists.upgrade)
migrations(name="m0003_updates")(m0003_updates.upgrade)
migrations(name="m0004_search_index")(m0004_search_index.upgrade)
migrations(name="m0005_settling")(m0005_settling.upgrade)
migrations(name="m0006_register")(m0006_register.upgrade)
migrations(name="m0007_views")(m0007_views.upgrade)
migrations(name="m0008_exchange")(m0008_exchange.upgrade)
migrations(name="m0009_intake")(m0009_intake.upgrade)
migrations(name="m0010_quoted_words")(m0010_quoted_words.upgrade)
migrations(name="m0011_second_reader")(m0011_second_reader.upgrade)
migrations(name="m0012_steps")(m0012_steps.upgrade)
migrations(name="m0013_sources")(m0013_sources.upgrade)
migrations(name="m0014_dates_that_cannot_be")(m0014_dates_that_cannot_be.upgrade)
