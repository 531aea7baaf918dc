"""Stopping a run, how a run was made, and making it once more."""

import pytest

from matching.actions.runs import start_match_run
from matching.models import MatchRun
from programs.models import Enrollment
from tests.matching.builders import make_mentee, pairs, work
from tests.matching.views.pages import FRAME, HTMX, url

State = MatchRun.State


@pytest.fixture
def going(scene) -> MatchRun:
    with scene.cast.inside():
        return start_match_run(scene.program, by=scene.cast.hr_admin.person)


def test_run_on_its_way_is_cancelled_from_the_overview(scene, going):
    client, overview = scene.cast.hr_admin.client(), url(scene, f"programs/{scene.program.id}/")
    cancel = url(scene, f"runs/{going.id}/cancellation/")
    page = client.get(overview).content.decode()
    assert f'action="{cancel}"' in page
    assert "Asked for by Hanna Admin" in page
    told = client.post(cancel, follow=True)
    assert told.redirect_chain[-1][0] == overview
    page = told.content.decode()
    assert "The last matching was cancelled." in page
    assert "Match again" in page or ">Match<" in page
    progress = client.get(url(scene, f"runs/{going.id}/progress/"), headers=HTMX)
    assert progress["HX-Redirect"] == overview
    assert client.get(url(scene, f"runs/{going.id}/")).url == overview


def test_cancelling_what_is_done_leads_to_its_pairs_and_says_so(reviewed, admin):
    page = url(reviewed, f"runs/{reviewed.run.id}/")
    told = admin.post(f"{page}cancellation/", follow=True)
    assert told.redirect_chain[-1][0] == page
    assert "It was too late to cancel" in told.content.decode()


def test_pressing_match_twice_shows_the_one_run(scene, going):
    start = url(scene, f"programs/{scene.program.id}/run/")
    assert scene.cast.hr_admin.client().post(start).url == url(scene, f"runs/{going.id}/")
    with scene.cast.inside():
        assert list(MatchRun.objects.all()) == [going]


def test_progress_tells_percent_and_time(scene, going):
    with scene.cast.inside():
        MatchRun.objects.update(state="running", step="pairing", share=0.5, attempts=2)
    page = scene.cast.hr_admin.client().get(url(scene, f"runs/{going.id}/progress/"), headers=HTMX)
    text = page.content.decode()
    assert 'max="100"' in text
    assert "so far" in text
    assert "begun again, as the worker broke off" in text


def test_page_tells_how_a_run_was_made(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/made/")).content.decode()
    assert f"<code>{reviewed.run.seed}</code>" in page
    assert reviewed.run.inputs["digest"][:16] in page
    assert "3 mentees, 3 mentors with 4 free places" in page
    assert "The mentor knows what the mentee wants to learn" in page
    assert "Never within a reporting line" in page
    assert "numpy" in page
    assert "Nothing is different today" in page
    run = admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    assert f"/matching/runs/{reviewed.run.id}/made/" in run


def test_page_says_what_is_different_today(reviewed, admin):
    with reviewed.cast.inside():
        make_mentee(reviewed.program, "Di New")
        Enrollment.objects.filter(person=reviewed.mia).update(capacity=5)
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/made/")).content.decode()
    assert "2 things are different today" in page
    assert "1 mentee more." in page
    assert "What counts of 1 person has changed" in page


def test_run_is_made_again_with_its_seed_and_rules(reviewed, admin):
    page = url(reviewed, f"runs/{reviewed.run.id}/")
    led = admin.post(f"{page}again/").url
    with reviewed.cast.inside():
        new = MatchRun.objects.get(state=State.QUEUED)
        assert led == url(reviewed, f"runs/{new.id}/")
        assert (new.seed, new.repeats) == (reviewed.run.seed, reviewed.run)
        before = pairs(reviewed.run)
        assert work(new).state == State.DONE
        assert pairs(new) == before
    assert "an earlier run, with its seed and rules" in (
        admin.get(url(reviewed, f"runs/{new.id}/made/")).content.decode()
    )


def test_run_of_which_nothing_is_known_is_not_made_again(reviewed, admin):
    with reviewed.cast.inside():
        MatchRun.objects.update(seed=0)
    page = url(reviewed, f"runs/{reviewed.run.id}/")
    assert "Match again with the same seed" not in admin.get(f"{page}made/").content.decode()
    refused = admin.post(f"{page}again/", follow=True).content.decode()
    assert "it can&#x27;t be repeated" in refused


def test_pairs_that_fell_away_and_changed_rules_are_told_on_the_result(reviewed, admin):
    with reviewed.cast.inside():
        run = reviewed.run
        run.dropped = [
            {"mentor": str(reviewed.mia.id), "mentee": str(reviewed.ana.id), "why": "left"}
        ]
        run.inputs["rules"]["soft"]["wanted_topics"] = 0.9
        run.save()
    page = admin.get(url(reviewed, f"runs/{run.id}/")).content.decode()
    assert "1 pair fell away while the others were found" in page
    assert "Mia Mentor and Ana New: one of them is no longer in the program." in page
    assert "The rules have been changed since" in page


def test_page_costs_the_same_however_many_there_are(reviewed, admin, django_assert_num_queries):
    page = url(reviewed, f"runs/{reviewed.run.id}/made/")
    for count in (0, 3):
        with reviewed.cast.inside():
            for number in range(count):
                make_mentee(reviewed.program, f"More {number}", wants="Pay")
        with django_assert_num_queries(FRAME + 17):
            admin.get(page)
