"""NITF, NewsML-G2 and NewsML 1: the fields that each states, and none invented."""

import pytest

from newstext import read
from newstext.article import Article, Caption
from newstext.formats import UnreadableError
from newstext.stated import Precision, State


def stories(markup: str) -> list[Article]:
    return read(markup.encode(), "wire.xml")


def one(markup: str) -> Article:
    (article,) = stories(markup)
    return article


def nitf(*, head: str = "", top: str = "<hedline><hl1>Fog</hl1></hedline>", body: str = "<p>Fog came.</p>") -> Article:
    return one(
        f"<nitf><head><docdata>{head}</docdata></head><body><body.head>{top}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )


def g2(*, item: str = "", meta: str = "", body: str = "<p>Fog came.</p>", kind: str = "ninat:text") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:ewa.example,2026:1" version="2">'
        f'<itemMeta><itemClass qcode="{kind}"/>{item}</itemMeta><contentMeta>{meta}</contentMeta>'
        f'<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML>'
        "</contentSet></newsItem>"
    )


def newsml1(*, management: str = "", lines: str = "", body: str = "<p>Fog came.</p>") -> Article:
    return one(
        f"<NewsML><NewsItem><NewsManagement>{management}</NewsManagement><NewsComponent>"
        f"<NewsLines>{lines}</NewsLines><ContentItem><DataContent>{body}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )


# -- Paragraphs


def test_indents_and_blank_lines_inside_one_p_part_paragraphs() -> None:
    body = (
        "<p>\n    SKARNE (EWA) - The fog came in the night\nand stayed.\n    “It has no plans to leave,” the\n"
        "harbourmaster said.\n \n\n(Reporting by Piet Aldous)</p>"
    )
    assert one(g2(body=body)).body.split("\n\n") == [
        "SKARNE (EWA) - The fog came in the night and stayed.",
        "“It has no plans to leave,” the harbourmaster said.",
        "(Reporting by Piet Aldous)",
    ]


def test_a_programs_indents_part_nothing() -> None:
    assert nitf(body="<p>\n   The fog came.\n   It stayed\n   until noon.\n  </p>").body == (
        "The fog came. It stayed until noon."
    )


def test_a_br_after_a_sentence_ends_a_paragraph_and_any_other_a_line() -> None:
    body = "<p>The fog came.<br/>It stayed.</p><p>Harbour Office<br/>Port Verrin</p>"
    assert nitf(body=body).body == "The fog came.\n\nIt stayed.\n\nHarbour Office\nPort Verrin"


def test_words_are_neither_joined_nor_split_at_inline_elements() -> None:
    body = "<p>The <org>Fog</org>fighters of <location>Port <em>Verrin</em></location>, “u<em>n</em>ited”.</p>"
    assert nitf(body=body).body == "The Fogfighters of Port Verrin, “united”."


def test_characters_stay_as_received() -> None:
    body = "<p>A  B\u00a0C co\u00adop e\u0301 \u200d„x“</p>"
    assert nitf(body=body).body == "A  B\u00a0C co\u00adop e\u0301 \u200d„x“"


def test_a_table_is_a_paragraph_of_lines_and_an_empty_one_is_nothing() -> None:
    table = (
        "<table><caption>Fog</caption><tr><th>Where</th><th>Hours</th></tr><tr><td>Skarne</td><td>9</td></tr></table>"
    )
    assert nitf(body=table).body == "Fog\nWhere\tHours\nSkarne\t9"
    assert nitf(body="<table><tr><td/></tr></table><p>Fog came.</p>").body == "Fog came."


def test_a_paragraph_of_no_break_spaces_is_none() -> None:
    assert nitf(body="<p>One.</p><p>\u00a0</p><p>Two.<br/>\u00a0<br/>Three.</p>").body == "One.\n\nTwo.\n\nThree."


def test_markup_that_was_escaped_is_read_as_markup() -> None:
    assert newsml1(body="<![CDATA[<p>One &amp; two.</p><p>Three.</p>]]>").body == "One & two.\n\nThree."


# -- States


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("", State.LIVE),
        ('<ed-msg info="Corrects the name of the harbourmaster"/>', State.CORRECTED),
        ('<correction info="name"/>', State.CORRECTED),
        ('<du-key key="FOG, CORRECTED"/>', State.CORRECTED),
        ('<ed-msg info="Not for release before noon"/>', State.EMBARGOED),
        ('<ed-msg info="Adds detail"/><ed-msg info="KILL the story"/>', State.WITHDRAWN),
        ('<ed-msg info="Explains trade embargo"/>', State.LIVE),
    ],
)
def test_nitf_says_its_state_in_many_places(head: str, state: State) -> None:
    assert nitf(head=head).state is state


