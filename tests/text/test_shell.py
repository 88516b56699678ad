"""Pages that show something in place of a story, and stories that only sound like that."""

import pytest

from newstext.shell import is_cut_short, is_notice, is_shell

STORY = (
    "The ferry stopped at noon after a fault in its rudder, and two hundred people waited on the pier until the "
    "evening boat came.\n\n“We had no steering at all,” captain Idris Moll said. “I would not take her out again.”\n\n"
    "The company expects to sail on Thursday, once the inspectors have seen the bearings."
)


@pytest.mark.parametrize(
    "text",
    [
        "Please enable JavaScript to view this page.",
        "JavaScript is required.",
        "Subscribe to continue reading\n\nAlready a subscriber? Log in.",
        "You have reached your limit of free articles this month.\n\nStart your free trial",
        "Fog stops ferry\n\nThis article is for subscribers only.",
        "We and our 840 partners use cookies to show you advertising.\n\nAccept all cookies",
        "404\n\nThe page you are looking for could not be found.",
        "Access denied",
        "Loading…",
        "To read the full story, subscribe or sign in.",
        "Subscribe now for 1 crown a week.",
        "Unlock this article",
        "Verify you are a human to go on.",
        "Réservé aux abonnés",
    ],
)
def test_a_wall_or_an_error_is_a_shell(text: str) -> None:
    assert is_shell(text)


@pytest.mark.parametrize(
    "line",
    [
        "“Nobody should log in from the pier,” the harbour office said in a notice on Tuesday.",
        "Subscribers to the paper paid more than readers on the street, the report says.",
        "The robot found 404 bottles on the beach.",
        "The company wants to keep reading rooms open.",
        STORY.split("\n")[0],
    ],
)
def test_a_line_of_a_story_is_no_notice(line: str) -> None:
    assert not is_notice(line)


def test_a_story_with_a_notice_below_it_is_no_shell() -> None:
    assert not is_shell(f"{STORY}\n\nSubscribe to continue reading")


@pytest.mark.parametrize("ending", ["", " …", "...", "… Read more", "\n\nSubscribe to continue reading"])
def test_the_beginning_of_a_text_is_told_from_a_shorter_text(ending: str) -> None:
    assert is_cut_short(STORY[:100] + ending, STORY)


@pytest.mark.parametrize("text", ["", STORY, STORY[:-20], "The ferry sails again.", STORY[-60:]])
def test_what_is_not_only_a_beginning_is_not_cut_short(text: str) -> None:
    assert not is_cut_short(text, STORY)
