"""Invented files of each format, compared field by field with the results stored beside them.

To rewrite the results after an intended change: ``python tests/text/formats/test_formats_golden.py``, then read the
difference. They are ASCII, so that no-break spaces and soft hyphens are visible in it.
"""

import json
from pathlib import Path

import pytest

from newstext import read
from newstext.formats.tables.jsonl import to_json

DATA = Path(__file__).parent / "data"
SAMPLES = Path(__file__).parents[3] / "sample_data"
FILES = sorted(path for path in DATA.iterdir() if not path.name.endswith(".expected.json"))
FOLDERS = ("pages", "feeds", "tables", "documents", "mail", "transcripts")
FILES += sorted(path for folder in FOLDERS for path in (SAMPLES / folder).iterdir())


def expected_for(path: Path) -> Path:
    return DATA / f"{path.name}.expected.json"


def found_in(path: Path) -> str:
    articles = [to_json(article) for article in read(path.read_bytes(), path.name)]
    stated = [{name: value for name, value in article.items() if value not in (None, [], "")} for article in articles]
    return json.dumps(stated, indent=1) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_field_is_read_as_it_is_written_down(path: Path) -> None:
    assert found_in(path) == expected_for(path).read_text(encoding="ascii")


if __name__ == "__main__":
    for file in FILES:
        expected_for(file).write_text(found_in(file), encoding="ascii")
