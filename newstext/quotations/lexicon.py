"""The finder's word lists, made by hand. All are lower case; verbs have all their forms."""

from __future__ import annotations

_VOWELS = "aeiou"
_DOUBLED = {"admit", "blog", "quip", "chat", "snap", "refer", "rebut", "plan", "regret"}
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "read": "reads reading",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "swear": "swears swore sworn swearing",
    "seek": "seeks sought seeking",
    "understand": "understands understood understanding",
    "hold": "holds held holding",
    "deny": "denies denied denying",
    "speak": "speaks spoke spoken speaking",
}


def word_set(words: str) -> frozenset[str]:
    """The words of a line of text, as a set."""
    return frozenset(words.split())


def forms_of(verb: str) -> set[str]:
    """Return all forms of a verb of saying."""
    if verb in _IRREGULAR:
        return {verb, *_IRREGULAR[verb].split()}
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    return {verb, plural, stem + "ed", stem + "ing"}


def _verbs(bases: str) -> frozenset[str]:
    return frozenset(form for verb in bases.split() for form in forms_of(verb))


# Verbs of saying that take a clause: "she said (that) the pier was closed".
SAYING = _verbs(
    "say tell add announce argue claim report state explain note warn insist acknowledge deny suggest declare reply"
    " promise vow pledge allege assert testify mention complain concede confirm conclude recall recount remark repeat"
    " predict contend maintain admit agree reveal joke quip reiterate emphasize emphasise stress caution boast lament"
    " observe indicate estimate counter disclose advise inform assure clarify proclaim profess attest affirm reaffirm"
    " tweet post blog write respond answer signal hint imply retort caution forecast opine swear remind specify"
)

# Verbs that frame a quotation or a topic, but seldom a bare clause.
FRAMING = _verbs(
    "call describe accuse cite quote continue demand propose criticize criticise dismiss refer praise condemn"
    " question"
    " decry blast label dub tout ask urge shout cry whisper mock deride denounce slam hail brand interject"
    " shoot chant"
    " yell exclaim muse gush rail thunder sneer begin conclude characterize characterise speak read scoff urge order"
    " request instruct beg appeal plead"
)

# Verbs of belief, wish and plan: nothing is said.
THINKING = _verbs(
    "believe think expect hope want plan intend fear feel know consider seek wish doubt suspect worry assume"
    " see prefer"
    " understand favor favour oppose support need decide consider view regard hold determine aim try"
) - {"held", "see", "sees", "saw", "hold", "holds", "holding", "tries", "try", "trying"}

# Forms that are as often nouns or plain verbs: a cue only with "that" behind or a quotation beside.
WEAK = word_set(
    "report reports state states claim claims note notes mention promise promises estimate estimates tweet"
    " tweets post"
    " posts posted signal signals demand demands question questions label brand read reads stress caution joke answer"
    " answers forecast order orders request requests hint hints advise found find finds show shows showed agree"
    " agreed"
    " agrees caution pledge pledges vow vows boast begin began begins shot blog counter counters indicate indicates"
    " repeat repeats remark remarks cry put call calls appeal appeals"
)

FINDING = _verbs("show find")

# Verbs that name the person spoken to before the content: "told reporters that".
ADDRESSING = _verbs("tell ask urge assure accuse warn inform remind advise promise order beg")

SPEECH_NOUNS = word_set(
    "statement statements announcement speech letter tweet tweets memo remarks comments interview testimony report"
    " reports post posts email e-mail allegation allegations accusation accusations claim claims warning"
    " assertion words argument suggestion"
)

# Of these, those that take a clause: "her remark that".
UTTERANCES = word_set(
    "statement announcement remark remarks comment comments allegation accusation claim claims warning assertion"
    " argument suggestion contention insistence declaration promise pledge vow admission prediction observation"
    " reminder boast complaint answer reply response testimony tweet assurance assurances charge denial"
)

AUXILIARIES = word_set(
    "has have had also later then once recently repeatedly previously simply already first again often will would is"
    " was are were 's ’s 've ’ve 'd ’d 'll ’ll 're ’re 'm ’m been be being never always further even just still not"
    " did does do could might may can should must long now only sometimes soon himself herself themselves itself"
    " didn't didn’t hasn't hasn’t haven't haven’t wouldn't wouldn’t doesn't doesn’t don't don’t couldn't couldn’t"
    " won't won’t wasn't wasn’t isn't isn’t"
)
CONJUNCTIONS = word_set(
    "but and or that if because while as although though when after before since whether so what how why where"
    " unless until than whereas"
)
PREPOSITIONS = word_set(
    "in on at to during after as when while before for from about with by over into against if because via through"
    " under since until following amid despite without within outside inside near upon alongside"
)
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight last this next earlier"
    " later recently january february march april june july august september october november december"
)
SUBJECT_PRONOUNS = word_set("he she they it i we you who")
STOPS = frozenset(
    [",", ";", ":", "—", "--", "–", "(", ")", ".", "“", "”", '"', "''", "``", "!", "?", "-", "―", "„", "«", "»", "•"]
)

