"""Text in and around a story that does not belong to it: promotions, notices of rights, captions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.formats.web.page_lines import PageLine

_LONGEST_LEAD = 160
_LONGEST_REQUEST = 400
# A class name is one or more words, joined by hyphens, underscores or capitals.
_NAME_START, _NAME_END = r"(?:^|[-_\s]|(?<=[a-z])(?=[A-Z]))", r"(?:$|[-_\s]|(?=[A-Z]))"
_PROMOTION = re.compile(
    _NAME_START
    + r"(?:related\w*|recirc\w*|promo\w*|newsletters?|sign-?up|subscri\w*|advert\w*|ads?|teasers?|shar(?:e|ing)|"
    r"social\w*|comments?|outbrain|taboola|recommend\w*|read-?(?:more|also|next)|more-(?:from|on|stories)|"
    r"most-?(?:read|popular|viewed)|popular|trending|cookies?|consent|paywall|tags?|breadcrumbs?|byline|authors?|"
    r"author-?bio|timestamp|sidebar|modal|pop-?up|overlay|banner|footer|nav|navigation|menu|toolbar|tooltip|"
    r"inline-?signup|cta|donat\w*|copyright|sr-only|visually-hidden|screen-reader\w*|story-?collection|carousel|"
    r"disclaimer)" + _NAME_END
)
_PICTURE = re.compile(
    _NAME_START
    + r"(?:captions?|credits?|images?|img\w*|photos?|pictures?|media\w*|gallery|video|figure|bildunterschrift|"
    r"bildtext|legende|pie-?de-?foto|foto|bu)" + _NAME_END,
    re.IGNORECASE,
)
# A short line that begins so leads to another story.
_LEAD = re.compile(
    r"\W*(?:read (?:more|also|next|the)|see also|watch|listen|more (?:on|from)|related|also read|recommended|"
    r"les også|læs også|läs (?:också|mer|även)|lees (?:ook|meer)|lesen sie (?:auch|mehr)|lies auch|siehe auch|"
    r"mehr (?:zum thema|dazu|zu)|zum artikel|à lire|lire (?:aussi|également)|voir aussi|leia (?:também|mais)|"
    r"le[ae] (?:también|más)|leer más|más información|ver más|te puede interesar|leggi anche|"
    r"czytaj (?:więcej|też|także)|zobacz|lue myös|číst|čtěte|читайте|читать|ayrıca|ilgili haber|"
    r"baca (?:juga|selengkapnya)|xem thêm|関連記事|関連|相关|延伸閱讀|관련기사|더보기|اقرأ)(?!\w)",
    re.IGNORECASE,
)
# A page's requests to its readers.
_REQUEST = re.compile(
    r"newsletters?\b|nyhetsbrev|nieuwsbrief|nyhedsbrev|boletín|bülten|\bsubscribe (?:to|now|here|today)|"
    r"\bsign up (?:for|to|here)|abonnieren sie|abonnez-vous|suscríbete|abbonati a|assine (?:já|agora|o)|"
    r"(?:whatsapp|telegram)[ -]?(?:channel|kanal|gruppe|canal|group|community)|app store|google play|\bclick here|"
    r"klicken sie|cliquez ici|haga clic|clique aqui|\bfollow (?:us|our|@)|folgen sie uns|suivez-nous|síguenos|"
    r"\bget in touch with (?:us|our)|\bfor more stories like this|\bour community\b|"
    r"\bdownload (?:the|our) app|\bsupport (?:our|independent) journalism|\bdonate (?:to|now|today)|mit einer spende|"
    r"unabhängigen? journalismus|@\w+\.\w",
    re.IGNORECASE,
)

_RIGHTS = re.compile(
    r"^\W*©|\bcopyright\s*(?:©|\(c\)|@|\d{4})|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"無断転載|무단 ?(?:전재|복제)|版权所有",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][”\"’'»)\]」』]*$")
_MARK = re.compile(r"[“”„«»\"「」『』]")


def names_promotion(names: str) -> bool:
    """Whether an element's class and id name a promotion, a menu or a notice."""
    return bool(_PROMOTION.search(names))


def names_picture(names: str) -> bool:
    """Whether an element's class and id name a picture with its caption."""
    return bool(_PICTURE.search(names))


def is_promotion(line: PageLine) -> bool:
    """Whether a line leads to other stories, asks the reader for something or states rights.

    A sentence of a story may say the same. So a line that leads elsewhere has a colon or is not a sentence, and one
    that asks for something has a link and no quotation.
    """
    words = line.words
    if len(words) < _LONGEST_LEAD and (lead := _LEAD.match(words)):
        return words[lead.end() :].lstrip()[:1] in (":", "»", ">", "") or not _SENTENCE_END.search(words)
    if len(words) >= _LONGEST_REQUEST or _MARK.search(words):
        return False
    return bool(_RIGHTS.search(words)) or (line.linked > 0 and bool(_REQUEST.search(words)))
