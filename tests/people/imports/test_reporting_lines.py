"""Managers: found by address, number or name; unknown, ambiguous, left; rings."""

from hypothesis import given
from hypothesis import strategies as st

from peerlearn.people.imports.people import PersonRecord
from peerlearn.people.imports.reporting_lines import break_rings, find_rings
from tests.people.imports.carrying_out import carry_out
from tests.people.imports.files import codes, plan_of


def managers(*lines: str, people: list[PersonRecord] | None = None) -> dict[str, str]:
    """Names of managers by name of person, once the file is in."""
    before = people or []
    after = carry_out(plan_of(*lines, people=before), before)
    names = {person.id: person.name for person in after}
    return {person.name: names.get(person.manager_id, "") for person in after}


def test_manager_is_found_by_address_number_and_name() -> None:
    assert managers(
        "Employee ID,Name,E-mail,Manager",
        "001,Anna Berg,anna@x.example,",
        "002,Ben Costa,,ANNA@x.example",
        "003,Cleo Dahl,,001",
        '004,Di Erto,,"Berg, Anna"',
        "005,Ed Fox,,Anna Berg <anna@x.example>",
        "006,Flo Gil,,anna  BERG",
    ) == {
        "Anna Berg": "",
        **dict.fromkeys(("Ben Costa", "Cleo Dahl", "Di Erto", "Ed Fox", "Flo Gil"), "Anna Berg"),
    }


def test_manager_number_without_its_zeros_is_taken_and_said() -> None:
    lines = (
        "Employee ID,Name,Manager ID",
        "001001,Anna Berg,",
        "001002,Ben Costa,1001",
        "1003,Cleo Dahl,01002",
        "001004,Di Erto,001001",
    )
    plan = plan_of(*lines)
    assert codes(plan) == {3: ["manager_zeros"], 4: ["manager_zeros"]}
    assert plan.rows[1].problems[0].detail == {"number": "001001", "name": "Anna Berg"}
    assert managers(*lines) == {
        "Anna Berg": "",
        "Ben Costa": "Anna Berg",
        "Cleo Dahl": "Ben Costa",
        "Di Erto": "Anna Berg",
    }


def test_number_that_fits_several_but_for_zeros_is_ambiguous() -> None:
    plan = plan_of(
        "Employee ID,Name,Manager ID", "01001,Anna Berg,", "001001,Ben Costa,", "7,Cleo Dahl,1001"
    )
    problem = plan.rows[2].problems[0]
    assert (problem.code, problem.detail) == (
        "manager_ambiguous",
        {"people": "Anna Berg (01001), Ben Costa (001001)"},
    )
    assert plan.rows[2].manager_key is None


def test_exact_number_goes_before_one_that_differs_in_zeros() -> None:
    lines = ("Employee ID,Name,Manager ID", "1001,Anna Berg,", "001001,Ben Costa,", "7,Cleo,1001")
    assert codes(plan_of(*lines)) == {}
    assert managers(*lines)["Cleo"] == "Anna Berg"


def test_manager_may_stand_below_and_in_peerlearn_only() -> None:
    boss = PersonRecord("boss", "Zoë Quist", "zoe@x.example")
    assert managers(
        "Name,Manager", "Ben Costa,Anna Berg", "Anna Berg,Zoe Quist", people=[boss]
    ) == {"Zoë Quist": "", "Ben Costa": "Anna Berg", "Anna Berg": "Zoë Quist"}


def test_unknown_and_own_manager_are_warnings_and_the_person_comes_in() -> None:
    plan = plan_of("Name,Manager", "Anna Berg,Nobody", "Ben Costa,Ben Costa")
    assert codes(plan) == {2: ["manager_unknown"], 3: ["manager_self"]}
    assert plan.counts()["new"] == 2


