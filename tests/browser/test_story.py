"""The whole story in a real browser, from signing up to results, beside a second company."""

from pathlib import Path

import pytest

from tests.browser.actor import Actor
from tests.browser.company import people_csv
from tests.browser.setting_up import (
    accepts_from_mail,
    creates_program,
    enrolls_people,
    give_logins,
    imports_people,
    matches_and_publishes,
    nominates_facilitator,
    opens_program,
    schedules_session,
    signs_up,
)
from tests.browser.taking_part import (
    books_a_seat,
    gives_feedback,
    joins_by_invitation,
    others_book,
    outsider_finds_nothing,
    runs_session,
    sees_nothing_after_four,
    sees_results_from_five,
    writes_check,
)
from tests.servers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


def test_story(people, worker: Worker, tmp_path: Path) -> None:
    hanna: Actor = people("hanna")
    signs_up(hanna)
    imports_people(hanna, people_csv(tmp_path))
    creates_program(hanna)
    enrolls_people(hanna)
    nominates_facilitator(hanna)
    fay = accepts_from_mail(people("fay"))
    opens_program(hanna)
    matches_and_publishes(hanna)
    schedules_session(hanna)
    newcomer = joins_by_invitation(hanna, people("new10", timezone_id="America/New_York"))
    books_a_seat(newcomer, worker)
    give_logins(range(11, 17))
    others_book(people, range(11, 17), hanna)
    writes_check(fay)
    room = runs_session(people, fay, newcomer)
    gives_feedback(newcomer)
    sees_nothing_after_four(people, hanna)
    sees_results_from_five(people, hanna)
    outsider_finds_nothing(people("otto"), room)
    for actor in (hanna, fay, newcomer):
        actor.had_no_errors()
