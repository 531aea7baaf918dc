"""What an HR admin changes about the pairs."""

from django.utils.html import escape

from matching.actions import proposals as act
from matching.actions.choices import choose_mentor
from matching.models import MatchBlock
from tests.matching.builders import (
    make_mentee,
    make_program,
    pairs,
    run_now,
)
from tests.matching.views.pages import HTMX, of, url


def test_excluding_answers_with_undo_and_undo_puts_it_back(reviewed, admin):
    match = of(reviewed, reviewed.ana)
    address = url(reviewed, f"proposals/{match.id}/exclusion/")
    page = admin.post(f"{address}?sort=mentee", follow=True)
    assert page.redirect_chain[0][0].endswith(f"runs/{reviewed.run.id}/?sort=mentee")
    text = page.content.decode()
    assert "Mia Mentor and Ana New will not be paired." in text
    assert f'action="{address}undo/"' in text
    excluded = admin.get(url(reviewed, f"runs/{reviewed.run.id}/?tab=excluded")).content.decode()
    assert "Put back" in excluded
    admin.post(f"{address}undo/")
    with reviewed.cast.inside():
        assert len(pairs(reviewed.run)) == 3
        assert not MatchBlock.objects.exists()


def test_excluding_asks_why_and_says_it_where_excluded_pairs_are_listed(reviewed, admin):
    match = of(reviewed, reviewed.ana)
    address = url(reviewed, f"proposals/{match.id}/exclusion/")
    assert "Exclude Ana New and Mia Mentor" in admin.get(address).content.decode()
    assert admin.post(address, {"reason": "x" * 201}).status_code == 422
    admin.post(address, {"reason": "They share a flat"})
    with reviewed.cast.inside():
        again = run_now(reviewed.program, reviewed.cast.hr_admin.person)
        block = MatchBlock.objects.get()
    tab = url(reviewed, f"runs/{again.id}/?tab=excluded")
    listed = admin.get(tab).content.decode()
    assert "They share a flat" in listed
    assert "Put back" not in listed
    lift = url(reviewed, f"exclusions/{block.id}/undo/")
    page = admin.post(f"{lift}?tab=excluded", follow=True)
    assert page.redirect_chain == [(tab, 302)]
    assert "Mia Mentor and Ana New may be paired again." in page.content.decode()
    with reviewed.cast.inside():
        assert not MatchBlock.objects.exists()
    assert admin.post(lift).status_code == 404


def test_excluding_with_htmx_brings_list_and_toast(reviewed, admin):
    match = of(reviewed, reviewed.ana)
    page = admin.post(
        url(reviewed, f"proposals/{match.id}/exclusion/"), headers=HTMX, follow=True
    ).content.decode()
    assert "<html" not in page
    assert "will not be paired" in page
    assert 'id="run-changed" hx-swap-oob="true"' in page
    assert "1 mentee who had a mentor waits now. With your changes the pairs score" in page


def test_page_of_changed_pairs_says_so_and_offers_to_match_again(reviewed, admin):
    page = url(reviewed, f"runs/{reviewed.run.id}/")
    before = admin.get(page).content.decode()
    assert "You have changed these pairs" not in before
    assert url(reviewed, f"programs/{reviewed.program.id}/run/") in before
    match = of(reviewed, reviewed.ana)
    admin.post(url(reviewed, f"proposals/{match.id}/exclusion/"))
    for tab in ("", "?tab=left-out"):
        assert "1 mentee who had a mentor waits now." in admin.get(page + tab).content.decode()


def test_keeping_and_releasing_a_pair(reviewed, admin):
    match = of(reviewed, reviewed.ana)
    address = url(reviewed, f"proposals/{match.id}/lock/")
    kept = admin.post(address, follow=True).content.decode()
    assert "stay together when you match again" in kept
    assert "Don&#x27;t keep" in kept or "Don't keep" in kept
    released = admin.post(f"{address}undo/", follow=True).content.decode()
    assert "may be changed when you match again" in released


