"""What people of the demo company keep private, and what they share of it."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from peerlearn.people.actions.sharing import agree_to_private_matching, share_participation
from peerlearn.people.actions.topic_admin import add_synonym
from peerlearn.people.actions.topics import tell_topics
from peerlearn.people.models import Person, PersonTopic, Topic
from programs.models import Program
from programs.queries import active_enrollments

STRUGGLES = (
    "Speaking up in large meetings",
    "Saying no",
    "Meetings in English",
    "Finding out whom to ask",
    "Delegating",
)
SYNONYMS = {"Public speaking": "Presenting", "Giving feedback": "Feedback talks"}
TELLING = 60
# A struggle is shown after a week, so what the demo shows was told before.
TOLD_AGO = timedelta(days=20)


def tell_private_topics(program: Program) -> None:
    """Some of a program's people say what they struggle with, let it count, share with their
    manager; a few topics have a second word.
    """
    people = [enrollment.person for enrollment in islice(active_enrollments(program), TELLING)]
    for at, person in enumerate(people):
        own = {STRUGGLES[at % len(STRUGGLES)], STRUGGLES[at // 2 % len(STRUGGLES)]}
        tell_topics(person, PersonTopic.Stance.STRUGGLES, sorted(own), sure=True)
    _some_agree(people)
    told = PersonTopic.objects.filter(stance=PersonTopic.Stance.STRUGGLES)
    told.update(told_at=timezone.now() - TOLD_AGO)
    for name, synonym in SYNONYMS.items():
        topic = Topic.objects.filter(name=name).first()
        if topic:
            add_synonym(topic, synonym)


def _some_agree(people: Iterable[Person]) -> None:
    for at, person in enumerate(people):
        if at % 3 == 0:
            agree_to_private_matching(person)
        if at % 2 == 0:
            share_participation(person)
