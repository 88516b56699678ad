"""Past forms of irregular verbs that are seldom anything else, to find where a predicate begins."""

from __future__ import annotations

from newstext.quotations.lexicon import word_set

IRREGULAR_PASTS = word_set(
    "ate awoke became began bent bled blew bore bought broke brought built came caught chose clung crept dealt"
    " did drank drew drove dug fed fell felt fled flew flung forbade forgave forgot fought found froze gave got"
    " grew heard held hid hung kept knelt knew laid led lent lost made meant met overcame paid quit ran rang rode"
    " rose said sang sank sat sent shook shot slept slid sold sought spent spoke sprang stole stood strode struck"
    " stuck sung swam swept swore taught threw told took tore understood undertook went wept withdrew woke won"
    " wore wove wrote wrung"
)
