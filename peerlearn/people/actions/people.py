"""Adding and editing people by hand."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from peerlearn.people.actions.topics import set_topics
from peerlearn.people.models import Person
from peerlearn.people.queries.people import active_people
from peerlearn.people.queries.reporting_lines import reports_below
from peerlearn.people.refusals import (
    EmailTakenError,
    EmployeeNumberTakenError,
    LeavingYourselfError,
    MixedAlphabetsError,
    NameOfColleagueError,
    OwnReviewerError,
    RefusedError,
    ReportingRingError,
)
from peerlearn.people.rules.names import look_of, mixes_alphabets
from peerlearn.people.signals import org_chart_changed, people_left
from peerlearn.tenancy.context import current_organization_id
from peerlearn.web.single_line import one_line

_REFUSALS: dict[str, type[RefusedError]] = {
    "person_email_once": EmailTakenError,
    "person_employee_number_once": EmployeeNumberTakenError,
    "person_not_own_manager": ReportingRingError,
    "person_not_own_reviewer": OwnReviewerError,
}


def lock_person(person: Person) -> Person:
    """The person as they are now; whoever else would change them waits until the transaction
    ends.
    """
    return Person.objects.select_for_update(no_key=True).get(id=person.id)


def save_person(
    person: Person,
    values: Mapping[str, Any],
    *,
    by: Person,
    topics: Mapping[str, Sequence[str]],
) -> Person:
    """Set a person's fields and the topics of the stances given; topics of others stay.

    `person` may be new. Texts are folded to one line. Somebody who is marked as left gives up
    their seats and pairs. Raises EmailTakenError, EmployeeNumberTakenError, ReportingRingError,
    OwnReviewerError, NameOfColleagueError and MixedAlphabetsError (who renames themselves), and
    LeavingYourselfError: whoever marks themselves as left is locked out at once.
    """
    if person.id == by.id:
        _refuse_of_oneself(person, values)
    try:
        with transaction.atomic():
            authority_before, state_before = _authority_over(person), person.state
            for field, value in values.items():
                setattr(person, field, one_line(value) if isinstance(value, str) else value)
            if _authority_over(person) != authority_before:
                _lock_org_chart()
                _refuse_authority(person, manager_before=authority_before[0])
            # Only what was said: the rest may have been changed since it was read.
            person.save(update_fields=None if person._state.adding else [*values])
            is_back = (state_before, person.state) == (Person.State.LEFT, Person.State.ACTIVE)
            if is_back or _authority_over(person) != authority_before:
                org_chart_changed.send(sender=Person, person=person)
            for stance, names in topics.items():
                set_topics(person, stance, names, by=by)
            if person.state == Person.State.LEFT and "state" in values:
                people_left.send(sender=Person, person_ids=[person.id])
    except IntegrityError as error:
        for constraint, refusal in _REFUSALS.items():
            if constraint in str(error):
                raise refusal from error
        raise
    return person


def _refuse_of_oneself(person: Person, values: Mapping[str, Any]) -> None:
    if values.get("state") == Person.State.LEFT:
        raise LeavingYourselfError
    name = one_line(values.get("name", person.name))
    look = look_of(name)
    if look == look_of(person.name):
        return
    if mixes_alphabets(name):
        raise MixedAlphabetsError
    others = active_people().exclude(id=person.id).order_by().values_list("name", flat=True)
    if any(look_of(other) == look for other in others.iterator()):
        raise NameOfColleagueError


def _authority_over(person: Person) -> tuple[UUID | None, UUID | None]:
    return person.manager_id, person.reviewer_id


def _lock_org_chart() -> None:
    """One change of who leads whom at a time: two together could make a ring that neither sees."""
    name = f"org chart of {current_organization_id()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _refuse_authority(person: Person, *, manager_before: UUID | None) -> None:
    if person.reviewer_id and person.reviewer_id == person.id:
        raise OwnReviewerError
    manager_id = person.manager_id
    if manager_id == manager_before:
        return
    if manager_id and (manager_id == person.id or manager_id in reports_below([person.id])):
        raise ReportingRingError
