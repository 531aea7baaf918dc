"""A program to be matched, and a run on its way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.proposals import set_aside
from matching.actions.publishing import publish_run
from matching.models import Match, MatchRun
from matching.queries.runs import SILENCE
from peerlearn.people.models import Person, PersonTopic
from programs.models import Enrollment, Program
from tests.matching.builders import (
    make_program,
    pairs,
    work,
)
from tests.matching.views.pages import HTMX, url


def test_index_shows_each_program_with_its_figures(reviewed, admin):
    page = admin.get(url(reviewed)).content.decode()
    assert "Onboarding spring" in page
    assert "ready to review" in page


def test_index_leads_to_circles_and_coffees_where_nobody_is_paired(cast):
    with cast.inside():
        program = make_program("Lunch and learn")
    page = cast.hr_admin.client().get(cast.hr_admin.url("matching/")).content.decode()
    assert "not matched yet" not in page
    assert cast.hr_admin.url(f"matching/programs/{program.id}/circles/") in page
    assert cast.hr_admin.url(f"matching/programs/{program.id}/coffee/") in page


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
    started = client.post(f"{address}run/").url
    with scene.cast.inside():
        run = MatchRun.objects.get()
    assert started == url(scene, f"runs/{run.id}/")
    assert client.get(started).url == f"{address}?waits={run.id}"
    going = client.get(address).content.decode()
    assert "Waiting for a worker" in going
    assert 'hx-trigger="every 1s"' in going
    assert f'action="{address}run/"' not in going


def test_page_of_the_program_shows_the_run_and_the_review(scene):
    client = scene.cast.hr_admin.client()
    page = scene.cast.hr_admin.url(f"programs/{scene.program.id}/")
    client.post(url(scene, f"programs/{scene.program.id}/run/"))
    with scene.cast.inside():
        run = MatchRun.objects.get()
    progress = url(scene, f"runs/{run.id}/progress/?stays=1")
    going = client.get(page).content.decode()
    assert f'hx-get="{progress}"' in going
    assert "for your review" not in going
    assert f'hx-get="{progress}"' in client.get(progress, headers=HTMX).content.decode()
    with scene.cast.inside():
        work(run)
    assert client.get(progress, headers=HTMX).headers["HX-Refresh"] == "true"
    done = client.get(page).content.decode()
    assert f'href="{url(scene, f"runs/{run.id}/")}"' in done
    assert "3 new pairs wait for your review" in done
    member = scene.cast.employee.client().get(page)
    assert "for your review" not in member.content.decode()


def test_program_says_how_many_pairs_of_a_run_are_left_to_review(reviewed):
    admin, page = (
        reviewed.cast.hr_admin,
        reviewed.cast.hr_admin.url(f"programs/{reviewed.program.id}/"),
    )
    with reviewed.cast.inside():
        held = set(Match.objects.exclude(mentee=reviewed.bo).values_list("id", flat=True))
        publish_run(reviewed.run, by=admin.person, held_back=held)
    assert "2 new pairs wait for your review" in admin.client().get(page).content.decode()
    with reviewed.cast.inside():
        for match in Match.objects.filter(id__in=held):
            set_aside(match, by=admin.person)
    assert "The last matching waits for your review" in admin.client().get(page).content.decode()


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
    waiting = client.get(url(scene, f"runs/{run.id}/")).url
    assert waiting == url(scene, f"programs/{scene.program.id}/?waits={run.id}")
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


def test_who_waits_for_a_run_that_is_done_already_goes_on_to_its_pairs(reviewed, admin):
    overview = url(reviewed, f"programs/{reviewed.program.id}/")
    with reviewed.cast.inside():
        run = MatchRun.objects.get(state="done")
    assert admin.get(f"{overview}?waits={run.id}").url == url(reviewed, f"runs/{run.id}/")
    assert admin.get(overview).status_code == 200
    assert admin.get(f"{overview}?waits={reviewed.program.id}").status_code == 200


def test_failed_run_leads_to_the_overview(scene):
    with scene.cast.inside():
        run = MatchRun.objects.create(program=scene.program, state="failed", error="stopped")
    client = scene.cast.hr_admin.client()
    overview = url(scene, f"programs/{scene.program.id}/")
    progress = client.get(url(scene, f"runs/{run.id}/progress/"), headers=HTMX)
    assert progress["HX-Redirect"] == overview
    assert client.get(url(scene, f"runs/{run.id}/")).url == overview


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


def test_draft_whose_people_told_no_topics_had_better_be_launched_first(scene, admin):
    with scene.cast.inside():
        Program.objects.update(state=Program.State.DRAFT)
        PersonTopic.objects.all().delete()
    page = admin.get(url(scene, f"programs/{scene.program.id}/")).content.decode()
    assert "Match now on what is known (department, location, experience), or launch first" in page
    assert "Launch first (recommended)" in page
    with scene.cast.inside():
        Program.objects.update(state=Program.State.RUNNING)
    page = admin.get(url(scene, f"programs/{scene.program.id}/")).content.decode()
    assert "Launch first" not in page
