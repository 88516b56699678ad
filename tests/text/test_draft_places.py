"""Quotations are found in a draft as it was typed, whatever markup is among their words."""

from __future__ import annotations

import pytest

from newstext.draft_places import Quoted, TypedText
from newstext.draft_quotations import ELLIPSIS, quotations_of
from newstext.drafts import typed_draft

TEXT = "Fog.\r\n\r\n“We will sail,” and again: “We will sail,” said Holt. “The crew,” she said, “is whole.”\r\n"
MARKDOWN = (
    "# “Not yet” 😀\n\n"
    "“We *will* sail [again](https://port.example/(1)) to **Holt**’s caf&eacute;[^1] tonight,” he said.\n\n"
    "> The harbour is\n> closed.\n>\n> — Mira Holt\n"
)
HTML = (
    "<html><head><title>“We will sail”</title></head><body><!-- “We will sail” --><p>&ldquo;We <b>w</b>ill\n"
    "<em>sail</em>,&rdquo; said Holt.</p><blockquote>&Eacute;tat don&#8217;t</blockquote>"
)


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        (TEXT, "d.txt", ["We will sail", "We will sail", "The crew | is whole"]),
        (
            MARKDOWN,
            "d.md",
            [
                "Not yet",
                "We *will* sail [again](https://port.example/(1)) to **Holt**’s caf&eacute;[^1] tonight",
                "The harbour is\n> closed",
            ],
        ),
        (HTML, "d.html", ["We <b>w</b>ill\n<em>sail", "&Eacute;tat don&#8217;t"]),
    ],
    ids=["text", "Markdown", "HTML"],
)
def test_each_quotation_is_found_where_it_was_typed(text: str, name: str, places: list[str]) -> None:
    draft = typed_draft(text, name)
    typed = TypedText(text, is_html=not draft.has_lines)
    quoted = [
        Quoted(tuple(one.words.split(ELLIPSIS)), one.line if draft.has_lines else None)
        for one in quotations_of(draft.text)
        if one.is_marked
    ]
    found = typed.places(quoted)

    assert [" | ".join(span.of(text) for span in pieces) for pieces in found] == places
    assert [pieces[0].start for pieces in found] == sorted({pieces[0].start for pieces in found})


def test_words_that_are_not_there_are_found_nowhere() -> None:
    typed = TypedText("“We will sail.”\nFog.")

    assert typed.places([Quoted(("no such words",), 1), Quoted(("We will", "never"), 1)]) == [(), ()]
    assert typed.line(2).of(typed.text) == "Fog."


@pytest.mark.parametrize("hostile", ["<!--", "<script>", "<head><style><title>"])
def test_a_page_of_elements_that_nothing_closes_is_searched_in_one_pass(hostile: str) -> None:
    page = f"{hostile * 50_000}<p>“We will sail,” said Holt.</p>"  # many minutes in time that grows with its square

    [[words]] = TypedText(page, is_html=True).places([Quoted(("We will sail",))])
    assert words.of(page) == "We will sail"
