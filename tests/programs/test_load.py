from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from matching.models import Match
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.load import set_own_budget
from programs.actions.nominations import accept_nomination, nominate_facilitator
from programs.actions.roles import set_role
from programs.queries.load import load_of_person, loads_of
from programs.rules.load import FACILITATING, HOURS, MENTORING, Giving, load_of, warning
from tests.typed import send

ME = uuid4()


def giving(hours, kind=MENTORING):
    return Giving(ME, kind, Decimal(hours), "Onboarding")


@pytest.mark.parametrize(
    ("hours", "own", "budget", "exceeded"),
    [
        ([], None, 6, False),
        ([2, 4], None, 6, False),
        ([2, 4, 1], None, 6, True),
        ([2], 1, 1, True),
        ([2], 9, 6, False),
        ([1], 0, 0, True),
    ],
)
def test_load_is_the_sum_against_the_lower_budget(hours, own, budget, exceeded):
    own_budget = None if own is None else Decimal(own)
    load = load_of([giving(one) for one in hours], own=own_budget, house=Decimal(6))
    assert (load.given, load.budget, load.is_exceeded) == (sum(hours), budget, exceeded)


def test_warning_is_given_before_and_only_above_the_limit():
    load = load_of([giving(4)], own=None, house=Decimal(6))
    assert warning("Ana", load, Decimal(2)) == ""
    assert "Ana gives 4 hours a month already; this would make it 6.5" in warning(
        "Ana", load, Decimal("2.5")
    )


def test_what_people_give_is_gathered_from_all_apps(cast, program):
    now = timezone.now()
    with cast.inside():
        set_role(program, "mentor", by=None, hours_a_month=Decimal("1.5"))
        Match.objects.create(
            program=program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state=Match.State.ACTIVE,
            published_at=now,
            score=0.5,
        )
        accept_nomination(
            nominate_facilitator(
                program, cast.facilitator.person, by=cast.hr_admin.person, now=now
            ),
            now=now,
        )
        loads = loads_of(
            [cast.mentor.person, cast.facilitator.person, cast.director.person], now=now
        )
    assert loads[cast.mentor.person.id].given == Decimal("1.5")
    assert loads[cast.facilitator.person.id].given == HOURS[FACILITATING]
    assert loads[cast.director.person.id].given == 0


def test_reading_the_load_takes_as_many_queries_for_3_as_for_1(
    cast, program, django_assert_num_queries
):
    people = [cast.mentor.person, cast.facilitator.person, cast.director.person]
    with cast.inside():
        for some in (people[:1], people):
            with django_assert_num_queries(1):
                loads_of(some, now=timezone.now())


def test_person_lowers_their_budget_and_not_beyond_the_organizations(cast, program):
    client, url = cast.mentor.client(), cast.mentor.url("programs/mine/budget/")
    client.post(url, {"load_budget": "1.5"})
    with cast.inside():
        cast.mentor.person.refresh_from_db()
        assert load_of_person(cast.mentor.person, now=timezone.now()).budget == Decimal("1.5")
    page = client.post(url, {"load_budget": "9"}, follow=True).content.decode()
    assert "Your organization&#x27;s limit is 6 hours a month" in page


def test_hr_is_warned_before_mentors_and_facilitators_give_too_much(cast, program):
    with cast.inside():
        set_own_budget(cast.director.person, Decimal(1))
        set_own_budget(cast.facilitator.person, Decimal(1))
    client = cast.hr_admin.client()
    said = {"role": "mentor", "started": "any", "departments": ["Sales"]}
    at = cast.hr_admin.url(f"programs/{program.id}/")
    preview = client.get(f"{at}enrollment/", said).content.decode()
    assert "1 person would give more than their limit" in preview
    assert "Dora Director gives 0 hours a month already" in preview
    nominate = client.get(f"{at}facilitator/{cast.facilitator.person.id}/").content.decode()
    assert "More than their limit" in nominate


def test_presenter_over_the_limit_is_kept_only_when_saved_again(cast, program):
    with cast.inside():
        set_own_budget(cast.mentor.person, Decimal(1))
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"sessions/new/?program={program.id}")
    form = client.get(url).context["form"]
    said = {
        "kind": "lunch_and_learn",
        "title": "Pricing",
        "presenter": "Mina Mentor",
        "day": (timezone.localdate() + (date(2026, 1, 8) - date(2026, 1, 1))).isoformat(),
        "clock": "12:00",
        "minutes": str(form["minutes"].value() or 60),
        "room": "Hall",
        "capacity": "10",
    }
    asked = client.post(url, said)
    assert asked.status_code == 422
    assert "Save again to keep them." in asked.content.decode()
    kept = client.post(url, {**said, "load_seen": str(cast.mentor.person.id)})
    assert kept.status_code == 302


def test_organization_sets_its_budget(cast):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("settings/")
    said = {"name": "Acme", "time_zone": "Europe/Berlin", "anonymity_threshold": "5"}
    assert send(client, url, {**said, "load_budget": "0"}).status_code == 422
    assert send(client, url, {**said, "load_budget": "4"}).status_code == 302
    with cast.inside():
        assert OrganizationSettings.objects.get().load_budget == 4