@pytest.mark.parametrize(
    ("headline", "state"),
    [
        ("CORRECTED-Fog closes port", State.CORRECTED),
        ("Correction: Fog closes port", State.CORRECTED),
        ("Fog closes port (UPDATE 2, PIX, CORRECTED)", State.CORRECTED),
        ("WITHDRAWN: Fog closes port", State.WITHDRAWN),
        ("Correction officers strike in fog", State.LIVE),
        ("Corrected maps show fog", State.LIVE),
        ("FOG AND BOMBS KILL THREE IN PORT", State.LIVE),
        ("UPDATE 2-Fog closes port", State.LIVE),
        ("REFILE-Fog closes port", State.LIVE),
    ],
)
def test_a_headline_says_it_only_where_agencies_write_it(headline: str, state: State) -> None:
    assert nitf(top=f"<hedline><hl1>{headline}</hl1></hedline>").state is state


@pytest.mark.parametrize(
    ("item", "state"),
    [
        ('<pubStatus qcode="stat:usable"/>', State.LIVE),
        ('<pubStatus qcode="stat:withheld"/>', State.EMBARGOED),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', State.WITHDRAWN),
        ('<signal qcode="sig:correction"/>', State.CORRECTED),
        ('<signal qcode="sig:retraction"/><pubStatus qcode="stat:usable"/>', State.WITHDRAWN),
        ("<edNote>Adds detail</edNote><edNote>Kill this story.</edNote>", State.WITHDRAWN),
        ('<signal qcode="sig:update"/>', State.LIVE),
        ("<embargoed>2026-11-24T00:01:00+01:00</embargoed>", State.EMBARGOED),
        ('<pubStatus qcode="stat:canceled"/><signal qcode="edStat:C"/>', State.WITHDRAWN),
    ],
)
def test_g2_says_its_state_in_codes(item: str, state: State) -> None:
    assert one(g2(item=item)).state is state


def test_a_withdrawn_item_keeps_its_identity_and_has_no_text() -> None:
    article = one(g2(item='<pubStatus qcode="stat:canceled"/>', body="<p/>"))
    assert (article.state, article.body, article.external_id) == (State.WITHDRAWN, "", "tag:ewa.example,2026:1")


def test_newsml_1_says_when_an_embargo_ends() -> None:
    article = newsml1(
        management='<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        "<DateAndTime>20261124T000100Z</DateAndTime></StatusWillChange>"
    )
    assert article.state is State.EMBARGOED
    assert article.embargo is not None
    assert article.embargo.iso == "2026-11-24T00:01:00+00:00"


def test_newsml_1_says_it_as_an_instruction_too() -> None:
    instruction = '<Status FormalName="Usable"/><Instruction FormalName="Delete"/>'
    assert newsml1(management=instruction).state is State.WITHDRAWN


@pytest.mark.parametrize(("status", "state"), [("Canceled", State.WITHDRAWN), ("Usable", State.LIVE)])
def test_newsml_1_says_its_status(status: str, state: State) -> None:
    assert newsml1(management=f'<Status FormalName="{status}"/>').state is state


# -- Times


def test_a_release_later_than_the_issue_is_an_embargo_and_no_other_is() -> None:
    issue = '<date.issue norm="20261122T101500+0100"/>'
    assert nitf(head=f'{issue}<date.release norm="20261124T000100+0100"/>').state is State.EMBARGOED
    same = nitf(head=f'{issue}<date.release norm="20261122T101500+0100"/>')
    assert (same.state, same.embargo) == (State.LIVE, None)


def test_a_day_stays_a_day_and_a_local_time_local() -> None:
    day = nitf(head='<date.issue norm="20261122"/>').published
    assert day is not None
    assert (day.iso, day.precision, day.instant) == ("2026-11-22", Precision.DAY, None)
    local = nitf(head='<date.issue norm="20261122T101500"/>').published
    assert local is not None
    assert (local.iso, local.zoned) == ("2026-11-22T10:15:00", False)


