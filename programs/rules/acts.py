"""A rule of enrollment as it is kept with the act that a worker carries out."""

from datetime import date
from typing import Any
from uuid import UUID

from programs.rules.enrollment import EnrollmentRule

# Up to so many people an act is done while one waits; more are a worker's.
AT_ONCE = 500
# So many are written in one transaction: others wait for the program's lock no longer than that.
CHUNK = 1_000


def rule_as_json(rule: EnrollmentRule) -> dict[str, Any]:
    """The rule in plain values."""
    return {
        "departments": sorted(rule.departments),
        "locations": sorted(rule.locations),
        "titles": sorted(rule.titles),
        "newer_than_days": rule.newer_than_days,
        "longer_than_years": rule.longer_than_years,
        "started_from": rule.started_from.isoformat() if rule.started_from else None,
        "started_until": rule.started_until.isoformat() if rule.started_until else None,
        "person_ids": None if rule.person_ids is None else sorted(map(str, rule.person_ids)),
        "except_ids": sorted(map(str, rule.except_ids)),
        "group": list(rule.group) if rule.group else None,
        "includes_withdrawn": rule.includes_withdrawn,
        "leaves_out_busy": rule.leaves_out_busy,
        "leaves_out_leads": rule.leaves_out_leads,
    }


def rule_from_json(kept: dict[str, Any]) -> EnrollmentRule:
    """The rule that rule_as_json kept."""
    ids, group = kept["person_ids"], kept.get("group")
    return EnrollmentRule(
        departments=frozenset(kept["departments"]),
        locations=frozenset(kept["locations"]),
        titles=frozenset(kept.get("titles", ())),
        newer_than_days=kept["newer_than_days"],
        longer_than_years=kept["longer_than_years"],
        started_from=_day(kept["started_from"]),
        started_until=_day(kept["started_until"]),
        person_ids=None if ids is None else frozenset(map(UUID, ids)),
        group=(group[0], group[1]) if group else None,
        except_ids=frozenset(map(UUID, kept.get("except_ids", ()))),
        includes_withdrawn=kept["includes_withdrawn"],
        leaves_out_busy=kept.get("leaves_out_busy", False),
        leaves_out_leads=kept.get("leaves_out_leads", False),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
