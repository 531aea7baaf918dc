"""Setting a draft up with our proposals: one page, one button."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from peerlearn.home.proposals.reading import proposals_of
from peerlearn.home.proposals.setting_up import set_up
from peerlearn.home.proposals.shapes import Wish
from peerlearn.people.models import Person
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.models import Enrollment, FacilitatorNomination, ReportDesk
from sessions.models import LearningSession

STARTS_ON = timezone.localdate() + timedelta(days=7)
PLACES = ("Berlin", "Munich", "Porto")
DEPARTMENTS = ("Sales", "Finance", "Design", "Logistics")


def colleague(number, *, starts_on, **fields):
    return Person.objects.create(
        name=f"Colleague {number:02}",
        email=f"colleague{number}@acme.example",
        location=PLACES[number % 3],
        department=DEPARTMENTS[number % 4],
        starts_on=starts_on,
        **fields,
    )


@pytest.fixture
def company(cast):
    """Thirty who have been here long, in three teams, and nine recruits."""
    with cast.inside():
        leads = [colleague(number, starts_on=date(2012, 1, 1)) for number in (90, 91, 92)]
        for number in range(27):
            colleague(number, starts_on=date(2015, 1, 1 + number), manager=leads[number % 3])
        for number in range(40, 49):
            starts_on = STARTS_ON + timedelta(days=number - 45)
            colleague(number, starts_on=starts_on, manager=leads[number % 3])
    return cast


def made(cast, key="onboarding-mentoring", *, name="New"):
    template = TEMPLATES[key]
    return create_from_template(
        template,
        name=name,
        goal="Learn",
        starts_on=STARTS_ON,
        ends_on=template.last_day(STARTS_ON),
        by=cast.hr_admin.person,
    )


def found(program):
    rows = proposals_of(program, now=timezone.now(), today=timezone.localdate())
    return {one.step: one for one in rows}


def do(cast, program, *, place="Blue room", but=()):
    chosen = {one.step: one.seen for one in found(program).values() if one.step not in but}
    return set_up(
        program,
        chosen,
        Wish(cast.hr_admin.person, place),
        now=timezone.now(),
        today=timezone.localdate(),
    )


def test_nine_recruits_need_five_to_nine_mentors_and_eight_are_proposed(company):
    with company.inside():
        rows = found(made(company))
        assert rows["people"].text.startswith("9 who start between ")
        assert rows["mentors"].text == (
            "9 mentees need 5 to 9 mentors; we propose the 8 best placed"
        )
        assert len(rows["mentors"].people) == 8
        helped = {rows["facilitator"].text.split(",")[0], *rows["readers"].text.split(" reads")[:1]}
        assert not helped & {one.name for one in rows["mentors"].people}
        assert {one.location for one in rows["mentors"].people} == set(PLACES)


def test_everything_ticked_is_set_up_by_the_usual_actions(company):
    with company.inside():
        program = made(company)
        done = do(company, program)
        assert done.failed == {}
        assert [one.step for one in done.done] == [
            "people",
            "mentors",
            "facilitator",
            "readers",
            "place",
        ]
        by_role = Enrollment.objects.filter(program=program).values_list("role", flat=True)
        assert sorted(by_role) == ["mentee"] * 9 + ["mentor"] * 8
        nominee = FacilitatorNomination.objects.get(program=program)
        desk = ReportDesk.objects.get(program=program)
        helpers = {nominee.person_id, desk.trusted_person_id, desk.stand_in_id}
        assert len(helpers) == 3
        assert not Enrollment.objects.filter(program=program, person__in=helpers).exists()
        assert nominee.override_reason == ""
        assert set(LearningSession.objects.values_list("room", flat=True)) == {"Blue room"}


def test_doing_it_twice_changes_nothing(company):
    with company.inside():
        program = made(company)
        chosen = {one.step: one.seen for one in found(program).values()}
        wish = Wish(company.hr_admin.person, "Blue room")
        now, today = timezone.now(), timezone.localdate()
        first = set_up(program, chosen, wish, now=now, today=today)
        again = set_up(program, chosen, wish, now=now, today=today)
        assert (len(first.done), again.done, again.failed) == (5, [], {})
        assert Enrollment.objects.filter(program=program).count() == 17


def test_what_fails_says_why_and_the_rest_is_done(company):
    with company.inside():
        program = made(company)
        done = do(company, program, place="")
        assert list(done.failed) == ["place"]
        assert done.failed["place"].startswith("Give a room, a video link, or both.")
        assert Enrollment.objects.filter(program=program).count() == 17


def test_others_than_were_shown_are_not_enrolled(company):
    with company.inside():
        program = made(company)
        chosen = {one.step: one.seen for one in found(program).values()}
        colleague(60, starts_on=STARTS_ON)
        wish = Wish(company.hr_admin.person, "Blue room")
        done = set_up(program, chosen, wish, now=timezone.now(), today=timezone.localdate())
        assert done.failed["people"] == "This has changed since you saw it. Look again."
        assert not Enrollment.objects.filter(program=program, role="mentee").exists()


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_each_template_is_set_up_and_can_be_launched(company, key):
    with company.inside():
        program = made(company, key)
        done = do(company, program, place="https://video.example/room")
        assert done.failed == {}
        rows = found(program)
        assert not [one.step for one in rows.values() if one.state in ("open", "stuck")]
        assert ("mentors" in rows) == key.startswith("onboarding")
        assert FacilitatorNomination.objects.filter(program=program).count() == 1
        links = LearningSession.objects.filter(program=program).values_list("video_url", flat=True)
        assert set(links) == {"https://video.example/room"}
    page = company.hr_admin.url(f"programs/{program.id}/opening/")
    html = company.hr_admin.client().get(page).content.decode()
    assert "The program can't be launched yet" not in html


def test_template_leads_to_the_proposals_and_these_to_the_last_look(company):
    client = company.hr_admin.client()
    told = {"name": "Mentoring", "starts_on": STARTS_ON.isoformat(), "weeks": "26", "goal": "Grow"}
    use = company.hr_admin.url("programs/templates/onboarding-mentoring/use/")
    page = client.post(use, told).url
    rows = client.get(page).context["rows"]
    said = {f"seen_{one['proposal'].step}": one["proposal"].seen for one in rows}
    ticked = [one["proposal"].step for one in rows if one["proposal"].is_open]
    refused = client.post(page, {"step": ticked, **said, "place": ""})
    assert refused.status_code == 422
    assert "Give a room, a video link, or both." in refused.content.decode()
    rest = {f"seen_{one['proposal'].step}": one["proposal"].seen for one in refused.context["rows"]}
    answer = client.post(page, {"step": ["place"], **rest, "place": "Canteen"})
    assert answer.url.endswith("/opening/")
    again = client.get(page).content.decode()
    assert "Set these up" not in again
    assert "9 enrolled" in again


def test_draft_of_an_enrollment_is_undone_from_its_row(company):
    with company.inside():
        program = made(company)
        do(company, program)
    client = company.hr_admin.client()
    page = company.hr_admin.url(f"programs/{program.id}/proposals/")
    undo = next(one for one in client.get(page).context["rows"] if one["undo"])["undo"]
    client.post(undo)
    with company.inside():
        assert not Enrollment.objects.filter(program=program, role="mentee").exists()
        assert found(program)["people"].is_open


def test_launched_program_has_no_proposals(company):
    with company.inside():
        program = made(company)
        type(program).objects.filter(id=program.id).update(state="open")
    page = company.hr_admin.url(f"programs/{program.id}/proposals/")
    assert company.hr_admin.client().get(page).url.endswith(f"/programs/{program.id}/")


@pytest.mark.parametrize("recruits", [1, 3])
def test_page_takes_as_many_queries_for_many_people(
    company, recruits, django_assert_max_num_queries
):
    with company.inside():
        Person.objects.filter(starts_on__gt=STARTS_ON - timedelta(days=6 - recruits)).delete()
        program = made(company)
    page = company.hr_admin.url(f"programs/{program.id}/proposals/")
    client = company.hr_admin.client()
    with django_assert_max_num_queries(60):
        client.get(page)


def test_recruit_without_an_address_is_named(company):
    with company.inside():
        Person.objects.filter(name="Colleague 41").update(email=None)
        row = found(made(company))["people"]
        assert row.warnings[0].endswith("no mail can tell them. (Colleague 41)")
