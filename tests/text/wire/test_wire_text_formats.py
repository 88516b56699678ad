"""IPTC 7901, ANPA 1312, ninjs and e-mail: the fields that each states, and none invented."""

import json
from typing import Any

import pytest

from newstext import read
from newstext.article import Article, Caption
from newstext.formats import UnreadableError
from newstext.stated import State


def wire(text: str, *, head: str = "ewa031 4 i 214   ewa 022", tail: str = "211652 GMT Nov 26") -> Article:
    message = f"\x01{head}\r\n\nHalmark/weather/fog/\r\n\x02{text}\x03{tail}\n\x7f\x04"
    (article,) = read(message.encode(), "fog.7901")
    return article


def anpa(text: str, *, codes: str = "\x13\x11", tail: str = "EWA-KM-11-23-26 1012GMT<") -> Article:
    message = f"\x16\x16\x01W0412\x1f_coast\r\nf l{codes} BC-HK--Fog     11-23 0204\r\n\x02{text}\x03{tail}\n\x04"
    (article,) = read(message.encode(), "fog.anpa")
    return article


def ninjs(**fields: Any) -> Article:
    (article,) = read(json.dumps({"pubstatus": "usable", **fields}).encode(), "fog.json")
    return article


def mail(text: str, *fields: str) -> Article:
    head = "\r\n".join(["From: Ada Lind <ada@portwire.example>", "Date: Mon, 23 Nov 2026 07:58:10 +0100", *fields])
    (article,) = read(f"{head}\r\n\r\n{text}".encode(), "fog.eml")
    return article


# -- IPTC 7901


def test_lines_above_a_7901_headline_say_which_take_it_is() -> None:
    article = wire("REFILE\n1ST LEAD\nFog closes port,\nships wait\nBy ewa correspondents =\n\nFog came.\n\n")
    assert article.external_version == "REFILE 1ST LEAD"
    assert (article.headline, article.byline) == ("Fog closes port, ships wait", "ewa correspondents")


@pytest.mark.parametrize(
    ("take", "state"),
    [
        ("CORRECTION", State.CORRECTED),
        ("2ND LEAD", State.LIVE),
        ("KILL", State.WITHDRAWN),
        ("EMBARGO", State.EMBARGOED),
    ],
)
def test_a_7901_take_can_change_the_state(take: str, state: State) -> None:
    assert wire(f"{take}\nFog closes port =\n\nFog came.\n\n").state is state


def test_what_is_for_editors_stays_out_of_a_7901_body() -> None:
    notes = (
        "# ewa NOTEBOOK\n\n## Links\n- a link\n\n* * * *\nThe following information is not for publication\n\nTel: 1\n"
    )
    assert wire(f"Fog closes port =\n\nFog came.\n\n{notes}").body == "Fog came."


def test_lines_of_a_7901_paragraph_stay_as_they_were_set() -> None:
    text = "Fog =\n\n   Skarne (ewa) - Fog came over the island at dawn\nand stayed.\n\n   It left.\n\n"
    assert wire(text).body == "Skarne (ewa) - Fog came over the island at dawn\nand stayed.\n\nIt left."


def test_without_a_headline_block_a_7901_story_keeps_its_first_paragraph() -> None:
    article = wire("Skarne (ewa) - Fog came.\n\nIt left.\n\n")
    assert article.headline is None
    assert article.body == "Skarne (ewa) - Fog came.\n\nIt left."


def test_no_blank_line_is_needed_below_a_7901_headline() -> None:
    article = wire("Fog closes port =\n   Skarne (ewa) - Fog came.\n\n   It left.\n\n")
    assert (article.headline, article.body) == ("Fog closes port", "Skarne (ewa) - Fog came.\n\nIt left.")


def test_a_7901_message_without_a_story_can_withdraw_one() -> None:
    article = wire("KILL\nFog closes port =\n\n")
    assert (article.state, article.headline, article.body) == (State.WITHDRAWN, "Fog closes port", "")