# Before a name; none of them is part of it.
TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sen senator rep representative gov governor lt gen general maj major col"
    " colonel capt captain sgt sergeant adm admiral cmdr commander pres president prime minister secretary ambassador"
    " chief justice judge mayor king queen prince princess sheikh imam ayatollah pope cardinal archbishop bishop rev"
    " reverend father sister brother rabbi sir dame lord lady chancellor premier speaker chairman chairwoman chair"
    " director commissioner inspector superintendent detective officer constable deputy vice former acting interim"
    " foreign interior defense defence finance information federal house senate majority minority leader attorney"
    " spokesman spokeswoman spokesperson coach councillor councilor councilman councilwoman congressman congresswoman"
    " state health education justice energy environment transport trade labor labour agriculture home first lady"
    " police fire union host author analyst republican democratic democrat conservative labour envoy envoys hon st"
    " brig brigadier air marshal vice-president vice-chancellor under-secretary undersecretary economy industry"
    " tourism culture sports planning water power railways law climate fisheries harbour harbor port senior junior"
    " executive managing editor reporter correspondent retired late lead co-founder founder owner manager"
)

# Words that name what somebody is.
ROLES = word_set(
    "ambassador minister president spokesman spokeswoman spokesperson senator governor mayor secretary chief chairman"
    " chairwoman chairperson chair official officer director judge general colonel captain lieutenant admiral"
    " commander sergeant leader commissioner inspector superintendent detective prosecutor attorney lawyer barrister"
    " solicitor professor doctor nurse surgeon teacher principal headteacher dean student engineer scientist"
    " researcher economist analyst historian author writer poet novelist editor reporter journalist correspondent"
    " columnist host producer actor actress singer musician composer conductor coach manager player striker"
    " goalkeeper midfielder defender winger captain owner founder co-founder executive banker trader broker farmer"
    " fisherman skipper sailor pilot driver mechanic builder architect artist curator farmer shopkeeper baker"
    " developer butcher skipper historian meteorologist engineer strategist aide adviser advisor consultant"
    " lobbyist activist campaigner organizer organiser lawmaker legislator"
    " congressman congresswoman representative councillor councilor councilman councilwoman candidate nominee"
    " premier chancellor king queen prince princess pope bishop archbishop imam rabbi priest pastor vicar"
    " envoy diplomat negotiator secretary-general treasurer auditor inspector whistleblower witness resident"
    " neighbour neighbor survivor victim widow father mother sister brother son daughter wife husband uncle aunt"
    " veteran soldier policeman policewoman sheriff deputy warden ranger biologist physicist chemist geologist"
    " ecologist meteorologist seismologist volcanologist epidemiologist virologist psychologist ombudsman registrar"
    " clerk steward organiser secretary trustee librarian archivist caretaker volunteer worker employee clinician"
    " navigator signalman groundsman sculptor clockmaker dentist postman postwoman vet chef waiter bartender plumber"
    " electrician carpenter stonemason cyclist rower swimmer sprinter comedian grandmaster forecaster meteorologist"
    " boss keeper flanker batsman bowler opener jockey trainer referee umpire champion soprano choreographer"
    " paramedic firefighter master harbourmaster harbormaster magistrate coroner mp mep"
)

# People and papers that are described, not named.
UNNAMED = word_set(
    "opponents opponent official officials source sources aide aides adviser advisers advisor advisors diplomat"
    " diplomats insider insiders"
    " person people witness witnesses resident residents analyst analysts expert experts critic critics supporter"
    " supporters spokesman spokeswoman spokesperson spokespeople executive executives employee employees worker"
    " workers lawmaker lawmakers lawyer lawyers prosecutors investigators authorities police observers activists"
    " researchers scientists economists voters man woman men women student students parent parents neighbor neighbors"
    " neighbour neighbours farmer farmers soldier soldiers officer officers teacher teachers member members operative"
    " operatives strategist strategists donor donors banker bankers trader traders driver drivers nurse nurses doctor"
    " doctors delegate delegates negotiator negotiators minister ministers editor historian engineer engineers"
    " caller callers handler dispatcher presenter moderator interviewer user users anonymous protester protesters"
    " passenger passengers customer customers tenant tenants fishermen fisherman skipper skippers"
)

# Copy that speaks: never a person, never "unnamed".
DOCUMENTS = word_set(
    "statement report letter memo document documents figures data survey poll study review audit filing lawsuit"
    " complaint indictment affidavit records release communique communiqué transcript email e-mail ruling bill"
)

OUTLETS = word_set(
    "news tv television radio times post herald tribune journal gazette daily agency wire press newspaper magazine"
    " broadcaster media broadcasting chronicle courier telegraph observer star mail sun mirror guardian"
)

COMPANIES = word_set("company firm airline developer club group firm team maker")

AGENCIES = frozenset(
    [
        "Reuters",
        "AFP",
        "AP",
        "Bloomberg",
        "Xinhua",
        "Interfax",
        "TASS",
        "dpa",
        "ANSA",
        "EFE",
        "Kyodo",
        "Yonhap",
        "BBC",
        "CNN",
        "NBC",
        "CBS",
        "ABC",
        "NPR",
        "Politico",
        "POLITICO",
        "Axios",
        "Anadolu",
        "Dawn",
        "Geo",
        "TOLOnews",
        "IRNA",
        "WAM",
        "SPA",
        "PTI",
        "ANI",
    ]
)

# Labels of a line before a colon that are nobody's name.
LABELS = word_set(
    "more note see update updated correction photo photos picture pictures source contact contacts email subject date"
    " time video watch listen read related breaking warning advertisement transcript location price prices tickets"
    " diary notebook sketch interview analysis opinion review exclusive profile live latest"
    " tel phone fax website web details information hours address agenda programme score result results"
)

CUES = SAYING | FRAMING
