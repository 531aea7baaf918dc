"""A program that is shortened strands no published session without a word."""

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
    assert [one.title for one in asked.context["stranded"]] == ["Late lunch"]
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
