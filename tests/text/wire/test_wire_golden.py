"""The invented wire copy, field by field. The expected results lie beside the tests, made once and read by a person.

To rewrite them after an intended change: ``python tests/text/wire/test_wire_golden.py``, then read the diff.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from newstext import read
from newstext.formats.tables.jsonl import to_json
from newstext.stated import State

DATA = Path(__file__).parent / "data"
SAMPLES = sorted(path for path in (Path(__file__).parents[3] / "sample_data" / "wire").iterdir() if path.is_file())


def fields_of(path: Path) -> list[dict[str, Any]]:
    """Return every field found, with the body as its paragraphs."""
    stories = [to_json(article) for article in read(path.read_bytes(), path.name)]
    return [
        {name: value for name, value in story.items() if value not in (None, "", [], ())}
        | {"body": story["body"].split("\n\n")}
        for story in stories
    ]


def expected_for(path: Path) -> Path:
    return DATA / f"{path.name}.expected.json"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_field_is_read_as_it_is_written_down(path: Path) -> None:
    found = json.loads(json.dumps(fields_of(path)))
    assert found == json.loads(expected_for(path).read_text(encoding="utf-8"))


def test_a_correction_is_a_second_version_of_the_same_story() -> None:
    one, two = (
        read((SAMPLES[0].parent / name).read_bytes(), name)[0]
        for name in ("newsml-g2-cable-1.xml", "newsml-g2-cable-2-corrected.xml")
    )
    assert one.external_id == two.external_id
    assert (one.state, two.state) == (State.LIVE, State.CORRECTED)
    assert (one.external_version, two.external_version) == ("1", "2")
    assert "twenty days" in one.body
    assert "twelve days" in two.body


def test_every_state_is_in_the_samples() -> None:
    assert {story["state"] for path in SAMPLES for story in fields_of(path)} == set(State)


if __name__ == "__main__":
    for sample in SAMPLES:
        words = json.dumps(fields_of(sample), ensure_ascii=False, indent=1)
        expected_for(sample).write_text(words + "\n", encoding="utf-8")
