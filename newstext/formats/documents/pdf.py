"""PDF with text, by pypdfium2: columns in order, running heads left out, words joined over line ends listed."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from newstext.formats.documents.document import Document, article_of
from newstext.formats.documents.page_layout import in_reading_order
from newstext.formats.documents.page_text import rows_of
from newstext.formats.documents.pdf_footnotes import without_footnotes
from newstext.formats.documents.pdf_paragraphs import paragraphs_of
from newstext.formats.documents.running_heads import without_running_heads
from newstext.formats.errors import UnreadableError

if TYPE_CHECKING:
    from newstext.article import Article
    from newstext.formats.documents.page_text import Row

_NO_LIBRARY = (
    "This is a PDF, which needs one more package; run pip install 'pullquote[documents]', "
    "or save its text and read that."
)
_PASSWORD_ERROR = 4
_MOST_NAMED = 10
_STRANGE_SHARE = 0.1


def read(data: bytes, name: str) -> list[Article]:
    """Read the document in ``data`` as one article; UnreadableError for one that is scanned, protected or damaged."""
    return [article_of(document(data, name), name, "a PDF")]


def document(data: bytes, name: str) -> Document:
    """Return the document in ``data``; UnreadableError for one that is scanned, protected or damaged."""
    try:
        import pypdfium2
    except ImportError:
        raise UnreadableError(_NO_LIBRARY) from None
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise UnreadableError("This PDF is protected by a password; save it without one.") from None
        raise UnreadableError("This PDF is damaged or cut short; fetch it again.") from None
    try:
        pages = [_rows(pdf, number) for number in range(len(pdf))]
        labels = [_label(pdf, number) for number in range(len(pdf))]
    finally:
        pdf.close()
    return _document(pages, labels, name)


def _rows(pdf: Any, number: int) -> list[Row]:
    import pypdfium2

    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return []
    try:
        rows = rows_of(page)
    except pypdfium2.PdfiumError:
        return []
    finally:
        page.close()
    return rows


def _label(pdf: Any, number: int) -> str:
    """Return the number that is printed on a page as the document counts, else its place in the file."""
    return (pdf.get_page_label(number) or "").strip()[:20] or str(number + 1)


def _document(pages: list[list[Row]], labels: list[str], name: str) -> Document:
    if not any(pages):
        raise UnreadableError(
            f"{name} is a PDF of scanned pages without text; run text recognition on it, or type it out."
        )
    _refuse_strange_letters(pages, name)
    told, heads = without_running_heads(pages, labels)
    document = Document(heads=heads)
    placed = [in_reading_order(rows) for rows in told]
    size = median(one.row.height for rows in placed for one in rows)
    parted = [without_footnotes(rows, size) for rows in placed]
    document.paragraphs = paragraphs_of([text for text, _ in parted], labels)
    notes = [(note, label) for (_, notes), label in zip(parted, labels, strict=True) for note in notes]
    document.footnotes = [one for note, label in notes for one in paragraphs_of([note], [label])]
    if empty := [label for label, rows in zip(labels, pages, strict=True) if not rows]:
        others = f" and {len(empty) - _MOST_NAMED} others" if len(empty) > _MOST_NAMED else ""
        document.notes.append(f"Without text, perhaps scanned: p. {', '.join(empty[:_MOST_NAMED])}{others}.")
    if joins := sum(len(one.joins) for one in document.paragraphs + document.footnotes):
        document.notes.append(
            "1 word is joined over a line end." if joins == 1 else f"{joins:,} words are joined over line ends."
        )
    return document


def _refuse_strange_letters(pages: list[list[Row]], name: str) -> None:
    """Refuse a document whose fonts do not say which letters they draw: its text is signs of nobody's script."""
    text = "".join(row.text for rows in pages for row in rows)
    strange = sum("\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" or sign < " " for sign in text.replace("\t", ""))
    if strange > _STRANGE_SHARE * len(text):
        raise UnreadableError(
            f"{name} is a PDF whose fonts do not say which letters they draw; run text recognition on it."
        )