def test_a_7901_message_of_one_line_is_its_text() -> None:
    article = wire("Fog closes port\n")
    assert (article.headline, article.body) == (None, "Fog closes port")


def test_a_7901_number_is_an_identity_only_with_its_time() -> None:
    assert wire("Fog =\n\nFog came.\n\n").external_id == "ewa031 211652 GMT Nov 26"
    assert wire("Fog =\n\nFog came.\n\n", tail="").external_id is None


def test_a_zone_nobody_knows_leaves_the_time_local() -> None:
    published = wire("Fog =\n\nFog came.\n\n", tail="211652 HKT Nov 26").published
    assert published is not None
    assert (published.iso, published.zoned) == ("2026-11-21T16:52", False)


def test_a_time_that_cannot_be_keeps_its_words() -> None:
    published = wire("Fog =\n\nFog came.\n\n", tail="312561 GMT Feb 26").published
    assert published is not None
    assert (published.raw, published.iso) == ("312561 GMT Feb 26", None)


@pytest.mark.parametrize("noise", [b"\r\n", b"\x16\x16", b"\0\0", b"\x7f\x7f"])
def test_what_the_line_sent_before_a_7901_message_is_no_matter(noise: bytes) -> None:
    message = b"\x01ewa031 4 i 214   ewa 022\r\n\n\x02Fog =\n\nFog came.\n\n\x03211652 GMT Nov 26\n\x04"
    assert read(noise + message, "fog")[0].headline == "Fog"


def test_two_messages_in_one_file_are_two_stories() -> None:
    message = "\x01ewa03{0} 4 i 214   ewa 022\r\n\n\x02Fog {0} =\n\nFog came.\n\n\x03211652 GMT Nov 26\n\x04"
    articles = read((message.format(1) + message.format(2)).encode(), "two.7901")
    assert [article.headline for article in articles] == ["Fog 1", "Fog 2"]


# -- ANPA 1312


def test_anpa_lines_above_the_story_are_told_apart() -> None:
    article = anpa(
        "^BC-HK--Fog, 2nd Ld-Writethru,204<\n^EWA Photo XHK101<\n^Fog closes port <\n^Eds: Adds ships.<\n"
        "^By ADA LIND=\n^EWA Fog Writer=\n\t   SKARNE (EWA) _ Fog came. \n \n\t   It left.\n"
    )
    assert (article.headline, article.byline, article.dateline) == ("Fog closes port", "ADA LIND", "SKARNE (EWA)")
    assert article.external_version == "2nd Ld-Writethru"
    assert article.state is State.LIVE
    assert article.body == "SKARNE (EWA) _ Fog came.\n\nIt left."


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ("^BC-HK--Fog, 1st Ld-Correction,204<\n^Fog<\n", State.CORRECTED),
        ("^BC-HK--Fog, KILL<\n^Fog<\n", State.WITHDRAWN),
        ("^BC-HK--Fog,204<\n^Fog<\n^Eds: Corrects name of port.<\n", State.CORRECTED),
        ("^BC-HK--Fog,204<\n^Fog<\n^Eds: Adds name of port.<\n", State.LIVE),
    ],
)
def test_anpa_says_its_state_to_editors(lines: str, state: State) -> None:
    assert anpa(f"{lines}\t   Fog came.\n").state is state


def test_a_slug_alone_is_no_anpa_headline() -> None:
    assert anpa("^BC-HK--Fog,204<\n\t   Fog came.\n").headline is None


def test_anpa_rows_of_a_table_stay_together() -> None:
    rows = "\t   Fog at noon:<\n\t   Skarne;thick<\n\t   Sandrey;thin<\n"
    text = f"^BC-HK--Fog,204<\n{rows} \n\t   Source: harbour<\n^END<\n"
    assert anpa(text, codes="\x14\x12").body == "Fog at noon:\nSkarne;thick\nSandrey;thin\n\nSource: harbour"


