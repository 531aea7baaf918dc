"""How much each rule counts in a program."""

import pytest
from django.utils import timezone

from matching.actions.rules import set_weights
from matching.queries.group import read_group
from matching.queries.rules import weights_of
from matching.rules.readiness import readiness
from matching.rules.weights import WEIGHTS, wanted_weights
from programs.models import Program
from tests.typed import send


@pytest.fixture
def program(cast):
    with cast.inside():
        return Program.objects.create(name="Spring", starts_on=timezone.localdate(), ends_on=None)


def test_program_without_preferences_takes_the_usual_weights(cast, program):
    with cast.inside():
        group = read_group(program, now=timezone.now())
        assert wanted_weights(group) == WEIGHTS


def test_rule_that_is_worth_nothing_neither_counts_nor_is_missed(cast, program):
    with cast.inside():
        set_weights(program, {"same_site": 1.0, "tenure_gap": 0.0}, by=cast.hr_admin.person)
        group = read_group(program, now=timezone.now())
        assert wanted_weights(group) == {"same_site": 1.0}
        assert readiness(group).uncounted == ["same_site"]


@pytest.mark.parametrize("weights", [{"zodiac": 1.0}, {"same_site": -0.1}])
def test_weights_that_make_no_sense_are_refused(cast, program, weights):
    with cast.inside(), pytest.raises(ValueError):  # noqa: PT011  both are programming errors
        set_weights(program, weights, by=cast.hr_admin.person)


def test_page_changes_the_weights_of_the_next_run(cast, program):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"matching/programs/{program.id}/preferences/")
    shown = client.get(url).context["form"]
    assert shown["wanted_topics"].initial == 35
    told = dict.fromkeys(WEIGHTS, "0")
    refused = send(client, url, told)
    assert refused.status_code == 422
    assert "Let at least one rule count." in refused.content.decode()
    assert send(client, url, told | {"same_site": "40"}).status_code == 302
    with cast.inside():
        assert weights_of(program) == {"same_site": 0.4}