def test_candidates_are_shown_with_why_not_and_with_swaps(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/mentees/{reviewed.cy.id}/")
    page = admin.get(address).content.decode()
    assert "Max Mentor is proposed now" in page
    assert "same reporting line" in page
    assert "Swap with Ana New" in page


def test_choosing_a_mentor_and_undoing_it(reviewed, admin):
    path = f"runs/{reviewed.run.id}/mentees/{reviewed.bo.id}/mentor"
    page = admin.post(url(reviewed, f"{path}/{reviewed.boss.id}/"), follow=True).content.decode()
    assert "Bea Boss is proposed for Bo New." in page
    undo = url(reviewed, f"{path}/{reviewed.max.id}/")
    assert f'action="{undo}"' in page
    admin.post(undo)
    with reviewed.cast.inside():
        assert ("Bo New", "Max Mentor") in pairs(reviewed.run)


def test_choosing_for_somebody_without_a_mentor_is_undone_by_leaving_them(reviewed, admin):
    with reviewed.cast.inside():
        act.set_aside(of(reviewed, reviewed.bo), by=reviewed.cast.hr_admin.person)
    path = f"runs/{reviewed.run.id}/mentees/{reviewed.bo.id}/mentor/{reviewed.boss.id}/"
    page = admin.post(url(reviewed, path), follow=True).content.decode()
    match = of(reviewed, reviewed.bo)
    undo = url(reviewed, f"proposals/{match.id}/setting-aside/")
    assert f'action="{undo}"' in page
    left = admin.post(undo, follow=True).content.decode()
    assert "Bo New has no mentor again." in left


def test_choice_that_is_not_possible_is_refused_in_words(reviewed, admin):
    path = f"runs/{reviewed.run.id}/mentees/{reviewed.bo.id}/mentor/{reviewed.mia.id}/"
    page = admin.post(url(reviewed, path), follow=True).content.decode()
    assert escape("Mia Mentor can't be chosen: no place left.") in page
    with reviewed.cast.inside():
        assert ("Bo New", "Max Mentor") in pairs(reviewed.run)


def test_swapping_two_mentees_and_swapping_back(reviewed, admin):
    with reviewed.cast.inside():
        before = pairs(reviewed.run)
    path = f"runs/{reviewed.run.id}/mentees/{reviewed.bo.id}/swap/{reviewed.ana.id}/"
    page = admin.post(url(reviewed, path), follow=True).content.decode()
    assert "Mia Mentor is proposed for Bo New instead of Ana New." in page
    with reviewed.cast.inside():
        assert {("Bo New", "Mia Mentor"), ("Ana New", "Max Mentor")} <= pairs(reviewed.run)
    undo = f"runs/{reviewed.run.id}/mentees/{reviewed.ana.id}/swap/{reviewed.bo.id}/"
    assert f'action="{url(reviewed, undo)}"' in page
    admin.post(url(reviewed, undo))
    with reviewed.cast.inside():
        assert pairs(reviewed.run) == before


def test_swap_that_breaks_a_rule_is_refused(reviewed, admin):
    with reviewed.cast.inside():
        choose_mentor(
            reviewed.run,
            mentee=reviewed.bo,
            mentor_id=reviewed.boss.id,
            by=reviewed.cast.hr_admin.person,
        )
    path = f"runs/{reviewed.run.id}/mentees/{reviewed.cy.id}/swap/{reviewed.bo.id}/"
    page = admin.post(url(reviewed, path), follow=True).content.decode()
    assert "same reporting line" in page
    with reviewed.cast.inside():
        assert ("Bo New", "Bea Boss") in pairs(reviewed.run)


def test_candidates_of_a_mentee_of_another_run_are_not_there(reviewed, admin):
    with reviewed.cast.inside():
        stranger = make_mentee(make_program("Other"), "Stranger")
    path = f"runs/{reviewed.run.id}/mentees/{stranger.id}/"
    assert admin.get(url(reviewed, path)).status_code == 404
