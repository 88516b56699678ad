"""A saved web page: its one article, every line of the body verbatim from the page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser

from newstext.article import Article, Caption
from newstext.formats.agency_copy import state_of
from newstext.formats.bounds import MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.items import paragraphs_of
from newstext.formats.lines import caption, dateline, is_furniture, time_line
from newstext.formats.times import stated_time
from newstext.formats.web.live_blog import Post, live_by_layout, live_posts
from newstext.formats.web.page_authors import is_agency, name_in, printed_author
from newstext.formats.web.page_choice import chosen_lines
from newstext.formats.web.page_facts import PageFacts, StatedPost, page_facts
from newstext.formats.web.page_lines import PageLine, page_lines
from newstext.formats.web.pull_quotes import without_repetitions
from newstext.in_marks import in_marks
from newstext.shell import is_notice, is_shell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.stated import StatedTime

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_DECLARED_IN_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,40})")
_C1_NUMBER = re.compile(r"&#(?:0*(?P<decimal>12[89]|1[345]\d)|[xX]0*(?P<hexadecimal>[89][0-9a-fA-F]));?")
_SENTENCE_END = re.compile(r"[.!?…:][”\"’'»)\]]*$")
# Somebody may say in a story what a wall says of one.
_MARK = re.compile(r"[“”\"«»„]")
_NOT_FREE = "The page says that not all of it is free to read: this may be only its beginning."
_SHORTEST_INTRODUCTION = 80
_LINES_ABOVE = 30
_DAY = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>20\d\d|\d\d)(?![\d.])")
_LONGEST_HEAD_LINE = 100
_LONGEST_DAY_LINE = 60
_SHORTEST_HEADLINE = 12
_BESIDE_THE_STORY = ("nav", "header", "footer", "aside", "form", "button", "select")
# The look behind keeps a long run of blanks from being searched again from each of its characters.
_TITLE_PARTS = re.compile(r"(?<!\s)\s+[|–—·»-]\s+")


def read(data: bytes, name: str) -> list[Article]:  # noqa: ARG001 - the readers' one face
    """Read the article of a page; of a live page, the text above the posts, then each post."""
    refuse_larger(data, MAX_MARKUP_BYTES)
    declared = _DECLARED_IN_XML.match(data) or _DECLARED.search(data, 0, 4096)
    text, guessed = decode(data, declared[1].decode() if declared else None)
    root = page_tree(text)
    lines, facts = page_lines(root), page_facts(root)
    found = chosen_lines(root, lines, _heads(facts), facts.body)
    posts = live_posts(root, lines) if facts.is_live else live_by_layout(root, lines, found, _names(lines, facts))
    in_posts = {at for post in posts for at in post.lines}
    chosen = without_repetitions(sorted(found - in_posts), lines) or ([] if posts else _fallback(lines))
    article = _article(chosen, lines, facts)
    is_parted = posts or (facts.is_live and facts.posts)
    articles = [] if is_parted and len(article.body) < _SHORTEST_INTRODUCTION else [article]
    articles += [_of_post(post, article, lines) for post in posts]
    if facts.is_live and not posts:
        articles += [_of_stated_post(post, article) for post in facts.posts]
    if not any(article.body.strip() for article in articles):
        raise UnreadableError(
            "There is no article’s text in this page; perhaps a script draws it: copy the text and paste that."
        )
    if all(is_shell(article.body) for article in articles):
        raise UnreadableError(
            f"There is only a notice in this page ({in_marks(article.body[:80])}); save the article itself."
        )
    return [replace(article, guessed_encoding=guessed) for article in articles]


def _article(chosen: list[int], lines: list[PageLine], facts: PageFacts) -> Article:
    headline = _headline(lines, facts, chosen)
    standfirst = _standfirst(lines, facts, headline)
    body = _story(chosen, lines, {headline, facts.source, facts.authors.names, *standfirst})
    words = _whole(_body(body, lines), facts)
    place, agency = dateline(words) or (None, None)
    above = [line.words for line in lines[max(0, body[0] - _LINES_ABOVE) : body[0]]] if body else []
    return Article(
        headline=headline,
        standfirst=standfirst,
        byline=_byline(above, lines[body[-1]] if body else None, facts),
        dateline=place,
        source=facts.source or agency,
        captions=_captions(lines, body),
        published=facts.published or _printed_time(above, "published") or _marked_day(lines, body),
        updated=facts.updated or _printed_time(above, "updated"),
        language=facts.language,
        url=facts.url,
        state=state_of(None, labels=(headline,)),
        incomplete=None if facts.is_free else _NOT_FREE,
        body=words,
    )


def _byline(above: list[str], last: PageLine | None, facts: PageFacts) -> str | None:
    """Return who wrote it: people that the page's data names, else those that it prints, else the site."""
    if facts.authors.are_people:
        return facts.authors.names
    is_signature = last is not None and last.within("strong", "b", "em", "i") and not last.within("li")
    return printed_author(above, last.words if last and is_signature else "") or facts.authors.names


