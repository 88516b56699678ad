"""Common given names, to tell whom "he" and "she" can mean. A hint only: a title or a role in the text counts"
" first."""

from __future__ import annotations

from newstext.quotations.lexicon import word_set

WOMEN = word_set(
    "ada adele agathe agnes aino alice alicia amal amanda amara amelia amina amira amparo amy ana anahit andrea"
    " angela"
    " anita ann anna anne annie aoife asha astrid aung ayesha barbara beatrix beatrice bernice beth betty"
    " birgit bridget"
    " camille carla carmen carol caroline catherine cecilia charlotte chiara chloe christina christine claire clara"
    " claudia colette constance daniela deborah delia denise diana dolores donna dorothea dorothy edith elena eleanor"
    " elif elisa elizabeth ella ellen elspeth emily emma erin esther eva eve fatima fatma fenella fiona florence"
    " frances francesca freya gabriela georgia giorgia gloria grace greta gwen hannah halina harriet heather"
    " heidi helen"
    " helena hetty hilda hillary hiroko holly huda ida ilse ines ingrid irene iris isabel ivanka ivy jacinda"
    " jane janet"
    " jean jennifer jenny jessica jill joan joanna jorun joyce judith julia julie karen karin kate katherine kathleen"
    " katie kelly kim kirsten laila laura lauren layla lea leila lena lenka leonie leyla lila lin linda lisa"
    " liz lorna"
    " louise lucia lucy lydia madeleine magda maggie malala margaret marguerite maria mariam marie marina"
    " marion marit"
    " martha mary maya megan mei melania melissa michelle mira miriam molly monica nadia nancy naomi natalia natalie"
    " nicola nicole nina noor nora odile olga olivia ottoline pamela patricia patty paula pauline petra"
    " philippa phoebe"
    " polly priya rachel rania rebecca renee rita roberta rosa rosalind rose ruth sabine sally salima samantha samira"
    " sandra sanne sara sarah shabana sheila shirin shirley simone siobhan sofia sonia sophie stella stephanie sue"
    " susan sushma svetlana sylvia tamara tania tara teresa thea theresa tracy ursula valerie vanessa vera victoria"
    " violet virginia wendy yasmin yvonne yusra zadie zainab zara zoe"
)
MEN = word_set(
    "aaron abdul abdullah abel adam adrian ahmed ahmet aidan alan albert alejandro alex alexander alexei alfred"
    " ali amir"
    " anders andre andrei andrew anil anthony anton antonio anwar arjun arne arnold arthur asim attaullah barack"
    " barry ben benedikt benjamin bernard bill bob boris brad bram brandon brian bruce bruno carl carlos"
    " charles chris"
    " christian christopher chuck claude colin colm craig dai dan daniel dave david dennis derek desmond diego dirk"
    " dmitry dominic don donald donal doug douglas duncan edgar eduardo edward edwin emil emmanuel enrique eric erik"
    " ernest ethan eugene evan felix fernando finn florian francis francisco francois frank fred gareth gary gavin"
    " geoffrey george gerald giles giorgio giovanni glenn gordon graham greg gregory guillermo gus gustav guy"
    " hal hamid"
    " hans harold harry hasan hassan henrik henry herbert hugh hugo ian ibrahim idris igor imran isaac ismail"
    " ivan ivo"
    " jack jacob jacques jake james jamie jan jared jason javier jay jeff jeffrey jeremy jerome jerry jim jimmy joe"
    " johan john jonas jonathan jorge jose josef joseph joshua josiah juan julian justin kamal karim karl keith ken"
    " kenneth kevin khalid klaus kurt kyle lars laurent lee len leo leon leonard lewis liam lloyd louis luc"
    " lucas lucien"
    " ludo luis luke magnus mahmoud malcolm malik manuel marc marcel marco marcus mario mark martin matteo matthew"
    " matthias maurice max mehmet michael miguel mike mikhail milo mitch mohamed mohammad mohammed moses"
    " muhammad mustafa"
    " narendra nathan neil nelson nicholas nick nicolas nigel nikolai noah norman olaf oleg oliver omar oscar"
    " oskar otto"
    " owen pablo pat patrick paul pavel pedro peter phil philip pierre piet rafael rafe ragnar rahul ralph ramon rand"
    " raul ravi ray raymond recep reza rex ricardo richard rick rob robert robin rodrigo roger roland ron ronald"
    " ross roy rudolf russell ryan said salman sam samir samuel scott sean sebastian sergei sergio seth shane"
    " shehbaz simon stanley stefan stellan stephen steve steven stuart ted tariq terry theo thomas tim timothy"
    " timur tobias"
    " todd tom tomas tony trevor tyler victor viktor vincent vladimir wale walter warren wayne wilf wilfred"
    " will william"
    " wolfgang xavier yasser yuri yusuf zachary"
)


def gender_of(name: str) -> str:
    """``f``, ``m``, or nothing where the first word of ``name`` does not tell."""
    first = name.split()[0].lower().rstrip(".")
    if first in WOMEN:
        return "f"
    if first in MEN:
        return "m"
    return "f" if len(first) > 3 and first.endswith(("ina", "ela", "ita", "ia", "ette", "anna")) else ""
