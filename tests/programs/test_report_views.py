"""The pages on which a quiet report is written, and on which its readers are named."""

import re

import pytest

from peerlearn.people.models import Person
from programs.models import QuietReport, ReportDesk
from programs.queries.reports import desk_of, opened
from tests.programs.reporting import SECRET, fill, hidden, page_of, send
from tests.typed import send as send_form


def test_page_names_the_reader_before_anything_is_typed(cast, program, desk):
    url = page_of(program, cast.employee)
    page = cast.employee.client().get(url).content.decode()
    assert "Only Fay Facilitator will read this" in page
    page, _answer = fill(cast.employee.client(), url, names="Fay Facilitator")
    assert "Only Mina Mentor will read this" in page


@pytest.mark.parametrize("role", ["employee", "director", "hr_admin"])
def test_anybody_in_the_organization_reports_and_gets_a_code(cast, program, desk, role):
    player = getattr(cast, role)
    _page, answer = fill(player.client(), page_of(program, player))
    assert answer.status_code == 201
    assert re.search(r">([A-Z2-9]{4}-){3}[A-Z2-9]{4}<", answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    with cast.inside():
        assert opened(QuietReport.objects.get())[0][0].text == SECRET


def test_report_names_whom_it_is_about(cast, program, desk):
    names = f"Marco Manager\n{cast.director.person.email}"
    page, answer = fill(cast.employee.client(), page_of(program, cast.employee), names=names)
    assert "<li>Marco Manager</li><li>dora.director@acme.example</li>" in page
    assert answer.status_code == 201
    with cast.inside():
        about = {cast.manager.person.id, cast.director.person.id}
        assert set(opened(QuietReport.objects.get())[1]) == about


def test_namesakes_and_unknown_names_are_asked_again(cast, program, desk):
    with cast.inside():
        Person.objects.create(name="Emil Employee", department="Legal")
    client, url = cast.director.client(), page_of(program, cast.director)
    answer = client.post(url, {"names": "Emil Employee"})
    assert answer.status_code == 422
    assert "Several people are called “Emil Employee”" in answer.content.decode()
    assert "Legal" not in answer.content.decode()
    answer = client.post(url, {"names": "Nobody At All", "kept": "What I wrote"})
    assert answer.status_code == 422
    assert 'value="What I wrote"' in answer.content.decode()


def test_who_else_to_turn_to_is_said_when_nobody_may_read(cast, program, desk):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    page, answer = fill(client, url, names="Fay Facilitator\nMina Mentor")
    assert "Fay Facilitator is too close to whom this report concerns" in page
    assert "Ombuds office, 030 123" in page
    assert "Nothing was sent" in page
    assert "<textarea" not in page
    assert answer.status_code == 422
    with cast.inside():
        assert not QuietReport.objects.exists()


def test_changed_reader_is_shown_and_the_words_are_kept(cast, program, desk):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    page = client.post(url, {"names": ""}).content.decode()
    given = {name: hidden(page, name) for name in ("concerned", "reader", "key")}
    with cast.inside():
        Person.objects.filter(id=cast.facilitator.person.id).update(state="left")
    answer = client.post(url, {"text": SECRET, **given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was sent" in page
    assert "Only Mina Mentor will read this" in page
    assert SECRET in page
    given = {name: hidden(page, name) for name in ("concerned", "reader", "key")}
    assert client.post(url, {"text": SECRET, **given}).status_code == 201


def test_empty_and_endless_reports_are_refused(cast, program, desk):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    for text in ("", "  \r\n", "x" * 4001):
        _page, answer = fill(client, url, text=text)
        assert answer.status_code == 422
    with cast.inside():
        assert not QuietReport.objects.exists()


def test_changing_whom_it_is_about_keeps_the_words(cast, program, desk):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    given = {"text": SECRET, "names": "marco.manager@acme.example", "again": "1"}
    page = client.post(url, given).content.decode()
    assert f'value="{SECRET}"' in page
    assert "marco.manager@acme.example" in page
    assert SECRET in client.post(url, {"names": "", "kept": SECRET}).content.decode()


def test_tampered_ids_are_refused(cast, program, desk):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    given = {"text": SECRET, "concerned": "x", "reader": "y", "key": "z"}
    assert client.post(url, given).status_code == 422


def test_too_many_reports_in_a_minute_wait(cast, program, desk):
    client, url = cast.manager.client(), page_of(program, cast.manager)
    answers = [fill(client, url, text=f"Report {n}")[1].status_code for n in range(6)]
    assert answers == [201] * 5 + [422]


def test_draft_outsider_and_stranger(cast, program, desk, anonymous):
    assert cast.outsider.client().get(page_of(program, cast.employee)).status_code == 404
    assert cast.outsider.client().get(page_of(program, cast.outsider)).status_code == 404
    assert anonymous.get(page_of(program, cast.employee)).status_code == 302
    with cast.inside():
        program.state = "draft"
        program.save()
    assert cast.employee.client().get(page_of(program, cast.employee)).status_code == 404


def test_program_without_a_trusted_person_says_so(cast, program):
    page = cast.employee.client().get(page_of(program, cast.employee)).content.decode()
    assert "Nobody is named yet" in page
    assert "<textarea" not in page


HR_PAGES = ["", "programs/", "programs/{id}/", "programs/{id}/conduct/", "audit/", "messages/"]


@pytest.mark.parametrize("page", HR_PAGES)
def test_pages_of_hr_are_the_same_before_and_after_a_report(cast, program, desk, page):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(page.format(id=program.id))

    def shown():
        text = client.get(url).content.decode()
        return re.sub(r'"\w{64}"', "", text)  # the CSRF token

    before = shown()
    with cast.inside():
        send(program, cast.facilitator.person)
    assert shown() == before


# naming


def test_hr_names_the_readers(cast, program):
    client, url = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    given = {
        "trusted_person": "Fay Facilitator",
        "stand_in": "mina.mentor@acme.example",
        "external_contact": "Ombuds",
    }
    assert send_form(client, url, given).status_code == 302
    page = client.get(url).content.decode()
    assert "fay.facilitator@acme.example" in page
    with cast.inside():
        desk = desk_of(program)
        assert (desk.trusted_person, desk.stand_in) == (
            cast.facilitator.person,
            cast.mentor.person,
        )


def test_refused_names_are_said_at_their_fields(cast, program):
    client, url = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    answer = send_form(client, url, {"trusted_person": "Hanna Admin", "stand_in": "Nobody"})
    assert answer.status_code == 422
    assert "Nobody here has this e-mail" in answer.content.decode()
    answer = send_form(client, url, {"trusted_person": "Hanna Admin"})
    assert "owns this program" in answer.content.decode()
    with cast.inside():
        assert not ReportDesk.objects.exists()


def test_who_has_left_is_pointed_out(cast, program, desk):
    with cast.inside():
        Person.objects.filter(id=cast.facilitator.person.id).update(state="left")
    page = cast.hr_admin.client().get(page_of(program, cast.hr_admin, "readers/"))
    assert "Fay Facilitator has left" in page.content.decode()


def test_naming_is_hrs(cast, program):
    for player in (cast.employee, cast.outsider):
        answer = player.client().get(page_of(program, cast.employee, "readers/"))
        assert answer.status_code == 404


def test_program_page_shows_where_to_turn(cast, program, desk):
    url = cast.employee.url(f"programs/{program.id}/")
    page = cast.employee.client().get(url).content.decode()
    assert "Something feels wrong?" in page
    assert "Fay Facilitator" in page


def test_answer_that_was_begun_stays_when_the_state_changes(cast, program, desk):
    with cast.inside():
        report, _code = send(program, cast.facilitator.person)
    client = cast.facilitator.client()
    url = cast.facilitator.url(f"programs/reports/{report.id}/")
    page = client.get(url).content.decode()
    assert f'formaction="{url}state/"' in page
    kept = client.post(f"{url}state/", {"to": "in_work", "text": "I have read it, and"})
    assert kept.status_code == 200
    assert "I have read it, and</textarea>" in kept.content.decode()
    with cast.inside():
        assert QuietReport.objects.get().state == "in_work"
        assert len(opened(QuietReport.objects.get())[0]) == 1


def test_readers_find_their_reports_from_home_and_menu_after_reading(cast, program, desk):
    with cast.inside():
        report, _code = send(program, cast.facilitator.person)
    client, link = cast.facilitator.client(), cast.facilitator.url("programs/reports/")
    assert "1 quiet report has something new" in client.get(cast.facilitator.url()).content.decode()
    client.get(f"{link}{report.id}/")
    home = client.get(cast.facilitator.url()).content.decode()
    assert "1 quiet report isn" in home
    with cast.inside():
        QuietReport.objects.update(state="closed")
    home = client.get(cast.facilitator.url()).content.decode()
    assert "quiet report isn" not in home
    assert f'href="{link}"' in home
    assert f'href="{link}"' in client.get(f"{link}menu/").content.decode()
    for other in (cast.employee, cast.hr_admin):
        assert link not in other.client().get(other.url()).content.decode().replace(
            f"{link}menu/", ""
        )
        assert other.client().get(f"{link}menu/").content.strip() == b""
