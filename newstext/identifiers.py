"""Tells ids and addresses that identify an article from those of its paper or section, and from placeholders."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

# Parameters for a visitor's origin and a page's looks: the article is the same.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|ttclid|mc_[ce]id|_ga|_gl|cmpid|cmp|ocid|"
    r"ito|xtor|at_\w+|ns_\w+|mkt_tok|wt_mc|wtmc|smid|smtyp|ref|ref_src|referrer|partner|share|outputtype|amp",
    re.IGNORECASE,
)
_VIEW = re.compile(r"lang|language|locale|hl|edition|theme|print", re.IGNORECASE)
_NO_PLACE = re.compile(r"#(?:utm_|xtor|comments?$|:~:|at_|ref=)", re.IGNORECASE)
# A post on a page, or a page within one that a script draws.
_PLACE = re.compile(r"^[/!]|\d")
# The last part of a front page's or a section's address, where it is all there is.
_FRONT = re.compile(
    r"(?:index|default|home|homepage|start|main)(?:\.[a-z]{2,5})?|feeds?|rss|atom|amp|[a-z]{2}(?:[-_][a-z]{2})?|"
    r"news|latest|live|sports?|world|politics|business|opinion|culture|search|tags?|category|section",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"[\W_0]*|-1|null|none|nil|nan|n/?a|undefined|unknown|false|true", re.IGNORECASE)
_SLUG = re.compile(r"(?=.*[-_\d])[^/]{8,}")


def is_filled_in(stated: str) -> bool:
    """Whether an id is a placeholder ("0", "None") that many articles share."""
    words = stated.strip()
    return bool(words and _PLACEHOLDER.fullmatch(words))


def known_id(stated: str | None) -> str | None:
    """Return an id that can identify an article; None for an empty one, and for the address of a section."""
    words = (stated or "").strip()
    if not words or (_is_web(_split(words)) and known_address(words) is None):
        return None
    return words


def known_address(stated: str | None) -> str | None:
    """Return the address of an article, without what only says where a visitor came from; None when it is the front
    page of a paper or a section, which names no article."""
    words = (stated or "").strip()
    parts = _split(words)
    if parts is None or not _is_web(parts):
        return words or None
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = [(name, value) for name, value in query if not _TRACKING.fullmatch(name)]
    segments = [segment for segment in parts.path.split("/") if segment]
    is_front = not segments or (len(segments) == 1 and _FRONT.fullmatch(segments[0]))
    fragment = "" if _NO_PLACE.match(f"#{parts.fragment}") else parts.fragment
    if is_front and all(_VIEW.fullmatch(name) for name, _ in kept) and not _PLACE.search(fragment):
        return None
    if len(kept) == len(query) and fragment == parts.fragment:
        return words
    return parts._replace(query=urlencode(kept, errors="surrogatepass"), fragment=fragment).geturl()


def is_section_of(address: str, other: str) -> bool:
    """Whether ``address`` is a section of the same site that contains the article at ``other``."""
    above, below = _split(address), _split(other)
    if above is None or below is None or above.netloc != below.netloc:
        return False
    root = above.path.rstrip("/") + "/"
    return below.path.startswith(root) and bool(_SLUG.fullmatch(below.path[len(root) :].rstrip("/").rpartition("/")[2]))


def _split(words: str) -> SplitResult | None:
    """Return the parsed address; None if it cannot be parsed."""
    try:
        return urlsplit(words)
    except ValueError:
        return None


def _is_web(parts: SplitResult | None) -> bool:
    return parts is not None and parts.scheme.lower() in ("http", "https")
