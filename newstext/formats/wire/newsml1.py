"""NewsML 1.x, the IPTC's envelope of 2000 to 2003. https://iptc.org/standards/newsml-1/"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import Article, Caption
from newstext.formats.agency_copy import body_of, byline_in, captions, dateline_in, not_blank, state_of
from newstext.formats.blocks import content_paragraphs
from newstext.formats.lines import without_by
from newstext.formats.times import stated_time
from newstext.formats.xml import attribute, every, first, language, parse, words

if TYPE_CHECKING:
    from lxml import etree

    from newstext.stated import StatedTime

_TAKEN_BACK = frozenset({"cancel", "delete", "kill", "withdraw"})


def read(data: bytes, name: str) -> list[Article]:
    """Read every news item in ``data``; UnreadableError when none says anything."""
    root, guessed = parse(data)
    return not_blank([_article(item, guessed) for item in every(root, "NewsItem")], name, "NewsML")


def _article(item: etree._Element, guessed: str | None) -> Article:
    management = first(item, "NewsManagement")
    published, updated = _time(management, "FirstCreated"), _time(management, "ThisRevisionCreated")
    body, pictures = _texts(item)
    dateline = dateline_in(body)
    status = _formal(management, "Status")
    change = _time(first(management, "StatusWillChange"), "DateAndTime")
    embargo = change if (status or "").casefold() == "embargoed" else None
    headline = words(first(item, "HeadLine"))
    instruction = (_formal(management, "Instruction") or "").casefold()
    return Article(
        headline=headline,
        standfirst=tuple(line for deck in every(item, "SubHeadLine") if (line := words(deck))),
        byline=without_by(words(first(item, "ByLine")) or "") or byline_in(body),
        dateline=words(first(item, "DateLine")) or (dateline.words if dateline else None),
        source=_formal(item, "Provider", "Party") or words(first(item, "ProviderId")),
        credit=words(first(item, "NewsLines", "CreditLine")),
        captions=pictures,
        published=published,
        updated=updated if updated and (published is None or updated.raw != published.raw) else None,
        language=_formal(item, "DescriptiveMetadata", "Language") or language(item),
        external_id=_identity(item),
        external_version=words(first(item, "RevisionId")),
        state=state_of(
            instruction if instruction in _TAKEN_BACK else status,
            embargo,
            corrects=instruction.startswith(("correct", "rectif")),
            labels=(headline, words(first(item, "SlugLine"))),
            notes=[words(note) for note in every(item, "Comment", "SpecialInstructions")],
            body=body,
        ),
        embargo=embargo,
        body=body_of(body),
        guessed_encoding=guessed,
    )


def _identity(item: etree._Element) -> str | None:
    """Return the item's URN without its revision, so that every version of a story has the same."""
    parts = [words(first(item, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    stated = [part for part in parts if part]
    return "urn:newsml:" + ":".join(stated) if len(stated) == 3 else words(first(item, "PublicIdentifier"))


def _texts(item: etree._Element) -> tuple[list[str], tuple[Caption, ...]]:
    """Return the story's paragraphs and its captions: a component says by its role which it holds."""
    body: list[str] = []
    pictures: list[Caption] = []
    for content in every(item, "ContentItem"):
        data = first(content, "DataContent")
        if data is None or (_formal(content, "MediaType") or "Text").casefold() != "text":
            continue
        inner = first(data, "body.content")
        found = content_paragraphs(data if inner is None else inner)
        component = content.getparent()
        if "caption" in (_formal(component, "Role") or "").casefold():
            pictures += captions(" ".join(found), words(first(component, "CreditLine")))
        elif not body or attribute(component, "EquivalentsList") != "yes":
            # Equivalents are the same story in another form.
            body += found
    return body, tuple(pictures)


def _formal(root: etree._Element | None, *path: str) -> str | None:
    return attribute(first(root, *path), "FormalName")


def _time(root: etree._Element | None, name: str) -> StatedTime | None:
    raw = words(first(root, name))
    return stated_time(raw) if raw else None
