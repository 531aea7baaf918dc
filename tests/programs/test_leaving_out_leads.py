"""A rule that leaves out everybody to whom somebody reports, so that somebody neutral remains."""

from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.enrollment import enroll_people
from programs.queries.candidates import likely_neutral
from programs.queries.enrollment import people_to_enroll, preview_enrollment
from programs.rules.acts import rule_as_json, rule_from_json
from programs.rules.enrollment import EnrollmentRule

WORKERS = EnrollmentRule(leaves_out_leads=True)


def names(ids):
    return set(Person.objects.filter(id__in=ids).values_list("name", flat=True))


def test_whoever_leads_somebody_is_left_out(cast, program):
    today = timezone.localdate()
    with cast.inside():
        new, again = people_to_enroll(program, "participant", WORKERS, today=today)
        seen = preview_enrollment(program, "participant", WORKERS, today=today)
        everybody = set(Person.objects.filter(state="active").values_list("name", flat=True))
        assert everybody - names(new + again) == {"Dora Director", "Marco Manager"}
    assert seen.to_enroll == len(new + again)


def test_who_led_only_people_that_have_left_is_taken(cast, program):
    with cast.inside():
        Person.objects.filter(manager=cast.manager.person).update(state=Person.State.LEFT)
        new, _again = people_to_enroll(program, "participant", WORKERS, today=timezone.localdate())
        assert "Marco Manager" in names(new)


def test_somebody_neutral_remains_until_those_who_lead_are_in(cast, program):
    today, hr = timezone.localdate(), cast.hr_admin.person
    pair = frozenset([cast.director.person.id, cast.employee.person.id])
    with cast.inside():
        Person.objects.filter(id=cast.facilitator.person.id).update(manager=cast.director.person)
        workers = EnrollmentRule(person_ids=pair, leaves_out_leads=True)
        enroll_people(program, workers, role="participant", by=hr, today=today)
        assert cast.facilitator.person in likely_neutral(program)
        enroll_people(
            program, EnrollmentRule(person_ids=pair), role="participant", by=hr, today=today
        )
        assert cast.facilitator.person not in likely_neutral(program)


def test_rule_is_kept_with_it_and_older_ones_are_without():
    kept = rule_as_json(WORKERS)
    assert rule_from_json(kept) == WORKERS
    del kept["leaves_out_leads"]
    assert not rule_from_json(kept).leaves_out_leads


def test_preset_for_seasoned_colleagues_ticks_it(cast, program):
    url = cast.hr_admin.url(f"programs/{program.id}/enrollment/")
    page = cast.hr_admin.client().get(url).content.decode()
    assert "who have been here two years or more and lead nobody" in page
    assert "leaves_out_leads=on" in page
