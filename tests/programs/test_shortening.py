"""A program whose days are changed strands no published session without a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.models import LearningSession
from tests.sessions.making import make_session
from tests.typed import typed


@pytest.fixture
def page(cast, program):
    return cast.hr_admin.url(f"programs/{program.id}/edit/")


def test_published_sessions_behind_a_new_end_are_listed_before_anything_is_saved(
    cast, program, page
):
    end, client = program.ends_on, cast.hr_admin.client()
    with cast.inside():
        late = timezone.now() + timedelta(days=60)
        make_session(program, cast.hr_admin, title="Late lunch", starts_at=late)
        draft = make_session(program, cast.hr_admin, title="Late draft", starts_at=late)
        LearningSession.objects.filter(id=draft.id).update(state=LearningSession.State.DRAFT)
        make_session(program, cast.hr_admin, title="Soon", starts_at=late - timedelta(days=50))
    sooner = (timezone.localdate() + timedelta(days=30)).isoformat()
    said = typed(client, page, ends_on=sooner)
    asked = client.post(page, said)
    assert asked.status_code == 422
    assert [one.title for one in asked.context["stranded"].after] == ["Late lunch"]
    assert "1 published session is after the new last day" in asked.content.decode()
    with cast.inside():
        program.refresh_from_db()
        assert program.ends_on == end
    assert client.post(page, said | {"strands": sooner}).status_code == 302
    with cast.inside():
        program.refresh_from_db()
        assert program.ends_on.isoformat() == sooner


def test_program_is_shortened_at_once_where_nothing_lies_behind(cast, program, page):
    client = cast.hr_admin.client()
    sooner = (timezone.localdate() + timedelta(days=30)).isoformat()
    assert client.post(page, typed(client, page, ends_on=sooner)).status_code == 302


def test_published_sessions_before_a_new_first_day_are_listed_before_anything_is_saved(
    cast, program, page
):
    before, client = program.starts_on, cast.hr_admin.client()
    with cast.inside():
        soon = timezone.now() + timedelta(days=10)
        make_session(program, cast.hr_admin, title="Early lunch", starts_at=soon)
        make_session(program, cast.hr_admin, title="Later", starts_at=soon + timedelta(days=50))
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    said = typed(client, page, starts_on=later)
    asked = client.post(page, said)
    assert asked.status_code == 422
    assert [one.title for one in asked.context["stranded"].before] == ["Early lunch"]
    assert "1 published session is before the new first day" in asked.content.decode()
    with cast.inside():
        program.refresh_from_db()
        assert program.starts_on == before
    assert client.post(page, said | {"strands_before": later}).status_code == 302
    with cast.inside():
        program.refresh_from_db()
        assert program.starts_on.isoformat() == later


def test_both_ends_are_asked_about_together_until_both_are_confirmed(cast, program, page):
    client = cast.hr_admin.client()
    with cast.inside():
        soon = timezone.now() + timedelta(days=10)
        make_session(program, cast.hr_admin, title="Early lunch", starts_at=soon)
        late = soon + timedelta(days=50)
        make_session(program, cast.hr_admin, title="Late lunch", starts_at=late)
    later, sooner = ((timezone.localdate() + timedelta(days=days)).isoformat() for days in (20, 40))
    said = typed(client, page, starts_on=later, ends_on=sooner)
    for confirmed in ({}, {"strands": sooner}, {"strands_before": later}):
        asked = client.post(page, said | confirmed)
        names = [
            one.title
            for side in ("before", "after")
            for one in getattr(asked.context["stranded"], side)
        ]
        assert (asked.status_code, names) == (422, ["Early lunch", "Late lunch"])
        hidden = asked.content.decode()
        assert ('name="strands"' in hidden, 'name="strands_before"' in hidden) == (True, True)
    both = {"strands": sooner, "strands_before": later}
    assert client.post(page, said | both).status_code == 302
