from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.actions.conduct import publish_conduct
from programs.actions.nominations import nominate_facilitator
from programs.models import ConductAcceptance, Enrollment, FacilitatorNomination, Program
from tests.programs.conftest import FRAME
from tests.typed import send


def facilitate(cast, program):
    FacilitatorNomination.objects.create(
        program=program,
        person=cast.facilitator.person,
        state=FacilitatorNomination.State.ACCEPTED,
        decided_at=timezone.now(),
    )


def days(first, last):
    today = timezone.localdate()
    return {
        "starts_on": (today + timedelta(days=first)).isoformat(),
        "ends_on": (today + timedelta(days=last)).isoformat(),
    }


# the list


def test_hr_admin_lists_all_programs_with_people(cast, program):
    page = cast.hr_admin.client().get(cast.hr_admin.url("programs/"))
    assert page.status_code == 200
    (listed,) = page.context["page"]
    assert (listed.name, listed.people_count) == ("Onboarding spring", 2)
    assert b"New program" in page.content


def test_employee_lists_own_programs(cast, program):
    page = cast.employee.client().get(cast.employee.url("programs/"))
    assert [listed.name for listed in page.context["page"]] == ["Onboarding spring"]
    assert b"New program" not in page.content
    page = cast.manager.client().get(cast.manager.url("programs/"))
    assert list(page.context["page"]) == []
    assert "You are in no program yet" in page.content.decode()


def test_list_is_searched_and_filtered(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("programs/")
    with cast.inside():
        Program.objects.create(name="Old one", state="archived", **days(-50, -20))
    names = lambda query: [one.name for one in client.get(f"{url}?{query}").context["page"]]  # noqa: E731
    assert names("") == ["Onboarding spring"]
    assert names("state=archived") == ["Old one"]
    assert names("q=autumn") == []
    assert names("q=spring&state=running") == ["Onboarding spring"]


def test_list_shows_open_questions_to_the_nominee(cast, program):
    with cast.inside():
        nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )
    page = cast.facilitator.client().get(cast.facilitator.url("programs/"))
    assert "You are asked to facilitate “Onboarding spring”" in page.content.decode()


@pytest.mark.parametrize(("player", "queries"), [("hr_admin", 4), ("employee", 5)])
def test_list_takes_as_many_queries_for_3_as_for_1(
    cast, program, player, queries, django_assert_num_queries
):
    person = getattr(cast, player)
    client, url = person.client(), person.url("programs/")
    client.get(url)
    with django_assert_num_queries(FRAME + queries):
        client.get(url)
    with cast.inside():
        for number in range(2):
            other = Program.objects.create(name=f"P{number}", state="running", **days(0, 9))
            Enrollment.objects.create(program=other, person=cast.employee.person, role="mentee")
    with django_assert_num_queries(FRAME + queries):
        assert len(client.get(url).context["page"]) == 3


# creating and editing


def test_hr_admin_creates_a_draft_and_gets_the_guide(cast):
    client = cast.hr_admin.client()
    made = client.post(
        cast.hr_admin.url("programs/new/"),
        {"name": "Autumn", "goal": "Arrive", **days(10, 90)},
        follow=True,
    )
    with cast.inside():
        program = Program.objects.get(name="Autumn")
        assert (program.state, program.owner_id) == ("draft", cast.hr_admin.person.id)
    assert made.redirect_chain[-1][0] == cast.hr_admin.url(f"programs/{program.id}/")
    assert "Set up the program" in made.content.decode()
    assert "0 of 7 done" in made.content.decode()


def test_invalid_program_is_said_in_words_and_keeps_the_input(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("programs/new/")
    page = client.post(url, {"name": "Autumn", **days(20, 10)})
    assert page.status_code == 422
    assert "is before the first day" in page.content.decode()
    assert 'value="Autumn"' in page.content.decode()
    page = client.post(url, {"name": "onboarding SPRING", **days(0, 10)})
    assert page.status_code == 422
    assert "There is already a program called" in page.content.decode()


def test_hr_admin_edits_program(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/edit/")
    assert client.get(url).status_code == 200
    said = {"name": "New", "goal": "", "owner": str(cast.hr_admin.person.id), **days(0, 30)}
    assert send(client, url, said).status_code == 302
    with cast.inside():
        assert Program.objects.get(id=program.id).name == "New"
    assert client.post(url, {**said, "name": ""}).status_code == 422


def test_past_last_day_may_stay_when_something_else_is_edited(cast, program):
    with cast.inside():
        Program.objects.filter(id=program.id).update(**days(-90, -9))
    said = {"name": "Renamed", "goal": "", "owner": "", **days(-90, -9)}
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"programs/{program.id}/edit/")
    assert send(client, url, said).status_code == 302


# the page of a program


def test_program_page_by_role(cast, program):
    with cast.inside():
        facilitate(cast, program)
    path = f"programs/{program.id}/"
    page = cast.hr_admin.client().get(cast.hr_admin.url(path)).content.decode()
    assert "1 of 7 done" in page
    assert "Fay Facilitator" in page
    page = cast.employee.client().get(cast.employee.url(path)).content.decode()
    assert "of 7 done" not in page
    assert "No pair yet" in page
    assert "Fay Facilitator" in page
    page = cast.facilitator.client().get(cast.facilitator.url(path)).content.decode()
    assert "You facilitate" in page
    assert "See all" in page
    assert cast.manager.client().get(cast.manager.url(path)).status_code == 404


def test_program_page_warns_of_a_facilitator_who_is_no_longer_neutral(cast, program):
    with cast.inside():
        facilitate(cast, program)
        report = cast.manager.person
        report.manager = cast.facilitator.person
        report.save()
        Enrollment.objects.create(program=program, person=report, role="mentee")
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{program.id}/"))
    assert "A facilitator isn&#x27;t neutral" in page.content.decode() or (
        "A facilitator isn't neutral" in page.content.decode()
    )
    assert "Fay Facilitator manages" in page.content.decode()


# states


def test_archive_is_undone_by_the_toast(cast, program):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"programs/{program.id}/archival/")
    page = client.post(url, follow=True)
    assert f'action="{url}undo/"' in page.content.decode()
    assert list(page.context["page"]) == []
    client.post(f"{url}undo/")
    with cast.inside():
        assert Program.objects.get(id=program.id).state == "running"


