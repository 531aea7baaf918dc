"""The pages of HR admins: they work, and are not there for anybody else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from matching.actions import proposals as act
from matching.actions.choices import choose_mentor
from matching.actions.publishing import publish_run
from matching.models import Match, MatchBlock, MatchRun
from matching.queries.runs import SILENCE
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from tests.matching.builders import (
    make_mentee,
    make_mentor,
    make_program,
    pairs,
    run_now,
    work,
)

HTMX = {"HX-Request": "true"}
# Session, user, organization, membership, transaction, unread messages: around every page.
FRAME = 14


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.client()


def url(scene, path=""):
    return scene.cast.hr_admin.url(f"matching/{path}")


def of(scene, mentee):
    with scene.cast.inside():
        return Match.objects.get(run=scene.run, mentee=mentee, state="proposed")


def addresses(scene):
    """Each address of the HR admins' pages with real ids, and how it is asked for."""
    run, match = scene.run.id, of(scene, scene.ana).id
    mentee = f"runs/{run}/mentees/{scene.ana.id}"
    gets = [
        "",
        f"programs/{scene.program.id}/",
        f"runs/{run}/",
        f"runs/{run}/progress/",
        f"runs/{run}/pairs.csv",
        f"runs/{run}/publication/",
        f"{mentee}/",
    ]
    posts = [
        f"programs/{scene.program.id}/run/",
        f"runs/{run}/publication/",
        f"{mentee}/mentor/{scene.boss.id}/",
        f"{mentee}/swap/{scene.bo.id}/",
        f"proposals/{match}/exclusion/",
        f"proposals/{match}/exclusion/undo/",
        f"proposals/{match}/setting-aside/",
        f"proposals/{match}/lock/",
        f"proposals/{match}/lock/undo/",
    ]
    return [("get", path) for path in gets] + [("post", path) for path in posts]


@pytest.mark.parametrize("who", ["employee", "manager", "facilitator", "outsider"])
def test_pages_of_hr_admins_are_not_there_for_others(reviewed, who):
    client = getattr(reviewed.cast, who).client()
    for verb, path in addresses(reviewed):
        response = getattr(client, verb)(url(reviewed, path))
        assert (path, response.status_code) == (path, 404)
    with reviewed.cast.inside():
        assert len(pairs(reviewed.run)) == 3


def test_ids_of_another_organization_are_not_there_for_its_hr_admin(reviewed):
    outsider = reviewed.cast.outsider
    for verb, path in addresses(reviewed)[1:]:
        response = getattr(outsider.client(), verb)(outsider.url(f"matching/{path}"))
        assert (path, response.status_code) == (path, 404)


def test_acts_are_not_done_by_a_get(reviewed, admin):
    for verb, path in addresses(reviewed):
        if verb == "post" and "publication" not in path:
            assert admin.get(url(reviewed, path)).status_code == 405


def test_index_shows_each_program_with_its_figures(reviewed, admin):
    page = admin.get(url(reviewed)).content.decode()
    assert "Onboarding spring" in page
    assert "ready to review" in page


def test_index_without_programs_says_what_to_do(cast):
    page = cast.hr_admin.client().get(cast.hr_admin.url("matching/")).content.decode()
    assert "No program to match yet" in page
    assert cast.hr_admin.url("programs/") in page


def test_overview_counts_people_and_starts_a_run(scene):
    client = scene.cast.hr_admin.client()
    address = url(scene, f"programs/{scene.program.id}/")
    page = client.get(address).content.decode()
    assert "There are enough places for all mentees." in page
    assert "Does not count, because nobody has told it: Shared working hours" in page
    assert client.post(f"{address}run/").url == address
    going = client.get(address).content.decode()
    assert "Waiting for a worker" in going
    assert 'hx-trigger="every 1s"' in going
    assert f'action="{address}run/"' not in going


@pytest.mark.parametrize(
    ("role", "said"), [("mentor", "There are no mentors yet."), ("mentee", "There are no mentees")]
)
def test_overview_says_what_is_missing_and_offers_no_button(scene, role, said):
    with scene.cast.inside():
        Enrollment.objects.filter(role=role).delete()
    address = url(scene, f"programs/{scene.program.id}/")
    client = scene.cast.hr_admin.client()
    page = client.get(address).content.decode()
    assert said in page
    assert f"{address}run/" not in page
    refused = client.post(f"{address}run/", follow=True).content.decode()
    assert said in refused


def test_overview_names_people_who_report_to_each_other_in_a_circle(scene):
    with scene.cast.inside():
        Person.objects.filter(id=scene.mia.id).update(manager=scene.ana)
        Person.objects.filter(id=scene.ana.id).update(manager=scene.mia)
    page = scene.cast.hr_admin.client().get(url(scene, f"programs/{scene.program.id}/"))
    assert "report to each other in a circle" in page.content.decode()


