"""What a reader says when it cannot read."""

from __future__ import annotations


class UnreadableError(ValueError):
    """A file that cannot be read. Its message is one sentence for a person: what happened and what to do."""
