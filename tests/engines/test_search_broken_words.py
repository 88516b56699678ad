"""Words with break points inside: soft hyphens, zero-width characters, hyphens at line ends. Stored verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.newsroom import story

if TYPE_CHECKING:
    from store import Archive

NOTICE = """PILOTS' NOTICE

The launch lay at the quay all night with a cracked man-
ifold, and nobody from the har-
bour office came. “We had no light at all, and the tide-
tables were last year’s,” said coxswain Ilse Varga in the ﬁnal re-
port of the watch.
"""

BODIES = {
    "soft hyphens": "The mani\u00adfold cracked, the har\u00adbour office said, and the mani\u00adfold is old.",
    "spaces without width": "The mani\u200bfold cracked, the har\u200bbour office said.",
    "joiners": "The mani\u2060fold cracked, the har\u200dbour office said.",
    "a byte order mark": "The mani\ufefffold cracked, the har\ufeffbour office said.",
    "line ends": NOTICE,
    "soft line ends": NOTICE.replace("-\n", "\u00ad\n"),
    "Unicode's hyphen": NOTICE.replace("-\n", "‐\n"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_word_is_found_and_marked_where_it_stands(desk: Archive, body: str) -> None:
    story(desk, external_id="notice", headline="Notice", body=body)
    story(desk, external_id="other", headline="Bridge opens", body="A bridge opened on Monday.")

    for typed in ("manifold", "harbour", "manif", "manifold harbour", "manifodl"):
        [hit] = desk.search(typed)

        assert desk.open_article(hit.article.id).revision.article.body == body
        if "\n" in body:
            assert hit.why == ("“manifodl” read as “manifold”" if typed == "manifodl" else "")
        assert hit.offset is not None, typed
        assert body[hit.offset :].startswith(("man", "har")), typed
        assert hit.snippet_marks, typed
        assert hit.snippet in body, typed
        for mark in hit.snippet_marks:
            word = mark.of(hit.snippet)
            assert "".join(filter(str.isalpha, word)) in ("manifold", "harbour"), typed


def test_both_parts_and_the_whole_are_found_of_a_word_that_keeps_its_hyphen(desk: Archive) -> None:
    story(desk, headline="Notice", body=NOTICE)

    for typed in ("tide tables", "tide-tables", "tables", "tidetables", "report", "final"):
        assert len(desk.search(typed)) == 1, typed


def test_a_headline_is_found_over_what_nobody_types(desk: Archive) -> None:
    story(desk, headline="Har\u00adbour strike\u200b over", body="It ended.")

    [hit] = desk.search("harbour strike")

    assert [mark.of(hit.article.headline or "") for mark in hit.headline_marks] == ["Har\u00adbour", "strike"]


def test_what_was_said_is_found_over_a_line_end(desk: Archive) -> None:
    opened = story(desk, headline="Notice", body=NOTICE)
    desk.suggestions.find(opened.row.id)

    for typed in ('said:"the tidetables were"', 'said:"the tide tables"', "who:varga"):
        assert [hit.article.id for hit in desk.search(typed)] == [opened.row.id], typed


def test_the_index_of_a_revised_and_a_settled_article_stays_whole(desk: Archive) -> None:
    opened = story(desk, external_id="notice", body=NOTICE)
    desk.suggestions.find(opened.row.id)
    story(desk, external_id="notice", body=NOTICE.replace("man-\nifold", "pis-\nton"))

    assert [check.trouble for check in desk.integrity.checks() if check.trouble] == []
    assert desk.search("manifold") == []
    assert len(desk.search("piston")) == 1
