"""Who takes a break from a program."""

from programs.models import Enrollment, Program
from programs.queries import leavers


def pausing_in(program: Program) -> int:
    """How many people take a break and are in no other role meanwhile."""
    active = Enrollment.objects.filter(program=program, state=Enrollment.State.ACTIVE)
    pausing = Enrollment.objects.filter(program=program, state=Enrollment.State.PAUSED)
    return (
        pausing.exclude(person_id__in=leavers())
        .exclude(person_id__in=active.order_by().values("person"))
        .order_by()
        .values("person")
        .distinct()
        .count()
    )
