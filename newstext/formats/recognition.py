"""Recognises a file's format by its first bytes. Standard library only: this runs for every file."""

from __future__ import annotations

import codecs
import re
import struct
from functools import cached_property
from itertools import islice

from newstext.formats.encoding import decode

_HEAD_BYTES = 16 * 1024
_PROLOG = re.compile(
    r"\s*(?:<\?[^>]{0,500}>|<!--.*?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})[\s/>]")
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_HTML_ELEMENTS = re.compile(
    r"html|head|body|div|p|article|main|section|header|nav|aside|figure|span|meta|title|link|base|script|style|table|"
    r"h[1-6]|ul|ol|br|hr|a|b|i|em|strong|font|center|blockquote|pre|img|form"
)
_G2_ELEMENTS = re.compile(r"newsmessage|newsitem|packageitem|conceptitem|planningitem|knowledgeitem|itemset")
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):(?:\s|$)")
_MAIL_FIELDS = re.compile(
    r"from|to|cc|bcc|subject|date|message-id|mime-version|(x-)?received|return-path|delivered-to|sender|reply-to|"
    r"content-type|in-reply-to|references|dkim-signature"
)
_COLUMNS = re.compile(r"id|headline|title|byline|author|source|published|date|url|link|body|text|content")
TRANSCRIPT_COLUMNS = {
    "speaker": ("speaker", "speaker name", "speaker_name", "name", "who"),
    "start": ("start", "start time", "start_time", "start_ms", "starttime", "timecode", "timestamp", "in", "begin"),
    "end": ("end", "end time", "end_time", "end_ms", "endtime", "out", "stop"),
    "text": ("text", "transcript", "words", "content", "utterance"),
}
"""The names of a transcript's columns, for what they hold."""
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(?P<separator>[^\w\s"\n]|\t)"?[ ,;\t]*\r?\n\s*', re.IGNORECASE)
_PACKED_FILE = re.compile(rb"PK\x03\x04.{14}(?P<size>.{4}).{4}(?P<lengths>.{4})", re.DOTALL)
_LONGEST_TYPE = 100
_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_CAPTIONS = re.compile(
    rf"WEBVTT(?:\s|\Z)|(?:\d{{1,7}}[ \t]*\r?\n)?{_STAMP}[ \t]*-->[ \t]*{_STAMP}|{_STAMP},{_STAMP}[ \t]*\r?\n"
)
_CUE = re.compile(rf"^[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}", re.MULTILINE)
_FEWEST_CUES = 3
_RECORDING = (
    rb'"(?:segments|monologues|transcripts|transcription|utterances|words|paragraphs)"\s*:\s*\[\s*\{',
    rb'"(?:start|ts|start_offset|offsets|startTime|start_time|time|timestamp|timestamps|start_ms)"\s*:\s*(?:"?\d|\{)',
    rb'"(?:text|value|transcript|word|body)"\s*:\s*"',
)
_SEGMENTS = re.compile(
    r'\[\s*\{(?=[^{}\[\]]{0,2000}"start(?:_ms|Time|_time)?"\s*:)(?=[^{}\[\]]{0,4000}"speaker\w{0,8}"\s*:)'
    r'[^{}\[\]]{0,4000}"text"\s*:\s*"'
)
_PDF_BEGINS = 1024
_MBOX_LINE = re.compile(r"From \S+.{0,80}\d{4}")
_UNICODE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
# Old wire formats use a few controls as marks, so only their share is a sign.
_TEXT_BYTES = bytes([9, 10, 12, 13, 27, *range(32, 256)])


class Head:
    """The first 16 KB of a file as text, white space and byte order mark gone, for the tests below."""

    def __init__(self, data: bytes) -> None:
        self.raw = data[:_HEAD_BYTES]
        self._data = data
        text, self._guessed = decode(self.raw)
        self.text = text.lstrip()

    @property
    def is_wide(self) -> bool:
        """Whether each character takes two bytes or four, so that zeros are not a sign of binary data."""
        return self.raw.startswith(_UNICODE_MARKS) or (self._guessed or "").startswith("utf-16")

    @cached_property
    def root(self) -> str:
        """The local name of the first element in lower case; empty when this is not markup."""
        if not self.text.startswith("<"):
            return ""
        at = 0
        while skipped := _PROLOG.match(self.text, at):
            at = skipped.end()
        root = _ROOT.match(self.text, at)
        return root[1].lower() if root else ""

    @cached_property
    def columns(self) -> frozenset[str]:
        """The names of columns in the first line, in lower case, if this is a table."""
        text, separator = separated(self.text)
        names = re.split(rf"[,;\t|{re.escape(separator or '')}]", text.split("\n", 1)[0])
        return frozenset(name.strip(' "\r').lower() for name in names)

    @property
    def is_packed(self) -> bool:
        """Whether it is a ZIP archive."""
        return self.raw.startswith(b"PK\x03\x04")

    @cached_property
    def packed(self) -> tuple[tuple[str, bytes], ...]:
        """Name and (unless it is compressed) first bytes of each file in a ZIP archive, in the first megabyte."""
        found = []
        for header in _PACKED_FILE.finditer(self._data):
            size, length, extra = int.from_bytes(header["size"], "little"), *struct.unpack("<HH", header["lengths"])
            name, begins = self._data[header.end() :][:length], header.end() + length + extra
            found.append((name.decode("cp437"), self._data[begins : begins + min(size, _LONGEST_TYPE)]))
        return tuple(found)

    @property
    def packed_type(self) -> str:
        """The type that OpenDocument and EPUB state in the first file of their archive."""
        name, begins = self.packed[0] if self.packed else ("", b"")
        return begins.decode("latin-1").strip() if name == "mimetype" else ""

    def contains(self, pattern: bytes) -> bool:
        """Whether a pattern is found somewhere in the first megabyte."""
        return bool(re.search(pattern, self._data))

    def ends(self, element: str) -> bool:
        """Whether an element ends somewhere in the first megabyte."""
        return bool(re.search(rb"</(?:[\w.-]{1,40}:)?%s\s*>" % re.escape(element.encode()), self._data, re.IGNORECASE))


def newsml_g2(head: Head) -> bool:
    return bool(_G2_ELEMENTS.fullmatch(head.root))


def newsml_1(head: Head) -> bool:
    return head.root == "newsml"


def nitf(head: Head) -> bool:
    return head.root == "nitf"


def feed(head: Head) -> bool:
    return head.root in ("rss", "feed", "rdf")


def html(head: Head) -> bool:
    return bool(_HTML_ELEMENTS.fullmatch(head.root) or _DOCTYPE_HTML.match(head.text))


def mhtml(head: Head) -> bool:
    """A page saved as one file, its pictures beside it, in the shape of an e-mail."""
    return email(head) and bool(re.search(r"^Snapshot-Content-Location:|^From: <?Saved by", head.text, re.MULTILINE))


def unknown_xml(head: Head) -> bool:
    """Whether a file that is nothing else is XML: it declares so, or its first element ends again."""
    return head.text.startswith(("<?xml", "<!DOCTYPE")) or (bool(head.root) and head.ends(head.root))


def debate(head: Head) -> bool:
    """A record of a parliament with speeches in it: Akoma Ntoso, or TEI as ParlaMint has it."""
    if head.root in ("akomantoso", "publicwhip"):
        return head.contains(b"<(?:[\\w.-]{1,40}:)?(?:speech|debateBody)[\\s/>]")
    return head.root in ("tei", "teicorpus") and head.contains(b"<(?:[\\w.-]{1,40}:)?u[\\s>]")


def captions(head: Head) -> bool:
    """WebVTT, SRT or SBV: their first line, a counter above the times of the first cue, or times again and again."""
    if _CAPTIONS.match(head.text):
        return True
    # Most files have no arrow, and a search for it is quicker than one for the line.
    return "-->" in head.text and len(list(islice(_CUE.finditer(head.text), _FEWEST_CUES))) == _FEWEST_CUES


def recording(head: Head) -> bool:
    """JSON of a transcription program: its names for the words and for their times."""
    return bool(_SEGMENTS.match(head.text)) or (head.text[:1] == "{" and all(map(head.contains, _RECORDING)))


def transcript(head: Head) -> bool:
    """Text whose lines begin with those who speak, or with times."""
    from newstext.formats.transcripts.labelled import is_labelled

    return is_labelled(head.text)


def json_feed(head: Head) -> bool:
    return head.text.startswith("{") and bool(
        re.search(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/', head.text)
    )


def ninjs(head: Head) -> bool:
    """One JSON object or array with the names only ninjs has; JSON Lines keep to our own names."""
    return head.text[:1] in ("{", "[") and bool(
        re.search(
            r'"(?:versioncreated|body_x?html|body_nitf|body_text|description_text|pubstatus|headlines|bodies)"\s*:'
            r'|"name"\s*:\s*"ninjs"|ninjs-schema',
            head.text,
            re.IGNORECASE,
        )
    )


def json_lines(head: Head) -> bool:
    return bool(re.match(r'\{\s*"', head.text))


def json_array(head: Head) -> bool:
    return bool(re.match(r'\[\s*\{\s*"', head.text))


def iptc_7901(head: Head) -> bool:
    return bool(re.match(rb"[\s\x00\x16\x7f]*\x01[A-Za-z]{1,10}\d{1,6} ", head.raw))


def anpa(head: Head) -> bool:
    return bool(re.match(rb"[\s\x00\x7f]*\x16+\x01", head.raw)) and not iptc_7901(head)


def rtf(head: Head) -> bool:
    return head.raw.lstrip().startswith(b"{\\rtf")


def docx(head: Head) -> bool:
    return head.is_packed and any(name == "word/document.xml" for name, _ in head.packed)


def odt(head: Head) -> bool:
    return head.is_packed and head.packed_type.startswith("application/vnd.oasis.opendocument.text")


def pdf(head: Head) -> bool:
    """Some programs set a few lines before a PDF's own first line."""
    return b"%PDF-" in head.raw[:_PDF_BEGINS]


def outlook(head: Head) -> bool:
    """An OLE file: a message of Outlook, or an old document of Office."""
    return head.raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def mbox(head: Head) -> bool:
    """Messages one after the other, each behind a line of its own."""
    line, _, rest = head.text.partition("\n")
    return bool(_MBOX_LINE.match(line)) and email(Head(rest.encode("utf-8", "replace")))


def email(head: Head) -> bool:
    """A block of mail header lines, at least two of them fields that only mail has together."""
    if not _FIELD.match(head.text):
        return False
    fields = set()
    for line in head.text.split("\n", 60)[:60]:
        line = line.rstrip("\r")
        if not line:
            break
        if field := _FIELD.match(line):
            fields.add(field[1].lower())
        elif not line.startswith((" ", "\t")):
            return False
    if "headline" in fields:  # a story with a header of its own
        return False
    return sum(bool(_MAIL_FIELDS.fullmatch(field)) for field in fields) >= 2


def table(head: Head) -> bool:
    """A first line of column names, at least two of them ours."""
    return sum(bool(_COLUMNS.fullmatch(name.replace(" ", "_"))) for name in head.columns) >= 2


def transcript_table(head: Head) -> bool:
    """A first line of column names, one of texts and one of times among them, and none that only articles have."""
    has_both = not any(head.columns.isdisjoint(TRANSCRIPT_COLUMNS[what]) for what in ("text", "start"))
    return has_both and head.columns.isdisjoint(("headline", "title", "byline", "published", "url", "body"))


def text(head: Head) -> bool:  # noqa: ARG001 - what is nothing else is text
    return True


def nothing(head: Head) -> bool:  # noqa: ARG001 - a reader that is only ever asked for by name
    return False


def separated(text: str) -> tuple[str, str | None]:
    """Return a table without the line in which Excel names the separator (``sep=;``), and that separator."""
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found["separator"]) if found else (text.lstrip("\r\n"), None)


def is_binary(head: Head) -> bool:
    """Whether the bytes hold more control characters than any text has."""
    if head.is_wide:
        return False
    controls = len(head.raw.translate(None, _TEXT_BYTES))
    return controls * 10 > len(head.raw)
