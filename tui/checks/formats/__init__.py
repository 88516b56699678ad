"""Formats of checked drafts: one file for each."""

from __future__ import annotations

from tui.checks.formats import claim_review, html, junit, markdown, plain, sarif

FORMATS = {
    "text": plain.written,
    "markdown": markdown.written,
    "html": html.written,
    "sarif": sarif.written,
    "junit": junit.written,
    "claimreview": claim_review.written,
}
"""The writer of each format: all drafts in, the whole output as text out."""
