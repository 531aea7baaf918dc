"""Every page on which two admins can change one thing: the second sees what the first saved."""

import pytest

from programs.actions.conduct import publish_conduct
from programs.models import ConductVersion
from tests.locks import while_uncommitted
from tests.sessions.making import make_program, make_session
from tests.typed import typed

# page, what the second typed, what the first saved, how it is shown
PAGES = {
    "programs/{program}/edit/": ({"goal": "Mine"}, {"goal": "Theirs"}, ("Goal", "Theirs")),
    "programs/{program}/roles/mentor/": (
        {"asked": "Mine"},
        {"way_in": "open"},
        ("How people come in", "Anybody in the organization may join"),
    ),
    "programs/{program}/report/readers/": (
        {"trusted_person": "mina.mentor@acme.example", "external_contact": "Mine"},
        {"trusted_person": "mina.mentor@acme.example", "external_contact": "Theirs"},
        ("Contact outside", "Theirs"),
    ),
    "matching/programs/{program}/preferences/": (
        {"shared_hours": "5"},
        {"shared_hours": "85"},
        None,
    ),
    "people/{employee}/edit/": (
        {"title": "Mine"},
        {"department": "Theirs"},
        ("Department", "Theirs"),
    ),
    "sessions/{session}/edit/": ({"room": "Mine"}, {"title": "Theirs"}, ("Title", "Theirs")),
    "settings/": ({"load_budget": "7.5"}, {"name": "Acme & Co"}, ("Name", "Acme & Co")),
}


def page_of(cast, program, path):
    with cast.inside():
        session = program.learning_sessions.get()
    ids = {"program": program, "employee": cast.employee.person, "session": session}
    return cast.hr_admin.url(path.format(**{name: row.id for name, row in ids.items()}))


@pytest.fixture
def program(cast):
    with cast.inside():
        made = make_program(cast)
        make_session(made, cast.hr_admin)
        return made


@pytest.mark.parametrize("path", PAGES)
def test_second_to_save_sees_what_the_first_saved_and_loses_nothing(cast, program, path):
    client, url = cast.hr_admin.client(), page_of(cast, program, path)
    mine, theirs, shown = PAGES[path]
    one, other = typed(client, url, **theirs), typed(client, url, **mine)
    assert client.post(url, one).status_code == 302
    refused = client.post(url, other)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "saved this while you were writing" in html
    assert "Save mine" in html
    assert (shown or refused.context["form"].conflict[0]) in refused.context["form"].conflict
    assert all(str(value) in html for value in mine.values())
    again = other | {"seen": refused.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302
    stored = typed(client, url)
    assert {name: str(stored[name]) for name in mine if name != "trusted_person"} == {
        name: value for name, value in mine.items() if name != "trusted_person"
    }


@pytest.mark.parametrize("path", PAGES)
def test_page_that_does_not_say_what_was_seen_overwrites_nothing(cast, program, path):
    client, url = cast.hr_admin.client(), page_of(cast, program, path)
    mine, before = PAGES[path][0], typed(client, url)
    sent = {name: value for name, value in (before | mine).items() if name != "seen"}
    assert client.post(url, sent).status_code == 422
    assert typed(client, url) == before


@pytest.mark.parametrize("path", PAGES)
def test_pressing_twice_is_pressing_once(cast, program, path):
    client, url = cast.hr_admin.client(), page_of(cast, program, path)
    sent = typed(client, url, **PAGES[path][0])
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302


def test_page_sent_while_another_is_being_saved_is_compared_with_that(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/edit/")
    mine = typed(client, url, name="Mine")
    answer = while_uncommitted(
        cast,
        lambda: type(program).objects.filter(id=program.id).update(goal="Theirs"),
        lambda: client.post(url, mine),
    )
    assert answer.status_code == 422
    with cast.inside():
        program.refresh_from_db()
    assert (program.name, program.goal) == ("Onboarding spring", "Theirs")


def test_code_of_conduct_without_a_version_is_on_top_of_nothing(cast, program):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"programs/{program.id}/conduct/edit/")
    with cast.inside():
        publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)
    refused = client.post(url, {"text": "Mine."})
    assert refused.status_code == 422
    assert "Mine." in refused.content.decode()
    with cast.inside():
        assert ConductVersion.objects.get(program=program).text == "Be kind."
