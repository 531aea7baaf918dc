"""The mails about proposed topics: to who voted, who offered, and who proposed."""

from peerlearn.notifications.actions import compose, notify, notify_all
from peerlearn.notifications.texts import house_entered
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.single_line import one_line
from sessions.calendar_entries import page_of
from sessions.models import LearningSession, TopicProposal
from sessions.queries.proposals import interested_people

PLANNED, DECLINED = "sessions.topic_planned", "sessions.topic_declined"


def tell_voters(learning_session: LearningSession) -> None:
    """Tell those who voted for the topic of a session that it can be booked: before anybody else,
    for nobody else is told. Each hears of it once, and who leads it has a mail of their own.
    """
    house = house_entered()
    for proposal in TopicProposal.objects.filter(learning_session=learning_session):
        notify_all(
            compose(
                to=person,
                kind=PLANNED,
                dedupe_key=f"topic-planned:{proposal.id}:{learning_session.id}:{person.id}",
                cause=f"{learning_session.id}.topic",
                context={
                    "learning_session": learning_session,
                    "proposal": proposal,
                    "is_theirs": person.id == proposal.proposed_by_id,
                },
                expires_at=learning_session.starts_at,
                link=page_of(learning_session),
                house=house,
            )
            for person in interested_people(proposal)
            if not learning_session.is_led_by(person)
        )


def tell_decline(proposal: TopicProposal) -> None:
    """Tell who proposed a topic that it doesn't become a session, and why."""
    if proposal.proposed_by is None:
        return
    program = proposal.program
    notify(
        to=proposal.proposed_by,
        kind=DECLINED,
        dedupe_key=f"topic-declined:{proposal.id}:{proposal.decided_at:%Y%m%dT%H%M%S}",
        cause=str(proposal.id),
        context={
            "program": program,
            "proposal": proposal,
            # In one line: nobody's words may begin a button of our mails.
            "reason": one_line(proposal.decline_reason),
        },
        link=f"{org_reverse(program.organization, 'sessions:topics')}?program={program.id}",
    )
