"""Any string is a query: words and filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.articles.query import both, parsed
from store.model.lists import ArticleFilter, ArticleState


@pytest.mark.parametrize(
    ("typed", "words", "narrowed"),
    [
        ("harbour strike", "harbour strike", ArticleFilter()),
        ("who:holt strike", "strike", ArticleFilter(who="holt")),
        ('by:"ingrid coyle" strike', "strike", ArticleFilter(byline="ingrid coyle")),
        ('strike who:"mira holt" week', "strike week", ArticleFilter(who="mira holt")),
        ("who:“mira holt”", "", ArticleFilter(who="mira holt")),
        ('who:"mira ho', "", ArticleFilter(who="mira ho")),
        ("who:", "", ArticleFilter()),
        ("said:🚢", "", ArticleFilter(said="🚢")),
        ('who:""', "", ArticleFilter()),
        ("WHO:Holt", "", ArticleFilter(who="Holt")),
        ("\u3000IS:open\u3000", "", ArticleFilter(states=(ArticleState.OPEN,))),
        ("İs:open", "İs:open", ArticleFilter()),
        ("ıs:open ſaid:foo ſource:x", "ıs:open ſaid:foo ſource:x", ArticleFilter()),
        ('said:"fourth week" source:wire', "", ArticleFilter(said="fourth week", source="wire")),
        ("before:2026-11-24", "", ArticleFilter(before="2026-11-24")),
        ("before:2026-1", "", ArticleFilter(before="2026")),
        ("before:2026-1-5", "", ArticleFilter(before="2026-01-05")),
        ("after:2026-11-", "", ArticleFilter(after="2026-11")),
        ("after:20", "", ArticleFilter()),
        ("after:7d before:Yesterday", "", ArticleFilter(after="7d", before="yesterday")),
        ("after:tod", "", ArticleFilter()),
        (
            "strike -ferry -“night boat” x -5 - y-z",
            "strike x - y-z",
            ArticleFilter(without=("ferry", "night boat", "5")),
        ),
        ("is:open", "", ArticleFilter(states=(ArticleState.OPEN,))),
        ("is:unread is:withdrawn", "", ArticleFilter(states=(ArticleState.UNREAD, ArticleState.WITHDRAWN))),
        ("is:op", "", ArticleFilter()),
        ("is:", "", ArticleFilter()),
        ("nowho:x", "nowho:x", ArticleFilter()),
        ("who:a who:b", "", ArticleFilter(who="b")),
        ("https://news.example/who:x", "https://news.example/who:x", ArticleFilter()),
    ],
)
def test_what_narrows_is_told_from_words(typed: str, words: str, narrowed: ArticleFilter) -> None:
    query = parsed(typed)
    assert (" ".join(query.words.split()), query.narrowed, query.not_understood) == (words, narrowed, ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("before:soon", "before:soon is not a day; write it as in before:2026-11-24 or before:7d."),
        ("after:2026-13-01", "after:2026-13-01 is not a day; write it as in after:2026-11-24 or after:7d."),
        ("before:2026-02-30", "before:2026-02-30 is not a day; write it as in before:2026-11-24 or before:7d."),
        ("before:٢٠١٠", "before:٢٠١٠ is not a day; write it as in before:2026-11-24 or before:7d."),
        ("after:２０１", "after:２０１ is not a day; write it as in after:2026-11-24 or after:7d."),
        ("who:!!!", "who:!!! has no word in it."),
        ('source:"— ’"', "source:— ’ has no word in it."),
        ("is:opn", "Unknown filter is:opn. Did you mean is:open?"),
        ("is:Setled", "Unknown filter is:Setled. Did you mean is:settled?"),
        ("is:second_reader", "Unknown filter is:second_reader. Did you mean is:second-reader?"),
        ("is:purple", f"Unknown filter is:purple. Known are {', '.join(f'is:{state}' for state in ArticleState)}."),
        (f"who:{'!' * 500}", f"who:{'!' * 40}… has no word in it."),
    ],
)
def test_what_is_not_understood_is_said_and_narrows_nothing(typed: str, said: str) -> None:
    assert parsed(typed)[1:3] == (ArticleFilter(), (said,))


def test_what_is_typed_narrows_what_is_shown_further() -> None:
    shown = ArticleFilter(who="holt", source="wire", states=(ArticleState.OPEN,))
    typed = ArticleFilter(who="lind", states=(ArticleState.UNREAD, ArticleState.OPEN))
    states = (ArticleState.OPEN, ArticleState.UNREAD)
    assert both(shown, typed) == ArticleFilter(who="lind", source="wire", states=states)


@given(st.text() | st.text('whoisadbefrıİſKS:"“” -0129', max_size=30))
def test_any_string_is_a_query(typed: str) -> None:
    parsed(typed)
