"""Our ids sort in order of creation, and are valid UUIDv7."""

from __future__ import annotations

import time
import uuid

from store.ids import new_id


def test_ids_sort_as_they_were_made() -> None:
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))


def test_an_id_is_a_uuid_of_version_7_that_tells_its_time() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(text := new_id())
    assert str(made) == text
    assert made.version == 7
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 60_000
