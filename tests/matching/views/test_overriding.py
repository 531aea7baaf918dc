"""Insisting on a pair, in the browser."""

from matching.actions import proposals as act
from matching.actions.rules import set_rules
from matching.models import Match, MatchOverride
from matching.rules.configuration import RuleSet
from tests.matching.builders import pairs, run_now
from tests.matching.views.pages import url


def _strict(scene):
    person = scene.cast.hr_admin.person
    with scene.cast.inside():
        set_rules(scene.program, RuleSet(hard={"other_location": {}}), by=person)
        run = run_now(scene.program, person)
        for match in Match.objects.filter(run=run, mentor=scene.mia):
            act.set_aside(match, by=person)
    return run


def test_insisting_asks_why_and_marks_the_pair(reviewed, admin):
    run = _strict(reviewed)
    mentee = url(reviewed, f"runs/{run.id}/mentees/{reviewed.bo.id}/")
    address = f"{mentee}mentor/{reviewed.mia.id}/insisting/"
    assert address in admin.get(mentee).content.decode()
    assert "What speaks against it" in admin.get(address).content.decode()
    assert admin.post(address, {"reason": ""}).status_code == 422
    page = admin.post(address, {"reason": "Both asked"}, follow=True).content.decode()
    assert "Mia Mentor is proposed for Bo New against the rules." in page
    assert "against the rules</span>" in page
    with reviewed.cast.inside():
        assert ("Bo New", "Mia Mentor") in pairs(run)
        match = Match.objects.get(run=run, mentee=reviewed.bo, state="proposed")
    closely = admin.get(url(reviewed, f"proposals/{match.id}/")).content.decode()
    assert "“Both asked”" in closely


def test_nobody_insists_on_what_always_holds_or_is_allowed(reviewed, admin):
    run = _strict(reviewed)
    boss = url(reviewed, f"runs/{run.id}/mentees/{reviewed.cy.id}/mentor/{reviewed.boss.id}/")
    assert admin.get(f"{boss}insisting/").status_code == 302
    refused = admin.post(f"{boss}insisting/", {"reason": "Please"})
    assert refused.status_code == 422
    assert "same reporting line" in refused.content.decode()
    with reviewed.cast.inside():
        assert not MatchOverride.objects.exists()
