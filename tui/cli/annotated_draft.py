"""``pullquote check --annotate``: writes a draft with a note at each quotation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output_file import output_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.checks.checked_draft import CheckedDraft


_KINDS = (".docx", ".md", ".html")


def refuse_other_kinds(drafts: Sequence[str], out: str) -> None:
    """Raise a UsageError unless there is one draft in a file, and ``out`` has the ending of a supported format."""
    if len(drafts) > 1 or drafts[0] == "-":
        raise click.UsageError("--annotate takes one draft, which is a file.")
    if _ending(out) not in _KINDS:
        raise click.UsageError("--annotate writes .docx, .md or .html: end the name of the file so.")


def _ending(out: str) -> str:
    return Path(out).suffix.lower()


def annotate(checked: CheckedDraft, out: str, *, force: bool) -> None:
    """Write the annotated draft in the format of the ending of ``out``."""
    from store.filesystem import scratch_file
    from tui.checks.annotated import annotated

    written = annotated(checked, _ending(out))
    target = output_file(out, force=force)
    with target.writing(), scratch_file(target.folder) as result:
        result.write_bytes(written)
        target.take(result, private=False)