def test_overview_offers_to_restart_what_a_dead_worker_left(scene):
    with scene.cast.inside():
        MatchRun.objects.create(
            program=scene.program,
            state=MatchRun.State.RUNNING,
            progressed_at=timezone.now() - SILENCE - timedelta(minutes=1),
        )
    client, address = scene.cast.hr_admin.client(), url(scene, f"programs/{scene.program.id}/")
    page = client.get(address).content.decode()
    assert "The work has stopped" in page
    assert "Match again" in page
    client.post(f"{address}run/")
    with scene.cast.inside():
        assert MatchRun.objects.filter(state=MatchRun.State.QUEUED).count() == 1


def test_overview_tells_why_the_last_run_failed(scene):
    with scene.cast.inside():
        MatchRun.objects.create(program=scene.program, state="failed", error="unexpected")
    page = scene.cast.hr_admin.client().get(url(scene, f"programs/{scene.program.id}/"))
    assert "Something went wrong on our side." in page.content.decode()


def test_progress_follows_the_run_and_ends_on_its_page(scene):
    client = scene.cast.hr_admin.client()
    with scene.cast.inside():
        run = MatchRun.objects.create(
            program=scene.program, state="running", step="scoring", mentee_count=30, mentor_count=4
        )
    address = url(scene, f"runs/{run.id}/progress/")
    assert "Scoring 120 possible pairs" in client.get(address, headers=HTMX).content.decode()
    assert client.get(url(scene, f"runs/{run.id}/")).url.endswith(f"programs/{scene.program.id}/")
    with scene.cast.inside():
        MatchRun.objects.update(state="done")
    assert client.get(address, headers=HTMX)["HX-Redirect"] == url(scene, f"runs/{run.id}/")
    assert client.get(address).url == url(scene, f"runs/{run.id}/")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("", "Waiting for a worker"),
        ("reading", "Reading 34 people"),
        ("pairing", "Pairing"),
        ("explaining", "Writing down the reasons"),
        ("saving", "Saving"),
    ],
)
def test_each_step_is_said(scene, step, said):
    with scene.cast.inside():
        run = MatchRun.objects.create(
            program=scene.program, state="running", step=step, mentee_count=30, mentor_count=4
        )
    page = scene.cast.hr_admin.client().get(url(scene, f"runs/{run.id}/progress/"), headers=HTMX)
    assert said in page.content.decode()


def test_failed_run_leads_to_the_overview(scene):
    with scene.cast.inside():
        run = MatchRun.objects.create(program=scene.program, state="failed", error="stopped")
    client = scene.cast.hr_admin.client()
    overview = url(scene, f"programs/{scene.program.id}/")
    progress = client.get(url(scene, f"runs/{run.id}/progress/"), headers=HTMX)
    assert progress["HX-Redirect"] == overview
    assert client.get(url(scene, f"runs/{run.id}/")).url == overview


def test_run_shows_pairs_with_scores_and_reasons(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    assert "Best possible for the whole group." in page
    assert "All 3 mentees get a mentor." in page
    assert "Mia Mentor knows Excel and Python, which Ana New wants to learn" in page
    assert "Publish" in page


def test_run_shows_the_scores_as_a_plot_with_its_table(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/?tab=scores")).content.decode()
    assert "Half of the pairs score" in page
    assert "Show as table" in page


def test_run_says_who_was_left_out_and_what_helps(reviewed, admin):
    with reviewed.cast.inside():
        make_mentee(reviewed.program, "Eva New", manager=reviewed.boss, wants="Pay")
        make_mentee(reviewed.program, "Fay New", manager=reviewed.boss, wants="Pay")
        run = run_now(reviewed.program, reviewed.cast.hr_admin.person)
    page = admin.get(url(reviewed, f"runs/{run.id}/?tab=left-out")).content.decode()
    assert "All mentors who fit are full: " in page
    assert "Raise the number of mentees of one of them by one" in page
    assert f"programs/{reviewed.program.id}/people/" in page


def test_struggles_are_counted_but_not_named_to_hr_admins(scene):
    with scene.cast.inside():
        make_mentor(scene.program, "Sam Shy", struggles="Public speaking", knows="Law")
        make_mentee(scene.program, "Sue Shy", struggles="Public speaking", wants="Law")
        run = run_now(scene.program, scene.cast.hr_admin.person)
        sue = Person.objects.get(name="Sue Shy")
    client = scene.cast.hr_admin.client()
    for path in ("", "?tab=scores", f"mentees/{sue.id}/", "pairs.csv", "publication/"):
        page = client.get(url(scene, f"runs/{run.id}/{path}")).content.decode()
        assert "Public speaking" not in page
    found = client.get(url(scene, f"runs/{run.id}/?q=Sue")).content.decode()
    assert "They share a topic that both struggle with" in found


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?q=ana", ["Ana New"]),
        ("?q=max", ["Bo New", "Cy New"]),
        ("?department=IT", ["Ana New"]),
        ("?sort=mentee", ["Ana New", "Bo New", "Cy New"]),
        ("?sort=weakest&page=1", ["Ana New", "Bo New", "Cy New"]),
        ("?sort=nonsense&department=nowhere&page=x", ["Ana New", "Bo New", "Cy New"]),
    ],
)
def test_list_is_searched_filtered_and_sorted_by_its_address(reviewed, admin, query, shown):
    response = admin.get(url(reviewed, f"runs/{reviewed.run.id}/{query}"))
    assert sorted(row.match.mentee.name for row in response.context["rows"]) == shown
    file = admin.get(url(reviewed, f"runs/{reviewed.run.id}/pairs.csv{query}")).content.decode()
    assert file.count("\r\n") == 1 + len(shown)


