"""Every action of the desk: its id, its words, its keys. Footer, help, palette and key map all draw from this table.

A key is Textual's name for it (``j``, ``ctrl+d``, ``question_mark``); a sequence is keys with a space between
(``g g``). Digits before a motion are its count.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Scope(StrEnum):
    """Where an action can be called."""

    EVERYWHERE = "everywhere"
    DESK = "the desk"
    STACK = "the stack"
    READER = "the reader"
    MOVING = "moving in the reader"
    SELECTING = "selecting"
    CHOOSING = "selecting, or moving a quotation’s ends"
    ENDS = "moving a quotation’s ends"
    QUOTATIONS = "the quotations beside the article"
    COMPARING = "comparing two revisions"
    DIFFERENCE = "what changed in an article"
    UPDATES = "quotations that updates changed"
    REGISTER = "the register of speakers"
    QUOTATION = "wherever a quotation is shown"
    REVIEW = "a review"
    CARD = "a quotation’s card"
    LIST = "a list"
    ACCEPTING = "accepting all"
    COPIES = "what was copied"
    CHECKED = "a checked draft"
    ANSWERS = "answers about sources"
    CONFLICT = "a conflict"


class Action(NamedTuple):
    """One thing a person can do. Its handler is a method decorated with ``tui.kernel.handlers.handles``.

    ``hint`` is the word shown in the footer; actions without one are found in the help and the palette.
    ``counts`` is true when a number typed first repeats it. ``shadows`` names the actions of wider scopes whose key
    this one takes.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    scope: Scope
    hint: str | None = None
    counts: bool = False
    shadows: tuple[str, ...] = ()


_C, _D, _U, _G = Scope.COMPARING, Scope.DIFFERENCE, Scope.UPDATES, Scope.REGISTER
_E, _K, _T, _R, _M, _S = Scope.EVERYWHERE, Scope.DESK, Scope.STACK, Scope.READER, Scope.MOVING, Scope.SELECTING
_H, _N, _Q = Scope.CHOOSING, Scope.ENDS, Scope.QUOTATIONS
_A, _V, _CARD, _L = Scope.QUOTATION, Scope.REVIEW, Scope.CARD, Scope.LIST

