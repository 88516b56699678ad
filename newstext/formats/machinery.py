"""Text that is another format's machinery and no story: a program, data, headers, cue numbers, packed bytes."""

from __future__ import annotations

import re
from itertools import islice

_LOOKED_AT = 16_000
# A line end is found faster than the beginning of a line.
_HEADERS = re.compile(
    r"\n(?:received|mime-version|content-transfer-encoding|message-id|return-path|dkim-signature|arc-seal|x-[\w-]{3,40}"
    r"|authentication-results|list-unsubscribe):[ \t]",
    re.IGNORECASE,
)
_ARCHIVE_HEADERS = re.compile(r"^WARC(?:/\d|-Type:|-Record-ID:)", re.MULTILINE)
_CUES = re.compile(r"^(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{2,3}\s*-->", re.MULTILINE)
_RTF = re.compile(r"\\(?:par|pard|plain|fs\d|f\d|cf\d|rtf1|ansi|b0|i0|lang\d|uc1)[ \\\d]")
_PACKED_LINE = re.compile(r"^[ \t>]*[A-Za-z0-9+/=]{56,}$", re.MULTILINE)
# The beginning of a program's or settings' line, if that is enough, and if the end must confirm it.
_CODE_BEGINS = re.compile(
    r"""[#;%]|//|/\*|\*/?(?:\s|$)|--\s|<[/!?%]|[{}()\[\]]+[,;]?$|\$\w|>>>\s
    |["']?[\w.\-\[\]/:*]+["']?\s*(?:[<>~!:+|]?=|=>|<|>)\s*\S""",
    re.VERBOSE,
)
_KEYWORD = re.compile(
    r"""(?:import|from|def|class|function|func|var|const|let|return|if|elif|else|for|while|try|except|switch|case|include
    |using|namespace|public|private|static|void|int|char|struct|typedef|export|set|unset|alias|echo|print|package|use
    |require|module|end|fi|done|esac|then|do)\b""",
    re.VERBOSE,
)
_CODE_ENDS, _CODE_MAY_END = ";{}\\", ":([)="
_TOKEN = re.compile(r"[“\"‘'(«„¿¡-]{0,3}[^\W\d_][\w’'&./-]*[^\w\s]{0,4}")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
_WORDS_IN_A_ROW, _UNSPACED_LETTERS, _PROSE_SHARE = 4, 8, 0.55
_PLACEHOLDER = re.compile(r"\{%[^%\n]{1,100}%\}|\{\{[^{}\n]{1,100}\}\}|\$\{\w{1,60}\}")
_PLACEHOLDER_SHARE = 0.1
_DATA = re.compile(r"[\[{]\s*[\"'\[{\]}\d-]")
_DATA_SHARE = 0.1
_WORD = re.compile(r"(?<![^\s“\"‘'(«„])[^\W\d_]{2,}+(?![^\s,.;:!?’”“\"')»])")
_OTHER_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_FEW_WORDS, _FEW_LETTERS = 3, 6
_FEWEST_LINES, _CODE_SHARE, _DOUBTFUL_CODE_SHARE = 4, 0.5, 0.3
_MARKS = 3


def machinery_in(text: str) -> str | None:
    """Return the kind of a text that is not a story, in words for a person; None when it may be one.

    Only its first 16,000 characters are examined.
    """
    head = text[:_LOOKED_AT]
    if len(_HEADERS.findall("\n" + head[:4000])) >= _MARKS:
        return "the headers of an e-mail"
    # Searches for a word come before searches for a line, since this runs for every text.
    if "WARC" in head and _ARCHIVE_HEADERS.search(head):
        return "the headers of a web archive (WARC)"
    if "-->" in head and len(_CUES.findall(head)) >= _MARKS:
        return "subtitles with their times"
    if head.startswith("{\\rtf") or len(_RTF.findall(head)) * 100 > len(head) > 0:
        return "the control words of an RTF document"
    if head.count(" ") * 10 < len(head) and sum(map(len, _PACKED_LINE.findall(head))) * 2 > len(head):
        return "packed data (base64)"
    if "{" in head and sum(map(len, _PLACEHOLDER.findall(head))) > _PLACEHOLDER_SHARE * len(head):
        return "a template for a program to fill in"
    if _is_data(text):
        return "data (JSON)"
    return "a program or a file of settings" if _is_code(head) else None


def _is_data(text: str) -> bool:
    """Whether a text begins and ends as JSON does, with more of its marks than words ever have."""
    text = text.strip()
    if not _DATA.match(text) or text[-1] not in "]}":
        return False
    head = text[:_LOOKED_AT]
    return sum(map(head.count, '"{}[],:')) >= _DATA_SHARE * len(head)


def has_words(text: str) -> bool:
    """Whether ``text`` holds at least a few words: a file with one alone is a name or a number."""
    head = text[:_LOOKED_AT]
    return _has_many(_WORD, head, _FEW_WORDS) or _has_many(_OTHER_LETTER, head, _FEW_LETTERS)


def is_prose(text: str) -> bool:
    """Whether ``text`` reads as copy: words in a row, in any language, and hardly a line as in a program."""
    lines = text[:_LOOKED_AT].split("\n")
    told = [line.split() for line in lines if not _is_code_line(line.strip())]
    letters = sum(len(token) for tokens in told for token in tokens)
    return sum(map(_prose, told)) > _PROSE_SHARE * letters and _code_share(lines) < _DOUBTFUL_CODE_SHARE


def _prose(tokens: list[str]) -> int:
    """Return how many characters of a line are words in a row, numbers between them left out."""
    found = row = words = 0
    for token in [*tokens, "|"]:
        if _TOKEN.fullmatch(token):
            row, words = row + len(token), words + 1
        elif _has_many(_UNSPACED, token, _UNSPACED_LETTERS):
            found += len(token)
        elif not token[0].isdigit():
            found += row if words >= _WORDS_IN_A_ROW else 0
            row = words = 0
    return found


def _has_many(pattern: re.Pattern[str], text: str, many: int) -> bool:
    return len(list(islice(pattern.finditer(text), many))) == many


def _is_code(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) >= _FEWEST_LINES and _code_share(lines) >= _CODE_SHARE


def _code_share(lines: list[str]) -> float:
    """Return the share of the characters in lines that look like a program's or a configuration's."""
    stripped = [line.strip() for line in lines]
    return sum(len(line) for line in stripped if _is_code_line(line)) / (sum(map(len, stripped)) or 1)


def _is_code_line(line: str) -> bool:
    end = line[-1:]
    if not end:
        return False
    return end in _CODE_ENDS or bool(_CODE_BEGINS.match(line)) or (end in _CODE_MAY_END and bool(_KEYWORD.match(line)))
