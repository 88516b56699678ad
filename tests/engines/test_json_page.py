"""Large JSON is read member by member, with the same result however it is split into chunks."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newstext.formats.errors import UnreadableError
from store.exchange import json_page
from store.exchange.json_page import members

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(value=VALUES, chunk=st.integers(1, 9), indent=st.sampled_from([None, 1]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_read_is_what_was_written(
    monkeypatch: pytest.MonkeyPatch, value: Any, chunk: int, indent: int | None
) -> None:
    monkeypatch.setattr(json_page, "_CHUNK", chunk)
    page = {"id": 1, "items": value, "more": [value]}
    read = list(members(io.StringIO(json.dumps(page, indent=indent)), ("items",)))
    items = [("items", one) for one in value] if isinstance(value, list) else [("items", value)]
    assert read == [("id", 1), *items, ("more", [value])]
    alone = list(members(io.StringIO(json.dumps([value, 12], indent=indent)), ()))
    assert alone == [("", value), ("", 12)]


@pytest.mark.parametrize(
    "broken", ["", "{", '{"items"', '{"items": [1 2]}', '{"items": [1,]}', "[1]]", "[", '{"a": 1,}']
)
def test_what_is_not_whole_is_refused(broken: str) -> None:
    with pytest.raises(UnreadableError):
        list(members(io.StringIO(broken), ("items",)))


def test_no_more_of_a_page_is_held_than_its_members_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_page, "_CHUNK", 64)
    file = io.StringIO(json.dumps({"items": ["quay"] * 1_000}))
    for done, _ in enumerate(members(file, ("items",)), start=1):
        assert file.tell() <= 8 * done + 3 * 64
