"""Whole articles, with everything that the finder reports of them.

``python -m bench.quotations.golden`` rewrites the expected files.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.quotations.golden import listing

ARTICLES = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_finder_reads_an_article_as_a_careful_reader_would(path: Path) -> None:
    assert listing(path.read_text("utf-8")) == path.with_suffix(".expected").read_text("utf-8")