ACTIONS: tuple[Action, ...] = (
    # The stack
    Action("cursor_down", "Next article", ("j", "down"), _T, counts=True),
    Action("cursor_up", "Previous article", ("k", "up"), _T, counts=True),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _T),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _T),
    Action("first", "First article", ("g g", "home"), _T),
    Action("last", "Last article", ("G", "end"), _T),
    Action("open", "Open the article", ("enter",), _T, hint="open"),
    Action("next_unread", "Next unread article", ("n",), _T, hint="next unread"),
    Action("previous_unread", "Previous unread article", ("p",), _T),
    Action("toggle_read", "Read, or unread again", ("N",), _T),
    Action("flag", "Flag the article, or take the flag off", ("asterisk",), _T),
    Action("sort", "Sort the stack", ("s",), _T, hint="sort"),
    Action("filter", "Show other articles: a view or a filter", ("f",), _T, hint="filter"),
    Action("save_view", "Save this view under a name", ("S",), _T),
    Action("search", "Search", ("slash",), _T, hint="search"),
    # Moving in the reader, with or without a selection
    Action("line_down", "A line down", ("j", "down"), _M, counts=True),
    Action("line_up", "A line up", ("k", "up"), _M, counts=True),
    Action("left", "A character left", ("h", "left"), _M, counts=True),
    Action("right", "A character right", ("l", "right"), _M, counts=True),
    Action("next_word", "Next word", ("w",), _M, counts=True),
    Action("previous_word", "Previous word", ("b",), _M, counts=True),
    Action("word_end", "End of the word", ("e", "E"), _M, counts=True),
    Action("previous_sentence", "Previous sentence", ("left_parenthesis",), _M, counts=True),
    Action("next_sentence", "Next sentence", ("right_parenthesis",), _M, counts=True),
    Action(
        "previous_paragraph", "Previous paragraph", ("left_square_bracket p", "left_curly_bracket"), _M, counts=True
    ),
    Action("next_paragraph", "Next paragraph", ("right_square_bracket p", "right_curly_bracket"), _M, counts=True),
    Action("line_start", "Start of the line", ("0",), _M),
    Action("line_end", "End of the line", ("dollar_sign",), _M),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _M),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _M),
    Action("first", "Top of the article", ("g g", "home"), _M),
    Action("last", "End of the article", ("G", "end"), _M),
    Action("next", "Next quotation; while a search is on, its next place", ("n",), _M, hint="next", counts=True),
    Action("previous", "The one before", ("p", "N"), _M, counts=True),
    Action("next_quotation", "Next quotation", ("J", "right_square_bracket q"), _M, counts=True),
    Action("previous_quotation", "Previous quotation", ("K", "left_square_bracket q"), _M, counts=True),
    Action("find", "Search in this article ({moving.find} again: in all)", ("slash",), _M, hint="search"),
    Action("search", "Search all articles", ("g slash",), _R),
    # Wherever a quotation is shown
    Action("accept", "Accept the quotation; of a colleague’s, verify it", ("a",), _A, hint="accept"),
    Action("reject", "Reject the quotation", ("x",), _A, hint="reject"),
    Action("skip", "Skip the quotation for now", ("space",), _A, hint="skip"),
    Action("speaker", "Say who said it", ("at",), _A, hint="speaker"),
    Action("accept_all", "Accept all that is open in the article, or the review", ("A",), _A),
    Action("second_reader", "Flag it for a second reader, or no longer", ("f",), _A),
    Action("note", "Write its note", ("c",), _A),
    Action("tags", "Tag it", ("t",), _A),
    Action("record", "Say on which terms it was said", ("R",), _A),
    Action("role", "Correct the role of who said it", ("g r",), _A),
    Action("via", "Correct who reports it", ("g v",), _A),
    Action("remove", "Remove the quotation", ("D",), _A),
    Action("copy_words", "Copy the words", ("y y",), _A),
    Action("copy_credited", "Copy with its credit", ("y a",), _A, hint="copy"),
    Action("copy_markdown", "Copy as Markdown", ("y m",), _A),
    Action("copy_html", "Copy as HTML", ("y h",), _A),
    Action("copy_json", "Copy as JSON", ("y j",), _A),
    Action("copy_provenance", "Copy its provenance card", ("y p",), _A),
    Action("mark", "Mark it, to copy several together", ("m",), _A),
    Action("copies", "What was copied", ("Y",), _A),
    Action("history", "What was decided about it", ("H",), _A),
    # The reader
    Action("ends", "Move the ends of the quotation", ("e",), _R, hint="ends", shadows=("word_end",)),
    Action("card", "Everything about the quotation", ("enter",), _R, hint="card"),
    Action("select", "Select words", ("v",), _R, hint="select"),
    Action("select_sentence", "Select the sentence", ("V",), _R),
    Action("other_quotation", "The other quotation here; where more lie over each other, a list of them", ("o",), _R),
    # The quotations beside the article, which follow its cursor; deciding goes as in the reader
    Action("next_quotation", "Next quotation", ("j", "down", "n"), _Q, hint="next", counts=True),
    Action("previous_quotation", "Previous quotation", ("k", "up", "p"), _Q, counts=True),
    Action("first_quotation", "First quotation", ("g g", "home"), _Q),
    Action("last_quotation", "Last quotation", ("G", "end"), _Q),
    Action("read_on", "Go on in the article", ("enter",), _Q, hint="to the text", shadows=("card",)),
    # Selecting
    Action("save_quotation", "Save as a quotation", ("enter",), _S, hint="save"),
    Action("save_and_name", "Save it and say who said it", ("at",), _S, hint="save, speaker"),
    Action("copy_selected", "Copy the words", ("y",), _S, hint="copy"),
    Action("note_words", "Write a note on the words", ("c",), _S),
    Action("stop_selecting", "Stop selecting", ("escape", "v"), _S, hint="stop", shadows=("back",)),
    Action("label_source", "These words name who said it", ("2",), _S, hint="speaker’s name"),
    Action("label_content", "These words belong to the quotation in hand too", ("1",), _S, hint="more of it"),
    Action("label_cue", "These are the words of saying", ("3",), _S),
    # Moving the ends of a quotation
    Action("save_ends", "Save where it begins and ends", ("enter",), _N, hint="save"),
    Action("next_piece", "The next of its pieces", ("tab",), _N, hint="next piece"),
    Action("stop_selecting", "Leave it as it was", ("escape",), _N, hint="leave", shadows=("back",)),
    # Choosing words, for either
    Action("quoted_with_marks", "The quotation with its marks", ("a q",), _H, hint="quotation"),
    Action("quoted_words", "The words inside the marks", ("i q",), _H),
    Action("inner_word", "The word", ("i w",), _H, counts=True),
    Action("inner_sentence", "The sentence", ("i s",), _H, counts=True),
    Action("inner_paragraph", "The paragraph", ("i p",), _H, counts=True),
    Action("other_end", "The other end", ("o",), _H, hint="other end"),
    # What updates changed: one quotation after another
    Action("accept_newer", "Accept the newer words", ("a",), _U, hint="accept newer"),
    Action("keep_older", "Keep it as it was, on the older revision", ("o",), _U, hint="keep older"),
    Action("reattach", "Select in the article where its words went", ("e",), _U, hint="select its words"),
    Action("next_place", "Where its words stand in several places, the next one", ("tab",), _U),
    Action("reject", "Reject the quotation", ("x",), _U, hint="reject"),
    Action(
        "next_stale",
        "Next quotation that an update changed",
        ("j", "space"),
        _U,
        hint="next",
        counts=True,
        shadows=("line_down",),
    ),
    Action("previous_stale", "The one before", ("k",), _U, counts=True, shadows=("line_up",)),
    Action("difference", "All that changed in its article", ("d",), _U, hint="all changes"),
    # Two revisions compared
    Action("next_change", "Next change", ("right_square_bracket c", "n"), _C, hint="next change", counts=True),
    Action("previous_change", "Previous change", ("left_square_bracket c", "p"), _C, counts=True),
    Action("line_down", "A line down", ("j", "down"), _C, counts=True),
    Action("line_up", "A line up", ("k", "up"), _C, counts=True),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _C),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _C),
    Action("first", "Top", ("g g", "home"), _C),
    Action("last", "End", ("G", "end"), _C),
    Action("earlier_pair", "The revisions before these", ("left_square_bracket r",), _D, hint="earlier"),
    Action("later_pair", "The revisions after these", ("right_square_bracket r",), _D),
    Action("stale", "Settle its quotations that changed", ("U",), _D, hint="settle"),
    # The register of speakers
    Action("cursor_down", "Next line", ("j", "down"), _G, counts=True),
    Action("cursor_up", "Line before", ("k", "up"), _G, counts=True),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _G),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _G),
    Action("first", "First line", ("g g", "home"), _G),
    Action("last", "Last line", ("G", "end"), _G),
    Action("open", "What they said; of a quotation, its article", ("enter",), _G, hint="open"),
    Action("next_pane", "Speakers, or what they said", ("tab", "shift+tab"), _G),
    Action("find", "Find a speaker", ("slash",), _G, hint="find"),
    Action("merge", "Make two speakers one", ("m",), _G, hint="merge"),
    Action("mark", "Mark a quotation that somebody else said", ("space",), _G, hint="mark"),
    Action("split", "Give the marked quotations to somebody else", ("s",), _G, hint="split"),
    Action("add_name", "Add another name", ("plus",), _G),
    Action("remove_name", "Take another name away", ("minus",), _G),
    Action("rename", "Let them go by another name", ("r",), _G),
    Action("doubles", "Likely doubles", ("d",), _G, hint="doubles"),
    Action("answers", "Sources not named, words credited to two, verbs that judge", ("a",), _G, hint="unnamed …"),
    # A review
    Action("next_open", "Next quotation, without deciding", ("j", "down"), _V, hint="next"),
    Action("previous_open", "The one before", ("k", "up"), _V, hint="back"),
    Action("undo", "Take the last decision back", ("backspace",), _V),
    Action(
        "edit_ends", "Read it in its article, where {reader.ends} moves its ends", ("e", "o"), _V, hint="read it there"
    ),
    Action("card", "Everything about the quotation", ("enter",), _V),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _V),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _V),
    # A quotation's card
    Action("scroll_down", "A line down", ("j", "down"), _CARD),
    Action("scroll_up", "A line up", ("k", "up"), _CARD),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _CARD),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _CARD),
    Action("read_there", "Read it in its article", ("o", "enter"), _CARD, hint="read it there"),
    # Lists
    Action("cursor_down", "Next line", ("j", "down"), _L, counts=True),
    Action("cursor_up", "Line before", ("k", "up"), _L, counts=True),
    Action("page_down", "A page down", ("ctrl+d", "pagedown"), _L),
    Action("page_up", "A page up", ("ctrl+u", "pageup"), _L),
    Action("first", "First line", ("g g", "home"), _L),
    Action("last", "Last line", ("G", "end"), _L),
    Action("accept_these", "Accept these", ("enter",), Scope.ACCEPTING, hint="accept these"),
    Action("leave_out", "Leave this one out, or take it in again", ("space", "x"), Scope.ACCEPTING, hint="leave out"),
    Action("copy_again", "Copy it again", ("enter", "y"), Scope.COPIES, hint="copy again"),
    Action("read_there", "Read it in its article", ("enter", "o"), Scope.CHECKED, hint="read it there"),
    Action("read_there", "Read it in its article", ("enter", "o"), Scope.ANSWERS, hint="read it there"),
    Action("next_question", "The next question", ("tab",), Scope.ANSWERS, hint="next question"),
    # A conflict
    Action("keep_theirs", "Keep what they did", ("t",), Scope.CONFLICT, hint="keep theirs"),
    Action("make_mine", "Make it what you wanted", ("m",), Scope.CONFLICT, hint="make it mine"),
    # Stack and reader
    Action("register", "Everyone quoted, and what each said", ("W",), _K),
    Action("difference", "What changed in this article", ("d",), _K),
    Action("check", "Check a draft’s quotations", ("g c",), _K),
    Action("stale", "Quotations that updates changed", ("U",), _K),
    Action("review", "Review what is open: in the reader this article, else what the stack shows", ("r",), _K),
    Action("find_everywhere", "Find quotations in all articles; again: stop", ("F",), _K),
    Action("article_history", "What was decided in this article", ("g h",), _K),
    Action("open_in_browser", "Open the article’s web address in the browser", ("g x",), _K),
    Action("next_pane", "Other pane", ("tab", "shift+tab"), _K),
    # Everywhere
    Action("undo", "Undo", ("u",), _E, hint="undo", counts=True),
    Action("redo", "Redo", ("ctrl+r",), _E, counts=True),
    Action("say_saved", "Is everything saved?", ("ctrl+s",), _E),
    Action("switch_theme", "Other colours: dark, light, your own", ("T",), _E),
    Action("help", "Help", ("question_mark",), _E, hint="help"),
    Action("palette", "All commands", ("colon", "ctrl+p"), _E),
    Action("back", "Back", ("q", "escape"), _E),
    Action("leave", "Quit", ("Q", "ctrl+q"), _E),
    Action("say_how_to_leave", "How to quit", ("ctrl+c",), _E),
    Action("set_aside", "Back to the shell for now; fg there brings the desk back", ("ctrl+z",), _E),
)

