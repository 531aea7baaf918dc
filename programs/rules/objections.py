"""What is new in a neutrality check since HR was last told."""

from collections.abc import Iterable, Mapping
from typing import Any

from programs.rules.neutrality import Finding, FindingKind, Neutrality

Objection = tuple[str, str]
ALLOWED = {FindingKind.TAKES_PART.value}


def objections(check: Neutrality) -> set[Objection]:
    """Each thing that speaks against somebody: its kind, and the person in question if any."""
    return known_objections(check.as_json())


def known_objections(findings: Iterable[Mapping[str, Any]]) -> set[Objection]:
    """The same from what is kept with a nomination."""
    return {
        (str(finding["kind"]), str(person_id))
        for finding in findings
        if finding["kind"] not in ALLOWED
        for person_id in (finding["people"] or [""])
    }


def is_covered(
    findings: Iterable[Mapping[str, Any]], overridden: Iterable[Mapping[str, Any]]
) -> bool:
    """Whether HR has given a reason for each thing that speaks against somebody. A reason covers
    what was found when it was given, and nothing that came later.
    """
    return known_objections(findings) <= known_objections(overridden)


def news(check: Neutrality, known: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """What speaks against somebody today and did not when HR was told last."""
    before = known_objections(known)
    found = []
    for finding in check.findings:
        if not finding.blocks:
            continue
        people = tuple(
            one for one in finding.people if (finding.kind.value, str(one.person_id)) not in before
        )
        is_news = bool(people) if finding.people else (finding.kind.value, "") not in before
        if is_news:
            found.append(Finding(finding.kind, people, finding.roles))
    return found
