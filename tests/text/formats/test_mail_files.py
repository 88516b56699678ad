"""Mail as people keep it: folders, Outlook's messages, and documents attached to either."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from newstext import read
from newstext.formats import UnreadableError
from newstext.formats.mail.packed_rtf import unpacked
from tests.text.formats.document_files import column, docx, msg, ole, pdf

SAID = "“We had no steering at all,” captain Owen Pell said."
STATEMENT = docx(f"<w:p><w:r><w:t>Statement on the ferry</w:t></w:r></w:p><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>")
SENT = int((datetime(2026, 11, 24, 9, 14, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7


def mail(text: str, **attached: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Ferry stops", "Ada Lind <ada@quay.example>"
    message["Date"], message["Message-ID"] = "Tue, 24 Nov 2026 09:14:00 +0000", "<1@quay.example>"
    message.set_content(text)
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


def test_what_is_attached_to_a_mail_is_an_article_that_names_it() -> None:
    report = pdf([column(50, 780, ["The yard looked at every bearing, the board said."])])
    letter, statement, paper = read(mail("See attached.", statement_docx=STATEMENT, report_pdf=report), "ferry.eml")
    assert (letter.headline, letter.body, letter.incomplete) == ("Ferry stops", "See attached.", None)
    assert (statement.headline, statement.body) == ("Statement on the ferry", SAID)
    assert statement.reader_notes == (
        "statement.docx, attached to the e-mail “Ferry stops” from Ada Lind <ada@quay.example>.",
    )
    assert (statement.source, statement.published) == (letter.source, letter.published)
    assert statement.external_id == "1@quay.example#statement.docx"
    assert paper.body == "The yard looked at every bearing, the board said."
    assert [page.label for page in paper.pages] == ["1"]


def test_an_attachment_that_cannot_be_read_is_named_in_its_mail() -> None:
    (letter,) = read(mail("See attached.", figures_xlsx=b"PK\3\4" + bytes(40), code_py=b"import sys\n"), "ferry.eml")
    assert letter.incomplete == "Left out, as it cannot be read: figures.xlsx, code.py."


def test_a_mail_without_words_gives_what_is_attached_to_it() -> None:
    (statement,) = read(mail("", statement_docx=STATEMENT), "ferry.eml")
    assert statement.body == SAID


def test_a_folder_of_mail_is_read_message_by_message() -> None:
    second = b"From: Bo\nSubject: Fog\nDate: Wed, 25 Nov 2026 09:14:00 +0000\n\n>From the pier nothing was seen.\n"
    empty = b"From: Bo\nSubject: Nothing\nContent-Type: image/png\n\nx\n"
    parts = (mail(f"{SAID}\n"), second, empty)
    folder = b"\n".join(b"From bo@quay.example Tue Nov 24 09:14:00 2026\n" + part for part in parts)
    first, fog = read(folder, "inbox")
    assert (first.headline, first.body, fog.body) == ("Ferry stops", SAID, "From the pier nothing was seen.")
    assert first.reader_notes == ("1 message has no text that can be read, of 3 in this folder.",)


def test_a_line_that_begins_with_from_parts_no_message() -> None:
    text = mail("The ferry left.\n\nFrom 2026 on she sails at night.\nFrom here nobody saw 1999 of them.\n")
    (article,) = read(b"From bo Tue Nov 24 09:14:00 2026\n" + text.replace(b"\n>From", b"\nFrom"), "inbox")
    assert "From here nobody saw 1999" in article.body


def test_a_message_of_outlook_is_read_as_the_mail_that_it_was() -> None:
    properties: dict[str, str | bytes] = {
        "0037001F": "Fähre steht still",
        "0C1A001F": "Ada Lind",
        "5D01001F": "ada@quay.example",
        "1000001F": f"{SAID}\r\n\r\nIt sails again on Thursday.\r\n",
        "1035001F": "<7@quay.example>",
    }
    letter, statement = read(msg(properties, sent=SENT, attachments={"statement.docx": STATEMENT}), "ferry.msg")
    assert (letter.headline, letter.body) == ("Fähre steht still", f"{SAID}\n\nIt sails again on Thursday.")
    assert (letter.source, letter.external_id) == ("Ada Lind <ada@quay.example>", "7@quay.example")
    assert letter.published
    assert letter.published.iso == "2026-11-24T09:14:00+00:00"
    assert (statement.body, statement.source) == (SAID, letter.source)


PACKED = struct.pack("<IIII", 45, 43, 0x75465A4C, 0) + bytes.fromhex(
    "03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0"
)
r"""[MS-OXRTFCP] 3.1.1: it unpacks to ``{\rtf1\ansi\ansicpg1252\pard hello world}``."""


def test_the_text_of_outlook_is_also_found_as_html_and_in_packed_rtf() -> None:
    html = "<p>“We had no steering at all,” captain Owen Pell said.</p>".encode()
    codepage = struct.pack("<HHIQ", 0x3, 0x3FDE, 6, 65001)
    data = {"__properties_version1.0": bytes(32) + codepage, "__substg1.0_10130102": html}
    (article,) = read(ole(data), "ferry.msg")
    assert article.body == SAID
    assert unpacked(PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    named = {"__substg1.0_0037001F": "Fog".encode("utf-16-le"), "__substg1.0_10090102": PACKED}
    (article,) = read(ole({"__properties_version1.0": bytes(32)} | named), "ferry.msg")
    assert article.body == "hello world"


def test_a_message_attached_to_a_message_of_outlook_comes_in() -> None:
    inner = "__attach_version1.0_#00000000/__substg1.0_3701000D/"
    data = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_1000001F": "See below.".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__properties_version1.0": bytes(8),
        f"{inner}__properties_version1.0": bytes(24),
        f"{inner}__substg1.0_0037001F": "Fog".encode("utf-16-le"),
        f"{inner}__substg1.0_1000001F": SAID.encode("utf-16-le"),
    }
    letter, attached = read(ole(data), "ferry.msg")
    assert (letter.body, attached.headline, attached.body) == ("See below.", "Fog", SAID)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (ole({"WordDocument": b"x"}), "before 2007"),
        (ole({"Workbook": b"x"}), "Excel"),
        (ole({"EncryptedPackage": b"x"}), "password"),
        (ole({"other": b"x"}), "an old office document"),
        (ole({"__properties_version1.0": bytes(32)}), "no text"),
        (msg({"1000001F": SAID})[:700], "damaged"),
    ],
    ids=range(6),
)
def test_what_is_no_message_of_outlook_is_refused_under_its_name(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read(data, "file")