_WITHIN: dict[Scope, tuple[Scope, ...]] = {
    Scope.STACK: (Scope.STACK, Scope.DESK, Scope.EVERYWHERE),
    Scope.QUOTATIONS: (Scope.QUOTATIONS, Scope.QUOTATION, Scope.READER, Scope.DESK, Scope.EVERYWHERE),
    Scope.READER: (Scope.QUOTATION, Scope.READER, Scope.MOVING, Scope.DESK, Scope.EVERYWHERE),
    Scope.ENDS: (Scope.ENDS, Scope.CHOOSING, Scope.MOVING, Scope.EVERYWHERE),
    Scope.SELECTING: (Scope.SELECTING, Scope.CHOOSING, Scope.MOVING, Scope.DESK, Scope.EVERYWHERE),
    Scope.DIFFERENCE: (Scope.DIFFERENCE, Scope.COMPARING, Scope.EVERYWHERE),
    Scope.UPDATES: (Scope.UPDATES, Scope.COMPARING, Scope.EVERYWHERE),
    Scope.REGISTER: (Scope.REGISTER, Scope.EVERYWHERE),
    Scope.REVIEW: (Scope.QUOTATION, Scope.REVIEW, Scope.EVERYWHERE),
    Scope.CARD: (Scope.QUOTATION, Scope.CARD, Scope.EVERYWHERE),
    Scope.CONFLICT: (Scope.CONFLICT, Scope.EVERYWHERE),
    Scope.LIST: (Scope.LIST, Scope.EVERYWHERE),
    Scope.ACCEPTING: (Scope.ACCEPTING, Scope.LIST, Scope.EVERYWHERE),
    Scope.COPIES: (Scope.COPIES, Scope.LIST, Scope.EVERYWHERE),
    Scope.CHECKED: (Scope.CHECKED, Scope.LIST, Scope.EVERYWHERE),
    Scope.ANSWERS: (Scope.ANSWERS, Scope.LIST, Scope.EVERYWHERE),
}


SCOPES = tuple(_WITHIN)
"""The places a person can be in; the other scopes are parts of them."""


def actions_in(scope: Scope, actions: Sequence[Action] = ACTIONS) -> list[Action]:
    """Return the actions that can be called in ``scope``; where two share a key, the earlier one has it."""
    return [action for within in _WITHIN[scope] for action in actions if action.scope is within]
