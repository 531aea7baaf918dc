"""Channels of Slack or Teams: kept by HR, told what is new, posted to by a task."""

import pytest
from django.utils import timezone

from programs.models import Program
from sessions.actions.chat_channels import (
    ChannelPlan,
    ChannelRefusedError,
    add_channel,
    change_channel,
    pause_channel,
    resume_channel,
)
from sessions.actions.chat_posts import announce
from sessions.actions.proposals import propose_topic
from sessions.actions.scheduling import cancel_session, change_session
from sessions.models import ChatChannel, ChatPost, LearningSession
from sessions.rules.chat import EVENTS
from tests.sessions.making import in_days, make_plan, make_poll, make_program, make_session

SECRET = "https://hooks.slack.com/services/T0/B0/very-secret"
PLAN = ChannelPlan("#onboarding", "slack", EVENTS, SECRET)
LEFT_OUT = "video.example"


def titles(channel, *, with_greeting=False):
    posts = ChatPost.objects.filter(channel=channel).order_by("created_at", "id")
    found = [post.title for post in posts]
    return found if with_greeting else found[1:]


@pytest.fixture
def channel(cast, program):
    with cast.inside():
        return add_channel(program, PLAN, by=cast.hr_admin.person)


@pytest.mark.django_db
class TestKeeping:
    def test_address_is_sealed_and_shown_to_nobody(self, cast, program, channel):
        assert b"secret" not in bytes(channel.address)
        pages = [
            cast.hr_admin.client().get(cast.hr_admin.url(path)).content.decode()
            for path in (f"sessions/chat/{program.id}/", f"sessions/chat/channels/{channel.id}/")
        ]
        assert all("#onboarding" in page for page in pages)
        assert not any("very-secret" in page for page in pages)
        assert "cret" in pages[1]

    @pytest.mark.parametrize(
        ("service", "address", "said"),
        [
            ("slack", "https://acme.webhook.office.com/x", "Addresses of Slack begin with"),
            ("teams", SECRET, "Addresses of Microsoft Teams end in"),
            ("slack", "http://hooks.slack.com/x", "begins with https"),
            ("slack", "https://169.254.169.254/latest", "Addresses of Slack begin with"),
            ("slack", "", "Paste the address"),
        ],
    )
    def test_other_addresses_are_refused_beside_the_field(
        self, cast, program, service, address, said
    ):
        url = cast.hr_admin.url(f"sessions/chat/{program.id}/new/")
        typed = {"name": "#a", "service": service, "address": address, "events": EVENTS[0]}
        answer = cast.hr_admin.client().post(url, typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page or (not address and "This field is required" in page)
        with cast.inside():
            assert not ChatChannel.objects.exists()

    def test_name_is_taken_once_in_a_program(self, cast, program, channel):
        with cast.inside(), pytest.raises(ChannelRefusedError, match="of this name"):
            add_channel(program, PLAN, by=cast.hr_admin.person)

    def test_changed_channel_keeps_its_address(self, cast, channel):
        before = bytes(channel.address)
        url = cast.hr_admin.url(f"sessions/chat/channels/{channel.id}/")
        typed = {"name": "#all", "service": "slack", "address": "", "events": EVENTS[0]}
        assert cast.hr_admin.client().post(url, typed).status_code == 302
        with cast.inside():
            now = ChatChannel.objects.get()
            assert (now.name, now.events, bytes(now.address)) == ("#all", [EVENTS[0]], before)

    def test_service_is_not_changed_under_an_address_of_the_other(self, cast, channel):
        plan = ChannelPlan("#onboarding", "teams", EVENTS)
        with cast.inside(), pytest.raises(ChannelRefusedError) as refused:
            change_channel(channel, plan, by=cast.hr_admin.person)
        assert refused.value.field == "address"

    def test_removed_channel_takes_its_posts_along(self, cast, channel):
        url = cast.hr_admin.url(f"sessions/chat/channels/{channel.id}/remove/")
        cast.hr_admin.client().post(url)
        with cast.inside():
            assert not ChatChannel.objects.exists()
            assert not ChatPost.objects.exists()

    @pytest.mark.parametrize("count", [1, 3])
    def test_list_has_a_constant_number_of_queries(
        self, cast, program, count, django_assert_num_queries
    ):
        with cast.inside():
            for number in range(count):
                plan = ChannelPlan(f"#{number}", "slack", EVENTS, SECRET)
                add_channel(program, plan, by=cast.hr_admin.person)
        client = cast.hr_admin.client()
        url = cast.hr_admin.url(f"sessions/chat/{program.id}/")
        client.get(url)
        with django_assert_num_queries(11):
            client.get(url)


@pytest.mark.django_db
class TestNews:
    def test_what_stood_there_before_is_not_told(self, cast, program):
        with cast.inside():
            make_session(program, cast.hr_admin)
            channel = add_channel(program, PLAN, by=cast.hr_admin.person)
            assert announce(now=timezone.now()) == 0
            assert titles(channel, with_greeting=True) == [f"A greeting from {program.name}"]

    def test_new_session_is_told_once_without_its_video_link(self, cast, program, channel):
        with cast.inside():
            session = make_session(
                program,
                cast.hr_admin,
                presenter=cast.mentor.person,
                video_url=f"https://{LEFT_OUT}/1",
            )
            assert announce(now=timezone.now()) == 1
            assert announce(now=timezone.now()) == 0
            post = ChatPost.objects.exclude(event="example").get()
        assert post.title == f"New session: {session.title}"
        assert post.lines[1:] == [
            "Room 4, or by video",
            f"With {cast.mentor.person.name}",
            "2 seats left",
        ]
        assert post.link.endswith(f"/o/acme/sessions/{session.id}/")
        assert LEFT_OUT not in str([post.title, post.lines, post.link])

    def test_many_new_sessions_are_one_post(self, cast, program, channel):
        with cast.inside():
            for day in range(2, 14):
                make_session(program, cast.hr_admin, starts_at=in_days(day), title=f"No {day}")
            assert announce(now=timezone.now()) == 1
            post = ChatPost.objects.exclude(event="example").get()
        assert post.title == "12 new sessions to book"
        assert len(post.lines) == 11
        assert post.lines[-1] == "and 2 more"

    def test_move_and_end_are_told(self, cast, program, channel):
        with cast.inside():
            session = make_session(program, cast.hr_admin)
            announce(now=timezone.now())
            plan = make_plan(starts_at=in_days(5), title=session.title)
            change_session(session, plan, by=cast.hr_admin.person)
            announce(now=timezone.now())
            session.refresh_from_db()
            cancel_session(session, by=cast.hr_admin.person, reason="Snow")
            announce(now=timezone.now())
            assert titles(channel) == [
                f"New session: {session.title}",
                f"Changed: {session.title}",
                f"Called off: {session.title}",
            ]

    def test_drafts_and_meetings_of_two_are_not_told(self, cast, program, channel):
        with cast.inside():
            draft = make_session(program, cast.hr_admin)
            LearningSession.objects.filter(pk=draft.pk).update(state="draft")
            make_session(program, cast.hr_admin, kind=LearningSession.Kind.ONE_TO_ONE)
            assert announce(now=timezone.now()) == 0

    def test_topics_and_votes_are_told_without_a_name(self, cast, program, channel):
        with cast.inside():
            propose_topic(
                program,
                title="Excel",
                description="Pivot",
                would_present=False,
                by=cast.employee.person,
            )
            make_poll(program, by=cast.hr_admin.person)
            announce(now=timezone.now())
            assert titles(channel) == ["A colleague proposes: Excel", "When shall we meet?"]
            said = str(list(ChatPost.objects.values_list("title", "lines")))
        assert cast.employee.person.name not in said

    def test_event_that_is_not_wanted_is_not_told_later_either(self, cast, program):
        with cast.inside():
            plan = ChannelPlan("#a", "slack", (), SECRET)
            channel = add_channel(program, plan, by=cast.hr_admin.person)
            make_session(program, cast.hr_admin)
            assert announce(now=timezone.now()) == 0
            change_channel(channel, ChannelPlan("#a", "slack", EVENTS), by=cast.hr_admin.person)
            assert announce(now=timezone.now()) == 0

    def test_paused_channel_is_not_told_what_came_in_between(self, cast, program, channel):
        with cast.inside():
            pause_channel(channel, by=cast.hr_admin.person)
            make_session(program, cast.hr_admin, title="In between")
            assert announce(now=timezone.now()) == 0
            resume_channel(channel, by=cast.hr_admin.person, now=timezone.now())
            make_session(program, cast.hr_admin, title="Afterwards")
            announce(now=timezone.now())
            assert titles(channel) == ["New session: Afterwards"]

    @pytest.mark.parametrize("state", [Program.State.DRAFT, Program.State.FINISHED])
    def test_program_that_is_not_under_way_is_silent(self, cast, program, channel, state):
        with cast.inside():
            make_session(program, cast.hr_admin)
            Program.objects.filter(pk=program.pk).update(state=state)
            assert announce(now=timezone.now()) == 0

    def test_other_programs_are_not_told(self, cast, program, channel):
        with cast.inside():
            make_session(make_program(cast, "Another"), cast.hr_admin)
            assert announce(now=timezone.now()) == 0
