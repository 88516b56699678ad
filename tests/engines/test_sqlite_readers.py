"""The record of who reads what beside a store's file: nothing depends on it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.engines.newsroom import story

if TYPE_CHECKING:
    from pathlib import Path


def test_the_record_has_the_stores_rights_and_is_made_only_when_somebody_reads(tmp_path: Path) -> None:
    store, record = tmp_path / "desk.db", tmp_path / "desk.db-readers"
    with Archive.open(store, actor="Ada") as ada:
        article_id = story(ada).row.id
        assert not record.exists()
        ada.articles.keep_reading("a desk", article_id)
        assert stat.S_IMODE(record.stat().st_mode) == stat.S_IMODE(store.stat().st_mode)
        assert record in ada.own_files


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_a_record_that_cannot_be_used_troubles_nobody(tmp_path: Path, damage: bytes) -> None:
    record = tmp_path / "desk.db-readers"
    with Archive.open(tmp_path / "desk.db", actor="Ada") as ada:
        article_id = story(ada).row.id
        record.write_bytes(damage)
        ada.articles.keep_reading("a desk", article_id)
        assert ada.articles.readers("another desk") == {}
        assert record.read_bytes() == damage or not damage
        record.unlink()
        record.mkdir()
        ada.articles.keep_reading("a desk", None)
        assert ada.articles.readers("another desk") == {}
