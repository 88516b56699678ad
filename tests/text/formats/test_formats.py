"""The readers' common interface: formats are recognised, and refusals are plain sentences."""

import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest

from newstext import read
from newstext.formats import FORMATS, UnreadableError, read_stream, recognise
from tests.text.formats.document_files import packed

FIRST_BYTES = {
    "anpa": b"\x16\x16\x01W2870\x1f_region\r\nf l\x13\x11 BC-Strike 11-24 0900\r\n\x02BC-Strike<\r\n",
    "iptc-7901": b"\x01qpa062 4 i 211 ccccb   qpa 061\r\n\r\nHalmark-strike/\r\n\x02Strike goes on =\r\n",
    "newsml-g2": b'<?xml version="1.0"?><!-- a > b --><x:newsMessage xmlns:x="http://iptc.org/std/nar/2006-10-01/">',
    "nitf": b'<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf version="3.4"><head/>',
    "newsml-1": b'<?xml version="1.0"?>\n<NewsML Version="1.2"><NewsItem/></NewsML>',
    "debate": b"<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><debate><debateBody/>",
    "feed": b"\xef\xbb\xbf  <rss version='2.0'><channel/></rss>",
    "html": b"<!-- saved from a page -->\n<!DOCTYPE html>\n<html lang=en>",
    "mhtml": b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nMIME-Version: 1.0\r\n\r\n",
    "json-feed": b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}',
    "ninjs": b'{"guid": "urn:x:1", "headline": "Strike", "body_xhtml": "<p>x</p>"}',
    "recording": b'{"text": "It is over.", "segments": [{"id": 0, "start": 0.0, "end": 1.5, "text": "It is over."}]}',
    "jsonl": b'{"headline": "Strike", "body": "x"}\n',
    "json": b'[\n {"headline": "Strike", "body": "x"}]\n',
    "rtf": b"{\\rtf1\\ansi Strike}",
    "docx": packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
    "odt": packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    "pdf": b"\r\n%PDF-1.7\n",
    "outlook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "mbox": b"From a@b.example Tue Nov 24 09:14:00 2026\nFrom: a@b.example\nSubject: Strike\n\nText",
    "email": b"Received: from a.example\r\n by b.example\r\nSubject: Strike\r\n\r\nText",
    "transcript-table": b"start\tend\ttext\n0\t3200\tIt is over.\n",
    "csv": b'"headline";"body"\r\n"Strike";"x"\r\n',
    "captions": b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,500\r\nIt is over.\r\n",
    "transcript": b"MIRA HOLT: It is over.\n\nEDDA SAND: Is it?\n\nMIRA HOLT: It is.\n",
    "text": b"Headline: Strike\nSubject: Harbour\nDate: 5 November 2026\n\nText",
}


@pytest.mark.parametrize(("name", "data"), FIRST_BYTES.items())
def test_a_format_is_told_from_its_content_whatever_the_name(name: str, data: bytes) -> None:
    assert recognise(data, "download.txt").name == name
    assert recognise(data, "page.html").name == name or name == "text"


def test_every_format_but_the_refused_split_can_be_recognised() -> None:
    assert {format_.name for format_ in FORMATS} - set(FIRST_BYTES) == {"one-story"}


def test_the_name_decides_where_the_content_is_silent() -> None:
    assert recognise(b"words, words", "story.csv.gz").name == "csv"
    assert recognise(b"words, words", "story").name == "text"


def test_a_format_that_is_asked_for_is_used() -> None:
    (article,) = read(b'{"headline": "Strike"}', "story.txt", format_name="text")
    assert article.body == '{"headline": "Strike"}'
    with pytest.raises(ValueError, match="choose one of"):
        read(b"x", "x", format_name="papyrus")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        read(data, "story.txt")


def test_xml_of_another_kind_is_not_taken_for_text() -> None:
    with pytest.raises(UnreadableError, match="<invoice>"):
        read(b"<?xml version='1.0'?><invoice><sum>9</sum></invoice>", "a.xml")
    assert read(b"<?xml version='1.0'?><invoice/>", "a.xml", format_name="text")[0].body.startswith("<?xml")


def test_gzip_is_unpacked_and_a_damaged_one_refused() -> None:
    packed = gzip.compress(b"Strike goes on\n\n" + bytes("The strike goes on. " + str(list(range(999))), "ascii"))
    assert read(packed, "story.txt.gz")[0].headline == "Strike goes on"
    with pytest.raises(UnreadableError, match="damaged"):
        read(packed[:-20], "story.txt.gz")


def test_more_than_is_read_at_once_is_refused() -> None:
    for data in (gzip.compress(b"a" * 300_000_000, 1), b"a" * 100_000_000):
        with pytest.raises(UnreadableError, match="MB"):
            read(data, "story.txt")


def test_json_lines_of_any_size_come_one_after_the_other() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            line = b'{"headline": "Strike goes on"}\n'
            whole = line * (len(buffer) // len(line))
            buffer[: len(whole)] = whole
            return len(whole)

    articles = read_stream(Endless(), "articles.jsonl")  # type: ignore[arg-type]
    assert [next(articles).headline for _ in range(50_000)][-1] == "Strike goes on"


def test_json_of_several_pieces_that_cannot_be_cut_is_read_whole() -> None:
    story = '{"headline": "Strike goes on", "body": "' + "No end. " * 30_000 + '"}'
    lines = "\n".join([story] * 8).encode("utf-16")
    assert len(read(lines, "articles.jsonl")) == 8
    assert len(read(f"[{story}, {', '.join([story] * 7)}]".encode(), "articles.json", format_name="jsonl")) == 8


def test_a_stream_that_was_read_is_still_its_owners() -> None:
    stream = io.BytesIO(b"Strike goes on\n\nText.")
    assert len(list(read_stream(stream, "story.txt"))) == 1
    assert not stream.closed


@pytest.mark.parametrize("length", [65_535, 65_536, 65_537, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
def test_a_file_of_any_length_is_read_to_its_end(length: int) -> None:
    begins, ends = "Strike goes on\n\n", " The strike ended.\n"
    data = begins + "No end. " * ((length - len(begins) - len(ends)) // 8)
    data += "x" * (length - len(data) - len(ends)) + ends
    assert read(data.encode(), "story.txt")[0].body == data.removeprefix(begins).rstrip()


def test_the_package_loads_none_of_the_readers_libraries() -> None:
    program = (
        "import sys, newstext.formats; newstext.formats.recognise(b'<html>', 'x');"
        "print([m for m in ('lxml', 'trafilatura', 'feedparser', 'email', 'csv') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_manual_names_every_format() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [f.name for f in FORMATS if f"`{f.name}`" not in manual] == []


def test_every_format_of_the_table_has_its_reader() -> None:
    readers = Path(sys.modules["newstext.formats"].__file__ or "").parent
    assert [f.name for f in FORMATS if not (readers / f"{f.module.replace('.', '/')}.py").exists()] == []
