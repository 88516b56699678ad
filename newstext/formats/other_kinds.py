"""Kinds of file that are recognised and hold no copy that can be read: what each is, and what to do instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats import recognition

if TYPE_CHECKING:
    from newstext.formats.recognition import Head

_SAVE_TEXT = "save its text and read that"
_UNPACK = "unpack it and read the files in it"
_TRANSCRIPT = "export the transcript as text and read that"
_CHAT = "copy the messages that matter and read those"
_STORY = "export the stories as text, CSV or JSON Lines and read those"


class Kind(NamedTuple):
    """A kind of file: its name in a sentence, and what a person can do instead of reading it."""

    what: str
    advice: str = _SAVE_TEXT

    @property
    def refusal(self) -> str:
        """The sentence that refuses such a file."""
        return f"This is {self.what}, not copy; {self.advice}."


_PICTURE = Kind("a picture", "type out its text, or run text recognition on it, and read that")
_SOUND = Kind("a sound recording", "have it transcribed and read the transcript")
_VIDEO = Kind("a video", "have it transcribed and read the transcript")
_PROGRAM = Kind("a program", "there is nothing in it to read")
_FONT = Kind("a font", "there is nothing in it to read")
_DATABASE = Kind("a database", _STORY)
_PACKED = "a packed file"
TNEF = b"\x78\x9f\x3e\x22"
"""The first bytes of winmail.dat: a message and its attachments, packed as only Outlook does."""
WINMAIL = Kind("Outlook’s winmail.dat", "ask the sender for the message as plain text or HTML, not as rich text")

# The bytes that a file begins with, or holds at an offset.
_SIGNATURES: tuple[tuple[int, bytes, Kind], ...] = (
    *((0, mark, _PICTURE) for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"8BPS", b"\0\0\1\0")),
    *((0, mark, _PICTURE) for mark in (b"AT&TFORM", b"/* XPM", b"%!PS-Adobe-3.0 EPSF", b"qoif")),
    (8, b"WEBP", _PICTURE),
    *((4, mark, _PICTURE) for mark in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")),
    *((0, mark, _SOUND) for mark in (b"ID3", b"\xff\xfb", b"\xff\xf3", b"fLaC", b"OggS", b"MThd", b"#!AMR", b".snd")),
    *((8, mark, _SOUND) for mark in (b"WAVE", b"AIFF")),
    *((4, mark, _SOUND) for mark in (b"ftypM4A", b"ftypM4B")),
    (4, b"ftyp", _VIDEO),
    (8, b"AVI ", _VIDEO),
    *((0, mark, _VIDEO) for mark in (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\0\0\1\xba", b"\x30\x26\xb2\x75")),
    *((0, mark, _PROGRAM) for mark in (b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\0asm")),
    *((0, mark, _FONT) for mark in (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0\0", b"true\0", b"ttcf")),
    *((0, mark, _DATABASE) for mark in (b"SQLite format 3\0", b"PAR1", b"\x89HDF", b"\0\1\0\0Standard Jet DB")),
    (0, b"BZh", Kind(f"{_PACKED} (bzip2)", _UNPACK)),
    (0, b"\xfd7zXZ", Kind(f"{_PACKED} (xz)", _UNPACK)),
    (0, b"\x28\xb5\x2f\xfd", Kind(f"{_PACKED} (Zstandard)", _UNPACK)),
    (0, b"\x1f\x9d", Kind(f"{_PACKED} (compress)", _UNPACK)),
    (0, b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive", _UNPACK)),
    (0, b"Rar!", Kind("a RAR archive", _UNPACK)),
    (257, b"ustar", Kind("a tar archive", _UNPACK)),
    (0, b"!<arch>", Kind("a package or library of programs", "there is nothing in it to read")),
    (0, b"\xed\xab\xee\xdb", Kind("a package of programs", "there is nothing in it to read")),
    (0, b"!BDN", Kind("an Outlook mail folder (.pst)", "export the messages as .eml or .msg and read those")),
    (0, TNEF, WINMAIL),
    (0, b"%!PS", Kind("a PostScript file", "save it as PDF and read that")),
    (0, b"\xde\x12\x04\x95", Kind("a catalogue of translations", "there is nothing in it to read")),
    (0, b"\x95\x04\x12\xde", Kind("a catalogue of translations", "there is nothing in it to read")),
    (0, b"WARC/", Kind("a web archive (WARC)", "open the page in it and save that")),
    (0, b"filedesc://", Kind("a web archive (ARC)", "open the page in it and save that")),
    (0, b"bplist", Kind("a Safari web archive or Apple property list", "save the page as HTML and read that")),
    (0, b"d8:announce", Kind("a torrent", "there is nothing in it to read")),
)
_MARKS = tuple(
    (offset, tuple(mark for at, mark, _ in _SIGNATURES if at == offset))
    for offset in sorted({at for at, *_ in _SIGNATURES})
)
"""The same bytes by their offsets: one look for all that stand at the same place."""

# The first characters of a file's text, without white space.
_OPENINGS: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(rf"\A(?:{pattern})", flags), Kind(*kind))
    for pattern, flags, *kind in (
        (r"\[Script Info\]", 0, "a transcript in subtitles (SSA)", _TRANSCRIPT),
        (r"\[(?:ti|ar|al|by|offset|length):[^\]\n]*\]\s*\n", 0, "a song’s lyrics with their times (LRC)", _TRANSCRIPT),
        (r"BEGIN:VCARD", 0, "a card of contacts (vCard)", "there is no story in it"),
        (r"BEGIN:VCALENDAR", 0, "a calendar (iCalendar)", "copy the words that matter and read those"),
        (r"-----BEGIN PGP MESSAGE", 0, "an encrypted message", "decrypt it and read that"),
        (r"machine\s+\S+\s+login\s", 0, "a file of passwords", "there is nothing in it to read"),
        (r"-----BEGIN [A-Z ]+-----", 0, "a key or certificate", "there is nothing in it to read"),
        (r"window\.YTD\.", 0, "an export of X (Twitter)", _CHAT),
        (r"(?:window|var|let|const|self|module)[ .][\w.$]{1,80}\s*=\s*[\[{(]", 0, "a JavaScript file", _SAVE_TEXT),
        (
            r"(?:/\*|//).{0,3000}?\n\s*(?:import|export|function|var|const|let|\(function)\b",
            re.DOTALL,
            "a program’s source",
        ),
        (r"#!\s*/", 0, "a script", "there is nothing in it to read"),
        (r"%?\s*\\documentclass|\\input\b|\\begin\{", 0, "a LaTeX file", "save it as PDF or text and read that"),
        (r"\.\\\"|'\\\"|\.TH \S", 0, "a manual page (troff)", "print it as text and read that"),
        (r"(?:#.*\n)*\s*msgid \"", 0, "a catalogue of translations", "there is nothing in it to read"),
        (r"diff --git |--- a/|Index: \S+\n=====", 0, "a patch to a program", "there is nothing in it to read"),
        (r"<\?php\b", 0, "a PHP program", "there is nothing in it to read"),
        (
            r"(?:--.*\n|\s)*(?:CREATE TABLE|INSERT INTO|BEGIN TRANSACTION|DROP TABLE)\b",
            0,
            "a dump of a database",
            _STORY,
        ),
        (r"\[\{\"?000214A0|\[InternetShortcut\]", 0, "a shortcut to a web page", "save the page and read that"),
    )
)

# Names that stand near the beginning of a JSON file: every pattern of a line has to be found.
_JSON: tuple[tuple[tuple[str, ...], Kind], ...] = (
    ((r'"messages"\s*:\s*\[', r'"type"\s*:\s*"(?:personal_chat|private_\w+|public_\w+|bot_chat|saved_messages)"'),
     Kind("an export of Telegram", _CHAT)),
    ((r'"personal_information"\s*:|"about"\s*:\s*"Here is the data you requested', r'"chats"\s*:'),
     Kind("an export of Telegram", _CHAT)),
    ((r'"type"\s*:\s*"message"', r'"ts"\s*:\s*"\d{9,11}\.\d+"'), Kind("an export of Slack", _CHAT)),
    ((r'"activitystreams|activitystreams"|activitystreams#', r'"orderedItems"|"OrderedCollection'),
     Kind("an export of Mastodon", _CHAT)),
    ((r'"reblogs_count"\s*:', r'"account"\s*:'), Kind("posts from Mastodon", _CHAT)),
    ((r'"(?:full_text|edit_history_tweet_ids|tweet)"\s*:', r'"(?:id_str|id|created_at|public_metrics)"\s*:'),
     Kind("posts from X (Twitter)", _CHAT)),
    ((r'"participants"\s*:', r'"sender_name"\s*:'), Kind("an export of Facebook or Instagram", _CHAT)),
    ((r'"cells"\s*:\s*\[', r'"cell_type"\s*:'), Kind("a notebook of programs (Jupyter)", _SAVE_TEXT)),
    ((r'"type"\s*:\s*"(?:FeatureCollection|Topology)"',), Kind("a map (GeoJSON)", "there is no story in it")),
    ((r'"log"\s*:\s*\{', r'"(?:creator|entries)"\s*:'), Kind("a browser’s record of traffic (HAR)", "save the page")),
    ((r'"\$schema"\s*:|"\$id"\s*:|"\$ref"\s*:', r'"(?:properties|definitions|\$defs|type)"\s*:'),
     Kind("a schema of data", "there is no story in it")),
    ((r'"version"\s*:\s*3\b', r'"mappings"\s*:'), Kind("a map of a program’s source", "there is no story in it")),
    ((r'"(?:dependencies|devDependencies|scripts|lockfileVersion)"\s*:\s*[{\d]', r'"version"\s*:'),
     Kind("a list of a program’s packages", "there is no story in it")),
)  # fmt: skip
_JSON_PATTERNS = tuple((tuple(re.compile(p) for p in patterns), kind) for patterns, kind in _JSON)

# Files in a ZIP archive that identify it; the first one found counts.
_PACKED_NAMES: tuple[tuple[str, Kind], ...] = (
    ("xl/workbook.", Kind("an Excel workbook", "save the sheet as CSV and read that")),
    ("ppt/presentation.xml", Kind("a PowerPoint presentation", _SAVE_TEXT)),
    ("META-INF/container.xml", Kind("an e-book (EPUB)", "open it, copy the chapter and read that")),
    ("Index/Document.iwa", Kind("a document of Apple Pages, Numbers or Keynote", "export it as Word and read that")),
    ("data/tweets.js", Kind("an archive of X (Twitter)", _CHAT)),
    ("data/tweet.js", Kind("an archive of X (Twitter)", _CHAT)),
    ("outbox.json", Kind("an archive of Mastodon", _CHAT)),
    ("_chat.txt", Kind("an export of WhatsApp", "unpack it and read the _chat.txt in it")),
    ("integration_logs.json", Kind("an export of Slack", _CHAT)),
    ("META-INF/MANIFEST.MF", _PROGRAM),
    ("AndroidManifest.xml", _PROGRAM),
)
_PACKED_TYPES = {
    "application/vnd.oasis.opendocument.spreadsheet": Kind("a spreadsheet", "save the sheet as CSV and read that"),
    "application/vnd.oasis.opendocument.presentation": Kind("a presentation", _SAVE_TEXT),
    "application/epub+zip": Kind("an e-book (EPUB)", "open it, copy the chapter and read that"),
}
_ZIP = Kind("a ZIP archive", _UNPACK)

BINARY = Kind("binary data")
"""A share of control characters that no text has."""

NO_PROSE = Kind("data without sentences", "if it is copy all the same, name its format: --format text")
"""Text that is neither recognised nor reads as copy."""

_CODE = Kind("a program’s source", "if it is copy all the same, name its format: --format text")
_SETTINGS = Kind("a file of a program’s settings", "if it is copy all the same, name its format: --format text")
_LOG = Kind("a program’s log", "if it is copy all the same, name its format: --format text")
_BY_ENDING = {
    f".{ending}": kind
    for kind, endings in (
        (
            _CODE,
            "py pyi pyx pxd js mjs cjs jsx ts tsx css scss sass less c h cc cpp cxx hpp hh cs java kt scala go rs rb"
            " pl pm t php swift m mm r jl lua sh bash zsh fish bat ps1 vim el lisp clj hs ml mli f f90 f95 asm s d dart"
            " ex erl sql awk sed tcl cmake mk mak make in am ac m4 def map vue svelte proto thrift graphql wat ll vbs"
            " nim pas csh cmd dic aff amf ids gypi gyp pystate b pxi scm lark jinja jinja2 j2 tmpl tpl"
            " mako xsl xslt dtd xsd rng rnc glsl"
            " tex sty cls bib pod lds ipynb nix",
        ),
        (
            _SETTINGS,
            "ini cfg conf toml yaml yml properties env lock service desktop socket timer rules plist reg inf spec pc la"
            " list gitignore gitattributes editorconfig pth theme keymap map hwdb cnf ldif"
            " typed template templates types options catalog lst tab",
        ),
        (_LOG, "log"),
    )
    for ending in endings.split()
}


def kind_of(head: Head) -> Kind | None:
    """Return the kind of a file that holds no copy, by its first bytes; None when it may be copy."""
    if kind := kind_of_bytes(head) or next((kind for pattern, kind in _OPENINGS if pattern.match(head.text)), None):
        return kind
    if head.text[:1] not in ("{", "["):
        return None
    return next((kind for patterns, kind in _JSON_PATTERNS if all(p.search(head.text) for p in patterns)), None)


def kind_of_bytes(head: Head) -> Kind | None:
    """Return the kind of a binary file by its signature; None if it may be text."""
    if head.is_packed:
        return None if recognition.docx(head) or recognition.odt(head) else _packed(head)
    if not any(head.raw.startswith(marks, at) for at, marks in _MARKS):
        return None
    return next(kind for at, mark, kind in _SIGNATURES if head.raw.startswith(mark, at))


def kind_by_ending(ending: str) -> Kind | None:
    """Return the kind of file that the ending of its name (``.py``) states, for text that is not recognised itself."""
    return _BY_ENDING.get(ending)


def _packed(head: Head) -> Kind:
    if kind := _PACKED_TYPES.get(head.packed_type):
        return kind
    names = [name for name, _ in head.packed]
    return next((kind for mark, kind in _PACKED_NAMES if any(name.startswith(mark) for name in names)), _ZIP)
