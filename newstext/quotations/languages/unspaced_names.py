"""Finds who speaks in copy without spaces: names by surnames and roles, topics by their particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from newstext.quotations.languages.speakers import NOBODY, Speaker
from newstext.quotations.languages.words import Kind
from newstext.spans import Span

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack

_CLAUSE_ENDS = "，,；;。！？!?：:、”」』\n "
_SIGNS = "、，。「」\n\u3000"
_LONGEST_NAME = 4
_SHORTEST, _LONGEST = 2, 40
_TOPIC = regex.compile(r"(?<![でにとへ])(?:は|が)")
_BRACKETS = regex.compile(r"[（(][^（()）]{0,20}[)）]")
_NAME = regex.compile(r"[\p{Han}\p{Katakana}ー・々ヶ]+$")
_CLEFT = regex.compile(r"と[^、。]{1,12}のは、?")


class Names:
    """The people named in one text; earlier names identify later surnames."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text, self.pack = text, pack
        self._known: list[str] = []
        self._roles = _longest_first(pack, Kind.ROLE)
        self._titles = _longest_first(pack, Kind.TITLE)
        self._behind = _longest_first(pack, Kind.TITLE | Kind.ROLE)
        self._unnamed = _longest_first(pack, Kind.UNNAMED)
        self._organisations = tuple(_longest_first(pack, Kind.ORGANISATION))
        self._cuts = _longest_first(pack, Kind.ADVERB)

    # -- Chinese

    def subject(self, start: int, end: int) -> tuple[Speaker, Span] | None:
        """Return the source before a verb: the last clause before it, without time, place and addressee."""
        low = max((self.text.rfind(sign, start, end) + 1 for sign in _CLAUSE_ENDS), default=start)
        low = max(low, start)
        if end - low < 1 or end - low > _LONGEST:
            return None
        behind = self.text.rfind("的", low, end) + 1
        if behind and (found := self._chinese(behind, end)) is not None and found[0].how in ("name", "surname"):
            return found
        words = self.text[low:end]
        cut = min((at for word in self._cuts if (at := words.find(word, 1)) > 0), default=len(words))
        dated = regex.search(r"\d{1,2}[日月]", words[:cut])
        cut = dated.start() if dated is not None and dated.start() > 0 else cut
        return self._chinese(low, low + cut) if words[:cut].strip() else None

    def _chinese(self, low: int, end: int) -> tuple[Speaker, Span] | None:
        words = self.text[low:end]
        if self.pack.kind(words) & Kind.PRONOUN:
            name = self._known[-1] if self._known else None
            return (Speaker(name, how="pronoun") if name else NOBODY), Span(low, end)
        begins = words.rfind("的") + 1
        words, low = words[begins:], low + begins
        if not words:
            return None
        role_end = max((at + len(role) for role in self._roles if (at := words.rfind(role)) >= 0), default=0)
        name = words[role_end:]
        if self._is_name(name):
            return self._named(name, words[:role_end] or None), Span(low, end)
        titled = next((title for title in self._titles if words.endswith(title)), "")
        stem = words.removesuffix(titled)
        if titled and (surname := self._surname_at_end(stem)):
            known = next((known for known in reversed(self._known) if known.startswith(surname)), None)
            return Speaker(known or surname + titled, how="surname" if known else "words"), Span(low, end)
        if len(words) < _SHORTEST:
            return None
        unnamed = any(words.endswith(word) for word in self._unnamed)
        return Speaker(words, unnamed=unnamed, how="words"), Span(low, end)

    def _surname_at_end(self, stem: str) -> str:
        return next((stem[-n:] for n in (2, 1) if stem[-n:] in self.pack.surnames), "")

    def _is_name(self, name: str) -> bool:
        if "·" in name:
            return True
        surname = next((name[:n] for n in (2, 1) if name[:n] in self.pack.surnames), "")
        return bool(surname) and len(surname) < len(name) <= max(_LONGEST_NAME - 1, len(surname) + 2)

    def _named(self, name: str, role: str | None) -> Speaker:
        if name in self._known:
            self._known.remove(name)
        self._known.append(name)
        return Speaker(name, role, how="name")

    # -- Japanese

    def topic(self, start: int, end: int) -> tuple[Speaker, Span] | None:
        """The topic or subject of a sentence (は, が), where it can speak."""
        for match in _TOPIC.finditer(self.text, start, min(end, start + 2 * _LONGEST)):
            found = self.described(start, match.start())
            if found is not None:
                return found
        return None

    def cleft(self, start: int, end: int) -> tuple[Speaker, Span] | None:
        """``「…」と話すのは、木島愛さん``."""
        match = _CLEFT.match(self.text, start, end)
        if match is None:
            return None
        stop = end - (self.text[end - 1] in "。！？")
        return self.described(match.end(), stop)

    def described(self, start: int, end: int) -> tuple[Speaker, Span] | None:
        """Return the person that a phrase ends with: a name with its title, or a word for people."""
        words = self.text[start:end]
        low = start + max(words.rfind(sign) for sign in _SIGNS) + 1
        bare = _BRACKETS.sub("", self.text[low:end])
        title = next((title for title in self._behind if bare.endswith(title)), "")
        role = title if self.pack.kind(title) & Kind.ROLE else None
        name = _NAME.search(bare.removesuffix(title)) if title else None
        where = Span(low, end)
        if where.start >= where.end:
            return None
        if name is not None and not name[0].endswith(self._organisations):
            known = next((known for known in reversed(self._known) if known.startswith(name[0])), None)
            if known is None:
                self._known.append(name[0])
            return Speaker(known or name[0], role, how="surname" if known and known != name[0] else "name"), where
        if self.pack.kind(bare) & Kind.PRONOUN and self._known:
            return Speaker(self._known[-1], how="pronoun"), where
        bare = bare.rpartition("という")[2]
        described = any(bare.endswith(word) for word in self._unnamed) or role is not None
        if described:
            return Speaker(bare, unnamed=True, how="words"), where
        return (Speaker(bare, how="organisation"), where) if bare.endswith(self._organisations) else None

    def whatever(self, start: int, end: int) -> tuple[Speaker, Span] | None:
        """A phrase as it stands, where anything may be the source."""
        low = start + max(self.text[start:end].rfind(sign) for sign in _SIGNS) + 1
        words = self.text[low:end].strip()
        return (Speaker(words, how="organisation"), Span(low, end)) if words and len(words) <= _LONGEST else None


def _longest_first(pack: Pack, kind: Kind) -> list[str]:
    return list(pack.words.having(kind))
