"""The results of a draft check, one quotation after another."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from newstext.anchors import Passage, follow
from newstext.draft_check import Verdict
from newstext.spans import Span
from store.model.annotations import SpanRole
from tui.base.path_prompt import PathPrompt
from tui.checks import wording as describing
from tui.checks.checked_draft import CheckedDraft
from tui.kernel import files
from tui.kernel.actions import Scope
from tui.kernel.browser import may_read_files
from tui.kernel.handlers import handles
from tui.kernel.messages import Deed, Did, OpenArticle
from tui.quotations.passage import sentences
from tui.quotations.passage_list import NOTHING, PassageList, PassageView, seen
from tui.settings.paths import NoPlaceError, full_path
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.drafts.model import CheckedQuotation
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from tui.base.host_screen import HostScreen

_PASTED = "pasted.txt"
"""The name that a pasted draft is read by."""


class CheckedScreen(PassageList, inherit_bindings=False):
    """Lists a draft's quotations with their verdicts, in the draft's order, with what was published at the foot."""

    def __init__(self, checked: CheckedDraft) -> None:
        super().__init__("")
        self._checked = checked

    @property
    def scope(self) -> Scope:
        return Scope.CHECKED

    def on_mount(self) -> None:
        super().on_mount()
        found = self._checked.quotations
        self.head(describing.total(found))
        self.show(_content(one, self._checked.place(one)) for one in found)

    def look(self, number: int, archive: Archive) -> PassageView:
        if (printed := self._checked.quotations[number].nearest) is None:
            return NOTHING
        opened, words = archive.open_article(printed.article_id), Span(printed.start, printed.end)
        revision, where = opened.revision, ""
        if revision.seq != printed.revision:
            revisions = archive.articles.revisions(printed.article_id)
            revision = next(one for one in revisions if one.seq == printed.revision)
            where = f"In revision {printed.revision}: "
        if (annotation := _quotation_at(opened, revision.id, words)) is not None:
            view = seen(archive, annotation)
            return view._replace(sentences=Content(where) + view.sentences)
        newer = _quotation_since(opened, revision, words) if where else None
        return PassageView(newer, Content(where) + sentences(revision.article.body, words))

    @handles("read_there", Scope.CHECKED)
    def read_there(self) -> None:
        printed = self._checked.quotations[self.cursor].nearest if self.cursor is not None else None
        if printed is None:
            self.status.say("No article in the store is near these words.")
        else:
            self.post_message(OpenArticle(printed.article_id, printed.start, revision=printed.revision))


def _quotation_at(opened: OpenedArticle, revision_id: str, words: Span) -> Annotation | None:
    """Return the quotation with these words of a revision."""
    for annotation in (*opened.annotations, *opened.elsewhere):
        pieces = [piece for piece in annotation.pieces(SpanRole.CONTENT) if piece.revision_id == revision_id]
        if not annotation.is_note and any(piece.span.overlaps(words) for piece in pieces):
            return annotation
    return None


def _quotation_since(opened: OpenedArticle, older: Revision, words: Span) -> Annotation | None:
    """Return the quotation of the current revision that these words of an older one have become."""
    [followed] = follow(older.article.body, opened.revision.article.body, [Passage((words,))])
    span = followed.content[0].span
    return _quotation_at(opened, opened.revision.id, span) if span is not None else None


def ask_for_draft(screen: HostScreen, last: str, keep: Callable[[str], None]) -> None:
    """Ask for a draft's path, check the draft and show the results; ``screen`` reports errors.

    Without a path the ``last`` draft is checked again; ``keep`` takes the path that is checked. In a tour the
    first question has its draft. Where the person may read no files, they paste the draft.
    """

    def check(path: str | None) -> None:
        if path is not None and (wanted := path.strip() or last):
            keep(wanted)
            screen.work_on(partial(_check_file, screen, wanted), group="check", holds_keys=True)

    if not may_read_files(screen.session.browser):
        _ask_for_text(screen)
        return
    about = "Path of a draft (text, HTML, Word, OpenDocument, RTF, PDF). It is compared with published articles."
    if last:
        about = f"{about} Without a path, {last} is checked again."
    value = guide.draft if (guide := screen.session.guide) is not None and not last else ""
    screen.app.push_screen(PathPrompt("Check a draft", about=about, value=value, enter="check"), check)


def _ask_for_text(screen: HostScreen) -> None:
    from tui.checks.paste_prompt import PastePrompt

    def check(text: str | None) -> None:
        if text is not None and text.strip():
            data = text.encode("utf-8", "replace")
            check = partial(_check, screen, _PASTED, partial(_checked, _PASTED, data))
            screen.work_on(check, group="check", holds_keys=True)

    about = "Paste its text, from any program: it is compared with published articles at once, and not kept."
    screen.app.push_screen(PastePrompt("Check a draft", about=about, enter="check"), check)


async def _check_file(screen: HostScreen, written: str) -> None:
    try:
        path = full_path(written)
    except NoPlaceError as error:
        screen.status.say(str(error))
        return
    await _check(screen, str(path), partial(_checked_file, path))


async def _check(screen: HostScreen, name: str, checked: Callable[[Archive], CheckedDraft]) -> None:
    from newstext.formats.errors import BrokenReaderError, UnreadableError

    screen.status.say(f"Checking {Path(name).name} …")
    try:
        found = await screen.session.read(checked)
    except (OSError, UnreadableError, BrokenReaderError) as error:
        screen.status.say(f"{name}: {files.why(error)}")
        return
    screen.status.say("")
    screen.app.push_screen(CheckedScreen(found))
    screen.post_message(Did(Deed.CHECK))


def _checked_file(path: Path, archive: Archive) -> CheckedDraft:
    with files.opened_file(path) as stream:
        data = files.draft_data(stream)
    return _checked(path.name, data, archive)


def _checked(name: str, data: bytes, archive: Archive) -> CheckedDraft:
    with files.reading():
        draft = files.read_draft(data, name)
    return CheckedDraft(name, data, draft, archive.check(draft.text))


def _content(one: CheckedQuotation, place: str) -> Content:
    """Return the lines on one quotation; a verdict has a sign and a colour, and so have the words that differ."""
    verdict, words, *rest = map(visible, describing.lines(one, place))
    sign, style, changed = "!", "bold $error", len(one.differences)
    if one.verdict in (Verdict.UNCHECKED, Verdict.PARAPHRASE, Verdict.TRANSLATED):
        sign, style, changed = ("!", "bold $warning", 0) if one.is_finding else ("–", "$muted", 0)
    elif not one.is_finding:
        sign, style = "✓", "$success"
    elif one.verdict in describing.SAME_WORDS and one.agrees is not False:
        style = "bold $warning"
    below = [Content.styled(f"  ± {line}", "$warning") for line in rest[:changed]]
    below += [Content.styled(f"  {line}", "$muted") for line in rest[changed:]]
    return Content("\n").join([Content.styled(f"{sign} {verdict}", style), Content(f"  {words}"), *below, Content("")])
