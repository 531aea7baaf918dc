"""Who is let in by whom: turned down before, too late, or not yet to know."""

import pytest
from django.utils import timezone

from programs.actions.joining import (
    apply_for,
    join_or_wait,
    join_program,
    leave_program,
    take_back_application,
)
from programs.actions.roles import set_role
from programs.actions.waiting import approve_applications, reject_applications
from programs.errors import MoveError
from programs.models import Enrollment, Program
from programs.queries.joining import enrollments_visible_to


@pytest.fixture
def today():
    return timezone.localdate()


def role_is(program, way_in, seats=None):
    set_role(program, "participant", by=None, way_in=way_in, seats=seats)


def test_whom_hr_turned_down_comes_in_by_hr_alone(cast, program, today):
    fay = cast.facilitator.person
    with cast.inside():
        role_is(program, "application")
        one = apply_for(program, cast.manager.person, "participant", today=today)
        reject_applications(program, [one.id], words="No.", by=cast.hr_admin.person)
        role_is(program, "open", seats=1)
        again = join_or_wait(program, cast.manager.person, "participant", today=today)
        assert (again.id, again.state) == (one.id, "applied")
        take_back_application(one, by=cast.manager.person)
        with pytest.raises(MoveError, match="HR decides"):
            join_program(program, cast.manager.person, "participant", today=today)
        apply_for(program, cast.manager.person, "participant", today=today)
        first = join_program(program, fay, "participant", today=today)
        leave_program(first, reason="time", by=fay)
        one.refresh_from_db()
        assert one.state == "applied"
        approve_applications(program, [one.id], by=cast.hr_admin.person)
        leave_program(one, reason="time", by=cast.manager.person)
        assert join_program(program, cast.manager.person, "participant", today=today).id == one.id


def test_who_comes_too_late_for_the_last_place_waits_in_line(cast, program, today):
    with cast.inside():
        role_is(program, "open", seats=1)
        join_program(program, cast.manager.person, "participant", today=today)
        late = join_or_wait(program, cast.director.person, "participant", today=today)
        assert late.state == "applied"


def test_draft_is_nobodys_yet_but_for_an_invitation(cast, program, today):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state="draft")
        mine = Enrollment.objects.filter(program=program, person=cast.employee.person)
        seen = enrollments_visible_to(cast.employee.person).filter(program=program)
        assert mine.exists()
        assert not seen.exists()
        mine.update(state="invited")
        assert seen.exists()