def test_an_anpa_paragraph_goes_on_in_lines_without_a_tab() -> None:
    assert anpa("^Fog<\n\t   Fog came\nand stayed.\n\t   It left.\n").body == "Fog came\nand stayed.\n\nIt left."


def test_an_anpa_story_that_lost_its_tabs_is_not_lost() -> None:
    article = anpa("^BC-HK--Fog,204<\n^Fog closes port<\n   SKARNE (EWA) _ Fog came.<\n\n   It left.<\n")
    assert (article.headline, article.body) == ("Fog closes port", "SKARNE (EWA) _ Fog came.\n\nIt left.")


@pytest.mark.parametrize(("zone", "iso"), [("EST", "2026-11-23T10:12-05:00"), ("FST", "2026-11-23T10:12")])
def test_only_a_zone_that_is_known_is_one(zone: str, iso: str) -> None:
    published = anpa("^Fog<\n\t   Fog came.\n", tail=f"EWA-KM-11-23-26 1012{zone}<").published
    assert published is not None
    assert published.iso == iso


# -- ninjs


def test_ninjs_2_keeps_headlines_bodies_and_descriptions_in_lists() -> None:
    article = ninjs(
        uri="urn:ewa:1",
        headlines=[{"role": "short", "value": "Fog"}, {"role": "main", "value": "Fog closes port"}],
        bodies=[{"contenttype": "text/plain", "value": "x"}, {"contenttype": "text/html", "value": "<p>Fog came.</p>"}],
        descriptions=[{"role": "summary", "value": "Ships wait."}],
        infosources=[{"name": "Eskholt Wire Agency"}],
    )
    assert (article.headline, article.body) == ("Fog closes port", "Fog came.")
    assert (article.standfirst, article.source) == (("Ships wait.",), "Eskholt Wire Agency")
    assert (article.external_id, article.url) == ("urn:ewa:1", None)


def test_ninjs_text_keeps_its_paragraphs() -> None:
    assert ninjs(headline="Fog", body_text="Fog came.\r\n\r\nIt left.\n").body == "Fog came.\n\nIt left."


def test_the_stories_of_a_ninjs_composite_are_articles() -> None:
    package = {
        "type": "composite",
        "pubstatus": "usable",
        "associations": {
            "a": {"type": "text", "headline": "Fog", "body_text": "Fog came."},
            "b": {"type": "text", "headline": "Ice", "body_text": "Ice came."},
            "c": {"type": "picture", "description_text": "Fog."},
        },
    }
    assert [article.headline for article in read(json.dumps(package).encode(), "p.json")] == ["Fog", "Ice"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"pubstatus": "canceled"}, State.WITHDRAWN),
        ({"embargoed": "2026-11-24T00:01:00Z"}, State.EMBARGOED),
        ({"ednote": "Correction: name of port"}, State.CORRECTED),
        ({}, State.LIVE),
    ],
)
def test_ninjs_says_its_state(fields: dict[str, str], state: State) -> None:
    assert ninjs(headline="Fog", **fields).state is state


def test_ninjs_authors_are_the_byline_where_there_is_none() -> None:
    authors = [
        {"name": "Ada Lind", "role": "writer"},
        {"name": "Ruth Hallam", "role": "editor"},
        {"name": "Piet Aldous"},
    ]
    assert ninjs(headline="Fog", authors=authors).byline == "Ada Lind, Piet Aldous"
    assert ninjs(headline="Fog", authors=authors, byline="By Jon Vail").byline == "Jon Vail"