def test_ambiguous_manager_names_the_candidates() -> None:
    plan = plan_of(
        "Employee ID,Name,Manager", "1,Anna Berg,", "2,Anna Berg,", "3,Ben Costa,Anna Berg"
    )
    problem = plan.rows[2].problems[0]
    assert (problem.code, problem.detail) == (
        "manager_ambiguous",
        {"people": "Anna Berg (1), Anna Berg (2)"},
    )


def test_second_column_settles_an_ambiguous_name() -> None:
    found = managers(
        "Employee ID,Name,Manager,Manager ID",
        "1,Anna Berg,,",
        "2,Anna Berg,,",
        "3,Ben Costa,Anna Berg,2",
    )
    assert found["Ben Costa"] == "Anna Berg"


def test_manager_who_has_left_is_no_manager() -> None:
    gone = PersonRecord("gone", "Old Boss", has_left=True)
    plan = plan_of(
        "Name,Status,Manager",
        "Ben Costa,active,Old Boss",
        "Cleo Dahl,active,New Leaver",
        "New Leaver,left,",
        people=[gone],
    )
    assert codes(plan) == {2: ["manager_left"], 3: ["manager_left"], 4: ["leaver_unknown"]}


def test_manager_in_a_wrong_row_is_said_so_and_linked_after_the_mend() -> None:
    broken = plan_of("Name,E-mail,Manager", "Anna Berg,anna@x,", "Ben Costa,,Anna Berg")
    assert codes(broken)[3] == ["manager_row_wrong"]
    people = carry_out(broken)
    mended = plan_of(
        "Name,E-mail,Manager", "Anna Berg,anna@x.example,", "Ben Costa,,Anna Berg", people=people
    )
    assert [row.outcome.value for row in mended.rows] == ["new", "changed"]


def test_ring_is_named_whole_and_left_out_while_people_come_in() -> None:
    lines = (
        "Name,Manager",
        "Anna Berg,Ben Costa",
        "Ben Costa,Cleo Dahl",
        "Cleo Dahl,Anna Berg",
        "Di Erto,Anna Berg",
    )
    plan = plan_of(*lines)
    assert codes(plan) == {2: ["manager_ring"], 3: ["manager_ring"], 4: ["manager_ring"]}
    assert (
        plan.rows[0].problems[0].detail["ring"] == "Anna Berg → Ben Costa → Cleo Dahl → Anna Berg"
    )
    assert managers(*lines) == {
        "Anna Berg": "",
        "Ben Costa": "",
        "Cleo Dahl": "",
        "Di Erto": "Anna Berg",
    }


def test_ring_with_an_old_link_leaves_only_the_new_one_out() -> None:
    anna = PersonRecord("anna", "Anna Berg", "anna@x.example")
    ben = PersonRecord("ben", "Ben Costa", "ben@x.example", manager_id="anna")
    plan = plan_of("Name,E-mail,Manager", "Anna Berg,anna@x.example,Ben Costa", people=[anna, ben])
    assert codes(plan) == {2: ["manager_ring"]}
    assert carry_out(plan, [anna, ben]) == [anna, ben]


def test_link_that_falls_back_may_close_another_ring() -> None:
    before = {"a": "b", "b": "", "c": ""}
    after = {"a": "c", "b": "a", "c": "a"}
    links, rings = break_rings(before, after)
    assert find_rings(links) == []
    assert len(rings) >= 1


_KEYS = st.integers(0, 7).map(str)


@given(st.dictionaries(_KEYS, _KEYS), st.integers(0, 7))
def test_after_breaking_no_ring_is_left_and_only_rings_are_touched(
    after: dict[str, str], depth: int
) -> None:
    before = {str(n): str(n - 1) if n else "" for n in range(depth + 1)}
    links, rings = break_rings(before, {**before, **after})
    assert find_rings(links) == []
    touched = {key for ring in rings for key in ring.keys}
    wanted = {**before, **after}
    assert {key for key in links if links[key] != wanted[key]} <= touched
