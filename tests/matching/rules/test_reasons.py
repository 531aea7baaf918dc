import pytest

from matching.rules.reasons import (
    Names,
    Reader,
    listed,
    reasons_of,
    rule_labels,
    shares_of,
    wanted_topics,
    weights_of,
    with_struggles_named,
)
from matching.rules.weights import WEIGHTS

OTHERS = Names("Mia", "Ana")
TO_MENTOR = Names("Mia", "Ana", Reader.MENTOR)
TO_MENTEE = Names("Mia", "Ana", Reader.MENTEE)


def part(rule, *, value=1.0, weight=0.1, **detail):
    return {"rule": rule, "weight": weight, "value": value, "detail": detail}


def texts(parts, names=OTHERS):
    return [reason.text for reason in reasons_of(parts, names)]


@pytest.mark.parametrize(
    ("given", "others", "mentor", "mentee"),
    [
        (
            part("wanted_topics", topics=["Python", "Excel"]),
            "Mia knows Python and Excel, which Ana wants to learn",
            "You know Python and Excel, which Ana wants to learn",
            "Mia knows Python and Excel, which you want to learn",
        ),
        (
            part("shared_struggles", count=1),
            None,
            "You share a topic that both of you struggle with",
            "You share a topic that both of you struggle with",
        ),
        (
            part("shared_topics", known=["Law"], wanted=["Go", "Pay"]),
            "Both know Law; Both want to learn Go and Pay",
            "You both know Law; You both want to learn Go and Pay",
            "You both know Law; You both want to learn Go and Pay",
        ),
        (
            part("different_department", mentor="IT", mentee="HR"),
            "Different departments: IT and HR",
            "Different departments: IT and HR",
            "Different departments: IT and HR",
        ),
        (
            part("tenure_gap", years=6.9),
            "Mia has been here 6 years longer",
            "You have been here 6 years longer",
            "Mia has been here 6 years longer",
        ),
        (
            part("tenure_gap", years=0.4),
            "Mia has been here for longer",
            "You have been here for longer",
            "Mia has been here for longer",
        ),
        (part("shared_hours", minutes=300), *["5 shared working hours"] * 3),
        (part("shared_hours", minutes=345), *["5.5 shared working hours"] * 3),
        (part("same_site", mentor="Rome", mentee="Rome"), *["Both work in Rome"] * 3),
    ],
)
def test_part_is_said_to_each_reader(given, others, mentor, mentee):
    assert texts([given]) == ([others] if others else [])
    assert texts([given], TO_MENTOR) == [mentor]
    assert texts([given], TO_MENTEE) == [mentee]


@pytest.mark.parametrize(
    ("given", "others", "pair"),
    [
        (
            part("wanted_topics", topics=[], unnamed=1),
            "What one knows is what the other wants to learn",
            "What one knows is what the other wants to learn",
        ),
        (
            part("shared_topics", known=[], wanted=[], unnamed=2),
            "Common ground",
            "Common ground in what you both told",
        ),
        (
            part("shared_topics", known=["Law"], wanted=[], unnamed=2),
            "Both know Law",
            "You both know Law",
        ),
    ],
)
def test_what_was_told_in_confidence_is_not_named(given, others, pair):
    assert texts([given]) == [others]
    assert texts([given], TO_MENTOR) == texts([given], TO_MENTEE) == [pair]


def test_struggles_count_as_common_ground_in_the_score_that_hr_reads():
    parts = [part("shared_topics", value=0.5, weight=0.1), part("shared_struggles", weight=0.2)]
    assert [(share.label, share.text) for share in shares_of(parts)] == [
        ("Common ground in what they told", "25 of 30")
    ]


def test_named_struggles_are_those_of_today():
    before = reasons_of(
        [part("shared_struggles", count=1), part("same_site", mentor="Rome")], TO_MENTOR
    )
    assert [reason.rule for reason in with_struggles_named(before, [])] == ["same_site"]
    named = with_struggles_named(before, ["Delegating"])
    assert named[0].text == "You both struggle with Delegating; only the two of you see this"
    added = with_struggles_named(before[1:], ["Delegating"])
    assert [reason.rule for reason in added] == ["same_site", "shared_struggles"]


def test_strongest_reason_comes_first_and_what_adds_nothing_is_not_said():
    parts = [
        part("same_site", mentor="Rome", mentee="Rome", weight=0.05),
        part("wanted_topics", topics=["Go"], value=0.5, weight=0.35),
        part("different_department", mentor="IT", mentee="IT", value=0),
    ]
    assert [(reason.rule, round(reason.points, 1)) for reason in reasons_of(parts, OTHERS)] == [
        ("wanted_topics", 17.5),
        ("same_site", 5.0),
    ]


def test_many_topics_are_counted():
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert listed(["A"]) == "A"
    assert listed([]) == ""


def test_score_adds_up_by_rule():
    parts = [part("wanted_topics", topics=["Go"], value=0.5, weight=0.35), part("same_site")]
    assert [share.text for share in shares_of(parts)] == ["18 of 35", "10 of 10"]
    assert weights_of({"same_site": 0.1, "wanted_topics": 0.9})[0][1] == 90


def test_each_rule_has_a_name_and_topics_of_the_agenda_are_found():
    assert set(WEIGHTS) <= set(rule_labels())
    assert wanted_topics([part("wanted_topics", topics=["Go", "Law"])]) == "Go and Law"
    assert wanted_topics([part("same_site")]) == ""
