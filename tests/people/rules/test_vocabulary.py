"""What words mean, and what somebody may have meant."""

from uuid import uuid4

import pytest

from peerlearn.people.rules.vocabulary import Vocabulary, Word


def words(*told):
    """A vocabulary of names; "MS Excel=Excel" is a synonym, "!X" sensitive, "?X" unlisted."""
    made = {}
    for one in told:
        name, _equals, of = one.partition("=")
        plain = name.strip("!?")
        made[plain] = Word(
            uuid4(),
            plain,
            synonym_of=made[of].id if of else None,
            is_sensitive=name.startswith("!"),
            is_listed=not name.startswith("?"),
        )
    return Vocabulary(made.values())


def names(found):
    return [word.name for word in found]


@pytest.mark.parametrize(
    "typed", ["Café-Kultur", "  cafe-kultur ", "CAFÉ-KULTUR", "Cafe\u0301-Kultur"]
)
def test_case_accents_and_spaces_make_no_difference(typed):
    assert words("Café-Kultur").find(typed).name == "Café-Kultur"


def test_synonym_means_its_topic_through_other_synonyms():
    told = words("Excel", "MS Excel=Excel", "Microsoft Excel=MS Excel")
    assert told.find("microsoft excel").name == "Excel"
    assert names(told.topics) == ["Excel"]
    assert names(told.synonyms[told.find("Excel").id]) == ["Microsoft Excel", "MS Excel"]


def test_ring_of_synonyms_is_one_topic_whichever_word_is_asked_for():
    first, second, third = sorted((uuid4(), uuid4(), uuid4()))
    ring = Vocabulary(
        [
            Word(second, "B", synonym_of=third),
            Word(third, "C", synonym_of=first),
            Word(first, "A", synonym_of=second),
        ]
    )
    assert [ring.meaning(one).name for one in (first, second, third)] == ["A", "A", "A"]
    assert names(ring.topics) == ["A"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Exel", ["Excel"]),
        ("Excel basics", ["Excel"]),
        ("negociation", ["Negotiation"]),
        ("Payroll", []),
        ("C", []),
        ("Spredsheets", ["Excel"]),
    ],
)
def test_near_names_are_offered(typed, meant):
    told = words("Excel", "Spreadsheets=Excel", "Negotiation", "Python")
    assert names(told.near(typed)) == meant


def test_private_word_is_found_but_neither_offered_nor_listed():
    told = words("?My boss", "Excel")
    assert told.find("my boss").name == "My boss"
    assert told.near("My bos") == [] == told.suggest("my")
    assert names(told.listed) == ["Excel"]


def test_suggestions_begin_with_what_begins_so_and_follow_synonyms():
    told = words("Excel", "Cell biology", "MS Office=Excel", "Celtic law")
    assert names(told.suggest("cel")) == ["Cell biology", "Celtic law", "Excel"]
    assert names(told.suggest("office")) == ["Excel"]
    assert names(told.suggest("cel", without={told.find("Excel").id})) == [
        "Cell biology",
        "Celtic law",
    ]


def test_one_sensitive_word_makes_all_words_of_its_topic_so():
    told = words("Health", "!Illness=Health", "Excel")
    assert told.sensitive_ids == {
        told.find("Health").id,
        *(w.id for w in told.synonyms[told.find("Health").id]),
    }
