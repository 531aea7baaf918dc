"""The mails about a planned meeting of a pair: the invitation, a reminder, "did you meet?"."""

from datetime import timedelta

from django.utils import timezone

from matching.actions.telling import ASKED_MET, MEETING_SOON, tell
from matching.calendar_entries import pair_entry
from matching.models import Match, PairMeeting
from matching.rules.meeting_mails import WORTH_ASKING, key_of, question_at, reminder_at
from matching.rules.reasons import wanted_topics
from matching.rules.starters import agenda
from peerlearn.notifications.calendar import Method
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token

# The link by which somebody says whether they met, without a login; it is for one of the two.
MET_PURPOSE = "matching.met"
LINK_LIVES = timedelta(days=60)


def invite(match: Match, meeting: PairMeeting, kind: str, method: Method) -> None:
    """Put a meeting into both calendars, or take it out."""
    key = key_of(meeting.id, meeting.sequence)
    for to in (match.mentee, match.mentor):
        event = pair_entry(match, meeting, to, method=method)
        context = {"start": event.starts_at, "end": event.ends_at, "moved": meeting.sequence > 0}
        tell(
            match,
            [to],
            kind,
            key=key,
            context=context,
            calendar=event,
        )


def write_ahead(match: Match, meeting: PairMeeting) -> None:
    """Write what both get before and after it. What is private to them isn't in it: HR can see
    that a mail went, and a mail can't be taken back.
    """
    now, people = timezone.now(), (match.mentee, match.mentor)
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    held = PairMeeting.objects.filter(match=match, state=PairMeeting.State.HELD).count()
    context = {
        "start": meeting.starts_at,
        "end": ends_at,
        "agenda": agenda(held + 1, wanted=wanted_topics(match.reasons)),
    }
    key = key_of(meeting.id, meeting.sequence)
    soon = reminder_at(meeting.starts_at, now)
    if soon:
        due = {person.id: soon for person in people}
        expires = meeting.starts_at
        tell(match, people, MEETING_SOON, key=key, context=context, due=due, expires_at=expires)
    asked = question_at(ends_at)
    tell(
        match,
        people,
        ASKED_MET,
        key=key,
        context=context,
        due={person.id: asked for person in people},
        expires_at=asked + WORTH_ASKING,
        links={person.id: met_path(meeting, person) for person in people},
    )


def met_path(meeting: PairMeeting, person: Person) -> str:
    """The page on which one of the two says whether they met, without a login."""
    claims = {"meeting": str(meeting.id), "person": str(person.id)}
    token = make_token(MET_PURPOSE, **claims)
    return org_reverse(meeting.organization, "matching:did_you_meet", token)
