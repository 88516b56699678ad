"""Keys of lines: their words in a form that two readers of one page agree on."""

from __future__ import annotations

import re
import unicodedata

# Left out of a line's key: characters that trafilatura drops or changes in its output, and marks, which a browser
# sets around <q>.
_DROPPED = re.compile(
    r"[“”„‘’‚«»‹›「」『』\s\u00ad\u200b-\u200f\u202a-\u202e\u2028-\u202f\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f]+"
)


def key(words: str) -> str:
    """Return the words without white space, quotation marks and unseen characters, decomposed (NFD)."""
    kept = _DROPPED.sub("", words)
    return kept if kept.isascii() else unicodedata.normalize("NFD", kept)
