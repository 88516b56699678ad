"""Records of parliaments in XML: Akoma Ntoso (``speech``), TEI as ParlaMint has it (``u``), and TheyWorkForYou's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats.errors import UnreadableError
from newstext.formats.times import stated_time
from newstext.formats.transcripts.clock import milliseconds
from newstext.formats.transcripts.script import Script, folded
from newstext.formats.xml import attribute, every, first, language, local_name, parse, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from newstext.article import Article
    from newstext.stated import StatedTime

_SPEECHES = frozenset({"speech", "question", "answer"})
_PARAGRAPHS = frozenset({"p", "block", "li", "seg", "heading", "subheading", "head", "note", "summary"})
_ASIDES = frozenset({"note", "vocal", "kinesic", "incident", "gap", "remark", "noteRef", "authorialNote", "eol", "pb"})
"""Text between the speeches: events in the room, notes, page breaks."""
_UNSPOKEN = frozenset({"meta", "teiHeader", "from", "num", "recordedTime"})
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def read(data: bytes, name: str) -> list[Article]:
    """Read the debate in ``data``: each speech is a turn; headings and what happens in the room stand between."""
    root, guessed = parse(data)
    record = _Record(root)
    if local_name(root).lower() == "akomantoso":
        record.read(first(root, "debateBody"))
        title, day = _title(root, "docTitle", "heading"), _day(root, "FRBRWork", "FRBRdate")
        code = attribute(first(root, "FRBRExpression", "FRBRlanguage"), "language")
    elif local_name(root).lower() == "publicwhip":
        record.read(root)
        title, day, code = None, None, None
    else:
        for text in every(root, "text"):
            record.read(first(text, "body"))
        title, day, code = _title(root, "title"), _day(root, "setting", "date"), language(root)
    if record.is_empty:
        raise UnreadableError(f"{name} is XML without speeches (speech, u); save its text and read that.")
    return [
        replace(
            record.script.article(name, "a debate", headline=title, published=day, language=code),
            guessed_encoding=guessed,
        )
    ]


class _Record:
    """Reads the elements of a debate one after the other into a script."""

    def __init__(self, root: etree._Element) -> None:
        self.script = Script()
        self.is_empty = True
        self._names = dict(_people(root))
        self._label: str | None = None
        """The name printed above the next utterance (TEI)."""

    def read(self, element: etree._Element | None) -> None:
        """Read an element and all below it; the parser bounds how deep that is."""
        if element is None:
            return
        name = local_name(element)
        if name in _SPEECHES or name == "u":
            self._read_speech(element)
        elif name in _UNSPOKEN:
            return
        elif name == "note" and element.get("type") == "speaker":
            self._label = _without_colon(words(element) or "")
        elif name in _PARAGRAPHS or name in _ASIDES:
            self.script.tell(words(element) or "")
        else:
            self.script.tell(element.text or "")
            for child in element:
                self.read(child)
                self.script.tell(child.tail or "")

    def _read_speech(self, speech: etree._Element) -> None:
        speaker = self._speaker(speech)
        start, end = (_clock(attribute(speech, *keys)) for keys in (("startTime", "time"), ("endTime",)))
        for number, (paragraph, is_said) in enumerate(_paragraphs(speech)):
            if is_said:
                self.is_empty = False
                self.script.say(speaker, paragraph, None if number else start, end, paragraph=True)
            else:
                self.script.tell(paragraph)
        self._label = None

    def _speaker(self, speech: etree._Element) -> str | None:
        """Return the speaker as printed, else the name behind the reference, else the reference itself."""
        printed = next((words(child) for child in speech if local_name(child) == "from"), None) or self._label
        printed = printed or attribute(speech, "speakername")
        reference = attribute(speech, "by", "who")
        known = reference and self._names.get(reference.rpartition("#")[2])
        return _without_colon(printed or "") or known or (reference and reference.rpartition("#")[2]) or None


def _paragraphs(speech: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of a speech, and whether they are said; what happens within one stands behind it."""
    spoken: list[str] = []
    asides: list[str] = []

    def done() -> Iterator[tuple[str, bool]]:
        if text := folded("".join(spoken)):
            yield text, True
        yield from ((aside, False) for aside in asides)
        spoken.clear()
        asides.clear()

    def walk(element: etree._Element) -> Iterator[tuple[str, bool]]:
        name = local_name(element)
        if name in _UNSPOKEN:
            return
        if name in _ASIDES:
            asides.extend(filter(None, [words(element)]))
            return
        if name in ("w", "pc"):
            spoken.append((words(element) or "") + ("" if element.get("join") in ("right", "both") else " "))
            return
        if name in _PARAGRAPHS:
            yield from done()
        spoken.append(element.text or "")
        for child in element:
            yield from walk(child)
            spoken.append("" if local_name(child) in ("w", "pc") else child.tail or "")
        if name in _PARAGRAPHS:
            yield from done()

    yield from walk(speech)
    yield from done()


def _people(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the names of people and offices by their ids: ``TLCPerson``, ``person``."""
    for person in every(root, "TLCPerson", "TLCRole", "TLCOrganization"):
        if (key := attribute(person, "eId", "id")) and (name := attribute(person, "showAs")):
            yield key, name
    for person in every(root, "person"):
        if (key := person.get(_XML_ID)) and (name := _full_name(first(person, "persName"))):
            yield key, name


def _full_name(person: etree._Element | None) -> str | None:
    """Return a name in the order of speech: ParlaMint puts the surname first."""
    if person is None:
        return None
    given = [text for part in every(person, "forename") if (text := words(part))]
    family = [text for part in every(person, "surname") if (text := words(part))]
    return " ".join([*given, *family]) or words(person)


def _title(root: etree._Element, *names: str) -> str | None:
    return next((text for name in names for element in every(root, name) if (text := words(element))), None)


def _day(root: etree._Element, *path: str) -> StatedTime | None:
    element = first(root, *path)
    stated = attribute(element, "date", "when")
    return stated_time(stated) if stated else None


def _clock(time: str | None) -> int | None:
    """Return the clock of a time (``2026-11-24T14:02:00``) in milliseconds of its day."""
    return milliseconds((time or "").rpartition("T")[2].split("+")[0].removesuffix("Z")) if time else None


def _without_colon(name: str) -> str:
    return folded(name).rstrip(":： ").strip()
