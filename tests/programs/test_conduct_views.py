"""The pages of the code of conduct: versions, suggestions, and the way back after accepting."""

import pytest
from django.utils import timezone

from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.nominations import accept_nomination, nominate_facilitator
from programs.actions.suggestions import suggest_conduct
from programs.models import ConductAcceptance, ConductSuggestion, ConductSupport, ConductVersion
from programs.queries.conduct import conduct_in_force
from tests.programs.conftest import FRAME

State = ConductSuggestion.State


@pytest.fixture
def version(cast, program):
    with cast.inside():
        version = publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)
        accept_conduct(version, by=cast.employee.person)
        return version


@pytest.fixture
def suggestion(cast, program, version):
    with cast.inside():
        return suggest_conduct(
            program, text="Be kind and clear.", why="Both help.", by=cast.employee.person
        )


@pytest.fixture
def facilitator(cast, program):
    with cast.inside():
        asked = nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )
        accept_nomination(asked, now=timezone.now())
    return cast.facilitator


def at(player, program, page):
    return player.url(f"programs/{program.id}/conduct/{page}")


def test_suggestion_is_made_and_shown_with_what_it_changes(cast, program, version):
    client, url = cast.employee.client(), at(cast.employee, program, "suggestions/new/")
    assert "Be kind." in client.get(url).content.decode()
    answer = client.post(url, {"text": "Be kind and clear.", "why": "Both help."}, follow=True)
    page = answer.content.decode()
    assert "Both help." in page
    assert "<ins>" in page
    assert "[added:" in page


def test_who_has_not_accepted_reads_the_way_to_accept_and_keeps_what_they_typed(
    cast, program, version
):
    client, url = cast.mentor.client(), at(cast.mentor, program, "suggestions/new/")
    page = client.get(url).content.decode()
    assert f"conduct/?next={url}" in page
    answer = client.post(url, {"text": "Another one.", "why": "Because so."})
    assert answer.status_code == 422
    assert "Because so." in answer.content.decode()
    with cast.inside():
        assert ConductSuggestion.objects.count() == 0


def test_acceptance_leads_back_to_where_one_came_from(cast, program, version):
    client, back = cast.mentor.client(), at(cast.mentor, program, "suggestions/new/")
    page = client.get(at(cast.mentor, program, f"?next={back}")).content.decode()
    assert f'name="next" value="{back}"' in page
    answer = client.post(at(cast.mentor, program, "1/acceptance/"), {"next": back})
    assert answer.url == back
    with cast.inside():
        assert ConductAcceptance.objects.filter(person=cast.mentor.person).exists()


def test_acceptance_never_leads_elsewhere(cast, program, version):
    client = cast.mentor.client()
    url = at(cast.mentor, program, "1/acceptance/")
    answer = client.post(url, {"next": "https://evil.example/"})
    assert answer.url == at(cast.mentor, program, "")


def test_who_accepted_an_older_version_sees_what_has_changed(cast, program, version):
    with cast.inside():
        publish_conduct(program, text="Be kind and brave.", by=cast.hr_admin.person)
    page = cast.employee.client().get(at(cast.employee, program, "")).content.decode()
    assert "What has changed since you accepted" in page
    page = cast.mentor.client().get(at(cast.mentor, program, "")).content.decode()
    assert "What has changed since you accepted" not in page


def test_versions_show_what_each_changed(cast, program, version):
    with cast.inside():
        publish_conduct(program, text="Be kind and brave.", by=cast.hr_admin.person)
    page = cast.employee.client().get(at(cast.employee, program, "versions/")).content.decode()
    assert page.index("Version 2") < page.index("Version 1")
    assert "accepted by 1 person" in page
    assert "<ins>" in page


def test_support_is_given_and_taken_back(cast, program, version, suggestion):
    with cast.inside():
        accept_conduct(version, by=cast.mentor.person)
    client = cast.mentor.client()
    url = at(cast.mentor, program, f"suggestions/{suggestion.id}/support/")
    page = client.post(url, follow=True).content.decode()
    assert "1 person is for it" in page
    page = client.post(f"{url}undo/", follow=True).content.decode()
    assert "0 people are for it" in page