def test_a_ninjs_pictures_words_are_a_caption() -> None:
    picture = {"type": "picture", "description_text": "Fog. (Jon Vail/EWA)"}
    assert ninjs(headline="Fog", associations=[picture]).captions == (Caption("Fog. (Jon Vail/EWA)", "Jon Vail/EWA"),)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("picture", "a picture"),
        ("graphic", "a graphic"),
        ("video", "a video"),
        ("audio", "a sound recording"),
        ("event", "an event"),
        ("planning", "a planning item"),
        ("toolbox", "something of the type “toolbox”"),
    ],
)
def test_what_is_no_story_is_refused_by_its_name(kind: str, named: str) -> None:
    item = {"uri": "urn:ewa:9", "type": kind, "headlines": [{"value": "Fog"}], "bodies": [{"value": "Fog at Skarne."}]}
    with pytest.raises(UnreadableError, match=f"holds {named}, and no story"):
        ninjs(**item)


def test_a_list_of_news_gives_its_stories_alone() -> None:
    items = [{"type": "picture", "headline": "Fog"}, {"headline": "Fog", "pubstatus": "usable"}, {"type": "event"}]
    assert [article.headline for article in read(json.dumps(items).encode(), "fog.json")] == ["Fog"]


NINJS_3 = {
    "uri": "urn:ewa:1",
    "standard": {"name": "ninjs", "version": "3.2"},
    "headlines": [
        {"role": "short", "value": "Fog"},
        {"role": "main", "contentType": "text/html", "value": "Fog <i>comes</i>"},
    ],
    "descriptions": [{"role": "caption", "value": "x"}, {"role": "summary", "value": "A port in fog."}],
    "by": "By Ada Lind",
    "infoSources": [{"role": "contributor"}, {"name": "Eskholt Wire"}],
    "copyrightHolder": "Eskholt Group",
    "located": "SKARNE",
    "firstCreated": "2026-11-24T09:00:00Z",
    "versionCreated": "2026-11-24T10:00:00Z",
    "bodies": [
        {"role": "teaser", "contentType": "text/html", "value": "<p>Read on.</p>"},
        {"role": "main", "contentType": "text/html", "value": "<p>Fog came.</p><p>It left.</p>"},
    ],
}  # fmt: skip


def test_ninjs_3_is_read_in_every_field() -> None:
    article = ninjs(**NINJS_3)
    assert (article.headline, article.byline, article.source) == ("Fog comes", "Ada Lind", "Eskholt Wire")
    assert (article.standfirst, article.dateline) == (("A port in fog.",), "SKARNE")
    assert article.body == "Fog came.\n\nIt left."
    assert article.published
    assert article.updated
    assert (article.published.iso, article.updated.iso) == ("2026-11-24T09:00:00+00:00", "2026-11-24T10:00:00+00:00")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"pubStatus": "canceled"}, State.WITHDRAWN),
        ({"pubStatus": "withheld"}, State.EMBARGOED),
        ({"embargoedUntil": "2026-11-25T00:01:00Z"}, State.EMBARGOED),
        ({"edNote": "KILL: do not use"}, State.WITHDRAWN),
        ({"edNote": "EDS: This story has been withdrawn."}, State.WITHDRAWN),
        ({"edNote": "Mandatory kill. The man named is not the man charged."}, State.WITHDRAWN),
        ({"edNote": "Kill last paragraph, about the pilot."}, State.LIVE),
        ({"edNote": "Corrects the name of the pilot."}, State.CORRECTED),
        ({"pubStatus": "usable"}, State.LIVE),
    ],
)
def test_ninjs_3_says_its_state_too(fields: dict[str, str], state: State) -> None:
    assert ninjs(**NINJS_3 | fields).state is state


@pytest.mark.parametrize(
    "stated", [{"role": "nitf"}, {"contentType": "text/vnd.IPTC.NITF"}, {"contentType": "text/plain"}, {}]
)
def test_nitf_inside_json_is_its_text_and_never_its_source(stated: dict[str, str]) -> None:
    story = "<body><body.content><p>Fog came.</p><p>It left.</p></body.content></body>"
    nitf = f"<?xml version='1.0'?><nitf><head/>{story}</nitf>"
    assert ninjs(headline="Fog", bodies=[{"value": nitf, **stated}]).body == "Fog came.\n\nIt left."
    assert ninjs(headline="Fog", pubstatus="usable", body_nitf=nitf).body == "Fog came.\n\nIt left."


