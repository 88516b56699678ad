"""Search by a regular expression: what it finds on every engine, and that no pattern is an error or takes for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.spans import Span
from store.articles import pattern_search
from store.articles.query import parsed
from store.searching import patterns
from store.searching.patterns import Pattern, PatternError
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from store import Archive
    from store.articles.pattern_search import PatternHits


@pytest.fixture
def stack(desk: Archive) -> Archive:
    """Four articles, newest first: ferry, strike, walkout, bridge."""
    texts = {
        "Bridge audit": "The bridge opened in 2019.\nNobody asked about the second ledger.",
        "Walkout at the quay": "A walkout in its fourth month began at 09:14.",
        "Harbour strike": "“Nobody here wants a fourth week,” Mira Holt said.\nThe port lost 40 sailings.",
        "Ferry returns": "The ferry sails at 07:58 and at 19:02.",
    }
    bring(desk, *(copy(headline=head, body=body, url=f"https://x.example/{head[:4]}") for head, body in texts.items()))
    return desk


def _found(desk: Archive, typed: str) -> list[str | None]:
    return [hit.article.headline for hit in desk.search(typed)]


def test_a_pattern_finds_articles_newest_first(stack: Archive) -> None:
    for typed, headlines in (
        (r"re:\d\d:\d\d", ["Ferry returns", "Walkout at the quay"]),
        ('re:"fourth (week|month)"', ["Harbour strike", "Walkout at the quay"]),
        ('re:"a fourth week"', ["Harbour strike"]),
        ("re:^nobody", ["Bridge audit"]),
        (r"re:“nobody\b", ["Harbour strike"]),
        ("re:(?-i)^nobody", []),
        ("re:^ferry", ["Ferry returns"]),
        (r'walkout re:"in its \w+ month"', ["Walkout at the quay"]),
        (r"strike or walkout re:fourth", ["Harbour strike", "Walkout at the quay"]),
        ("re:fourth -walkout", ["Harbour strike"]),
        ("re:fourth source:wire is:read", []),
        (r"re:\d+$", []),
        ("re:x*", []),
    ):
        assert _found(stack, typed) == headlines, typed
        assert [hit.article.headline for hit in stack.search_as_typed(typed) or ()] == headlines, typed


def test_its_matches_are_marked_in_headline_and_text(stack: Archive) -> None:
    [hit] = stack.search(r"re:Harb\w+|sailings|fourth\sweek")
    assert [mark.of(hit.article.headline or "") for mark in hit.headline_marks] == ["Harbour"]
    assert [mark.of(hit.snippet) for mark in hit.snippet_marks] == ["fourth week"]
    body = stack.open_article(hit.article.id).revision.article.body
    assert body[hit.offset :].startswith("fourth week")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("strike(", "The pattern fails at character 8: missing )."),
        ("a**", "The pattern fails at character 3: multiple repeat."),
        ("[week", "The pattern fails at character 6: unterminated character set."),
        ("(a|(?R))*", "The pattern fails at character 4: a pattern cannot contain itself."),
        ("a" * 301, "A pattern has at most 300 characters; this one has 301."),
    ],
)
def test_a_faulty_pattern_is_told_with_its_place_and_finds_nothing(desk: Archive, pattern: str, said: str) -> None:
    bring(desk, copy())
    assert parsed(f"re:{pattern}").not_understood == (said,)
    assert desk.search(f"re:{pattern}") == []


def test_a_pattern_that_backtracks_for_ever_is_stopped_with_a_sentence(
    desk: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "_PATIENCE", 0.05)
    bring(desk, copy(headline="Ledger", body="a" * 60 + "!"))
    with pytest.raises(PatternError, match="This pattern takes too long in “Ledger”"):
        desk.search("re:^(a|aa)+$")


def test_what_was_not_examined_is_told(stack: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(typed: str, limit: int = 30) -> PatternHits:
        hits = stack.patterns.find(parsed(typed), limit)
        assert hits is not None
        return hits

    assert found("re:the").limits == ""
    monkeypatch.setattr(pattern_search, "_MOST", 2)
    assert [hit.article.headline for hit in found("re:fourth").hits] == ["Harbour strike"]
    assert found("re:fourth").limits.startswith("The pattern was tried on the latest 2 of 4 articles.")
    # Words that every match has narrow the search.
    assert found('re:"a fourth (week|month)"').limits == ""
    assert found("re:the", limit=1).limits == ""


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("strike", []),
        ("a phone call", ["phone"]),
        (r"\bstrike\b", ["strike"]),
        (r"\bthe (port|quay) said\s+so\b", ["the", "said", "so"]),
        (r"^port wire$", ["port", "wire"]),
        (r"the strike|the walkout", []),
        (r"a (strike|walkout) in", []),
        (r" strikes? in it ", ["in", "it"]),
        (r" week{2} of ", ["of"]),
        (r" [^]x] week \(old\) ", ["week", "old"]),
        (r" \x41 week ", []),
        (r"(?x) week day ", []),
        (r" week.day ", []),
    ],
)
def test_words_that_every_match_has_are_known_before_any_text_is_read(pattern: str, words: list[str]) -> None:
    assert Pattern(pattern).words == words


@given(
    st.text(alphabet=r"ab |()[]{}?*+\^$.-:,<!=1xwdbsPR" + '"', max_size=25), st.text(alphabet="ab w-\n1", max_size=30)
)
def test_the_words_of_any_pattern_are_in_every_match(typed: str, text: str) -> None:
    try:
        pattern = Pattern(typed)
        found = pattern.spans(text, "text")
    except PatternError:
        return
    for span in found:
        assert span.start < span.end
        around = f" {text} "[max(0, span.start - 1) : span.end + 3]
        assert all(word.lower() in around.lower() for word in pattern.words)


def test_a_later_search_ends_one_by_a_pattern(stack: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = stack.patterns._articles

    def interrupted(narrowed: Any) -> Any:
        for one in pages(narrowed):
            yield one
            stack.search_as_typed("ferry")

    monkeypatch.setattr(stack.patterns, "_articles", interrupted)
    assert stack.patterns.find(parsed("re:the"), 30) is None


def test_a_match_of_a_whole_text_has_a_short_snippet(desk: Archive) -> None:
    bring(desk, copy(headline="Long", body="word " * 5000))
    [hit] = desk.search("re:(?s).*")
    assert len(hit.snippet) < 400
    assert hit.snippet_marks == (Span(0, len(hit.snippet)),)
