"""``pullquote learn``: teach the finder by this desk's decisions, if that is shown to help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui.cli.common import NothingFoundError, db_option, json_option, opened_archive
from tui.cli.output import print_json, say, say_wrapped
from tui.cli.progress import watched

if TYPE_CHECKING:
    from newstext.learning.lesson import Figures, Lesson, TooFew
    from store import Archive
    from store.quotations.learning import InForce

_MOST_CUES, _CLEARLY = 6, 0.3
"""The largest number of cues to name, and the change in log-odds from which one is worth naming."""
_ANEW = "Open suggestions are found anew when you open their article, or now with: pullquote find --all"
_LEFT = "The finder is unchanged."


@click.command(short_help="Teach the finder by your decisions.")
@click.option("--use", "chosen", flag_value="use", help="Use the lesson, if it helps.")
@click.option("--back", "chosen", flag_value="back", help="Go back to the lesson before.")
@json_option
@db_option
def learn(chosen: str | None, as_json: bool) -> None:
    """Learn from the quotations that people accepted, corrected and rejected in this store, and show what it is worth.

    Nothing changes without --use. Every article is measured with a lesson from the other articles. A lesson can be used
    if found+speaker rises, and does not fall on the articles that Pullquote brings along.
    """
    with opened_archive() as archive:
        if chosen == "back":
            _tell_back(archive.learning.back(), as_json)
        else:
            _learn(archive, as_json, use=chosen == "use")


def _learn(archive: Archive, as_json: bool, *, use: bool) -> None:
    from newstext.learning.lesson import TooFew

    lesson = archive.learning.learn(watched("Reading", archive.learning.articles()))
    if isinstance(lesson, TooFew):
        raise NothingFoundError(_too_few(lesson))
    used = archive.learning.switch_on(lesson) if use and lesson.helps else None
    if as_json:
        print_json(_facts(lesson) | {"used": used is not None})
    else:
        _say_lesson(lesson, used is not None, archive.learning.in_force())
    if use and used is None:
        raise NothingFoundError(f"The lesson is not used. {_why_not(lesson)} {_LEFT}")


def _say_lesson(lesson: Lesson, used: bool, now: InForce) -> None:
    learned_from = f"{lesson.decisions:,} decisions on {lesson.articles:,} articles"
    say_wrapped(f"Learned from {learned_from}; each article is measured with a lesson from others.")
    say()
    say(f"{'':<38}{'as shipped':>14}{'learned':>14}")
    for what, before, after in _rows(lesson):
        say(f"{what:<38}{before:>14}{after:>14}")
    say()
    for sentence in (*_cues(lesson), *_outcome(lesson, used, now)):
        say_wrapped(sentence)


def _rows(lesson: Lesson) -> list[tuple[str, str, str]]:
    before, after = lesson.before, lesson.after
    return [
        ("Kept quotations found with the speaker", _of(before.found, before.kept), _of(after.found, after.kept)),
        ("Right among the suggestions shown", _of(before.right, before.shown), _of(after.right, after.shown)),
        ("Both together (found+speaker)", _percent(before), _percent(after)),
        ("Found+speaker, articles of Pullquote", f"{lesson.yardstick_before:.1%}", f"{lesson.yardstick_after:.1%}"),
    ]


def _cues(lesson: Lesson) -> list[str]:
    """Return sentences on the verbs that the desk trusts more and less than the finder as shipped."""
    changed = sorted(lesson.cues(), key=lambda cue: -abs(cue[1]))
    sentences = []
    for words, is_meant in (("More sure after", True), ("Less sure after", False)):
        cues = [f"“{cue}”" for cue, change in changed if (change > 0) == is_meant and abs(change) >= _CLEARLY]
        if cues:
            sentences.append(f"{words}: {', '.join(dict.fromkeys(cues[:_MOST_CUES]))}.")
    return sentences


def _outcome(lesson: Lesson, used: bool, now: InForce) -> list[str]:
    if used:
        return ["The finder uses this lesson from now on. To go back: pullquote learn --back", _ANEW]
    if lesson.helps:
        return ["The lesson helps. To use it: pullquote learn --use", *_state(now)]
    return [f"{_why_not(lesson)} {_LEFT}", *_state(now)]


def _why_not(lesson: Lesson) -> str:
    if not lesson.rises:
        return "Found+speaker does not rise in this store."
    return "Found+speaker falls on the articles of Pullquote."


def _state(now: InForce) -> list[str]:
    if now.card is None:
        return []
    return [f"In use: the lesson of {_learned(now.card)}{_outdated(now)}."]


def _learned(card: dict[str, Any]) -> str:
    day = str(card["learned_at"])[:10]
    return f"{day} by {card['learned_by']}, from {card['decisions']:,} decisions"


def _outdated(now: InForce) -> str:
    return ", without effect since the finder was updated. Learn again to renew it" if now.is_outdated else ""


def _tell_back(now: InForce, as_json: bool) -> None:
    if as_json:
        print_json({"in_force": now.card})
        return
    gone_to = (
        f"Back to the lesson of {_learned(now.card)}{_outdated(now)}." if now.card else "Back to the finder as shipped."
    )
    say_wrapped(gone_to)
    say_wrapped(_ANEW)


def _too_few(found: TooFew) -> str:
    from newstext.learning.lesson import FEWEST_ARTICLES, FEWEST_DECISIONS

    return (
        f"The finder can learn from {FEWEST_DECISIONS} decisions on {FEWEST_ARTICLES} articles or more in English;"
        f" this store has {found.decisions:,} on {found.articles:,}. {_LEFT}"
    )


def _facts(lesson: Lesson) -> dict[str, Any]:
    return {
        "decisions": lesson.decisions,
        "articles": lesson.articles,
        "before": _figures(lesson.before),
        "after": _figures(lesson.after),
        "yardstick_before": round(lesson.yardstick_before, 4),
        "yardstick_after": round(lesson.yardstick_after, 4),
        "helps": lesson.helps,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {**figures._asdict(), "found_and_speaker": round(figures.found_and_speaker, 4)}


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}"


def _percent(figures: Figures) -> str:
    return f"{figures.found_and_speaker:.1%}"
