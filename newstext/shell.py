"""Recognises pages that show something in place of a story: a paywall, a notice, an error."""

from __future__ import annotations

import re

_LONGEST_NOTICE = 240
_LONGEST_REST = 200
_NOTICE = re.compile(
    r"""
    \b(?:enable|turn\s+on|activate|allow|requires?|needs?|without|disabled)\b.{0,60}\b(?:java\s?script|cookies)\b
    | \bjava\s?script\b.{0,40}\b(?:disabled|required|enabled|not\s+(?:available|supported)|unavailable)\b
    | \b(?:aktivieren|activez|activer|active|habilite|abilita|zet|slå)\b.{0,60}\b(?:java\s?script|cookies)\b
    | ^\W*(?:please\s+)?(?:subscribe|register|sign\s?[- ]?(?:up|in)|log\s?[- ]?in|become\s+an?\s+(?:member|subscriber)|
        join|create\s+an?\s+(?:free\s+)?account)\b.{0,80}\b(?:continue|keep|read(?:ing)?|access|unlock|unlimited|full)\b
    | \b(?:to\s+)?(?:continue|keep)\s+reading\b.{0,60}\b(?:subscribe|subscription|register|sign|log|account|trial)\b
    | ^\W*(?:please\s+)?(?:subscribe|register|sign\s?in|log\s?in)(?:\s+(?:now|today|here))?\W*$
    | ^\W*subscribe\b.{0,40}\b(?:week|month|year)\b
    | \bto\s+(?:read|view|access|unlock|see)\b.{0,60}\b(?:subscribe|sign\s?in|log\s?in|register)\b
    | ^\W*(?:continue\s+reading\s+with|unlock\s+(?:this|the\s+full))\b
    | ^\W*(?:loading|please\s+wait)\W*$
    | ^\W*(?:already|not\s+yet)\s+an?\s+(?:\w+\s+)?(?:subscriber|member)\b
    | ^\W*(?:have|already\s+have)\s+an\s+account\b
    | \b(?:this|the\s+(?:full|whole|rest\s+of\s+(?:this|the)))\s+(?:article|story|content|page)\s+is\s+
        (?:only\s+|exclusively\s+)?(?:for|available|reserved|free)\b.{0,60}\b(?:subscribers?|members?|registered)\b
    | \b(?:for|exclusive\s+to)\s+(?:our\s+)?(?:subscribers|members)\s+only\b | ^\W*subscriber[-\s](?:only|exclusive)\b
    | ^\W*(?:get|enjoy|unlock)\b.{0,40}\b(?:unlimited|full|digital|all)[-\s]?access\b
    | \byou(?:\s+have|['’]ve)?\s+(?:now\s+)?(?:reached|read|used|run\s+out\s+of)\b.{0,40}\b(?:limit|free\s+articles?)\b
    | ^\W*(?:start|try)\b.{0,30}\b(?:free\s+)?(?:trial|subscription)\b
    | ^\W*(?:choose|select|see|compare)\s+(?:a|your|our|all)\s+(?:plans?|subscriptions?|offers?)\b
    | \b(?:abonnez-vous|réservé\s+aux\s+abonnés|abonnieren|weiterlesen\s+mit|nur\s+für\s+abonnenten|suscríbete|
        solo\s+para\s+suscriptores|abbonati|assine|prenumerera|bliv\s+abonnent|logg\s+inn|køb\s+abonnement)\b
    | \bwe\s+(?:and\s+our\s+(?:\d+\s+)?partners\s+)?use\s+cookies\b
    | ^\W*(?:accept|reject|manage)\s+(?:all\s+)?cookies\b
    | ^\W*(?:we\s+value\s+)?your\s+privacy\b
    | ^\W*(?:error\s+)?(?:403|404|429|500|502|503)\b
    | \b(?:page|site)\b.{0,60}\b(?:not\s+(?:be\s+)?found|could\s?n[o’']t\s+be\s+found|does\s?n[o’']t\s+exist)\b
    | ^\W*(?:not\s+found|access\s+denied|forbidden|bad\s+gateway|service\s+unavailable|too\s+many\s+requests|
        internal\s+server\s+error|just\s+a\s+moment)\b
    | \b(?:seite\s+nicht\s+gefunden|page\s+introuvable|página\s+no\s+encontrada|pagina\s+non\s+trovata)\b
    | \b(?:you\s+are|are\s+you|verify|confirm)\b.{0,30}\b(?:human|not\s+a\s+(?:ro)?bot|a\s+robot)\b
    | \bunusual\s+traffic\b | \bchecking\s+your\s+browser\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_ENDING = 100
_SHORTEST_WHOLE = 200
_ENDING = re.compile(r"[\s.…]*(?:\[[.…]+\]|\(?(?:read|continue)\s+(?:more|reading)\)?)?[\s.…]*\Z", re.IGNORECASE)


def is_notice(line: str) -> bool:
    """Whether a line of a page is a notice and no line of a story: it asks to subscribe, to sign in, to allow scripts
    or cookies, or reports an error."""
    return len(line) <= _LONGEST_NOTICE and bool(_NOTICE.search(line))


def is_shell(text: str) -> bool:
    """Whether a page shows hardly anything but such notices."""
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(len(line) for line in lines if len(line) > _LONGEST_NOTICE) > _LONGEST_REST:
        return False
    rest = [line for line in lines if not is_notice(line)]
    return len(rest) < len(lines) and sum(map(len, rest)) <= _LONGEST_REST


def is_cut_short(text: str, whole: str) -> bool:
    """Whether ``text`` is a short beginning of ``whole``: its first words, and less than half of it."""
    shown = [line for line in text.split("\n") if not is_notice(line)]
    beginning, words = " ".join(" ".join(shown).split()), " ".join(whole.split())
    # Only its last words: searched whole, a text of nothing but dots would take for ever.
    beginning = beginning[:-_LONGEST_ENDING] + _ENDING.sub("", beginning[-_LONGEST_ENDING:])
    is_much_shorter = len(words) >= _SHORTEST_WHOLE and 2 * len(beginning) < len(words)
    return bool(beginning) and is_much_shorter and words.startswith(beginning)
