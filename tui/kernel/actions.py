"""Every action of the desk: its id, its words, its keys. The footer, help, palette and keymap use this table.

A key has Textual's name (``j``, ``ctrl+d``, ``question_mark``); a sequence is keys with a space between them (``g g``).
Digits before a motion are its count.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Scope(StrEnum):
    """A place where an action can be called."""

    EVERYWHERE = "everywhere"
    DESK = "stack and reader"
    STACK = "stack"
    READER = "reader"
    MOVING = "moving in the reader"
    SELECTING = "selecting"
    CHOOSING = "selecting, or moving ends"
    ENDS = "moving ends"
    QUOTATIONS = "quotations beside the article"
    COMPARING = "comparing two revisions"
    DIFFERENCE = "changes in an article"
    UPDATES = "quotations changed by updates"
    REGISTER = "speakers"
    QUOTATION = "quotations, wherever they are shown"
    REVIEW = "review"
    CARD = "card of a quotation"
    LIST = "lists"
    ACCEPTING = "accepting all"
    COPIES = "copies"
    CHECKED = "checked draft"
    ANSWERS = "questions about sources"
    LISTED = "quotations in a list"
    WATCHES = "watched sources"
    PICTURES = "pictures"
    REJECTED = "rejected quotations"
    CONFLICT = "conflict"
    TOUR = "tour"


class Action(NamedTuple):
    """An action of the desk. Its handler is a method decorated with ``tui.kernel.handlers.handles``.

    ``hint`` is the word shown in the footer; actions without one are in the help and the palette only. ``counts`` is
    true when a number typed first repeats the action. ``shadows`` names the actions of wider scopes that share its key
    and are hidden by it.
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
_H, _N, _Q, _P = Scope.CHOOSING, Scope.ENDS, Scope.QUOTATIONS, Scope.PICTURES
_A, _V, _CARD, _L = Scope.QUOTATION, Scope.REVIEW, Scope.CARD, Scope.LIST
_O, _X = "left_square_bracket", "right_square_bracket"