def test_finish_and_wrong_order(cast, program):
    client = cast.hr_admin.client()
    client.post(cast.hr_admin.url(f"programs/{program.id}/finish/"))
    page = client.post(cast.hr_admin.url(f"programs/{program.id}/start/"), follow=True)
    assert "while the program is finished" in page.content.decode()


# code of conduct


def test_conduct_begins_with_our_text_and_is_put_in_force(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/conduct/")
    assert "No code of conduct yet" in client.get(url).content.decode()
    assert "Rank stays at the door" in client.get(f"{url}edit/").content.decode()
    page = client.post(f"{url}edit/", {"text": "Be kind."}, follow=True)
    assert "Be kind." in page.content.decode()
    assert "accepted by 0 of 2 people" in page.content.decode()
    assert client.post(f"{url}edit/", {"text": " "}).status_code == 422


def test_employee_accepts_what_they_have_read(cast, program):
    with cast.inside():
        publish_conduct(program, text="One", by=cast.hr_admin.person)
    client, url = cast.employee.client(), cast.employee.url(f"programs/{program.id}/conduct/")
    assert "I accept" in client.get(url).content.decode()
    with cast.inside():
        publish_conduct(program, text="Two", by=cast.hr_admin.person)
    page = client.post(f"{url}1/acceptance/", follow=True)
    assert "The text has changed" in page.content.decode()
    with cast.inside():
        assert not ConductAcceptance.objects.exists()
    page = client.post(f"{url}2/acceptance/", follow=True)
    assert "You have accepted this version" in page.content.decode()


def test_facilitator_reads_the_conduct_and_is_not_asked_to_accept(cast, program):
    with cast.inside():
        facilitate(cast, program)
        version = publish_conduct(program, text="One", by=cast.hr_admin.person)
    client = cast.facilitator.client()
    url = cast.facilitator.url(f"programs/{program.id}/conduct/")
    assert "I accept" not in client.get(url).content.decode()
    client.post(f"{url}{version.number}/acceptance/")
    with cast.inside():
        assert not ConductAcceptance.objects.exists()


# doors

SETTING_UP = ["edit/", "opening/", "enrollment/", "enrollment/pick/", "facilitator/"]
HR_PAGES = [*SETTING_UP, "finish/", "archival/"]
HR_POSTS = ["start/", "finish/undo/", "people/withdrawal/", "people/capacity/"]


@pytest.mark.parametrize("page", HR_PAGES)
def test_pages_of_hr_are_404_for_others(cast, program, page):
    with cast.inside():
        facilitate(cast, program)
    for player in (cast.employee, cast.facilitator):
        url = player.url(f"programs/{program.id}/{page}")
        assert player.client().get(url).status_code == 404
    url = cast.hr_admin.url(f"programs/{program.id}/{page}")
    assert cast.hr_admin.client().get(url).status_code == 200


@pytest.mark.parametrize("page", HR_POSTS)
def test_acts_of_hr_are_404_for_others_and_want_a_post(cast, program, page):
    url = cast.employee.url(f"programs/{program.id}/{page}")
    assert cast.employee.client().post(url).status_code == 404
    assert cast.hr_admin.client().get(url).status_code == 405
    with cast.inside():
        assert Program.objects.get(id=program.id).state == "running"


@pytest.mark.parametrize(
    "page", ["", "people/", "people.csv", "conduct/", "conduct/edit/", *HR_PAGES]
)
def test_outsider_and_wrong_id_are_404(cast, program, page):
    outsider = cast.outsider
    there = outsider.client().get(outsider.url(f"programs/{program.id}/{page}"))
    here = outsider.client().get(cast.hr_admin.url(f"programs/{program.id}/{page}"))
    nowhere = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{uuid4()}/{page}"))
    assert (there.status_code, here.status_code, nowhere.status_code) == (404, 404, 404)


def test_stranger_is_sent_to_the_sign_in(cast, program, anonymous):
    page = anonymous.get(cast.hr_admin.url(f"programs/{program.id}/"))
    assert page.status_code == 302


def test_nobody_is_called_neutral_who_is_not(cast, program):
    with cast.inside():
        facilitate(cast, program)
    url = cast.employee.url(f"programs/{program.id}/")
    assert "Neutral: nobody" in cast.employee.client().get(url).content.decode()
    with cast.inside():
        boss = cast.director.person
        boss.manager = cast.facilitator.person
        boss.save()
    page = cast.employee.client().get(url).content.decode()
    assert "Fay Facilitator" in page
    assert "Neutral: nobody" not in page


def test_page_of_a_program_past_its_last_day_says_so(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/")
    assert "Its last day has passed" not in client.get(url).content.decode()
    with cast.inside():
        Program.objects.filter(id=program.id).update(**days(-60, -1))
    assert "Its last day has passed" in client.get(url).content.decode()


def test_guide_links_lead_to_pages_that_are_there(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/")
    for step in client.get(url).context["guide"].steps:
        assert client.get(step.href).status_code == 200
