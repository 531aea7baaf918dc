"""Reads about what those who give have said to the question whether their part suits them."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from peerlearn.people.models import Person
from peerlearn.tenancy.together import Rows, read_together
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries import leavers
from programs.rules.answering import GIVES, TAKES_PART, UNDER_WAY, YES, Answers

State = Enrollment.State


def parts_to_answer(person: Person) -> QuerySet[Enrollment]:
    """Where a person is asked whether their part suits them, and hasn't said."""
    return (
        Enrollment.objects.filter(
            person=person,
            role__in=GIVES,
            state__in=TAKES_PART,
            said_yes_at=None,
            program__state__in=UNDER_WAY,
        )
        .select_related("program")
        .order_by("program__starts_on", "program__name", "role", "id")
    )


def answer_rows(program: Program) -> Rows:
    """One row for each who was asked, for answers_from and read_together: `answer` is "yes",
    "no", or "" for none, `name` whose.
    """
    last = EnrollmentChange.objects.filter(enrollment=OuterRef("pk")).order_by("-at", "-id")
    asked = Enrollment.objects.filter(program=program, role__in=GIVES).exclude(
        person_id__in=leavers()
    )
    takes_part = Q(state__in=TAKES_PART)
    rows = (
        asked.annotate(reason=Coalesce(Subquery(last.values("reason")[:1]), Value("")))
        .filter(takes_part | Q(state=State.WITHDRAWN, reason=EnrollmentChange.Reason.NOT_NOW))
        .order_by("person__name", "person_id")
    )
    return rows.values("state", "said_yes_at", name=F("person__name"), giver=F("person_id"))


def answers_from(rows: Collection[dict[str, object]]) -> Answers:
    """What was said, of rows that have been read."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["state"] not in TAKES_PART:
            found["no"].append(str(row["name"]))
        else:
            found[YES if row["said_yes_at"] else ""].append(str(row["name"]))
    return Answers(len(found[YES]), tuple(found[""]), len(found["no"]))


def answers_of(program: Program) -> Answers:
    """What those who give in a program have said, in one statement."""
    if program.state not in UNDER_WAY:
        return Answers()
    return answers_from(read_together(rows=answer_rows(program))["rows"])


def unanswered_of(program: Program, person_ids: Collection[UUID]) -> list[str]:
    """The names of those among some people who haven't answered."""
    if program.state not in UNDER_WAY:
        return []
    found = Enrollment.objects.filter(
        program=program,
        role__in=GIVES,
        state__in=TAKES_PART,
        said_yes_at=None,
        person_id__in=person_ids,
    )
    return list(found.order_by("person__name").values_list("person__name", flat=True))


def own_part(person: Person) -> QuerySet[Enrollment]:
    """The door to one's own parts in which one gives, in programs that people know of."""
    return _parts().filter(person=person)


def part_by_id(enrollment_id: UUID) -> Enrollment | None:
    """The same by a link's id; None where there is nothing to ask of anybody any more."""
    return _parts().filter(id=enrollment_id).exclude(person_id__in=leavers()).first()


def _parts() -> QuerySet[Enrollment]:
    found = Enrollment.objects.filter(role__in=GIVES).exclude(program__state=Program.State.DRAFT)
    return found.select_related("program", "person")
