"""The model is loaded when first needed, and the finder works without it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from newstext.quotations import FINDER_NAME, FINDER_VERSION, QuotationKind, find_quotations, finder
from newstext.quotations.crf import load

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

COPY = (
    "“Nobody here wants a fourth week,” union secretary Mira Holt said. “We want a phone call.”\n\n"
    "Port director Anders Quill said that the offer stood."
)


def test_importing_the_words_package_loads_nothing_heavy() -> None:
    code = "import sys, newstext; print('pycrfsuite' in sys.modules, 'newstext.quotations' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_importing_the_finder_does_not_load_the_model() -> None:
    code = "import sys, newstext.quotations; print('pycrfsuite' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_without_the_model_the_rules_find_quotations_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "load", lambda: None)
    first, second = find_quotations(COPY)
    assert (first.kind, first.speaker, len(first.content)) == (QuotationKind.DIRECT, "Mira Holt", 2)
    assert (second.kind, second.speaker) == (QuotationKind.INDIRECT, "Anders Quill")


def test_a_model_file_that_is_missing_or_broken_is_no_failure(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xz"
    broken.write_bytes(b"no model")
    assert load(tmp_path / "missing.xz") is None
    assert load(broken) is None


def test_the_finder_has_a_name_and_a_version_to_store() -> None:
    assert FINDER_NAME
    assert FINDER_VERSION