@pytest.mark.parametrize("raw", ["99991231T235959-1200", "20261340T256100Z", "yesterday", "2026-11-31T10:00:00Z"])
def test_a_time_that_cannot_be_keeps_its_words_alone(raw: str) -> None:
    published = nitf(head=f'<date.issue norm="{raw}"/>').published
    assert published is not None
    assert (published.raw, published.iso, published.instant) == (raw, None, None)


def test_without_a_time_there_is_none() -> None:
    assert nitf().published is None
    assert nitf().updated is None


# -- Who, where, which


def test_a_slug_is_no_headline() -> None:
    assert one(g2(meta="<slugline>SKARNE-FOG</slugline>")).headline is None
    assert newsml1(lines="<SlugLine>Skarne-fog</SlugLine>").headline is None


def test_a_byline_has_neither_by_nor_title_in_it() -> None:
    top = "<byline>By ADA LIND<byttl>Fog Correspondent</byttl></byline>"
    assert nitf(top=top).byline == "ADA LIND"
    assert nitf(body="<p>By Ada Lind</p><p>Fog came.</p>").byline == "Ada Lind"


def test_a_line_of_text_that_begins_with_by_is_no_byline() -> None:
    assert nitf(body="<p>By Tuesday the fog had reached Sandrey.</p>").byline is None


def test_an_agency_among_the_creators_is_no_byline() -> None:
    assert one(g2(meta='<creator literal="EWA"/>')).byline is None
    assert one(g2(meta='<creator type="cpnat:person"><name>Ada Lind</name></creator>')).byline == "Ada Lind"


def test_the_dateline_is_read_from_the_text_and_stays_in_it() -> None:
    article = nitf(body="<p>SKARNE, Nov 24 (EWA) - Fog came.</p>")
    assert article.dateline == "SKARNE, Nov 24 (EWA)"
    assert article.body == "SKARNE, Nov 24 (EWA) - Fog came."


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("ALTWERTH/AMBREY, Nov 24 (EWA) - Fog came.", "ALTWERTH/AMBREY, Nov 24 (EWA)"),
        ("Upper Torrin (ewa) -- Fog came.", "Upper Torrin (ewa)"),
        ("SKARNE, Halmark (EWA) _ Fog came.", "SKARNE, Halmark (EWA)"),
        ("SANDREY: Fog came.", "SANDREY"),
        ("The fog (a word for low cloud) came.", None),
        ("Fog came - and left.", None),
    ],
)
def test_datelines_are_set_in_many_ways(opening: str, dateline: str | None) -> None:
    assert nitf(body=f"<p>{opening}</p>").dateline == dateline


def test_a_newspapers_archive_says_where_a_story_was_printed() -> None:
    article = one(
        '<nitf><head><docdata><doc-id id-string="1"/></docdata><pubdata date.publication="19870101T000000" '
        'ex-ref="https://northernpost.example/1987/fog" name="Northern Post"/></head><body><body.head>'
        "<hedline><hl1>Fog</hl1></hedline></body.head></body></nitf>"
    )
    assert (article.url, article.source) == ("https://northernpost.example/1987/fog", "Northern Post")
    assert article.published is not None
    assert not article.published.zoned


def test_a_caption_has_its_pictures_credit() -> None:
    body = (
        '<media media-type="image"><media-caption>Fog at Skarne.</media-caption>'
        "<media-producer>EWA/Jon Vail</media-producer></media><p>Fog came.</p>"
    )
    assert nitf(body=body).captions == (Caption("Fog at Skarne.", "EWA/Jon Vail"),)
    assert nitf(body=body).body == "Fog came."
    figure = "<figure><img/><figcaption>Fog. (Jon Vail/EWA)</figcaption></figure><p>Fog came.</p>"
    assert one(g2(body=figure)).captions == (Caption("Fog. (Jon Vail/EWA)", "Jon Vail/EWA"),)


def test_a_picture_goes_with_the_story_that_was_sent_with_it() -> None:
    picture = g2(kind="ninat:picture", meta='<description role="drol:caption">Fog.</description>', body="").replace(
        "2026:1", "2026:2"
    )
    article = one(f"<newsMessage><itemSet>{g2()}{picture}</itemSet></newsMessage>")
    assert article.captions == (Caption("Fog."),)


