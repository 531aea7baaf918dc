"""One pair looked at closely."""

from matching.actions import proposals as act
from matching.models import Match
from peerlearn.people.models import Person, PersonTopic, Topic
from programs.models import Enrollment
from tests.matching.views.pages import of, url


def page_of(scene, admin, mentee):
    return admin.get(url(scene, f"proposals/{of(scene, mentee).id}/"))


def test_two_stand_side_by_side_with_what_they_share(reviewed, admin):
    answer = page_of(reviewed, admin, reviewed.ana)
    lines = {line.label: line for line in answer.context["page"].lines}
    wanted = lines["Wants to learn → knows"]
    assert (wanted.mentee, wanted.mentor) == (["Excel", "Python"], ["Excel", "Python"])
    assert (lines["Location"].common, lines["Department"].common) == (("Rome",), ())
    page = answer.content.decode()
    assert "<mark>Python</mark>" in page
    assert "Mia Mentor knows Excel and Python, which Ana New wants to learn" in page
    assert "Another mentor" in page


def test_nothing_private_is_shown(reviewed, admin):
    with reviewed.cast.inside():
        secret = Topic.objects.create(name="Burnout")
        for person in (reviewed.ana, reviewed.mia):
            PersonTopic.objects.create(person=person, topic=secret, stance="struggles")
            PersonTopic.objects.create(
                person=person, topic=secret, stance="knows", is_sensitive=True
            )
    assert "Burnout" not in page_of(reviewed, admin, reviewed.ana).content.decode()


def test_what_speaks_against_a_pair_is_said(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.filter(id=reviewed.ana.id).update(email=None, manager=reviewed.mia)
    said = page_of(reviewed, admin, reviewed.ana).context["page"].warnings
    assert said[:2] == [
        "This pair can't be published any more: they are in one reporting line now.",
        "Ana New has no e-mail: tell them yourself.",
    ]
    assert said[2].startswith("Compared: 50 of 100.")


def test_better_mentor_with_a_place_is_named(reviewed, admin):
    with reviewed.cast.inside():
        pair = of(reviewed, reviewed.ana)
        act.set_aside(pair, by=reviewed.cast.hr_admin.person)
        Match.objects.filter(id=pair.id).delete()
        Match.objects.filter(mentee=reviewed.bo).update(score=0.1)
        Enrollment.objects.filter(person=reviewed.max).update(capacity=3)
        Match.objects.filter(mentee=reviewed.bo).update(mentor=reviewed.mia)
    said = page_of(reviewed, admin, reviewed.bo).context["page"].warnings
    assert any(one.startswith("Max Mentor has a place and fits Bo New better by") for one in said)


def test_pages_take_as_many_queries_for_two_topics_as_for_four(
    reviewed, admin, django_assert_num_queries
):
    page_of(reviewed, admin, reviewed.bo)
    for mentee in (reviewed.bo, reviewed.ana):
        address = url(reviewed, f"proposals/{of(reviewed, mentee).id}/")
        with django_assert_num_queries(32):
            assert admin.get(address).status_code == 200


def test_published_pair_is_looked_at_without_buttons(reviewed, admin):
    match = of(reviewed, reviewed.ana)
    admin.post(url(reviewed, f"runs/{reviewed.run.id}/publication/"), {"pairs": "3"})
    page = admin.get(url(reviewed, f"proposals/{match.id}/")).content.decode()
    assert "Side by side" in page
    assert "Another mentor" not in page
