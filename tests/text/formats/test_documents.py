"""Documents are read word for word, with their pages, and parts outside the text are reported."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import pytest

from newstext import read
from newstext.article import Page, page_of
from newstext.formats import UnreadableError
from newstext.formats.documents import pdf as pdf_reader
from tests.text.formats.document_files import Set, column, docx, odt, packed, pdf

if TYPE_CHECKING:
    from newstext.article import Article

SAID = "“We had no steering at all,” captain Owen Pell said."


def only(data: bytes, name: str = "report") -> Article:
    (article,) = read(data, name)
    for join in article.joins:
        assert article.body[join.at - 1].isalpha()
        assert article.body[join.at].isalpha()
    return article


def rtf(text: str, head: str = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}{\f1\fcharset204 Times;}}") -> Article:
    return only(b"{\\rtf1" + head.encode() + text.encode("latin-1") + b"}")


def test_rtf_is_read_in_its_own_encodings() -> None:
    article = rtf(r"""\pard Ferry stops\par
\'93We had no steering at all,\'94 captain Owen Pell said.\par
\uc1\u8222?Nein\u8220?, sagte er. Caf\'e9 \u-10179?\u-8704? \f1\'cd\'e5\'f2.\f0\par
Two\~words, one\-word\line next\tab line\par""")
    assert article.headline == "Ferry stops"
    assert article.body.split("\n\n") == [
        SAID,
        "„Nein“, sagte er. Café 😀 Нет.",
        "Two\u00a0words, one\u00adword\nnext\tline",
    ]
    assert article.reader_notes == ()


def test_rtf_tells_what_is_not_its_text() -> None:
    article = rtf(
        r"{\info{\title Old}}{\stylesheet{\s1 heading;}}{\header Harbour board\par}{\*\unknown no}"
        r"\pard The yard looked{\footnote\pard See the log.} at it{\*\annotation{\*\atnref 1}No!}. "
        r"{\deleted Nobody asked. }{\revised All agreed. }{\v hidden}{\field{\*\fldinst HYPERLINK x}{\fldrslt Here}}"
        r"{\pict\bin4 }}}}}it ends.\par"
    )
    assert article.body == "The yard looked at it. All agreed. Hereit ends.\n\nSee the log."
    assert article.reader_notes == (
        "Its 1 footnote stands after the text.",
        "It has tracked changes, read as accepted: 1 insertion in the text, 1 deletion left out.",
        "Left out: 1 comment in the margin.",
        "Left out, above and below the pages: “Harbour board”.",
    )


def test_a_table_of_rtf_is_lines_with_tabs() -> None:
    article = rtf(
        r"\pard Boats and passengers of the week, as counted.\par\trowd Arvid\cell 212\cell\row Eskil\cell 8\cell\row"
    )
    assert article.body.endswith("\n\nArvid\t212\n\nEskil\t8")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(inside)}</w:p>'


def test_a_word_document_is_read_with_its_pages_and_what_is_beside_its_text() -> None:
    article = only(
        docx(
            paragraph(run("Ferry stops"), style="Title")
            + paragraph(run("“We had no "), run("steering at all,” captain Owen Pell said."))
            + paragraph(
                run("All "),
                "<w:del><w:r><w:delText>nobody </w:delText></w:r></w:del>",
                f"<w:ins>{run('agreed ')}</w:ins>",
                "<w:r><w:lastRenderedPageBreak/></w:r>",
                run("in the end"),
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
                "<w:r><w:tab/><w:br/><w:noBreakHyphen/></w:r>",
            )
            + f"<w:tbl><w:tr><w:tc>{paragraph(run('Arvid'))}</w:tc><w:tc>{paragraph(run('212'))}</w:tc></w:tr></w:tbl>",
            footnotes=f'<w:footnote w:id="2">{paragraph(run("See the log."))}</w:footnote>',
            comments=f'<w:comment w:id="1">{paragraph(run("No!"))}</w:comment>',
            header1=paragraph(run("Harbour board")),
        )
    )
    assert article.headline == "Ferry stops"
    assert article.body.split("\n\n") == [
        SAID,
        "All agreed in the end[1]\t\n\u2011",
        "Arvid\t212",
        "[1] See the log.",
    ]
    assert [(page.label, article.body[page.start :][:10]) for page in article.pages] == [
        ("1", "“We had no"),
        ("2", "in the end"),
    ]
    assert article.reader_notes == (
        "Its 1 footnote stands after the text.",
        "It has tracked changes, read as accepted: 1 insertion in the text, 1 deletion left out.",
        "Left out: 1 comment in the margin.",
        "Left out, above and below the pages: “Harbour board”.",
    )


def test_a_text_box_of_word_comes_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f'<mc:AlternateContent xmlns:mc="x">{either}</mc:AlternateContent>'
    article = only(
        docx(paragraph(run("The ferry"), f"<w:r>{both}</w:r>", run(" stopped at noon.")) + paragraph(run("It left.")))
    )
    assert article.body == "The ferry stopped at noon.\n\nIn the box.\n\nIt left."


def test_small_letters_beside_a_word_are_no_part_of_it() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby></w:r>"
    assert only(docx(paragraph(ruby, run("の船は昼に止まった。")))).body == "東の船は昼に止まった。"
    base = "<text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>とう</text:ruby-text></text:ruby>"
    assert (
        only(odt(f"<text:p>{base}の船は昼に<text:title>止まった</text:title>。</text:p>")).body
        == "東の船は昼に止まった。"
    )


def test_an_opendocument_text_is_read_with_its_pages_and_what_is_beside_its_text() -> None:
    article = only(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Nobody.</text:p></text:deletion>"
            "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
            "<text:h>Ferry stops</text:h>\n"
            "<text:p>“We had no <text:span>steering\n at</text:span> all,”<text:s text:c='2'/>captain"
            "<office:annotation><dc:creator>Bo</dc:creator><text:p>No!</text:p></office:annotation>"
            " Owen Pell said.</text:p>"
            "<text:p>All agreed<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>See the log.</text:p></text:note-body></text:note> in "
            "<text:soft-page-break/>the end.<text:tab/><text:line-break/>x</text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>Arvid</text:p></table:table-cell><table:table-cell>"
            "<text:p>212</text:p></table:table-cell></table:table-row></table:table>",
            styles="<style:header><text:p>Harbour board</text:p></style:header>",
        )
    )
    assert article.headline == "Ferry stops"
    assert article.body.split("\n\n") == [
        "“We had no steering at all,”  captain Owen Pell said.",
        "All agreed[1] in the end.\t\nx",
        "Arvid\t212",
        "[1] See the log.",
    ]
    assert [(page.label, article.body[page.start :][:8]) for page in article.pages] == [
        ("1", "“We had "),
        ("2", "the end."),
    ]
    assert len(article.reader_notes) == 4


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx(""), "without text"),
        (odt(""), "without text"),
        (docx(paragraph(run("Fog.")))[:-40], "damaged"),
        (docx('<!DOCTYPE x [<!ENTITY a "b">]>'), "complete XML|entities"),
        (docx("x" * 17_000_000), "larger than 16 MB"),
        (odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "password"),
        (packed({"word/document.xml": "<x/>"}), "without text"),
        (b"{\\rtf1 }", "without text"),
        (b"{\\rtf1 " + b"{" * 300, "nested too deeply"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf([[], []]), "scanned pages"),
    ],
    ids=range(11),
)
def test_a_document_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why) as refused:
        read(data, "report")
    assert ";" in str(refused.value)


def test_a_short_line_above_a_release_is_its_headline_and_a_label_none() -> None:
    article = only(
        docx(
            "".join(
                paragraph(run(text)) for text in ("FOR IMMEDIATE RELEASE", "Ferry sails again", "By Ada Lind", SAID)
            )
        )
    )
    assert (article.headline, article.byline, article.body) == (
        "Ferry sails again",
        "Ada Lind",
        f"By Ada Lind\n\n{SAID}",
    )


HEAD = "Harbour board · Report on the night ferry"
TEXT = [
    ["The ferry stopped in the sound at noon after a fault in its rud-", "der, and two hundred", "people waited."],
    ["“We had no power-steering at all,” Owen Pell said, “and no-", "body told us why power-", "steering failed."],
    ["I would not take her out again.”", "", "The yard will look at every bearing before she sails, the board said."],
]  # fmt: skip


def pages() -> list[list[Set]]:
    return [
        [Set(50, 800, HEAD, 8), *column(50, 760, lines), Set(290, 30, f"{number} / 3", 8)]
        for number, lines in enumerate(TEXT, 1)
    ]


def test_a_pdf_is_read_with_its_pages_its_joins_and_without_its_running_heads() -> None:
    article = only(pdf(pages()))
    assert article.body.split("\n\n") == [
        "The ferry stopped in the sound at noon after a fault in its rudder, and two hundred people waited.",
        "“We had no power-steering at all,” Owen Pell said, “and nobody told us why power-steering failed.",
        "I would not take her out again.”",
        "The yard will look at every bearing before she sails, the board said.",
    ]
    halves = [(article.body[: join.at].split()[-1], article.body[join.at :].split()[0]) for join in article.joins]
    assert halves == [("rud", "der,"), ("no", "body")]
    assert {join.removed for join in article.joins} == {"-"}
    assert article.reader_notes == (
        f"Left out, above and below the pages: “{HEAD}”.",
        "2 words are joined over line ends.",
    )
    starts = [(page.label, article.body[page.start :][:6]) for page in article.pages]
    assert starts == [("1", "The fe"), ("2", "“We ha"), ("3", "I woul")]
    assert [page_of(article, article.body.index(word)) for word in ("The ferry", "rudder", "nobody", "yard")] == [
        "1",
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_upright(turned: int) -> None:
    low = [[*column(50, 500, lines)] for lines in TEXT]
    assert only(pdf(low, turned=turned)).body == only(pdf(low)).body


def test_what_is_off_the_page_or_drawn_twice_is_not_in_the_text() -> None:
    words = column(50, 700, ["The ferry stopped at noon, the board said."])
    again = [line._replace(left=line.left + 0.3) for line in words]
    article = only(pdf([[Set(50, 9e9, "Far out."), Set(-900, 650, "Beside it."), *words, *again]]))
    assert article.body == words[0].words


def test_a_page_is_named_as_the_document_counts() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r /St 4 >> 1 << /S /D /St 7 >>] >>"
    article = only(pdf(pages(), labels=labels))
    assert [page.label for page in article.pages] == ["iv", "7", "8"]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    text = [
        ["The ferry stopped at noon and nobody on the pier", "could say"],
        ["when she would sail again, the board said."],
    ]
    article = only(pdf([column(50, 780, lines) for lines in text]))
    assert (
        article.body
        == "The ferry stopped at noon and nobody on the pier could say when she would sail again, the board said."
    )
    assert article.pages == (Page("1", 0), Page("2", article.body.index("when she")))


LEFT = [f"left {number} of a column of words that goes" for number in range(6)]
RIGHT = [f"right {number} of a column of words that goes" for number in range(6)]


@pytest.mark.parametrize("order", [1, -1, 0])
def test_columns_are_read_one_after_the_other_whatever_the_order_in_the_file(order: int) -> None:
    rows = [row for pair in zip(column(50, 700, LEFT), column(320, 700, RIGHT), strict=True) for row in pair]
    rows = rows[::order] if order else column(320, 700, RIGHT) + column(50, 700, LEFT)
    headline = [Set(50, 760, "A headline that goes over both of the columns of this page", 18)]
    article = only(pdf([headline + rows]))
    assert article.headline == headline[0].words
    assert article.body == " ".join([*LEFT, *RIGHT])


def test_cells_of_a_table_stay_in_their_rows() -> None:
    table = [
        Set(left, 600 - 14 * row, words)
        for row, cells in enumerate(
            [("Boat", "People"), ("Arvid", "212"), ("Eskil", "8"), ("Ingrid", "96"), ("Tor", "4")]
        )
        for left, words in ((60, cells[0]), (300, cells[1]))
    ]
    article = only(
        pdf([column(50, 700, ["The boats of the week and their passengers, as the board counted."]) + table])
    )
    assert article.body.endswith("Boat\tPeople\nArvid\t212\nEskil\t8\nIngrid\t96\nTor\t4")


def test_footnotes_of_a_pdf_stand_after_the_text_with_their_own_page() -> None:
    first = column(50, 780, ["The ferry stopped at noon and nobody on the pier1 could"])
    second = column(50, 780, ["say when she would sail again, the board said.", "", "It rained2 all day."])
    article = only(
        pdf(
            [
                first + column(50, 90, ["1 The pier at Sandrey, 90 metres", "long, is closed at night."], size=8),
                second + column(50, 80, ["2 As the gauge says."], size=8),
            ]
        )
    )
    assert article.body.split("\n\n") == [
        "The ferry stopped at noon and nobody on the pier1 could say when she would sail again, the board said.",
        "It rained2 all day.",
        "1 The pier at Sandrey, 90 metres long, is closed at night.",
        "2 As the gauge says.",
    ]
    assert article.reader_notes == ("Its 2 footnotes stand after the text.",)
    assert [page_of(article, article.body.index(word)) for word in ("ferry", "say", "gauge", "metres")] == list("1221")


def test_pages_without_text_are_named() -> None:
    article = only(pdf([*pages(), []]))
    assert article.reader_notes[-2] == "Without text, perhaps scanned: p. 4."


def test_without_its_library_a_pdf_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return imported(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UnreadableError, match=r"pip install 'pullquote\[documents\]'"):
        pdf_reader.read(pdf(pages()), "report.pdf")