def _of_post(post: Post, page: Article, lines: list[PageLine]) -> Article:
    """Return a post of a live page: the page's facts with the post's own text, time and address."""
    return Article(
        headline=post.heading or page.headline,
        source=page.source,
        published=post.time,
        language=page.language,
        url=f"{page.url}#{post.anchor}" if page.url and post.anchor else None,
        incomplete=page.incomplete,
        body=_body(post.story, lines),
    )


def _of_stated_post(post: StatedPost, page: Article) -> Article:
    return Article(
        headline=post.headline or page.headline,
        source=page.source,
        published=post.time,
        language=page.language,
        url=post.url,
        incomplete=page.incomplete,
        body=_stated_text(post.body),
    )


def _whole(words: str, facts: PageFacts) -> str:
    """Return the article with the text of its linked data where a script draws the page's text."""
    if not facts.body or 2 * len(words) >= len(facts.body):
        return words
    return _stated_text(facts.body)


def _stated_text(body: str) -> str:
    """Return a text in linked data as a body: its paragraphs are parted by blank lines, or else by line ends."""
    body = unix_lines(body)
    pieces = [body] if "\n\n" in body else body.split("\n")
    return "\n\n".join(paragraph.strip() for piece in pieces for paragraph in paragraphs_of(piece))


def page_tree(text: str) -> etree._Element:
    """Return the root element of a page, as lenient as browsers are; UnreadableError when it is no page.

    Deeper than libxml2 goes (2,048 elements) a page would be cut off in silence, so it is refused.
    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(_as_browsers_do(text).encode("utf-8", errors="replace"), parser)
    except etree.ParserError:
        root = None
    if any("Excessive depth" in error.message for error in parser.error_log):
        raise UnreadableError("This page is nested too deeply; save its text as .txt and import that.")
    if root is None:
        raise UnreadableError("There is nothing to read in this page; save it again.")
    return root


def _as_browsers_do(text: str) -> str:
    """Drop NUL, and read the numbers of C1 controls as the characters of cp1252: ``&#146;`` is an apostrophe."""
    return _C1_NUMBER.sub(_cp1252_of, text.replace("\0", ""))


def _cp1252_of(found: re.Match[str]) -> str:
    number = int(found["decimal"] or found["hexadecimal"], 10 if found["decimal"] else 16)
    return bytes([number]).decode("cp1252", errors="ignore") or found[0]


def _fallback(lines: list[PageLine]) -> list[int]:
    """Return every line that is not navigation, for a page too short to choose from."""
    return [at for at, line in enumerate(lines) if line.words and not line.within(*_BESIDE_THE_STORY, "figcaption")]


def _headline(lines: list[PageLine], facts: PageFacts, story: list[int]) -> str | None:
    """Return the headline as the page prints it; that of its facts is often shortened or written for search engines."""
    above = lines[: story[0] if story else None]
    h1s = [line for line in lines if line.within("h1")]
    printed = list(dict.fromkeys(line.words for line in h1s if _names_story(line, facts)))
    stated = _heads(facts)
    for words in printed:
        if whole := next((head for head in stated if words.endswith(head)), None):
            return whole  # an overline stands before it in the same element
        if any(_same_start(words, other) for other in stated):
            return words
    headings = {line.words for line in above if line.within("h2", "h3")}
    named = [head for head in facts.headlines if head in headings]
    own = [line.words for line in reversed(above) if line.words in printed]
    others = facts.headlines or (*printed[:1], *(line.words for line in h1s), *reversed(stated))
    best = (*named, *own, *others)
    return next(iter(best), None)