ACTIONS: tuple[Action, ...] = (
    # The stack
    Action("cursor_down", "Go to the next article", ("j", "down"), _T, counts=True),
    Action("cursor_up", "Go to the previous article", ("k", "up"), _T, counts=True),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _T),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _T),
    Action("first", "Go to the first article", ("g g", "home"), _T),
    Action("last", "Go to the last article", ("G", "end"), _T),
    Action("open", "Open the article", ("enter",), _T, hint="open"),
    Action("next_unread", "Go to the next unread article", ("n",), _T, hint="next unread"),
    Action("previous_unread", "Go to the previous unread article", ("p",), _T),
    Action("toggle_read", "Mark the article as read or unread", ("N",), _T),
    Action("flag", "Flag or unflag the article", ("asterisk",), _T),
    Action("toggle_all_read", "Mark all articles shown as read or unread", ("g N",), _T),
    Action("flag_all", "Flag or unflag all articles shown", ("g asterisk",), _T),
    Action("sort", "Sort the stack", ("s",), _T, hint="sort"),
    Action("filter", "Choose a view or a filter", ("f",), _T, hint="filter"),
    Action("save_view", "Save this view under a name", ("S",), _T),
    Action("search", "Search all articles", ("slash",), _T, hint="search"),
    # Moving in the reader, with or without a selection
    Action("line_down", "Move down a line", ("j", "down"), _M, counts=True),
    Action("line_up", "Move up a line", ("k", "up"), _M, counts=True),
    Action("left", "Move left", ("h", "left"), _M, counts=True),
    Action("right", "Move right", ("l", "right"), _M, counts=True),
    Action("next_word", "Go to the next word", ("w",), _M, counts=True),
    Action("previous_word", "Go to the previous word", ("b",), _M, counts=True),
    Action("word_end", "Go to the end of the word", ("e", "E"), _M, counts=True),
    Action("previous_sentence", "Go to the previous sentence", ("left_parenthesis",), _M, counts=True),
    Action("next_sentence", "Go to the next sentence", ("right_parenthesis",), _M, counts=True),
    Action("previous_paragraph", "Go to the previous paragraph", (f"{_O} p", "left_curly_bracket"), _M, counts=True),
    Action("next_paragraph", "Go to the next paragraph", (f"{_X} p", "right_curly_bracket"), _M, counts=True),
    Action("line_start", "Go to the start of the line", ("0",), _M),
    Action("line_end", "Go to the end of the line", ("dollar_sign",), _M),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _M),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _M),
    Action("first", "Go to the top of the article", ("g g", "home"), _M),
    Action("last", "Go to the end of the article", ("G", "end"), _M),
    Action("next", "Go to the next quotation or search hit", ("n",), _M, hint="next", counts=True),
    Action("previous", "Go to the previous quotation or search hit", ("p", "N"), _M, counts=True),
    Action("next_quotation", "Go to the next quotation", ("J", "right_square_bracket q"), _M, counts=True),
    Action("previous_quotation", "Go to the previous quotation", ("K", "left_square_bracket q"), _M, counts=True),
    Action("find", "Search in this article ({moving.find} again: in all)", ("slash",), _M, hint="search"),
    Action("search", "Search all articles", ("g slash",), _R),
    Action("held_back", "Show what the finder held back", ("g s",), _R),
    Action("rejected", "Show the article’s rejected quotations", ("X",), _R),
    # On a quotation, wherever it is shown
    Action("accept", "Accept the quotation, or verify a colleague’s", ("a",), _A, hint="accept"),
    Action("reject", "Reject the quotation", ("x",), _A, hint="reject"),
    Action("skip", "Skip the quotation for now", ("space",), _A, hint="skip"),
    Action("speaker", "Name the speaker", ("at",), _A, hint="speaker"),
    Action("accept_all", "Accept all open quotations of the article or review", ("A",), _A),
    Action("second_reader", "Flag for a second reader, or unflag", ("f",), _A),
    Action("note", "Write a note on the quotation", ("c",), _A),
    Action("tags", "Set the tags", ("t",), _A),
    Action("record", "Set the terms (on the record, background, …)", ("R",), _A),
    Action("role", "Correct the speaker’s role", ("g r",), _A),
    Action("via", "Correct who reports it", ("g v",), _A),
    Action("kind", "Change the kind: direct, mixed, indirect", ("g k",), _A),
    Action("assign", "Assign the quotation to somebody", ("g a",), _A),
    Action("remove", "Remove the quotation", ("D",), _A),
    Action("copy_words", "Copy the words", ("y y",), _A),
    Action("copy_credited", "Copy with credit", ("y a",), _A, hint="copy"),
    Action("copy_markdown", "Copy as Markdown", ("y m",), _A),
    Action("copy_html", "Copy as HTML", ("y h",), _A),
    Action("copy_rich", "Copy as rich text, to paste with its marks and links", ("y r",), _A),
    Action("copy_json", "Copy as JSON", ("y j",), _A),
    Action("copy_provenance", "Copy the provenance card", ("y p",), _A),
    Action("mark", "Mark or unmark, to copy several together", ("m",), _A),
    Action("copies", "Show what was copied", ("Y",), _A),
    Action("pipe", "Send the quotation to a command", ("exclamation_mark",), _A),
    Action("history", "Show the quotation’s history", ("H",), _A),
    Action("printings", "Show it in every revision and outlet", ("g o",), _A),
    # The reader
    Action("ends", "Move the ends of the quotation", ("e",), _R, hint="ends", shadows=("word_end",)),
    Action("card", "Show the quotation’s card", ("enter",), _R, hint="card"),
    Action("select", "Select words", ("v",), _R, hint="select"),
    Action("select_sentence", "Select the sentence", ("V",), _R),
    Action("other_quotation", "Go to another quotation at this place", ("o",), _R),
    # The quotation list beside the article, which follows the cursor; decisions work as in the reader
    Action("next_quotation", "Go to the next quotation", ("j", "down", "n"), _Q, hint="next", counts=True),
    Action("previous_quotation", "Go to the previous quotation", ("k", "up", "p"), _Q, counts=True),
    Action("first_quotation", "Go to the first quotation", ("g g", "home"), _Q),
    Action("last_quotation", "Go to the last quotation", ("G", "end"), _Q),
    Action("read_on", "Go to the text", ("enter",), _Q, hint="to the text", shadows=("card",)),
    # Selecting
    Action("save_quotation", "Save as a quotation", ("enter",), _S, hint="save"),
    Action("save_and_name", "Save as a quotation and name the speaker", ("at",), _S, hint="save, speaker"),
    Action("copy_selected", "Copy the words", ("y",), _S, hint="copy"),
    Action("note_words", "Write a note on the words", ("c",), _S),
    Action("stop_selecting", "Stop selecting", ("escape", "v"), _S, hint="stop", shadows=("back",)),
    Action("label_source", "Label as source: the speaker’s name", ("2",), _S, hint="source"),
    Action("label_content", "Label as content: more of the quotation", ("1",), _S, hint="content"),
    Action("label_cue", "Label as cue: the verb of saying", ("3",), _S),
    # Moving the ends of a quotation
    Action("save_ends", "Save the new ends", ("enter",), _N, hint="save"),
    Action("next_piece", "Go to the next piece", ("tab",), _N, hint="next piece"),
    Action("stop_selecting", "Leave the ends as they were", ("escape",), _N, hint="cancel", shadows=("back",)),
    # Choosing words, for either
    Action("quoted_with_marks", "Select the quotation with its marks", ("a q",), _H, hint="quotation"),
    Action("quoted_words", "Select the words inside the marks", ("i q",), _H),
    Action("inner_word", "Select the word", ("i w",), _H, counts=True),
    Action("inner_sentence", "Select the sentence", ("i s",), _H, counts=True),
    Action("inner_paragraph", "Select the paragraph", ("i p",), _H, counts=True),
    Action("other_end", "Go to the other end", ("o",), _H, hint="other end"),
    # The quotations that updates changed, one after another
    Action("accept_newer", "Accept the newer words", ("a",), _U, hint="accept newer"),
    Action("keep_older", "Keep the older revision", ("o",), _U, hint="keep older"),
    Action("reattach", "Reattach: select its words in the article", ("e",), _U, hint="reattach"),
    Action("next_place", "Go to the next place with the same words", ("tab",), _U),
    Action("reject", "Reject the quotation", ("x",), _U, hint="reject"),
    Action("next_stale", "Go to the next changed quotation", ("j", "space"), _U, "next", True, ("line_down",)),
    Action("previous_stale", "Go to the previous changed quotation", ("k",), _U, counts=True, shadows=("line_up",)),
    Action("difference", "Show all changes in the article", ("d",), _U, hint="all changes"),
    # Two revisions compared
    Action("next_change", "Go to the next change", ("right_square_bracket c", "n"), _C, "next change", counts=True),
    Action("previous_change", "Go to the previous change", ("left_square_bracket c", "p"), _C, counts=True),
    Action("line_down", "Move down a line", ("j", "down"), _C, counts=True),
    Action("line_up", "Move up a line", ("k", "up"), _C, counts=True),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _C),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _C),
    Action("first", "Go to the top", ("g g", "home"), _C),
    Action("last", "Go to the end", ("G", "end"), _C),
    Action("earlier_pair", "Show the earlier revisions", ("left_square_bracket r",), _D, hint="earlier"),
    Action("later_pair", "Show the later revisions", ("right_square_bracket r",), _D),
    Action("stale", "Settle the changed quotations", ("U",), _D, hint="settle"),
    # The register of speakers
    Action("cursor_down", "Go to the next line", ("j", "down"), _G, counts=True),
    Action("cursor_up", "Go to the previous line", ("k", "up"), _G, counts=True),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _G),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _G),
    Action("first", "Go to the first line", ("g g", "home"), _G),
    Action("last", "Go to the last line", ("G", "end"), _G),
    Action("open", "Show what they said, or open the article", ("enter",), _G, hint="open"),
    Action("remove_article", "Remove the article, imported by mistake", ("g D",), _K),
    Action("next_pane", "Switch between speakers and quotations", ("tab", "shift+tab"), _G, hint="quotations"),
    Action("find", "Find a speaker", ("slash",), _G, hint="find"),
    Action("said", "Show all that the speaker said, open and settled", ("o",), _G, hint="all, open too"),
    Action("merge", "Merge two speakers", ("m",), _G, hint="merge"),
    Action("mark", "Mark a quotation, to split it off", ("space",), _G, hint="mark"),
    Action("split", "Split off the marked quotations", ("s",), _G, hint="split"),
    Action("add_name", "Add a name of the speaker", ("plus",), _G),
    Action("remove_name", "Remove a name of the speaker", ("minus",), _G),
    Action("rename", "Rename the speaker", ("r",), _G, hint="rename"),
    Action("set_field", "Set a field of the speaker", ("equals_sign",), _G),
    Action("doubles", "Show likely duplicates", ("d",), _G, hint="duplicates"),
    Action("answers", "Show unnamed sources, disputed words, loaded verbs", ("a",), _G, hint="unnamed …"),
    Action("pictures", "Show the speaker’s words in context", ("g p",), _G),
    # A review
    Action("next_open", "Go to the next quotation without deciding", ("j", "down"), _V, hint="next", counts=True),
    Action("previous_open", "Go to the previous quotation", ("k", "up"), _V, hint="previous", counts=True),
    Action("first", "Go to the first quotation", ("g g", "home"), _V),
    Action("last", "Go to the last quotation", ("G", "end"), _V),
    Action("undo", "Undo the last decision", ("backspace",), _V),
    Action("edit_ends", "Open the article ({reader.ends} moves the ends)", ("e", "o"), _V, hint="open article"),
    Action("card", "Show the quotation’s card", ("enter",), _V),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _V),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _V),
    # A quotation's card
    Action("scroll_down", "Move down a line", ("j", "down"), _CARD),
    Action("scroll_up", "Move up a line", ("k", "up"), _CARD),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _CARD),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _CARD),
    Action("read_there", "Open the article", ("o", "enter"), _CARD, hint="open article"),
    # Lists
    Action("cursor_down", "Go to the next line", ("j", "down"), _L, counts=True),
    Action("cursor_up", "Go to the previous line", ("k", "up"), _L, counts=True),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _L),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _L),
    Action("first", "Go to the first line", ("g g", "home"), _L),
    Action("last", "Go to the last line", ("G", "end"), _L),
    Action("accept_these", "Accept these quotations", ("enter",), Scope.ACCEPTING, hint="accept"),
    Action("leave_out", "Leave out, or include again", ("space", "x"), Scope.ACCEPTING, hint="leave out"),
    Action("copy_again", "Copy again", ("enter", "y"), Scope.COPIES, hint="copy again"),
    Action("read_there", "Open the article", ("enter", "o"), Scope.CHECKED, hint="open article"),
    Action("accept_after_all", "Accept the quotation after all", ("a",), Scope.REJECTED, hint="accept"),
    Action("rejected_card", "Show the quotation’s card", ("enter",), Scope.REJECTED, hint="card"),
    Action("read_there", "Open the article", ("enter", "o"), Scope.ANSWERS, hint="open article"),
    Action("read_there", "Open the article", ("enter", "o"), Scope.LISTED, hint="open article"),
    Action("next_question", "Show the next question", ("tab",), Scope.ANSWERS, hint="next question"),
    Action("open", "Show what came from the source, or open the article", ("enter",), Scope.WATCHES, hint="open"),
    Action("add_source", "Add a folder or a feed", ("plus",), Scope.WATCHES, hint="add"),
    Action("remove_source", "Remove the source", ("D",), Scope.WATCHES, hint="remove"),
    Action("visit_source", "Set the next visit to now", ("r",), Scope.WATCHES, hint="visit"),
    Action("cursor_down", "Go to the next row", ("j", "down"), _P, counts=True),
    Action("cursor_up", "Go to the previous row", ("k", "up"), _P, counts=True),
    Action("page_down", "Move down a page", ("ctrl+d", "pagedown"), _P),
    Action("page_up", "Move up a page", ("ctrl+u", "pageup"), _P),
    Action("first", "Go to the first row", ("g g", "home"), _P),
    Action("last", "Go to the last row", ("G", "end"), _P),
    Action("read_there", "Open the article at the words", ("enter", "o"), _P, hint="open article"),
    Action("next_quotation", "Go to the next quotation of the row", ("l", "right"), _P, "next", counts=True),
    Action("previous_quotation", "Go to the quotation before", ("h", "left"), _P, counts=True),
    Action("next_picture", "Show the next picture", ("tab",), _P, hint="next picture"),
    Action("previous_picture", "Show the picture before", ("shift+tab",), _P),
    Action("align", "Show the speaker’s words in context", ("slash",), _P, hint="in context"),
    # A conflict
    Action("keep_theirs", "Keep their version", ("t",), Scope.CONFLICT, hint="keep theirs"),
    Action("make_mine", "Keep your version", ("m",), Scope.CONFLICT, hint="keep mine"),
    # Stack and reader
    Action("next_open", "Open the next article with open quotations", ("greater_than_sign",), _K),
    Action("earlier_place", "Go back to the article before", ("ctrl+o", "left_square_bracket a"), _K),
    Action("later_place", "Go forward to the article after", ("right_square_bracket a",), _K),
    Action("pictures", "Show pictures: the most quoted, unnamed and changed", ("g p",), _K),
    Action("review", "Review open quotations of the article or the stack", ("r",), _K, hint="review"),
    Action("import", "Import files, a folder or a web page", ("g i",), _K),
    Action("export", "Export settled quotations to a file", ("g e",), _K),
    Action("register", "Show speakers: people quoted, and what each said", ("W",), _K, hint="speakers"),
    Action("said", "Show all that a person said, open and settled", ("g q",), _K),
    Action("done", "Show what you have done", ("g d",), _K),
    Action("assign_article", "Assign the article to somebody", ("g A",), _K),
    Action("for_me", "Show what is assigned to you", ("g m",), _K),
    Action("difference", "Show what changed in the article", ("d",), _K),
    Action("check", "Check a draft", ("g c",), _K),
    Action("stale", "Show quotations changed by updates", ("U",), _K),
    Action("watches", "Show watched sources: what came, what went wrong", ("g w",), _K),
    Action("find_everywhere", "Find quotations in all articles, or stop", ("F",), _K),
    Action("article_history", "Show the article’s history", ("g h",), _K),
    Action("open_in_browser", "Open the article’s web address in the browser", ("g x",), _K),
    Action("next_pane", "Go to the other pane", ("tab", "shift+tab"), _K),
    Action("alone", "Show this pane alone, or all panes again", ("z",), _K),
    Action("wider_stack", "Move the stack’s edge to the right", ("g plus",), _K, counts=True),
    Action("narrower_stack", "Move the stack’s edge to the left", ("g minus",), _K, counts=True),
    # Everywhere
    Action("undo", "Undo", ("u",), _E, hint="undo", counts=True),
    Action("redo", "Redo", ("ctrl+r",), _E, counts=True),
    Action("say_saved", "Show whether everything is saved", ("ctrl+s",), _E),
    Action("switch_theme", "Switch the theme’s colours: dark, light, your own", ("T",), _E),
    Action("help", "Show the keys", ("question_mark",), _E, hint="help"),
    Action("palette", "Show all commands", ("colon", "ctrl+p"), _E),
    Action("back", "Go back", ("q", "escape"), _E),
    Action("leave", "Quit", ("Q", "ctrl+q"), _E),
    Action("say_how_to_leave", "Show how to quit", ("ctrl+c",), _E),
    Action("set_aside", "Suspend to the shell (fg resumes)", ("ctrl+z",), _E),
    # A tour, on every screen
    Action("skip_step", "Skip this step of the tour", ("full_stop",), Scope.TOUR),
    Action("leave_tour", "Leave the tour, or take it up again", ("comma",), Scope.TOUR),
)

