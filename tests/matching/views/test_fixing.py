"""The pages on which HR fixes pairs by hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from matching.models import FixedPair
from programs.models import Enrollment
from tests.matching.builders import make_mentee, run_now
from tests.matching.fixing import WHY, fix, same_place_only, standing
from tests.matching.views.pages import FRAME, url


@pytest.fixture
def admin(scene):
    return scene.cast.hr_admin.client()


@pytest.fixture
def page(scene):
    return url(scene, f"programs/{scene.program.id}/fixed/")


def text_of(answer):
    return answer.content.decode()


def test_page_without_fixed_pairs_says_what_to_do_next(admin, page, scene):
    shown = text_of(admin.get(page))
    assert "No pair is fixed" in shown
    assert url(scene, f"programs/{scene.program.id}/") in shown


def test_two_are_fixed_by_name_and_that_is_taken_back_and_done_again(admin, page, scene):
    shown = text_of(admin.post(page, {"mentee": "Bo", "mentor": "mia mentor"}, follow=True))
    assert "Bo New stays with Mia Mentor in every matching, until you free them." in shown
    with scene.cast.inside():
        row = FixedPair.objects.get()
    free = url(scene, f"fixed/{row.id}/freeing/")
    assert free in shown
    assert f"{free}undo/" in text_of(admin.post(free, follow=True))
    with scene.cast.inside():
        assert standing() == set()
    assert "are fixed again" in text_of(admin.post(f"{free}undo/", follow=True))
    with scene.cast.inside():
        assert standing() == {("Bo New", "Mia Mentor")}


@pytest.mark.parametrize(
    ("mentee", "mentor", "said"),
    [
        ("", "Mia Mentor", "This field is required"),
        ("Nobody Here", "Mia Mentor", "Nobody of this name works here."),
        ("New", "Mia Mentor", "Several people can be meant."),
        ("Cy New", "Bea Boss", "same reporting line"),
        ("Mia Mentor", "Max Mentor", "Mia Mentor is no mentee in this program."),
    ],
)
def test_what_can_not_be_is_said_and_what_was_typed_is_kept(
    admin, page, scene, mentee, mentor, said
):
    answer = admin.post(page, {"mentee": mentee, "mentor": mentor, "reason": WHY})
    assert answer.status_code == 422
    shown = text_of(answer).replace("&#x27;", "'")
    assert said in shown
    assert f'value="{WHY}"' in shown
    with scene.cast.inside():
        assert not FixedPair.objects.exists()


def test_rules_are_named_and_the_reason_asked_for(admin, page, scene):
    with scene.cast.inside():
        same_place_only(scene)
    answer = admin.post(page, {"mentee": "Bo New", "mentor": "Mia Mentor"})
    assert answer.status_code == 422
    assert "different places of work" in text_of(answer)
    assert 'value="Bo New"' in text_of(answer)
    said = {"mentee": "Bo New", "mentor": "Mia Mentor", "reason": WHY}
    shown = text_of(admin.post(page, said, follow=True))
    assert WHY in shown
    assert "different places of work" in shown


def test_rule_that_came_later_leads_to_the_form_with_both_names(admin, page, scene):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        same_place_only(scene)
    shown = text_of(admin.get(page))
    again = f"{page}?mentee={row.mentee_id}&amp;mentor={row.mentor_id}"
    assert again in shown
    filled = text_of(admin.get(again.replace("&amp;", "&")))
    assert "Bo New &lt;bo.new@acme.example&gt;" in filled
    assert text_of(admin.get(f"{page}?mentee=7&mentor=")).count("Bo New &lt;") == 0


def test_names_are_suggested_of_those_in_the_role(admin, page):
    assert "Bo New" in text_of(admin.get(f"{page}people/?role=mentee&mentee=new"))
    assert text_of(admin.get(f"{page}people/?role=mentor&mentor=new")).strip() == ""
    assert "Mia Mentor" in text_of(admin.get(f"{page}people/?role=mentor&mentor=mia"))
    assert "Mia Mentor" in text_of(admin.get(f"{page}people/?role=mentor&mentor=%00mia"))


def test_list_is_pasted_and_what_was_not_taken_stays(admin, page, scene):
    pasted = "Mentor;Mentee\nmia.mentor@acme.example;Bo New\nMax Mentor;Zoe\nMax Mentor;"
    answer = admin.post(f"{page}list/", {"text": pasted})
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "2 lines were not taken" in shown
    assert "Nobody in this program is called “Zoe”" in shown
    assert "Zoe\tMax Mentor" in shown
    assert "1 pair is fixed." in shown
    with scene.cast.inside():
        assert standing() == {("Bo New", "Mia Mentor")}
        row = FixedPair.objects.get()
    undone = text_of(admin.post(url(scene, f"fixed/{row.id}/list/undo/"), follow=True))
    assert "1 pair is free again." in undone


def test_file_is_taken_whole_and_the_third_column_says_why(admin, page, scene):
    with scene.cast.inside():
        same_place_only(scene)
    rows = f"Bo New,Mia Mentor,{WHY}\nAna New,Bea Boss\n"
    file = SimpleUploadedFile("pairs.csv", rows.encode())
    shown = text_of(admin.post(f"{page}list/", {"file": file}, follow=True))
    assert "2 pairs are fixed." in shown
    assert WHY in shown


@pytest.mark.parametrize("text", ["", "   ", "<html>"])
def test_list_that_is_none_is_refused_and_kept(admin, page, text):
    answer = admin.post(f"{page}list/", {"text": text})
    assert answer.status_code == 422


def test_matching_page_says_how_many_are_fixed_and_which_can_not_be_kept(admin, page, scene):
    overview = url(scene, f"programs/{scene.program.id}/")
    assert page in text_of(admin.get(overview))
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        fix(scene, scene.cy, scene.max)
    assert "2 pairs are fixed by hand and stay" in text_of(admin.get(overview))
    with scene.cast.inside():
        Enrollment.objects.filter(person=scene.mia).update(state="paused")
    shown = text_of(admin.get(overview))
    assert "1 of them can't be kept as things are." in shown
    assert "Mia Mentor takes a break from this program." in shown


def test_run_says_who_fixed_a_pair_and_which_could_not_be_kept(admin, scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia, WHY)
        fix(scene, scene.cy, scene.max)
        Enrollment.objects.filter(person=scene.max).update(state="paused")
        run = run_now(scene.program, scene.cast.hr_admin.person)
    shown = text_of(admin.get(url(scene, f"runs/{run.id}/")))
    assert "Fixed by Hanna Admin before the run" in shown
    assert f"<q>{WHY}</q>" in shown
    assert "1 pair that was fixed by hand could not be kept" in shown
    assert "Max Mentor and Cy New: one of them did not take part." in shown


def test_page_costs_the_same_for_one_and_three_pairs(admin, page, scene, django_assert_num_queries):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
    with django_assert_num_queries(FRAME + 21):
        admin.get(page)
    with scene.cast.inside():
        fix(scene, scene.cy, scene.max)
        fix(scene, make_mentee(scene.program, "Dee New"), scene.max)
    with django_assert_num_queries(FRAME + 21):
        admin.get(page)


def test_program_that_is_over_has_no_form(admin, page, scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        scene.program.state = "finished"
        scene.program.save()
    shown = text_of(admin.get(page))
    assert "Fix this pair" not in shown
    assert "Bo New" in shown


@pytest.mark.parametrize("who", ["employee", "facilitator", "outsider"])
def test_fixed_pairs_are_not_there_for_others(scene, page, who):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
    client = getattr(scene.cast, who).client()
    assert client.get(page).status_code == 404
    assert client.post(url(scene, f"fixed/{row.id}/freeing/")).status_code == 404
    with scene.cast.inside():
        assert standing() == {("Bo New", "Mia Mentor")}
