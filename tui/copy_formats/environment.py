"""The fields of quotations in the environment of a person's own command. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.controls import as_signs
from tui.copy_formats import facts
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.quotations.citations import Citation

PREFIX = "PULLQUOTE_"
_LONGEST = 30_000
"""Characters of one field: systems limit the size of an environment. The input of the command has everything."""


def fields(citations: Sequence[Citation]) -> dict[str, str]:
    """Return the fields by name: of several quotations those of the first, and the number of all.

    Each is one line without control characters; one that is not known is empty.
    """
    first = citations[0]
    state, article = first.annotation.state, first.revision.article
    values = {
        "COUNT": str(len(citations)),
        "QUOTATION": first.annotation.id,
        "WORDS": first.annotation.words,
        "SPEAKER": state.speaker,
        "ROLE": state.role,
        "VIA": state.via,
        "TERMS": describe.RECORD_WORDS[state.record],
        "STATUS": describe.STATUS_WORDS[state.status],
        "NOTE": state.note,
        "TAGS": ", ".join(state.tags),
        "ARTICLE": first.article.id,
        "HEADLINE": article.headline,
        "BYLINE": article.byline,
        "SOURCE": facts.source(first),
        "DATE": facts.when(first),
        "PLACE": facts.pages(first) or facts.clock(first),
        "URL": facts.address(first),
        "WARNINGS": "; ".join(facts.warnings(first)),
    }
    return {f"{PREFIX}{name}": as_signs(facts.one_line(value or ""))[:_LONGEST] for name, value in values.items()}
