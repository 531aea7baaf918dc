"""Whom somebody doesn't want to be paired with: kept to, and told to nobody."""

import pytest
from django.utils import timezone

from matching.actions.not_with import MOST, say_not_with, take_back_not_with
from matching.actions.rules import set_rules
from matching.errors import NotWithError
from matching.models import MatchCandidates, MatchMentor, MatchRun, MentorWish, NotWith
from matching.queries.group import read_group
from matching.queries.offers import search_mentor
from matching.queries.options import entries_of
from matching.rules.checking import Check
from matching.rules.configuration import RuleSet, rules_of
from matching.rules.left_out import explain_left_out
from matching.rules.options import unpack
from matching.rules.reporting import cut_circles
from matching.rules.sample import sample_of
from peerlearn.audit.models import AuditEvent
from tests.matching.builders import (
    make_mentee,
    make_mentor,
    make_person,
    make_program,
    pairs,
    run_now,
)


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program()


@pytest.mark.parametrize("by_mentor", [True, False])
def test_run_keeps_two_apart_whoever_said_so(cast, program, by_mentor):
    with cast.inside():
        mia = make_mentor(program, "Mia Mentor", knows="Pay")
        make_mentor(program, "Max Mentor")
        ana = make_mentee(program, "Ana New", wants="Pay")
        by = cast.hr_admin.person
        assert pairs(run_now(program, by)) == {("Ana New", "Mia Mentor")}
        said = say_not_with(mia, ana) if by_mentor else say_not_with(ana, mia)
        assert pairs(run_now(program, by)) == {("Ana New", "Max Mentor")}
        assert take_back_not_with(said.person, said.id) == said.other
        assert pairs(run_now(program, by)) == {("Ana New", "Mia Mentor")}


def test_nothing_that_hr_reads_names_or_counts_it(cast, program):
    with cast.inside():
        mia, boss = make_mentor(program, "Mia Mentor"), make_mentor(program, "Bea Boss")
        ana = make_mentee(program, "Ana New", manager=boss)
        say_not_with(ana, mia)
        say_not_with(ana, boss)
        run = run_now(program, cast.hr_admin.person)
        run.refresh_from_db()
        # the boss is told of as ever; of Mia there is nothing
        entries = [(one.mentor, one.forbidden) for one in entries_of(run, ana)]
        assert entries == [(boss, ["reporting_line"])]
        [candidates] = MatchCandidates.objects.filter(run=run).values()
        options = unpack(bytes(candidates["options"]), run.rules["hard"])
        assert [option.forbidden for option in options] == [("reporting_line",)]
        kept = str(MatchRun.objects.filter(id=run.id).values().get())
        mentors = str(list(MatchMentor.objects.filter(run=run).values()))
        assert "not_with" not in kept + mentors + str(candidates)
        assert not AuditEvent.objects.filter(table="not_with").exists()
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"matching/runs/{run.id}/?tab=left-out"))
    assert "No mentor fits: same reporting line." in page.content.decode()


@pytest.mark.parametrize("is_full", [False, True])
def test_who_stays_without_because_of_it_reads_as_if_the_other_were_not_there(
    cast, program, is_full
):
    """Else the sentence would say that somebody of the two has asked for it."""

    def said():
        run = run_now(program, cast.hr_admin.person)
        run.refresh_from_db()
        [entry] = run.unmatched
        names = {str(max_.id): "Max Mentor"}
        asked = search_mentor(program, ana, now=timezone.now())
        return explain_left_out(entry, names=names), explain_left_out(asked.why, names=names)

    with cast.inside():
        boss = make_mentor(program, "Bea Boss")
        max_ = make_mentor(program, "Max Mentor", capacity=0 if is_full else 1)
        ana = make_mentee(program, "Ana New", manager=boss, wants="Pay")
        if not is_full:
            max_.manager = ana
            max_.save()
        before = said()
        mia = make_mentor(program, "Mia Mentor", knows="Pay")
        say_not_with(mia, ana)
        assert said() == before


def test_mentor_who_would_rather_not_was_not_asked_and_is_not_told_of(cast, program):
    def said():
        asked = search_mentor(program, ana, now=timezone.now())
        return explain_left_out(asked.why, names={})

    with cast.inside():
        boss = make_mentor(program, "Bea Boss")
        ana = make_mentee(program, "Ana New", manager=boss)
        before = said()
        mia = make_mentor(program, "Mia Mentor")
        MentorWish.objects.create(program=program, mentor=mia, mentee=ana, rank=None)
        assert said() == before


def test_check_and_sample_are_the_same_with_and_without_it(cast, program):
    with cast.inside():
        mia, ana = make_mentor(program, "Mia Mentor"), make_mentee(program, "Ana New")
        seen = []
        for _ in range(2):
            group = read_group(program, now=timezone.now())
            rules = rules_of(group)
            check = Check(group, rules, cut_circles(group.managers))
            sample = sample_of(group, rules, RuleSet({}, {"same_site": 1.0}))
            seen.append((check.stuck, check.can_be_matched, check.reliefs, sample.lines))
            say_not_with(ana, mia)
        assert seen[0] == seen[1]
        assert seen[0][1] == 1


def test_no_told_in_confidence_holds_though_pairs_may_come_again(cast, program):
    from matching.models import Match, PairVerdict  # noqa: PLC0415

    with cast.inside():
        mia, ana = make_mentor(program, "Mia Mentor"), make_mentee(program, "Ana New")
        match = Match.objects.create(
            program=program,
            mentor=mia,
            mentee=ana,
            state=Match.State.ENDED_EARLY,
            score=0.5,
            published_at=timezone.now(),
        )
        set_rules(program, RuleSet({}, {"same_site": 1.0}), by=cast.hr_admin.person)
        assert pairs(run_now(program, cast.hr_admin.person)) == {("Ana New", "Mia Mentor")}
        PairVerdict.objects.create(match=match, person=ana, again=False)
        assert pairs(run_now(program, cast.hr_admin.person)) == set()


def test_oneself_and_too_many_are_refused_and_twice_is_once(cast):
    with cast.inside():
        me = make_person("Me Myself")
        with pytest.raises(NotWithError):
            say_not_with(me, me)
        for number in range(MOST):
            other = make_person(f"Other {number}")
            assert say_not_with(me, other) == say_not_with(me, other)
        with pytest.raises(NotWithError):
            say_not_with(me, cast.mentor.person)
        assert NotWith.objects.filter(person=me).count() == MOST


def test_page_shows_ones_own_list_and_nobody_elses(cast):
    client, url = cast.employee.client(), cast.employee.url("matching/not-with/")
    name = cast.mentor.person.name
    refused = client.post(url, {"who": "Nobody Atall"})
    assert refused.status_code == 422
    said = client.post(url, {"who": name.upper()}, follow=True)
    assert name in said.content.decode()
    assert not cast.mentor.client().get(url).context["said"]
    with cast.inside():
        row = NotWith.objects.get()
    undo = cast.employee.url(f"matching/not-with/{row.id}/undo/")
    assert cast.hr_admin.client().post(undo).status_code == 404
    assert client.post(undo).status_code == 302
    with cast.inside():
        assert not NotWith.objects.exists()
