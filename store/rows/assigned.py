"""The condition on an annotation that is assigned to somebody, in the SQL of both engines."""

from __future__ import annotations

ASSIGNED = "annotation.assigned_to IS NOT NULL AND annotation.status NOT IN ('rejected', 'removed')"
"""It has the form of the indexes of assignments."""
