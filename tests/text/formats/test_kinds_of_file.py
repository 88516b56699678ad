"""Every kind of file that reaches a newsroom is read, or refused by name: none is added without an article."""

from __future__ import annotations

import base64
import io
import json
import zipfile

import pytest

from newstext import read
from newstext.formats import UnreadableError

STORY = (
    "The night ferry stopped in the sound at noon after a fault in its rudder.\n\n"
    "“We had no steering at all,” captain Owen Pell said. The yard will look at every bearing."
)


def packed(**files: str) -> bytes:
    """Return a ZIP archive of these files, with ``mimetype`` first and uncompressed."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in files.items():
            parts.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return archive.getvalue()


CUES = "1\n00:00:01,000 --> 00:00:04,000\nThe ferry stopped.\n\n2\n00:00:04,500 --> 00:00:06,000\nNobody was hurt.\n"
SLACK = [{"type": "message", "user": "U1", "text": "The ferry stopped.", "ts": "1764000000.000100"}]
TELEGRAM = {"name": "Quay", "type": "private_group", "id": 1, "messages": [{"id": 1, "type": "message", "text": "Hi"}]}
OUTBOX = {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "orderedItems": []}
POST = {"id": "1", "text": "The ferry stopped.", "edit_history_tweet_ids": ["1"]}
TOOT = {"id": "1", "account": {"acct": "ada"}, "content": "<p>The ferry stopped.</p>", "reblogs_count": 1}
AP = {
    "api_version": "1.1",
    "data": {
        "items": [
            {
                "meta": {"score": 1},
                "item": {
                    "altids": {"itemid": "1"},
                    "type": "text",
                    "headline": "Ferry stops after fault",
                    "versioncreated": "2026-11-24T09:14:00Z",
                    "renditions": {"nitf": {"type": "text", "format": "NITF", "href": "https://agency.example/1"}},
                },
            }
        ]
    },
}
CODE = "def read(data):\n    if not data:\n        return None\n    return data.decode()\n\n\nprint(read(b''))\n"

REFUSED: dict[str, tuple[bytes, str]] = {
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "a picture"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(64), "a picture"),
    "picture.tif": (b"II*\0\x08\0\0\0" + bytes(64), "a picture"),
    "picture.webp": (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(64), "a picture"),
    "picture.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><text>Ferry</text></svg>", "XML"),
    "sound.mp3": (b"ID3\x04\0\0" + bytes(64), "a sound recording"),
    "sound.wav": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(64), "a sound recording"),
    "sound.m4a": (b"\0\0\0\x20ftypM4A " + bytes(64), "a sound recording"),
    "video.mp4": (b"\0\0\0\x20ftypisom" + bytes(64), "a video"),
    "video.mkv": (b"\x1a\x45\xdf\xa3" + bytes(64), "a video"),
    "program.exe": (b"MZ\x90\0" + bytes(64), "a program"),
    "program": (b"\x7fELF\x02\x01" + bytes(64), "a program"),
    "font.woff2": (b"wOF2" + bytes(64), "a font"),
    "store.db": (b"SQLite format 3\0" + bytes(64), "a database"),
    "table.parquet": (b"PAR1" + bytes(64), "a database"),
    "pages.tar": (bytes(257) + b"ustar\0" + bytes(64), "a tar archive"),
    "pages.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(64), "a 7-Zip archive"),
    "pages.rar": (b"Rar!\x1a\x07" + bytes(64), "a RAR archive"),
    "pages.bz2": (b"BZh91AY" + bytes(64), "bzip2"),
    "pages.xz": (b"\xfd7zXZ\0" + bytes(64), "xz"),
    "pages.zip": (packed(**{"story.txt": STORY}), "a ZIP archive"),
    "figures.xlsx": (packed(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "an Excel workbook"),
    "talk.pptx": (packed(**{"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), "a PowerPoint"),
    "figures.ods": (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a spreadsheet"),
    "book.epub": (packed(mimetype="application/epub+zip"), "an e-book"),
    "notes.pages": (packed(**{"Index/Document.iwa": "x"}), "Apple Pages"),
    "library.jar": (packed(**{"META-INF/MANIFEST.MF": "x"}), "a program"),
    "chat.zip": (packed(**{"_chat.txt": "[24/11/2026, 09:14] Ada: The ferry stopped."}), "an export of WhatsApp"),
    "archive.zip": (packed(**{"data/account.js": "x", "data/tweets.js": "x"}), "an archive of X"),
    "workspace.zip": (packed(**{"channels.json": "[]", "integration_logs.json": "[]"}), "an export of Slack"),
    "mail.pst": (b"!BDN" + bytes(64), "an Outlook mail folder"),
    "winmail.dat": (b"\x78\x9f\x3e\x22" + bytes(64), "winmail.dat"),
    "page.ps": (b"%!PS-Adobe-3.0\n%%Title: ferry\n", "a PostScript file"),
    "page.warc": (b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n\r\n", "a web archive"),
    "page.webarchive": (b"bplist00" + bytes(64), "a Safari web archive"),
    "telegram.json": (json.dumps(TELEGRAM).encode(), "an export of Telegram"),
    "slack.json": (json.dumps(SLACK).encode(), "an export of Slack"),
    "tweets.js": (b'window.YTD.tweets.part0 = [ { "tweet" : { "full_text" : "The ferry stopped." } } ]', "X (Twitter)"),
    "tweets.json": (json.dumps({"data": [POST]}).encode(), "posts from X"),
    "outbox.json": (json.dumps(OUTBOX).encode(), "an export of Mastodon"),
    "statuses.json": (json.dumps([TOOT]).encode(), "posts from Mastodon"),
    "ap.json": (json.dumps(AP).encode(), "without their texts"),
    "event.json": (b'{"uri": "urn:1", "type": "event", "headline": "Regatta", "versioncreated": "2026"}', "an event"),
    "package.json": (b'{"name": "quay", "version": "1.0.0", "scripts": {"test": "x"}, "title": "Quay"}', "packages"),
    "schema.json": (b'{"$schema": "x", "title": "Ferry", "type": "object", "properties": {}}', "a schema"),
    "map.geojson": (b'{"type": "FeatureCollection", "id": "a", "title": "b", "features": []}', "a map"),
    "notebook.ipynb": (b'{"cells": [{"cell_type": "code", "source": ["x"]}], "metadata": {"title": "x"}}', "notebook"),
    "records.json": (b'{"id": 7, "version": 3, "status": "ok", "date": "2026-11-24"}', "no story"),
    "figures.csv": (b"id,date,amount\n1,2026-11-24,5\n2,2026-11-25,6\n", "no story"),
    "invoice.xml": (b"<?xml version='1.0'?><invoice><total>5</total></invoice>", "XML"),
    "plain.xml": (b"<ledger><entry>5</entry></ledger>", "XML"),
    "card.vcf": (b"BEGIN:VCARD\nVERSION:4.0\nFN:Ada Lind\nEND:VCARD\n", "contacts"),
    "diary.ics": (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "a calendar"),
    "key.pem": (b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "a key or certificate"),
    "secret.asc": (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n", "an encrypted message"),
    "reader.py": (CODE.encode(), "source"),
    "reader.txt": (CODE.encode(), "a program"),
    "run": (b"#!/bin/sh\nexec pullquote\n", "a script"),
    "page.js": (b"window.page = {\n  title: 'Ferry',\n};\n", "JavaScript"),
    "settings.toml": (b"[desk]\nname = 'ada'\n", "settings"),
    "settings.txt": (b"name = ada\ntheme = dark\nsigns = ascii\nkeys = few\n", "settings"),
    "sums.md5sums": (b"601ecfbc99fd3598  a\ne5ae8ba8d00083c9  b\n", "without sentences"),
    "paper.tex": (b"\\documentclass{article}\n\\begin{document}\nFog.\n\\end{document}\n", "LaTeX"),
    "ferry.1": (b'.TH FERRY 1\n.SH NAME\nferry \\- crosses the sound\n', "a manual page"),
    "ferry.po": (b'msgid "ferry"\nmsgstr "Prahm"\n', "translations"),
    "change.patch": (b"diff --git a/x b/x\n--- a/x\n+++ b/x\n", "a patch"),
    "dump.txt": (b"CREATE TABLE ferry (id INTEGER);\nINSERT INTO ferry VALUES (1);\n", "a dump of a database"),
    "packed.txt": (base64.encodebytes(bytes(range(256)) * 8), "base64"),
    "mail.txt": (
        b"Forwarded:\n\nReceived: from a\nReceived: from b\nMessage-ID: <1>\nMIME-Version: 1.0\nX-Spam: 0\n",
        "headers of an e-mail",
    ),
    "crawl.txt": (b"Saved today\n\nWARC-Type: response\nWARC-Record-ID: <urn:1>\n\nThe ferry.\n", "a web archive"),
    "letter.txt": (b"Saved\n{\\rtf1\\ansi\\pard\\plain\\f0\\fs24 The ferry stopped.\\par\\pard\\plain\\f0 }", "RTF"),
    "page.html": (b"<p>{% for item in items %}<b>{{ item.label }}</b>{% endfor %}</p>", "a template"),
    "list.txt": (b"[1, 2, 3, [4, 5, 6], 7, 8, 9]", "data (JSON)"),
    "name.txt": (b"asgi_csrf\n", "a word or two"),
    "binary.txt": (bytes(range(256)) * 9, "binary data"),
    "nothing.txt": (b" \n\n", "empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_copy_is_refused_under_its_name(name: str) -> None:
    data, what = REFUSED[name]
    with pytest.raises(UnreadableError) as refused:
        read(data, name)
    assert what in str(refused.value)
    # The kind, and what to do.
    assert str(refused.value).endswith(".")
    assert ";" in str(refused.value) or what == "an event"


READ = {
    "standard input": STORY,
    "ferry.msg": STORY,
    "ferry.doc": STORY,
    "ferry.pdf": STORY,
    "ferry.txt": STORY,
    "README.Debian": STORY,
    "ferry.story": STORY,
    "headline": "Ferry stops after fault",
    "quoted.txt": f"{STORY}\n\n> def read(data):\n>     return data",
    "from.txt": f"From: the harbour office\nTo: everybody on the pier\n\n{STORY}",
    "chinese.txt": "渡轮中午停航。船长佩尔说：“舵完全失灵了。”公司预计周四恢复航行。",
    "thai.dat": "เรือข้ามฟากหยุดเดินเรือเมื่อเที่ยงวันหลังจากหางเสือขัดข้อง",
    "hebrew.dat": "המעבורת עצרה בצהריים אחרי תקלה בהגה, אמר רב החובל אוון פל.",
    "verse.txt": "Fog on the sound,\nfog on the quay,\nno bell, no boat,\nno word from sea.",
    "results.txt": "Quay 2 Holt 1\nEskholt 0 Sandrey 0\nLerne 3 Port 2\nHalmark 1 Swan 4",
    "angle.txt": "<Ada> The ferry stopped at noon, and nobody knows why.",
    "talk.vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\nThe ferry stopped.\n",
    "talk.srt": CUES,
    "talk.txt": f"Recording of 24 November\n\n{CUES}\n3\n00:01:01,000 --> 00:01:02,000\nNo.",
    "talk.sbv": "0:00:01.000,0:00:04.000\nThe ferry stopped.\n",
    "bracket.txt": "[The mayor will resign on Thursday, the harbour office says.]",
}


@pytest.mark.parametrize("name", READ)
def test_words_are_read_whatever_their_name(name: str) -> None:
    (article,) = read(READ[name].encode(), name)
    assert (article.headline or "") + article.body


def test_a_person_who_knows_better_is_obeyed() -> None:
    for data, name in ((CODE.encode(), "reader.py"), (CUES.encode(), "talk.srt"), (b"asgi_csrf", "name.txt")):
        assert read(data, name, format_name="text")[0].body


def test_a_story_with_its_text_elsewhere_says_so_beside_whole_ones() -> None:
    item = AP["data"]["items"][0]["item"]  # type: ignore[index]
    whole = {"type": "text", "uri": "urn:2", "headline": "Fog", "body_text": STORY}
    first, second = read(json.dumps({"data": {"items": [{"item": item}, whole]}}).encode(), "ap.json")
    assert "not in the file" in (first.incomplete or "")
    assert second.incomplete is None


def test_a_message_of_machinery_among_others_is_left_out() -> None:
    first = b"From a@b.example Tue Nov 24 09:14:00 2026\nFrom: a@b.example\nSubject: Fog\n\nFog came.\n\n"
    second = first.replace(b"Fog came.", base64.encodebytes(bytes(range(256)) * 4))
    (article,) = read(first + second, "inbox")
    assert article.body == "Fog came."