def test_only_its_author_takes_a_suggestion_back(cast, program, version, suggestion):
    url = at(cast.mentor, program, f"suggestions/{suggestion.id}/withdrawal/")
    assert cast.mentor.client().post(url).status_code == 404
    assert cast.employee.client().post(url).status_code == 302
    with cast.inside():
        assert ConductSuggestion.objects.get().state == State.WITHDRAWN


@pytest.mark.parametrize("role", ["hr_admin", "facilitator"])
def test_suggestion_is_taken_over_by(cast, program, suggestion, facilitator, role):
    player = getattr(cast, role)
    client, url = player.client(), at(player, program, f"edit/?suggestion={suggestion.id}")
    page = client.get(url).content.decode()
    assert "Both help." in page
    assert "Be kind and clear." in page
    answer = client.post(url, {"text": "Be kind and clear.", "based_on": 1})
    assert answer.status_code == 302
    with cast.inside():
        assert conduct_in_force(program).created_by == player.person
        assert ConductSuggestion.objects.get().state == State.TAKEN


def test_suggestion_is_declined_with_a_reason(cast, program, suggestion):
    client = cast.hr_admin.client()
    url = at(cast.hr_admin, program, f"suggestions/{suggestion.id}/decline/")
    assert client.post(url, {"reason": ""}).status_code == 422
    page = client.post(url, {"reason": "It is in already."}, follow=True).content.decode()
    assert "Declined: It is in already." in page


def test_employee_settles_nothing(cast, program, suggestion):
    client = cast.employee.client()
    for page in (f"suggestions/{suggestion.id}/decline/", "edit/"):
        url = at(cast.employee, program, page)
        assert client.get(url).status_code == 404
        assert client.post(url, {"reason": "No", "text": "Mine"}).status_code == 404


def test_colleague_outside_the_program_and_outsider_find_nothing(cast, program, suggestion):
    for player in (cast.director, cast.outsider):
        for page in ("versions/", "suggestions/", "suggestions/new/"):
            assert player.client().get(at(cast.employee, program, page)).status_code == 404
        url = at(cast.employee, program, f"suggestions/{suggestion.id}/support/")
        assert player.client().post(url).status_code == 404
    with cast.inside():
        assert ConductSupport.objects.count() == 0


def test_settled_or_unknown_suggestion_is_not_taken_over(cast, program, suggestion):
    with cast.inside():
        ConductSuggestion.objects.update(state=State.DECLINED)
    client = cast.hr_admin.client()
    for wanted in (suggestion.id, "x"):
        url = at(cast.hr_admin, program, f"edit/?suggestion={wanted}")
        assert client.get(url).status_code == 404


def test_second_of_two_editors_sees_what_changed_and_keeps_their_text(cast, program, version):
    client, url = cast.hr_admin.client(), at(cast.hr_admin, program, "edit/")
    with cast.inside():
        publish_conduct(program, text="Be kind. Be brave.", by=cast.hr_admin.person)
    answer = client.post(url, {"text": "Be kind. Be calm.", "based_on": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Version 2 was put in force while you were writing" in page
    assert "<del>" in page
    assert "Be kind. Be calm." in page
    assert 'name="based_on" value="2"' in page
    assert client.post(url, {"text": "Be kind. Be calm.", "based_on": 2}).status_code == 302
    with cast.inside():
        assert [one.text for one in ConductVersion.objects.order_by("number")] == [
            "Be kind.",
            "Be kind. Be brave.",
            "Be kind. Be calm.",
        ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("suggestions/", 7), ("versions/", 2)])
def test_lists_take_the_same_queries_whatever_their_length(
    cast, program, version, django_assert_num_queries, count, page, queries
):
    with cast.inside():
        for number in range(count):
            suggest_conduct(program, text="", why=f"Remark {number}", by=cast.employee.person)
            publish_conduct(program, text=f"Be kind {number}.", by=cast.hr_admin.person)
            accept_conduct(conduct_in_force(program), by=cast.employee.person)
    client, url = cast.employee.client(), at(cast.employee, program, page)
    client.get(url)
    with django_assert_num_queries(FRAME + queries):
        assert client.get(url).status_code == 200
