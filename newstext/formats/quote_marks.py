"""The marks that a browser draws around ``<q>``, which the page's text does not contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_MARKS = "“”„‟‘’‚‛«»‹›\"'「」『』"
_BY_LANGUAGE = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "lt", "et"), ("„“", "‚‘")),
    **dict.fromkeys(("pl", "hu", "ro", "hr", "sr"), ("„”", "«»")),
    **dict.fromkeys(("fr", "es", "it", "pt", "ru", "uk", "el", "no", "nb", "nn", "da"), ("«»", "“”")),
    **dict.fromkeys(("sv", "fi"), ("””", "’’")),
    **dict.fromkeys(("ja", "zh"), ("「」", "『』")),
}
_ENGLISH = ("“”", "‘’")


def marks_around(quoted: etree._Element) -> tuple[str, str]:
    """Return the two marks around a ``q`` element in its language; empty where the page prints its own."""
    first = next((words for text in quoted.itertext() if (words := str(text).strip())), "")
    before = quoted.getprevious()
    parent = quoted.getparent()
    leading = before.tail if before is not None else parent.text if parent is not None else ""
    if not first or first[0] in _MARKS or (leading or " ")[-1] in _MARKS:
        return "", ""
    outer = sum(str(element.tag).rpartition("}")[2] == "q" for element in quoted.iterancestors())
    marks = _BY_LANGUAGE.get(_language(quoted), _ENGLISH)[outer % 2]
    return marks[0], marks[1]


def _language(element: etree._Element) -> str:
    names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")
    stated = (one.get(name) for one in (element, *element.iterancestors()) for name in names)
    return next((language for language in stated if language), "")[:2].lower()
