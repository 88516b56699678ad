"""Properties of any two texts and any marks: a changed stretch is never called the same, and no span lies outside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newstext.anchors import Passage, SpanState, difference, follow
from newstext.spans import Span

# Few letters, so that texts share words; quotation marks, accents and line ends, so that they are hard to tell apart.
_texts = st.one_of(
    st.text(alphabet="ab “”\".,!?'’-\n\u00a0\u0301e日本", max_size=80),
    st.lists(st.sampled_from(["“We will", "not", "raise", "taxes,”", "Holt", "Lind", "said.", "\n\n", "40"])).map(
        " ".join
    ),
    st.text(max_size=60),
)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, str, list[Passage]]:
    old = draw(_texts.filter(bool))
    # Often an edit of the older text, else any text.
    at, cut = draw(st.integers(0, len(old))), draw(st.integers(0, 12))
    new = draw(st.one_of(_texts, _texts.map(lambda words: old[:at] + words + old[at + cut :])))
    place = st.integers(0, len(old) - 1)
    spans = st.tuples(place, st.integers(1, 30)).map(lambda s: Span(s[0], min(len(old), s[0] + s[1])))
    passages = st.builds(Passage, st.tuples(spans, spans) | st.tuples(spans), st.just(()) | st.tuples(spans))
    return old, new, draw(st.lists(passages, max_size=4))


@given(_marked())
def test_exact_and_moved_are_the_same_words_letter_for_letter(case: tuple[str, str, list[Passage]]) -> None:
    old, new, passages = case
    for passage, followed in zip(passages, follow(old, new, passages), strict=True):
        for span, place in zip(passage.content + passage.beside, followed.content + followed.beside, strict=True):
            assert (place.span is None) == (place.state is SpanState.GONE)
            if place.span:
                assert 0 <= place.span.start < place.span.end <= len(new)
            if place.state.is_same:
                assert place.span is not None
                assert place.span.of(new) == span.of(old)
        if followed.reason is None:
            assert all(place.state.is_same for place in followed.content)


@given(_texts, _texts)
def test_a_difference_leaves_out_only_what_is_the_same_but_for_line_ends(old: str, new: str) -> None:
    kept_old, kept_new = [], []
    done_old = done_new = 0
    for change in difference(old, new):
        assert done_old <= change.old.start <= change.old.end <= len(old)
        assert done_new <= change.new.start <= change.new.end <= len(new)
        kept_old.append(old[done_old : change.old.start])
        kept_new.append(new[done_new : change.new.start])
        done_old, done_new = change.old.end, change.new.end
    kept_old.append(old[done_old:])
    kept_new.append(new[done_new:])
    assert "".join("".join(kept_old).split()) == "".join("".join(kept_new).split())
