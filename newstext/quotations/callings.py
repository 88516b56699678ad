"""Tells whether a noun says what somebody is: an office, a trade, a calling."""

from __future__ import annotations

from functools import lru_cache

from newstext.quotations.lexicon import ROLES, word_set

_OTHERS = word_set(
    "counsel foreman verger stroke plumber cellist boss chef carpenter painter welder miner courier goalie umpire"
    " spokespeople ceo cfo coo mla mpp msp governor-general undersecretary sergeant-at-arms forward quarterback"
    " pitcher billionaire businessman businesswoman hunter trapper landlord tenant postman midwife matron abbot"
    " monk nun rower bailiff cyclist golfer boxer swimmer runner sprinter gymnast pundit presenter broadcaster"
    " newsreader drummer guitarist dancer choreographer sculptor potter weaver tailor barber grocer butler cook"
    " porter conductor critic reviewer heckler"
)
_ENDINGS = ("ist", "maker", "keeper", "smith", "wright", "eer", "ician", "grapher", "monger", "woman", "sman", "warden")
_NO_CALLINGS = word_set(
    "exist resist assist consist insist persist racist sexist populist socialist communist centrist nationalist leftist"
    " capitalist checklist shortlist blacklist playlist activist woman christmas talisman"
) - {"activist"}
_SHORTEST = 7


@lru_cache(maxsize=20_000)
def is_calling(word: str) -> bool:
    """Whether ``word``, in lower case, names an office or a trade: by our lists, or by how such words end."""
    if word in ROLES or word in _OTHERS:
        return True
    return len(word) >= _SHORTEST and word.endswith(_ENDINGS) and word not in _NO_CALLINGS
