"""What feedback does when sessions are drafted."""

from typing import Any

from django.dispatch import receiver

from feedback.actions.checks import write_check
from feedback.models import KnowledgeCheck
from feedback.queries.checks import questions_of
from feedback.rules.knowledge import Question
from peerlearn.people.models import Person
from programs.catalogue.shapes import SessionOutline
from sessions.models import LearningSession
from sessions.signals import session_copied, session_outlined


@receiver(session_outlined, dispatch_uid="feedback.write_outlined_check")
def write_outlined_check(
    learning_session: LearningSession, outline: SessionOutline, by: Person, **_kwargs: Any
) -> None:
    """A session of a template has its knowledge check, if there is one."""
    questions = [
        Question(str(one.text), tuple(str(choice) for choice in one.choices), one.correct)
        for one in outline.questions
    ]
    if questions:
        write_check(learning_session, questions, by=by)


@receiver(session_copied, dispatch_uid="feedback.copy_check")
def copy_check(
    learning_session: LearningSession, original: LearningSession, by: Person | None, **_kwargs: Any
) -> None:
    """A copied session has the questions of its original; what people answered stays there."""
    check = KnowledgeCheck.objects.filter(learning_session=original).first()
    if check is not None and (questions := questions_of(check)):
        write_check(learning_session, questions, by=by)
