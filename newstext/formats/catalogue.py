"""The formats that are read: the reader of each, and how a file is recognised as one of them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats import other_kinds, recognition
from newstext.formats.bounds import MAX_BYTES, MAX_CONTAINER_SECONDS, MAX_MARKUP_BYTES, MAX_SECONDS
from newstext.formats.errors import UnreadableError
from newstext.formats.machinery import is_prose

if TYPE_CHECKING:
    from collections.abc import Callable


_SHORT = 4
"""Lines from which on text without a name must read as copy."""


class Format(NamedTuple):
    """One line of the table: what people call a format, who reads it, and how it is told from the others.

    ``guarded`` says that its parser, fed by a stranger, can take very long or very much: it runs in a process
    of its own that is stopped at a limit. ``by_line`` says that every line stands alone, so that a file of
    any size can be read piece by piece. ``holds_anything`` says that no rule of the format keeps other things than a
    story out of it, so that its text has to read as one. ``is_container`` says that most of a file may be pictures or
    files put into it.
    """

    name: str
    module: str
    looks_like: Callable[[recognition.Head], bool]
    endings: tuple[str, ...] = ()
    guarded: bool = False
    by_line: bool = False
    holds_anything: bool = False
    is_container: bool = False

    @property
    def limit(self) -> int:
        """The most bytes that a file may have: markup takes many times its size, pictures and attachments do not."""
        return MAX_MARKUP_BYTES if self.guarded and not self.is_container else MAX_BYTES

    @property
    def seconds(self) -> float:
        """The CPU time that a small file may take."""
        return MAX_CONTAINER_SECONDS if self.is_container else MAX_SECONDS


_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".rst")

FORMATS = (
    # In the order of asking: the first that recognises the content has it.
    Format("anpa", "wire.anpa", recognition.anpa, (".anpa", ".tst")),
    Format("iptc-7901", "wire.iptc7901", recognition.iptc_7901, (".7901", ".iptc")),
    Format("newsml-g2", "wire.newsml_g2", recognition.newsml_g2, (".newsml", ".g2"), guarded=True),
    Format("nitf", "wire.nitf", recognition.nitf, (".nitf",), guarded=True),
    Format("newsml-1", "wire.newsml1", recognition.newsml_1, guarded=True),
    Format("debate", "transcripts.debates", recognition.debate, (".akn",), guarded=True),
    Format("feed", "feeds.feed", recognition.feed, (".rss", ".atom", ".rdf"), guarded=True),
    Format("html", "web.html", recognition.html, (".html", ".htm", ".xhtml"), guarded=True, holds_anything=True),
    Format("mhtml", "web.mhtml", recognition.mhtml, (".mhtml", ".mht"), guarded=True, holds_anything=True),
    Format("json-feed", "feeds.jsonfeed", recognition.json_feed, guarded=True),
    Format("ninjs", "wire.ninjs", recognition.ninjs, (".ninjs",), guarded=True),
    Format("recording", "transcripts.recordings", recognition.recording, guarded=True, is_container=True),
    Format("jsonl", "tables.jsonl", recognition.json_lines, (".jsonl", ".ndjson"), by_line=True),
    Format("json", "tables.jsonl", recognition.json_array, (".json",)),
    Format("rtf", "documents.rtf", recognition.rtf, guarded=True, is_container=True, holds_anything=True),
    Format("docx", "documents.docx", recognition.docx, guarded=True, is_container=True, holds_anything=True),
    Format("odt", "documents.odt", recognition.odt, guarded=True, is_container=True, holds_anything=True),
    Format("pdf", "documents.pdf", recognition.pdf, guarded=True, is_container=True, holds_anything=True),
    Format("outlook", "mail.outlook", recognition.outlook, guarded=True, is_container=True, holds_anything=True),
    Format("mbox", "mail.mbox", recognition.mbox, guarded=True, is_container=True, holds_anything=True),
    Format("email", "mail.email", recognition.email, (".eml",), guarded=True, is_container=True, holds_anything=True),
    Format("transcript-table", "transcripts.table", recognition.transcript_table),
    Format("csv", "tables.csv", recognition.table, (".csv", ".tsv")),
    Format("captions", "transcripts.captions", recognition.captions, (".vtt", ".srt", ".sbv")),
    Format("transcript", "transcripts.text", recognition.transcript, holds_anything=True),
    Format("text", "plain.text", recognition.text, _TEXT_ENDINGS, holds_anything=True),
    # The same, with what looks like several stories in one paste taken for one: asked for by name only.
    Format("one-story", "plain.one_story", recognition.nothing),
)


def recognise(data: bytes, name: str) -> Format:
    """Return the format of ``data``, by its content first and by the ending of ``name`` second.

    Raises UnreadableError, with the kind of the file, for a file that cannot hold articles.
    """
    head = recognition.Head(data)
    if kind := other_kinds.kind_of(head):
        raise UnreadableError(kind.refusal)
    by_content = next(format_ for format_ in FORMATS if format_.looks_like(head))
    ending = PurePath(name.lower().removesuffix(".gz")).suffix
    is_doubtful = by_content.name == "transcript" and ending not in ("", *_TEXT_ENDINGS)
    # The fields of a program's records stand at the beginnings of lines as speakers do.
    if is_doubtful and (kind := _doubtful_kind(head, ending)):
        raise UnreadableError(kind.refusal)
    if by_content.name != "text":
        return by_content
    if recognition.is_binary(head):
        raise UnreadableError(other_kinds.BINARY.refusal)
    by_name = next((format_ for format_ in FORMATS if ending in format_.endings), by_content)
    if by_name is by_content and recognition.unknown_xml(head):
        raise UnreadableError(f"This is XML of a kind that is not read (<{head.root}>); save its text and read that.")
    if by_name is by_content and ending not in by_name.endings and (kind := _doubtful_kind(head, ending)):
        raise UnreadableError(kind.refusal)
    return by_name


def _doubtful_kind(head: recognition.Head, ending: str) -> other_kinds.Kind | None:
    """Return what a text of no known name is instead of copy; None when it reads as copy, or is too short to tell."""
    if kind := other_kinds.kind_by_ending(ending):
        return kind
    is_short = not ending and head.text.count("\n") < _SHORT
    return None if is_short or is_prose(head.text) else other_kinds.NO_PROSE
