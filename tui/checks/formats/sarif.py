"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of a draft."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from newstext import __version__
from newstext.draft_check import Verdict
from tui.checks import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.drafts.model import CheckedQuotation
    from tui.checks.checked_draft import CheckedDraft

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def written(drafts: Sequence[CheckedDraft]) -> str:
    """Return a log with one run: a rule for each verdict, a result for each finding."""
    driver = {"name": "Pullquote", "version": __version__, "rules": [_rule(verdict) for verdict in Verdict]}
    results = [_result(checked, one) for checked in drafts for one in checked.quotations if one.is_finding]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(verdict: Verdict) -> dict[str, Any]:
    return {"id": _id(verdict), "shortDescription": {"text": verdict.capitalize()}}


def _id(verdict: Verdict) -> str:
    return f"quotation/{'-'.join(verdict.replace('’', '').replace(chr(39), '').split())}"


def _result(checked: CheckedDraft, one: CheckedQuotation) -> dict[str, Any]:
    place = checked.place(one)
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(checked.name)}}}
    if checked.draft.has_lines:
        location["physicalLocation"]["region"] = {"startLine": one.line}
    else:
        location["logicalLocations"] = [{"fullyQualifiedName": place}]
    return {
        "ruleId": _id(one.verdict),
        "ruleIndex": one.verdict.rank,
        "level": "error" if one.is_grave else "warning",
        "message": {"text": "\n".join(wording.lines(one, place))},
        "locations": [location],
        "partialFingerprints": {"quotation/v1": hashlib.sha256(f"{one.verdict}\0{one.words}".encode()).hexdigest()},
    }