def test_items_in_the_envelope_of_a_programming_interface_are_read() -> None:
    item = {
        "uri": "urn:ewa:1",
        "type": "text",
        "pubstatus": "canceled",
        "headline": "Fog",
        "bylines": [{"by": "By Ada Lind"}],
    }
    (article,) = read(json.dumps({"data": {"items": [{"item": item, "meta": {}}]}}).encode(), "fog.json")
    assert (article.headline, article.byline, article.state) == ("Fog", "Ada Lind", State.WITHDRAWN)


def test_a_ninjs_field_of_the_wrong_kind_is_as_good_as_absent() -> None:
    article = ninjs(headline="Fog", byline=["x"], body_html={"a": 1}, associations=7, versioncreated=None, bodies="x")
    assert (article.headline, article.byline, article.body, article.published) == ("Fog", None, "", None)


# -- E-mail


def test_a_subject_survives_the_mail() -> None:
    assert mail("Fog came.", "Subject: =?utf-8?b?Tm9yZOKAmXM=?=\r\n =?utf-8?q?_fog?=").headline == "Nord’s fog"
    # Bytes that were never encoded, in a word that names another character set.
    assert mail("Fog came.", "Subject: =?windows-1252?Q?Nord’s_fog?=").headline == "Nord’s fog"


def test_the_sender_is_the_source_and_not_the_author() -> None:
    article = mail("Fog came.", "Subject: Fog")
    assert (article.source, article.byline) == ("Ada Lind <ada@portwire.example>", None)
    assert mail("By Ada Lind\r\n\r\nFog came.", "Subject: Fog").byline == "Ada Lind"


def test_a_signature_is_no_copy() -> None:
    assert mail("Fog came.\r\n\r\n-- \r\nAda Lind\r\nPort Wire\r\n", "Subject: Fog").body == "Fog came."


def test_an_odd_or_unknown_charset_is_read_and_a_guess_is_flagged() -> None:
    head = b"From: a@b.example\r\nSubject: Fog\r\nContent-Type: text/plain; charset="
    (koi,) = read(head + b"koi8-r\r\n\r\n" + "Туман".encode("koi8-r"), "fog.eml")
    assert (koi.body, koi.guessed_encoding) == ("Туман", None)
    (unknown,) = read(head + b"x-fog\r\n\r\n\x93Fog\x94 caf\xe9", "fog.eml")
    assert (unknown.body, unknown.guessed_encoding) == ("“Fog” café", "cp1252")


def test_an_html_page_laid_out_by_tables_keeps_its_paragraphs() -> None:
    page = "<table><tr><td><p>Fog came.</p><p>It left.</p></td></tr></table>"
    assert mail(page, "Subject: Fog", "Content-Type: text/html").body == "Fog came.\n\nIt left."


def test_attachments_are_left_out() -> None:
    parts = (
        "--p\r\nContent-Type: text/plain\r\n\r\nFog came.\r\n"
        "--p\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nLog.\r\n--p--\r\n"
    )
    assert mail(parts, "Subject: Fog", "Content-Type: multipart/mixed; boundary=p").body == "Fog came."


@pytest.mark.parametrize("subject", ["EMBARGOED: Fog report", "Embargoed until 24 November 2026 09:00"])
def test_a_subject_can_embargo(subject: str) -> None:
    assert mail("Fog came.", f"Subject: {subject}").state is State.EMBARGOED


FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed"


