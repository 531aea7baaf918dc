"""Two runs of a program beside each other."""

import re

from matching.actions.rules import set_rules
from matching.models import Match
from matching.rules.configuration import RuleSet
from programs.models import Enrollment
from tests.matching.builders import run_now
from tests.matching.views.pages import url


def rerun(scene):
    with scene.cast.inside():
        return run_now(scene.program, scene.cast.hr_admin.person)


def test_first_run_has_nothing_to_be_compared_with(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/comparison/")).content.decode()
    assert "There is nothing to compare with yet" in page


def test_same_people_and_rules_change_nothing(reviewed, admin):
    later = rerun(reviewed)
    compared = admin.get(url(reviewed, f"runs/{later.id}/comparison/")).context["compared"]
    assert (compared.changes, compared.unchanged, compared.same_rules) == ([], 3, True)
    assert compared.before.figures == compared.after.figures
    assert compared.before.run.id == reviewed.run.id


def test_runs_to_choose_from_go_by_the_clock_of_the_house(reviewed, admin):
    later = [rerun(reviewed), rerun(reviewed)][-1]
    page = admin.get(url(reviewed, f"runs/{later.id}/comparison/")).content.decode()
    said = re.findall(r"<option [^>]*>([^<]*)</option>", page)
    assert len(said) == 2
    assert all(re.fullmatch(r"\w{3} \d+ \w{3}, \d\d:\d\d \w+ · .*", one) for one in said), said


def test_who_gets_somebody_else_is_listed(reviewed, admin):
    with reviewed.cast.inside():
        Enrollment.objects.filter(person=reviewed.mia).update(state="withdrawn")
        set_rules(
            reviewed.program, RuleSet({}, {"wanted_topics": 1}), by=reviewed.cast.hr_admin.person
        )
    later = rerun(reviewed)
    answer = admin.get(url(reviewed, f"runs/{reviewed.run.id}/comparison/?other={later.id}"))
    compared = answer.context["compared"]
    [ana] = [one for one in compared.changes if one.mentee == "Ana New"]
    assert (ana.before.name, ana.after.name) == ("Mia Mentor", "Bea Boss")
    assert not compared.same_rules
    page = answer.content.decode()
    assert "The two were matched by different rules" in page
    assert "What counted" in page


def test_pair_taken_out_by_hand_counts_as_without(reviewed, admin):
    with reviewed.cast.inside():
        Match.objects.filter(mentee=reviewed.ana).update(state="declined")
    later = rerun(reviewed)
    answer = admin.get(url(reviewed, f"runs/{later.id}/comparison/?other=nonsense"))
    compared = answer.context["compared"]
    assert (compared.before.figures.pairs, compared.before.figures.waiting) == (2, 1)
    assert [(one.mentee, one.before) for one in compared.changes] == [("Ana New", None)]


def test_page_takes_as_many_queries_for_one_change_as_for_none(
    reviewed, admin, django_assert_num_queries
):
    later = rerun(reviewed)
    address = url(reviewed, f"runs/{later.id}/comparison/")
    admin.get(address)
    for mentees, queries in (([], 13), ([reviewed.ana], 14), ([reviewed.ana, reviewed.bo], 14)):
        with reviewed.cast.inside():
            Match.objects.filter(mentee__in=mentees, run=later).update(state="declined")
        with django_assert_num_queries(queries):
            assert admin.get(address).status_code == 200
