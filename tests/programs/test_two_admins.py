"""Two admins change one program at once: nothing is overwritten silently."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.programs import edit_program
from programs.errors import ChangedMeanwhileError
from programs.models import Program
from tests.typed import typed


@pytest.fixture
def page(cast, program):
    return cast.hr_admin.url(f"programs/{program.id}/edit/")


def test_second_save_is_refused_and_shows_what_the_first_saved(cast, program, page):
    client = cast.hr_admin.client()
    mine, theirs = typed(client, page, goal="Mine"), typed(client, page, goal="Theirs")
    assert client.post(page, theirs).status_code == 302
    answer = client.post(page, mine)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Hanna Admin saved this while you were writing" in html
    assert answer.context["form"].conflict == [("Goal", "Theirs")]
    assert "Mine" in html
    with cast.inside():
        program.refresh_from_db()
        assert program.goal == "Theirs"


def test_saving_again_having_seen_it_carries_ones_own(cast, program, page):
    client = cast.hr_admin.client()
    mine = typed(client, page, goal="Mine")
    client.post(page, typed(client, page, goal="Theirs"))
    refused = client.post(page, mine)
    again = mine | {"seen": refused.context["form"]["seen"].value()}
    assert client.post(page, again).status_code == 302
    with cast.inside():
        program.refresh_from_db()
        assert program.goal == "Mine"


def test_edit_of_an_old_version_writes_nothing(cast, program):
    with cast.inside():
        told = {
            "name": program.name,
            "goal": "New",
            "starts_on": program.starts_on,
            "ends_on": program.ends_on,
            "owner": None,
            "by": cast.hr_admin.person,
        }
        edit_program(program, **told, version=0)
        with pytest.raises(ChangedMeanwhileError):
            edit_program(program, **(told | {"goal": "Old"}), version=0)
        program.refresh_from_db()
        assert (program.goal, program.version) == ("New", 1)


def test_program_without_a_last_day_is_evergreen_and_never_over(cast, program, page):
    client = cast.hr_admin.client()
    past = (timezone.localdate() - timedelta(days=400)).isoformat()
    assert client.post(page, typed(client, page, ends_on="", starts_on=past)).status_code == 302
    with cast.inside():
        program.refresh_from_db()
        assert program.is_evergreen
    html = client.get(cast.hr_admin.url(f"programs/{program.id}/")).content.decode()
    assert "Evergreen, from" in html
    assert "Its last day has passed" not in html
    assert program.state == Program.State.RUNNING
