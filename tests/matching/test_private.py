"""What people keep private: it counts only for those who agreed, and never for much."""

import pytest
from django.utils import timezone

from matching.actions.rules import set_weights
from matching.models import Match, MatchCandidates
from matching.queries.group import read_group
from matching.queries.options import entries_of
from matching.rules.group import Group, Participant
from matching.rules.readiness import readiness
from matching.rules.weights import counted_weights
from peerlearn.people.actions.sharing import agree_to_private_matching, end_private_matching
from peerlearn.people.models import Membership, PersonTopic, Topic
from tests.matching.builders import MENTEE, enroll, make_mentee, make_mentor, make_program, run_now

ORACLES = [{"shared_struggles": 1.0}, {"shared_struggles": 1.0, "shared_topics": 0.01}]
PRIVATE = {"sensitive": {"knows": "Burnout"}, "struggle": {"struggles": "Burnout"}}


def scores(program, by):
    """By mentor, the score with the mentee."""
    run = run_now(program, by)
    mentee = MatchCandidates.objects.get(run=run).mentee
    return {entry.mentor.name: entry.score for entry in entries_of(run, mentee)}


@pytest.fixture
def scene(cast):
    """A mentee who keeps a thing private, a mentor who does too, and one who doesn't."""

    def make(kind, *, agree=(), weights=None):
        program = make_program()
        sensitive = timezone.now() if kind == "sensitive" else None
        Topic.objects.create(name="Burnout", sensitive_since=sensitive)
        theirs = PRIVATE[kind]
        mentee = {"wants": "Burnout"} if kind == "sensitive" else theirs
        make_mentee(program, "Sue", department="IT", agrees="Sue" in agree, **mentee)
        make_mentor(program, "Sam", department="IT", agrees="Sam" in agree, **theirs)
        make_mentor(program, "Oda", department="IT", agrees="Oda" in agree)
        if weights:
            set_weights(program, weights, by=cast.hr_admin.person)
        return program

    return make


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("agree", [(), ("Sue",), ("Sam", "Oda")])
@pytest.mark.parametrize(
    "weights", [{"wanted_topics": 1.0}, *ORACLES, {"shared_struggles": 1.0, "same_site": 0.1}]
)
def test_scores_tell_nothing_of_who_did_not_agree(cast, scene, kind, agree, weights):
    with cast.inside():
        found = scores(scene(kind, agree=agree, weights=weights), cast.hr_admin.person)
    assert found["Sam"] == found["Oda"]


@pytest.mark.parametrize("kind", PRIVATE)
def test_both_agreed_and_it_is_at_most_a_fifth_of_the_score(cast, scene, kind):
    weights = {"shared_struggles": 1.0, "different_department": 0.01}
    with cast.inside():
        program = scene(kind, agree=("Sue", "Sam"), weights=weights)
        found = scores(program, cast.hr_admin.person)
        reasons = [*Match.objects.values_list("reasons", flat=True)]
    assert (found["Sam"], found["Oda"]) == (pytest.approx(0.2, abs=0.001), 0)
    assert "Burnout" not in str(reasons)


def test_private_rule_alone_does_not_count(cast, scene):
    with cast.inside():
        program = scene("struggle", agree=("Sue", "Sam"), weights={"shared_struggles": 1.0})
        assert counted_weights(read_group(program, now=timezone.now())) == {}


def test_agreement_is_read_at_each_run_and_of_hr_admins_never(cast):
    with cast.inside():
        program = make_program()
        hr_admin = enroll(program, cast.hr_admin.person, MENTEE)
        colleague = enroll(program, cast.employee.person, MENTEE)
        topic = Topic.objects.create(name="Burnout")
        for person in (hr_admin, colleague):
            agree_to_private_matching(person)
            PersonTopic.objects.create(person=person, topic=topic, stance="struggles")
        assert _private(program) == {cast.hr_admin.person.name: (), colleague.name: ("Burnout",)}
        end_private_matching(colleague)
        assert set(_private(program).values()) == {()}
        assert Membership.objects.filter(person=hr_admin, role="hr_admin").exists()


def _private(program):
    return {one.name: one.private for one in read_group(program, now=timezone.now()).mentees}


def test_whether_the_rule_counts_tells_who_agreed_and_not_who_has_anything():
    people = [Participant(id=None, name="x", agreed=True, department="IT") for _ in range(2)]
    group = Group(mentees=tuple(people[:1]), mentors=tuple(people[1:]))
    assert counted_weights(group) == {
        "shared_struggles": pytest.approx(0.025),
        "different_department": 0.10,
    }


def test_readiness_counts_nobody_for_what_is_private(cast):
    with cast.inside():
        program = make_program()
        make_mentor(program, "Sam", struggles="Burnout", agrees=True)
        make_mentee(program, "Sue", struggles="Burnout", agrees=True)
        assert readiness(read_group(program, now=timezone.now())).with_topics == 0


def test_page_of_weights_says_the_limit_and_refuses_the_private_rule_alone(cast):
    with cast.inside():
        program = make_program()
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"matching/programs/{program.id}/preferences/")
    assert "At most 20 % of a score" in client.get(url).content.decode()
    refused = client.post(url, {"shared_struggles": "100"} | dict.fromkeys(["same_site"], "0"))
    assert refused.status_code == 422


def test_switch_on_the_topics_page_is_off_until_it_is_set_and_goes_off_again(cast):
    client, topics = cast.employee.client(), cast.employee.url("topics/")
    assert "Switch it on" in client.get(topics).content.decode()
    said = client.post(cast.employee.url("topics/private-matching/"), follow=True)
    assert "Switch it off" in said.content.decode()
    said = client.post(cast.employee.url("topics/private-matching/end/"), follow=True)
    assert "Switch it on" in said.content.decode()
