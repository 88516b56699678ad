"""Weighs whether a name is a person's: by its own words, and by the words beside it in the text."""

from __future__ import annotations

import regex

from newstext.quotations import lexicon
from newstext.quotations.callings import is_calling
from newstext.quotations.given_names import is_given_name
from newstext.quotations.lexicon import word_set
from newstext.quotations.names import ABBREVIATED, Mention, is_organisation

_PLACES = word_set(
    "north south east west northern southern eastern western new saint united states america canada britain england"
    " scotland wales ireland france germany china russia europe asia africa australia india japan city county street"
    " road avenue square park island islands river lake bay mountain hills beach valley bridge harbour harbor port"
    " hotel stadium arena tower airport station district province region act bill award prize cup league series day"
    " resources services systems partners holdings industries solutions studies sciences arts works associates capital"
    " enterprises ventures management research entertainment motors energy oil gas petroleum insurance investments"
    " consulting technologies laboratories"
    " week times home security justice affairs health general union international national federal global world"
)
_PEOPLES = word_set(
    "american americans asian european african arab korean german russian chinese republican republicans democrat"
    " democrats conservatives liberals muslims christians jews party voters families americas nations states"
)
_PERSONAL = word_set("mr mrs ms miss mx dr sir dame lord lady prof professor judge justice sgt capt lt gen col sen rep")
_AGE = regex.compile(r",? (?:\d{2},|aged? \d|\(\d{2}\)|\d{2}[.,])")
_WHO = regex.compile(r",? (?:who|whose)\b")
_DESCRIBED = regex.compile(r", (?:an? |the |his |her |their |\p{Lu}[\w-]*[’']s )?(?:[\w’'-]+ ){0,4}?([\w-]+)")
_IT = regex.compile(
    r" (?:said|says|announced|confirmed|warned|reported|plans|expects)(?: (?:on|in|last|this) \w+)?(?: that)? its?\b"
)
"""Words behind the name of a body: ``Norvik Steel said on Tuesday it would``."""
_PLACE_BEFORE = frozenset(["in", "at", "from", "near", "across", "outside", "inside", "around"])
_VERBS = (lexicon.SAYING | lexicon.FRAMING | lexicon.THINKING) - lexicon.WEAK


def of_name(name: str, plain: frozenset[str]) -> float:
    """Return what the words of a full name tell: above 0 for a person's; ``plain`` is the text's lower-case words."""
    parts = name.split()
    weight = 2.0 if is_given_name(parts[0]) else 0.0
    if is_organisation(name) or "&" in parts:
        weight -= 4
    weight -= 1.5 * sum(part.lower() in _PLACES for part in parts)
    weight += 1.5 * any("." in part for part in parts[:-1])
    weight -= 2 * any(len(part) > 2 and part.isupper() and "." not in part for part in parts)
    weight -= 3 * (parts[-1].lower() in _PLACES) + 6 * (parts[-1].lower() in _PEOPLES)
    if all(part.lower() in plain for part in parts):
        weight -= 1
    return weight


def is_in_place(mention: Mention, text: str) -> bool:
    """Whether ``in``, ``at`` or ``from`` comes before a mention."""
    return text[max(0, mention.start - 12) : mention.start].split()[-1:] in ([word] for word in _PLACE_BEFORE)


def is_personal(titles: str) -> bool:
    """Whether one of the titles is a person's: not so ``Former`` and ``Police``."""
    words = titles.lower().replace(".", "").split()
    return any(word in _PERSONAL or is_calling(word) or word in ABBREVIATED for word in words)


def beside(mention: Mention, text: str) -> float:
    """Return the features of the words before and behind a mention, as :func:`of_name` does."""
    start = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
    before = text[max(0, start - 20) : start].split()
    last = before[-1].lower() if before else ""
    behind = text[mention.end : mention.end + 90]
    weight = 0.0
    if mention.titles:
        weight += 3 if _PERSONAL & set(mention.titles.lower().replace(".", "").split()) else 1
    elif last == "the":
        weight -= 3 if " " in mention.name else 1  # "the Trump campaign"
    elif last in _PLACE_BEFORE:
        weight -= 0.5
    weight += is_calling(last)
    weight -= 5 * bool(_IT.match(behind))
    weight += bool(_AGE.match(behind)) + bool(_WHO.match(behind))
    following = behind[1:].split(" ", 1)[0] if behind[:1] == " " else ""
    weight += following in _VERBS
    return weight + _is_described(behind)


def _is_described(behind: str) -> bool:
    """``…, the union's secretary``: somebody's role."""
    if behind[:2] != ", ":
        return False
    words = regex.findall(r"[\w-]+", behind[2:].split(",", 1)[0].lower())
    return any(map(is_calling, words[:6]))
