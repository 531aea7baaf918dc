"""What the tests of fixed pairs share. Call these inside an organization."""

from django.utils import timezone

from matching.actions.fixing import fix_pair
from matching.actions.rules import set_rules
from matching.models import FixedPair
from matching.queries.fixing import desk_of, fixed_lines
from matching.rules.configuration import RuleSet

WHY = "They worked together well before"


def fix(scene, mentee, mentor, reason=""):
    admin = scene.cast.hr_admin.person
    return fix_pair(scene.program, mentor=mentor, mentee=mentee, by=admin, reason=reason)


def same_place_only(scene):
    """Bo, of Oslo, can't have Mia, of Rome."""
    rules = RuleSet(hard={"other_location": {}})
    set_rules(scene.program, rules, by=scene.cast.hr_admin.person)


def problems(scene):
    """What the page says of each fixed pair, by mentee."""
    lines = fixed_lines(scene.program, desk_of(scene.program, now=timezone.now()))
    return {line.row.mentee.name: line.problem for line in lines}


def standing():
    found = FixedPair.objects.filter(freed_at__isnull=True)
    return {(one.mentee.name, one.mentor.name) for one in found}