def _names_story(line: PageLine, facts: PageFacts) -> bool:
    """Whether an h1 is a headline, and neither the paper's name, a section's nor a step of a path."""
    names = " ".join(element.get("class") or "" for element in line.inside[-3:])
    return (
        len(line.words) >= _SHORTEST_HEADLINE
        and line.words != facts.source
        and not (line.within("nav") or "breadcrumb" in names or "logo" in names)
    )


def _heads(facts: PageFacts) -> list[str]:
    """Return the headlines that the page states, that of its window also without the paper's name."""
    title = [facts.title, _TITLE_PARTS.split(facts.title)[0]] if facts.title else []
    return [*facts.headlines, *title]


def _names(lines: list[PageLine], facts: PageFacts) -> list[str]:
    """Return the page's headlines, stated and printed, and its address."""
    return [*_heads(facts), *(line.words for line in lines if line.within("h1")), facts.url or ""]


def _same_start(printed: str, stated: str) -> bool:
    one, other = (re.sub(r"\W+", "", words).casefold() for words in (printed, stated))
    shorter = min(len(one), len(other))
    return shorter >= 12 and one[:shorter] == other[:shorter]


def _standfirst(lines: list[PageLine], facts: PageFacts, headline: str | None) -> tuple[str, ...]:
    """Return the page's description where it is printed on the page too: only then is it a standfirst."""
    words = facts.description
    if not words or words == headline:
        return ()
    return (words,) if any(line.words == words and not line.within("p", "li") for line in lines) else ()


def _story(chosen: list[int], lines: list[PageLine], head: set[str | None]) -> list[int]:
    """Return the chosen lines without the page's head, captions and furniture."""
    story: list[int] = []
    running = False
    for at in chosen:
        words = lines[at].words
        running = running or len(words) > _LONGEST_HEAD_LINE
        # Above the first running line a byline is the story's; below it may be a heading, "By the numbers".
        above = not running and (time_line(words) or name_in(words) or is_agency(words) or _is_day_line(words))
        beside = is_furniture(words, in_story=running) or (not _MARK.search(words) and is_notice(words))
        if not (above or words in head or beside or lines[at].within("figcaption")):
            story.append(at)
    return story


def _is_day_line(words: str) -> bool:
    return len(words) < _LONGEST_DAY_LINE and bool(_DAY.search(words)) and not _SENTENCE_END.search(words)


def _printed_time(above: list[str], what: str) -> StatedTime | None:
    """Return the time that a line above the story states, where the page's facts are silent."""
    stated = (time_line(words) for words in above)
    return next((time for found in stated if found for kind, time in [found] if kind == what), None)


def _marked_day(lines: list[PageLine], body: list[int]) -> StatedTime | None:
    """Return the time that an element above the story marks, or a day printed there as 24.11.2026."""
    above = lines[max(0, body[0] - _LINES_ABOVE) : body[0]] if body else []
    marked = (element.get("datetime") or "" for line in above for element in line.inside if element.tag == "time")
    times = (stated_time(raw) for raw in marked if raw)
    printed = (found for line in above if (found := _DAY.search(line.words)))
    days = (replace(stated_time(_iso(day)), raw=day[0]) for day in printed)
    return next((time for time in (*times, *days) if time.day), None)


def _iso(day: re.Match[str]) -> str:
    return f"{day['year'] if len(day['year']) == 4 else '20' + day['year']}-{day['month']:0>2}-{day['day']:0>2}"


def _body(chosen: Iterable[int], lines: list[PageLine]) -> str:
    """Join the lines as a body: a break within a sentence stays a line end, any other separates paragraphs."""
    parts: list[str] = []
    last = -2
    for at in chosen:
        if parts:
            within = at == last + 1 and lines[at].broken and not _SENTENCE_END.search(lines[last].words)
            parts.append("\n" if within else "\n\n")
        parts.append(lines[at].words)
        last = at
    return "".join(parts)


def _captions(lines: list[PageLine], body: list[int]) -> tuple[Caption, ...]:
    """Return the captions of the pictures around and in the story."""
    if not body:
        return ()
    printed = [
        line.words
        for line in lines[max(0, body[0] - _LINES_ABOVE) : body[-1] + 1]
        if line.within("figcaption") and len(line.words) > 20
    ]
    return tuple(caption(words) for words in dict.fromkeys(printed))
