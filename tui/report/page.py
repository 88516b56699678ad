"""The page of a report."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from store.figures.sources import NO_DATE
from tui.report import pictures, sections
from tui.report.markup import text
from tui.report.style import STYLE
from tui.wording import describe
from tui.wording.views import in_words

if TYPE_CHECKING:
    from tui.report.contents import Contents


def page(contents: Contents) -> str:
    """Return the report as one HTML file. Its policy allows its own style and nothing else, so that nothing is run,
    fetched or sent, whatever words it shows."""
    allowed = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(section(contents) for section in sections.SECTIONS)
    title = _title(contents)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{pictures.PATTERNS}\n<main>\n"
        f'<header>\n<h1>{title}</h1>\n<p class="m">{_made(contents)}</p>\n</header>\n'
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _title(contents: Contents) -> str:
    dated = [date.fromisoformat(one.day) for one in contents.figures.days if one.day != NO_DATE]
    if not dated:
        return "Quotations"
    days = dict.fromkeys((describe.day(min(dated)), describe.day(max(dated))))
    return f"Quotations, {' to '.join(days)}"


def _made(contents: Contents) -> str:
    narrowed = in_words(contents.narrowed)
    which = f"Articles: {narrowed}." if narrowed else "All articles."
    return text(f"{which} Made with Pullquote on {describe.moment(contents.made_at)}.")
