"""What went into a run, and what is different since, in words."""

from dataclasses import replace
from uuid import UUID

import pytest

from matching.rules.chance import HIGHEST_SEED, in_seeded_order, new_seed
from matching.rules.group import Group, Participant
from matching.rules.inputs import changes_since, inputs_of, pack_people, with_inputs

ANN, BO, CY, DEE = (UUID(int=number) for number in range(1, 5))
GROUP = Group(
    mentees=(
        Participant(id=ANN, name="Ann", wants=("SQL",), private=("Sleep",), agreed=True),
        Participant(id=BO, name="Bo"),
    ),
    mentors=(Participant(id=CY, name="Cy", knows=("SQL",), places=2),),
    managers={ANN: CY, BO: None, CY: None, DEE: None},
)


def changes(**fields) -> list[str]:
    return changes_since(inputs_of(GROUP), pack_people(GROUP), replace(GROUP, **fields))


def test_nothing_is_different_while_nothing_has_changed():
    assert changes() == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"mentees": (*GROUP.mentees, Participant(id=DEE, name="Dee"))},
            "1 mentee more.",
        ),
        ({"mentees": GROUP.mentees[:1]}, "1 mentee is no longer to be matched."),
        ({"mentors": ()}, "1 mentor is no longer there."),
        (
            {"mentors": (replace(GROUP.mentors[0], places=1),)},
            "What counts of 1 person has changed: topics, place, hours or free places.",
        ),
        ({"managers": {**GROUP.managers, BO: DEE}}, "Reporting lines have changed."),
        ({"reviews": frozenset({(CY, BO)})}, "Who reviews whom has changed."),
        ({"blocked": frozenset({(CY, BO)})}, "Other pairs are excluded by hand."),
        ({"locked": frozenset({(CY, BO)})}, "Other pairs are kept."),
    ],
)
def test_each_change_is_said_in_words(fields, said):
    assert changes(**fields) == [said]


def test_changed_rules_are_counted_and_named():
    [said] = changes(weights={"wanted_topics": 1.0, "same_site": 0.05}, hard={"earlier_pair": {}})
    assert said.startswith("7 rules have changed: Working hours overlap; ")
    assert "Shared working hours" in said
    assert "Same place of work" not in said


def test_what_is_private_is_in_no_figure_and_no_sentence():
    ann = replace(GROUP.mentees[0], private=("Debts",), agreed=False, name="Anna")
    fields = {"mentees": (ann, GROUP.mentees[1]), "earlier": frozenset({(CY, BO)})}
    assert changes(**fields) == []
    assert inputs_of(replace(GROUP, **fields)) == inputs_of(GROUP)


def test_digest_is_of_people_and_rules_in_whatever_order_they_come():
    turned = replace(
        GROUP,
        mentees=GROUP.mentees[::-1],
        managers=dict(reversed(GROUP.managers.items())),
    )
    assert inputs_of(turned) == inputs_of(GROUP)
    assert (
        inputs_of(replace(GROUP, weights={"same_site": 1}))["digest"]
        != (inputs_of(GROUP)["digest"])
    )


def test_rules_of_an_earlier_run_take_the_place_of_those_of_today():
    then = replace(GROUP, weights={"same_site": 1})
    rules = inputs_of(then)["rules"]
    assert inputs_of(with_inputs(GROUP, {"rules": rules})) == inputs_of(then)


def test_seed_decides_the_order_and_nothing_else_does():
    turned = replace(GROUP, mentees=GROUP.mentees[::-1])
    orders = {
        seed: tuple(person.name for person in in_seeded_order(GROUP, seed).mentees)
        for seed in range(1, 20)
    }
    assert set(orders.values()) == {("Ann", "Bo"), ("Bo", "Ann")}
    for seed, order in orders.items():
        assert tuple(person.name for person in in_seeded_order(turned, seed).mentees) == order


def test_new_seeds_differ_and_fit():
    seeds = {new_seed() for _ in range(50)}
    assert len(seeds) > 40
    assert all(0 < seed <= HIGHEST_SEED for seed in seeds)