def test_of_two_stories_neither_gets_a_picture_that_names_none() -> None:
    picture = g2(kind="ninat:picture", meta="<description>Fog.</description>", body="").replace("2026:1", "2026:2")
    other = g2().replace("2026:1", "2026:3")
    articles = stories(f"<newsMessage><itemSet>{g2()}{picture}{other}</itemSet></newsMessage>")
    assert [article.captions for article in articles] == [(), ()]


@pytest.mark.parametrize(("kind", "named"), [("ninat:picture", "a picture"), ("ninat:video", "a video")])
def test_a_picture_or_video_sent_alone_is_no_story(kind: str, named: str) -> None:
    with pytest.raises(UnreadableError, match=f"holds {named}, and no story"):
        stories(g2(kind=kind, meta="<headline>Fog</headline>", body=""))


def test_a_kill_notice_takes_back_the_story_that_it_names() -> None:
    head = '<docdata management-status="usable" management-doc-idref="fog-1" management-idref-status="canceled"/>'
    notice = (
        f"<nitf><head>{head}</head><body><body.head><hedline><hl1>Advisory</hl1></hedline></body.head></body></nitf>"
    )
    advisory, killed = stories(notice)
    assert (advisory.headline, advisory.state) == ("Advisory", State.LIVE)
    assert killed == Article(external_id="fog-1", state=State.WITHDRAWN)


def test_a_package_that_only_points_elsewhere_is_its_headline() -> None:
    article = one(
        '<packageItem guid="tag:ewa.example,2026:9" version="1"><contentMeta><headline>Fog, the day</headline>'
        '</contentMeta><groupSet><group><itemRef residref="tag:ewa.example,2026:1"/></group></groupSet></packageItem>'
    )
    assert (article.headline, article.body, article.external_id) == ("Fog, the day", "", "tag:ewa.example,2026:9")


def test_a_headline_set_above_the_text_again_is_not_its_first_paragraph() -> None:
    body = "<header><h1>Fog closes port</h1></header><section><p>Fog came.</p></section>"
    assert one(g2(meta="<headline>Fog closes port</headline>", body=body)).body == "Fog came."


def test_a_correction_set_in_brackets_above_the_text_is_one() -> None:
    body = "<p>(In Jan. 3 story, corrects name of port)</p><p>SKARNE (EWA) - Fog came.</p>"
    assert one(g2(body=body)).state is State.CORRECTED
    assert one(g2(body="<p>Fog came (nobody corrects it).</p>")).state is State.LIVE


def test_plain_text_in_an_envelope_keeps_its_paragraphs() -> None:
    assert newsml1(body="\nThe fog came.\n\nIt left at noon.\n").body == "The fog came.\n\nIt left at noon."
    lines = ("The fog came in the night, and nobody on the quay could say when.", "It left.", "Ships sailed.")
    assert newsml1(body="\n".join(lines)).body == "\n\n".join(lines)


def test_a_pictures_credit_is_not_the_storys() -> None:
    article = one(
        "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Fog</HeadLine></NewsLines><NewsComponent>"
        '<Role FormalName="Caption"/><NewsLines><CreditLine>EWA/Jon Vail</CreditLine></NewsLines><ContentItem>'
        "<DataContent>Fog at Skarne.</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"
    )
    assert article.credit is None
    assert article.captions == (Caption("Fog at Skarne.", "EWA/Jon Vail"),)


def test_versions_of_a_newsml_1_story_share_one_identity() -> None:
    item = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>ewa.example</ProviderId>"
        "<DateId>20261119</DateId><NewsItemId>FOG</NewsItemId><RevisionId>{0}</RevisionId>"
        "<PublicIdentifier>urn:newsml:ewa.example:20261119:FOG:{0}</PublicIdentifier></NewsIdentifier>"
        "</Identification><NewsComponent><NewsLines><HeadLine>Fog</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>"
    )
    first, second = one(item.format(1)), one(item.format(2))
    assert first.external_id == second.external_id == "urn:newsml:ewa.example:20261119:FOG"
    assert (first.external_version, second.external_version) == ("1", "2")
