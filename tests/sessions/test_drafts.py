"""Drafts of sessions: HR's alone, until they are published or discarded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from programs.models import FacilitatorNomination
from sessions.actions.drafting import discard_draft, publish_session
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import SessionOverError, change_session, create_session
from sessions.models import LearningSession
from tests.sessions.making import make_plan, make_program, make_session


@pytest.fixture
def draft(cast):
    with cast.inside():
        plan = make_plan(presenter=cast.mentor.person)
        return create_session(
            make_program(cast),
            by=cast.hr_admin.person,
            state=LearningSession.State.DRAFT,
            **plan.fields(),
        )


def test_draft_is_hidden_from_the_people_of_its_program(cast, draft):
    page = f"sessions/{draft.id}/"
    assert cast.employee.client().get(cast.employee.url(page)).status_code == 404
    html = cast.hr_admin.client().get(cast.hr_admin.url(page)).content.decode()
    assert "This is a draft" in html
    assert "Publish" in html


def test_published_draft_is_seen_and_told_to_its_presenter_once(cast, draft):
    with cast.inside():
        publish_session(draft, by=cast.hr_admin.person)
        publish_session(draft, by=cast.hr_admin.person)
        told = Notification.objects.filter(kind="sessions.leading")
        assert [one.person for one in told] == [cast.mentor.person]
    page = cast.employee.url(f"sessions/{draft.id}/")
    assert cast.employee.client().get(page).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"room": "", "video_url": ""}, "room"),
        (
            {
                "starts_at": timezone.now() - timedelta(days=1),
                "ends_at": timezone.now() - timedelta(hours=23),
            },
            "day",
        ),
    ],
)
def test_incomplete_draft_is_not_published(cast, draft, changes, field):
    with cast.inside():
        LearningSession.objects.filter(id=draft.id).update(**changes)
        with pytest.raises(PlanRefusedError) as refusal:
            publish_session(draft, by=cast.hr_admin.person)
        assert set(refusal.value.problems) == {field}
        draft.refresh_from_db()
        assert draft.is_draft


def test_draft_is_changed_in_silence_and_may_lack_a_place(cast, draft):
    with cast.inside():
        plan = make_plan(title="Other", room="", video_url="", presenter=cast.mentor.person)
        changed = change_session(draft, plan, by=cast.hr_admin.person)
        assert (changed.title, changed.state, changed.sequence) == ("Other", "draft", 0)
        assert not Notification.objects.exists()


def test_discarded_draft_is_gone_and_a_published_session_is_not(cast, draft):
    with cast.inside():
        assert discard_draft(draft, by=cast.hr_admin.person)
        assert not discard_draft(draft, by=cast.hr_admin.person)
        published = make_session(make_program(cast, "Other"), cast.hr_admin)
        with pytest.raises(SessionOverError):
            discard_draft(published, by=cast.hr_admin.person)


def test_page_publishes_and_says_what_is_missing(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        LearningSession.objects.filter(id=draft.id).update(room="", video_url="")
    page = cast.hr_admin.url(f"sessions/{draft.id}/")
    client.post(page + "publication/")
    assert "Give a room, a video link, or both." in client.get(page).content.decode()
    with cast.inside():
        LearningSession.objects.filter(id=draft.id).update(room="Blue")
    client.post(page + "publication/")
    assert "is published" in client.get(page).content.decode()
    with cast.inside():
        draft.refresh_from_db()
        assert draft.is_on


def test_draft_says_who_is_asked_to_facilitate_its_program(cast, draft):
    with cast.inside():
        LearningSession.objects.filter(id=draft.id).update(facilitator=None)
        FacilitatorNomination.objects.all().delete()
        asked = FacilitatorNomination.objects.create(
            program=draft.program, person=cast.facilitator.person
        )
    client, page = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/{draft.id}/")
    assert "Fay Facilitator is asked for the program" in client.get(page).content.decode()
    with cast.inside():
        FacilitatorNomination.objects.filter(id=asked.id).update(state="accepted")
    assert "Fay Facilitator has agreed to facilitate" in client.get(page).content.decode()