def test_search_that_finds_nothing_offers_all_pairs(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/?q=zzz")).content.decode()
    assert "No pair fits the search" in page


def test_list_answers_htmx_with_the_list_and_the_tabs_alone(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/?q=ana"), headers=HTMX)
    text = page.content.decode()
    assert "<html" not in text
    assert 'id="review"' in text
    assert 'hx-swap-oob="true"' in text


def test_csv_defuses_formulas(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.filter(id=reviewed.ana.id).update(name="=HYPERLINK(1)")
    response = admin.get(url(reviewed, f"runs/{reviewed.run.id}/pairs.csv"))
    assert response["Content-Disposition"] == 'attachment; filename="pairs-onboarding-spring.csv"'
    assert "'=HYPERLINK(1)" in response.content.decode()


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


def test_excluding_with_htmx_brings_list_and_toast(reviewed, admin):
    match = of(reviewed, reviewed.ana)
    page = admin.post(
        url(reviewed, f"proposals/{match.id}/exclusion/"), headers=HTMX, follow=True
    ).content.decode()
    assert "<html" not in page
    assert "will not be paired" in page
    assert "With your changes the pairs score" in page


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


def test_publication_says_who_is_told_and_then_tells_them(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    page = admin.get(address).content.decode()
    assert "Publish 3 pairs?" in page
    assert "6 mails go out" in page
    assert "is your mentor" in page
    done = admin.post(address, {"pairs": "3"}, follow=True).content.decode()
    assert "3 pairs are published; both people of each are told by mail." in done
    assert "Another mentor" not in done
    assert admin.get(address).status_code == 302


def test_publication_in_a_draft_is_warned_about(reviewed, admin):
    with reviewed.cast.inside():
        Program.objects.update(state=Program.State.DRAFT)
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/publication/")).content.decode()
    assert "The program is still a draft" in page


def test_publication_that_has_changed_meanwhile_is_refused(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    refused = admin.post(address, {"pairs": "2"})
    assert refused.status_code == 422
    assert "3 instead of 2. Nobody was told." in refused.content.decode()


def test_second_click_on_publish_changes_nothing(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    admin.post(address, {"pairs": "3"})
    assert admin.post(address, {"pairs": "3"}).status_code == 302
    with reviewed.cast.inside():
        assert len(pairs(reviewed.run, "active")) == 3


def test_replaced_run_can_be_looked_at_alone(reviewed, admin):
    with reviewed.cast.inside():
        run_now(reviewed.program, reviewed.cast.hr_admin.person)
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    assert "A later matching has replaced these pairs" in page
    assert "Publish" not in page


def test_published_run_tells_who_published_it(reviewed, admin):
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    assert "Published; both people of each pair were told." in page
    assert "Hanna Admin" in page


def grow(scene, count):
    """A program with as many mentors and mentees, matched."""
    with scene.cast.inside():
        program = make_program(f"Program of {count}")
        for number in range(count):
            make_mentor(program, f"M{count}-{number}", knows="Law", department="IT")
            make_mentee(program, f"N{count}-{number}", wants="Law", department="HR")
        return run_now(program, scene.cast.hr_admin.person)


def test_pages_take_as_many_queries_for_three_pairs_as_for_one(scene, django_assert_num_queries):
    client = scene.cast.hr_admin.client()
    client.get(url(scene))
    for count in (1, 3):
        run = grow(scene, count)
        for path, queries in (
            ("", 4),
            (f"programs/{run.program_id}/", 11),
            (f"runs/{run.id}/", 7),
            (f"runs/{run.id}/publication/", 12),
            (f"runs/{run.id}/pairs.csv", 3),
        ):
            with django_assert_num_queries(FRAME - ("csv" in path) + queries):
                assert client.get(url(scene, path)).status_code == 200


def test_worker_is_asked_when_the_run_is_committed(committed_scene, worker):
    client = committed_scene.cast.hr_admin.client()
    address = url(committed_scene, f"programs/{committed_scene.program.id}/")
    client.post(f"{address}run/")
    worker.wait_until_idle()
    with committed_scene.cast.inside():
        run = MatchRun.objects.get()
        assert run.state == MatchRun.State.DONE
        assert len(pairs(run)) == 3
        work(run)  # delivered once more
        assert len(pairs(run)) == 3