_WITHIN: dict[Scope, tuple[Scope, ...]] = {
    Scope.STACK: (Scope.STACK, Scope.DESK, Scope.EVERYWHERE),
    Scope.QUOTATIONS: (Scope.QUOTATIONS, Scope.QUOTATION, Scope.READER, Scope.DESK, Scope.EVERYWHERE),
    Scope.READER: (Scope.QUOTATION, Scope.READER, Scope.MOVING, Scope.DESK, Scope.EVERYWHERE),
    Scope.ENDS: (Scope.ENDS, Scope.CHOOSING, Scope.MOVING, Scope.EVERYWHERE),
    Scope.SELECTING: (Scope.SELECTING, Scope.CHOOSING, Scope.MOVING, Scope.DESK, Scope.EVERYWHERE),
    Scope.DIFFERENCE: (Scope.DIFFERENCE, Scope.COMPARING, Scope.EVERYWHERE),
    Scope.UPDATES: (Scope.UPDATES, Scope.QUOTATION, Scope.COMPARING, Scope.EVERYWHERE),
    Scope.REGISTER: (Scope.REGISTER, Scope.QUOTATION, Scope.EVERYWHERE),
    Scope.REVIEW: (Scope.QUOTATION, Scope.REVIEW, Scope.EVERYWHERE),
    Scope.CARD: (Scope.QUOTATION, Scope.CARD, Scope.EVERYWHERE),
    Scope.CONFLICT: (Scope.CONFLICT, Scope.EVERYWHERE),
    Scope.LIST: (Scope.LIST, Scope.EVERYWHERE),
    Scope.ACCEPTING: (Scope.ACCEPTING, Scope.QUOTATION, Scope.LIST, Scope.EVERYWHERE),
    Scope.COPIES: (Scope.COPIES, Scope.LIST, Scope.EVERYWHERE),
    Scope.REJECTED: (Scope.REJECTED, Scope.QUOTATION, Scope.LIST, Scope.EVERYWHERE),
    Scope.WATCHES: (Scope.WATCHES, Scope.LIST, Scope.EVERYWHERE),
    Scope.PICTURES: (Scope.PICTURES, Scope.EVERYWHERE),
    Scope.CHECKED: (Scope.CHECKED, Scope.QUOTATION, Scope.LIST, Scope.EVERYWHERE),
    Scope.LISTED: (Scope.LISTED, Scope.QUOTATION, Scope.LIST, Scope.EVERYWHERE),
    Scope.ANSWERS: (Scope.ANSWERS, Scope.QUOTATION, Scope.LIST, Scope.EVERYWHERE),
}

_SETTLING = ("accept", "reject", "skip", "accept_all", "remove", "second_reader", "mark")
_IN_LISTS = frozenset(action.id for action in ACTIONS if action.scope is _A) - {*_SETTLING}
"""The actions on a quotation in a list with its own keys for settling: they correct a wrong quotation there."""
_SETTLES_ITSELF = {Scope.REGISTER, Scope.UPDATES, *(scope for scope, within in _WITHIN.items() if Scope.LIST in within)}

SCOPES = tuple(_WITHIN)
"""The scopes that are places of their own; the others are parts of them."""


def actions_in(scope: Scope, actions: Sequence[Action] = ACTIONS) -> list[Action]:
    """Return the actions that can be called in ``scope``. Where two share a key, the earlier one has it."""
    is_list = scope in _SETTLES_ITSELF
    return [
        action
        for within in (*_WITHIN[scope], Scope.TOUR)
        for action in actions
        if action.scope is within and not (is_list and within is _A and action.id not in _IN_LISTS)
    ]
