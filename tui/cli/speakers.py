"""``pullquote speakers``: the register, what each speaker said, and three questions about sources."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from newstext.in_marks import in_marks
from tui.cli import candidates
from tui.cli.common import db_option, end_unless, json_option, limit_option, opened_archive, since_option
from tui.cli.filters import NO_PATTERN, as_typed, by_option, narrowed_by
from tui.cli.output import fitted, print_json, say, say_wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store import Archive
    from store.model.lists import ArticleFilter
    from store.model.speakers import QuotationInArticle, Speaker
    from store.speakers.answers import Appearance


_ORDERS = ("quotations", "name")


class _Shown(NamedTuple):
    """How speakers are listed."""

    sort: str
    limit: int | None
    with_fields: bool
    as_json: bool


@click.command(short_help="List everyone quoted, or what one person said.")
@click.argument("name", nargs=-1, shell_complete=candidates.speakers_and_filters)
@click.option("--unnamed", "question", flag_value="unnamed", help="List unnamed sources by article.")
@click.option("--disputed", "question", flag_value="disputed", help="List words attributed to different speakers.")
@click.option("--loaded", "question", flag_value="loaded", help="Count loaded verbs (claimed, admitted) by speaker.")
@click.option("--sort", type=click.Choice(_ORDERS), default=_ORDERS[0], show_default=True, help="The sort order.")
@click.option("--fields", "with_fields", is_flag=True, help="Show the newsroom's own fields of speakers too.")
@since_option
@by_option
@limit_option()
@json_option
@db_option
def speakers(
    name: tuple[str, ...],
    question: str | None,
    sort: str,
    with_fields: bool,
    since: str | None,
    byline: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List everyone with a settled quotation, most quoted first.

    With NAME, print what speakers of that name said, earliest first; words printed in several places appear once.
    NAME and search filters, such as source:"port wire" or after:2026-11, narrow the options below too.
    """
    words, narrowed = _asked(name)
    narrowed = narrowed_by(narrowed, since, byline)
    with opened_archive() as archive:
        if question or name:
            quoted = archive.annotations.quoted(narrowed, who=words)
            _ANSWERS[question or "sayings"](quoted, words, limit, as_json)
        elif since is not None or byline is not None:
            _quoted_within(archive, narrowed, _Shown(sort, limit, with_fields, as_json))
        else:
            _register(archive, _Shown(sort, limit, with_fields, as_json))


def _asked(name: tuple[str, ...]) -> tuple[str, ArticleFilter]:
    """Separate a name from the filters around it."""
    from store.articles.query import parsed

    query = parsed(as_typed(name))
    if query.not_understood:
        raise click.UsageError(" ".join(query.not_understood))
    if query.pattern is not None:
        raise click.UsageError(NO_PATTERN)
    return " ".join(query.words.split()), query.narrowed


def _register(archive: Archive, shown: _Shown) -> None:
    found = archive.register.speakers(limit=sys.maxsize)
    end_unless(bool(found), "No quotation is accepted yet.")
    _say_speakers(found, shown)


def _quoted_within(archive: Archive, narrowed: ArticleFilter, shown: _Shown) -> None:
    """List the speakers with a settled quotation in the articles of a filter, and count only those quotations."""
    counts = Counter(q.annotation.state.speaker_id for q in archive.annotations.quoted(narrowed) if _is_settled(q))
    found = [archive.register.speaker(id_)._replace(quotations=number) for id_, number in counts.items() if id_]
    end_unless(bool(found), "No quotation in these articles is accepted.")
    _say_speakers(found, shown)


def _is_settled(quoted: QuotationInArticle) -> bool:
    from store.model.annotations import SETTLED

    return quoted.annotation.state.status in SETTLED


def _say_speakers(found: Iterable[Speaker], shown: _Shown) -> None:
    by_name = shown.sort == _ORDERS[1]
    ordered = sorted(found, key=lambda speaker: ("" if by_name else -speaker.quotations, speaker.name.casefold()))
    for speaker in ordered[: shown.limit]:
        if shown.as_json:
            print_json(_as_object(speaker, with_fields=shown.with_fields))
            continue
        also = f"  (also {', '.join(speaker.aliases)})" if speaker.aliases else ""
        fields = "".join(f"  {field}: {value}" for field, value in speaker.fields) if shown.with_fields else ""
        say(fitted(f"{speaker.name}  {speaker.quotations:,}{also}{fields}"))


def _as_object(speaker: Speaker, *, with_fields: bool) -> dict[str, Any]:
    found = speaker._asdict()
    del found["fields"]
    return found | {"fields": dict(speaker.fields)} if with_fields else found


def _sayings(quoted: Iterable[QuotationInArticle], words: str, limit: int | None, as_json: bool) -> None:
    from store.speakers import answers

    found = answers.sayings(quoted)
    end_unless(bool(found), f"No speaker is called {in_marks(words)}." if words else "No quotation matches.")
    for saying in found[:limit]:
        if as_json:
            print_json(saying)
            continue
        say_wrapped(saying.words)
        say(fitted(f"  — {saying.speaker}{' (paraphrased)' if saying.paraphrased else ''}"))
        _say_printed(saying.printed)


def _disputed(quoted: Iterable[QuotationInArticle], _words: str, limit: int | None, as_json: bool) -> None:
    from store.speakers import answers
    from tui.register import answers as answered

    found = answers.contradictions(quoted)
    end_unless(bool(found), answered.NO_DISPUTED)
    for one in found[:limit]:
        if as_json:
            print_json(one)
            continue
        say_wrapped(one.words)
        say(fitted(f"  {answered.credited(one.speakers)}"))
        _say_printed(one.printed, with_speaker=True)


def _unnamed(quoted: Iterable[QuotationInArticle], _words: str, limit: int | None, as_json: bool) -> None:
    from store.speakers import answers
    from tui.register import answers as answered

    found = answers.unnamed_sources(quoted)
    end_unless(bool(found), answered.NO_UNNAMED)
    article = None
    for source in found[:limit]:
        if as_json:
            print_json(source)
            continue
        if source.article_id != article:
            article = source.article_id
            say(fitted(answered.place(source.headline, source.source, source.stated_time)))
        say(fitted(f"  {answered.unnamed(source)}"))
    if not as_json:
        say(answered.tally(answers.unnamed_tally(found)))


def _loaded(quoted: Iterable[QuotationInArticle], _words: str, limit: int | None, as_json: bool) -> None:
    from store.speakers import answers
    from tui.register import answers as answered

    found = answers.loaded_verbs(quoted)
    end_unless(bool(found), answered.NO_LOADED)
    for verb in found[:limit]:
        print_json(verb) if as_json else say(fitted(f"{verb.times:>5}  {verb.speaker}: {verb.verb}"))


_ANSWERS = {"sayings": _sayings, "disputed": _disputed, "unnamed": _unnamed, "loaded": _loaded}


def _say_printed(printed: Sequence[Appearance], *, with_speaker: bool = False) -> None:
    from tui.register import answers as answered
    from tui.wording import describe

    for one in printed:
        who = f"{one.speaker or 'speaker not known'}: " if with_speaker else ""
        place = answered.place(one.headline, one.source, one.stated_time, one.place)
        say(fitted(f"  {who}{place} · {describe.STATUS_WORDS[one.status]}"))