@pytest.mark.parametrize(
    ("field", "text", "body"),
    [
        (FLOWED, "“Fog came, and I would not \r\nsail in it,” Idris Moll said.\r\n\r\nIt left.", None),
        (f"{FLOWED}; delsp=yes", "“Fog came, and I would not  \r\nsail in it,” Idris Moll said.\r\n\r\nIt left.", None),
        (f"{FLOWED}; delsp=yes", "霧が \r\n来た。", "霧が来た。"),
        (FLOWED, "Short lines\r\nstay lines.\r\n", "Short lines\n\nstay lines."),
        (FLOWED, "> Fog \r\n> came.\r\nWho says \r\nso?", "> Fog came.\n\nWho says so?"),
        (FLOWED, " From the pier \r\nnothing was seen.", "From the pier nothing was seen."),
    ],
)
def test_lines_that_a_mail_program_broke_are_one_line_again(field: str, text: str, body: str | None) -> None:
    whole = body or "“Fog came, and I would not sail in it,” Idris Moll said.\n\nIt left."
    assert mail(text, "Subject: Fog", field).body == whole


def parts(*inner: str) -> str:
    return "".join(f"--p\r\n{part}\r\n" for part in inner) + "--p--\r\n"


MIXED = "Content-Type: multipart/mixed; boundary=p"


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ('Content-Type: application/ms-tnef; name="winmail.dat"\r\n\r\nx', "its text is in winmail.dat, which cannot"),
        ("Content-Type: application/pdf\r\n\r\nx", r"its text is in an attachment \(application/pdf\)"),
        ("Content-Type: image/png\r\n\r\nx", "it has no text"),
    ],
)
def test_a_mail_whose_text_is_elsewhere_is_refused_with_where(part: str, where: str) -> None:
    with pytest.raises(UnreadableError, match=where):
        mail(parts("Content-Type: text/plain\r\n\r\n\r\n", part), "Subject: Statement", MIXED)


def test_an_attachment_that_is_left_out_is_named_and_a_picture_is_not_missed() -> None:
    text, picture = "Content-Type: text/plain\r\n\r\nFog came.", 'Content-Type: image/png; name="a.png"\r\n\r\nx'
    document = 'Content-Type: application/msword; name="log.doc"\r\n\r\nx'
    assert mail(parts(text, picture), "Subject: Fog", MIXED).incomplete is None
    assert mail(parts(text, document), "Subject: Fog", MIXED).incomplete == "Left out, as it cannot be read: log.doc."
    head = "Content-Type: application/octet-stream; name=winmail.dat\r\nContent-Transfer-Encoding: base64"
    packed = f"{head}\r\n\r\neJ8+Ig=="
    told = mail(parts(text, packed), "Subject: Fog", MIXED).incomplete
    assert told == (
        "Left out, as it cannot be read: winmail.dat (ask the sender for the message as plain text or HTML, not as rich"
        " text)."
    )


def test_a_message_attached_to_a_message_is_read_too() -> None:
    inner = "From: press@port.example\r\nSubject: Fog at Skarne\r\n\r\n“Fog came,” Idris Moll said."
    attached = f"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n{inner}"
    head = f"From: a@port.example\r\nSubject: Fwd\r\n{MIXED}\r\n\r\n"
    mails = read((head + parts("Content-Type: text/plain\r\n\r\nSee below.", attached)).encode(), "a.eml")
    assert [(m.headline, m.source, m.body) for m in mails] == [
        ("Fwd", "a@port.example", "See below."),
        ("Fog at Skarne", "press@port.example", "“Fog came,” Idris Moll said."),
    ]
    (alone,) = read((head + parts(attached)).encode(), "a.eml")
    assert alone.headline == "Fog at Skarne"


def test_a_mail_that_says_all_in_its_subject_is_its_headline() -> None:
    assert mail("", "Subject: KILL: Fog at Skarne").state is State.WITHDRAWN


def test_ninjs_items_on_a_line_each_are_all_read() -> None:
    lines = "\n".join(
        json.dumps({"pubstatus": "usable", "uri": f"urn:ewa:{n}", "headline": f"Fog {n}"}) for n in (1, 2)
    )
    assert [article.headline for article in read(lines.encode(), "fog.json")] == ["Fog 1", "Fog 2"]
