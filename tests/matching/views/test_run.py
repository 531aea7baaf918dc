"""The pairs of a run, as they are reviewed."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from matching.actions import proposals as act
from matching.actions.publishing import publish_run
from matching.models import Match
from peerlearn.people.models import Person
from tests.matching.builders import (
    make_mentee,
    make_mentor,
    make_program,
    run_now,
)
from tests.matching.views.pages import FRAME, HTMX, url


def test_run_shows_pairs_with_scores_and_reasons(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    assert "Best possible for the whole group, by what could be compared." in page
    assert "All 3 mentees get a mentor." in page
    assert "Mia Mentor knows Excel and Python, which Ana New wants to learn" in page
    assert "Publish" in page


def test_run_shows_the_scores_as_a_plot_with_its_table(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/?tab=scores")).content.decode()
    assert "Half of the pairs score" in page
    assert "Show as table" in page


def test_best_score_of_people_of_whom_little_is_known_says_so(scene):
    with scene.cast.inside():
        program = make_program("Nobody told anything")
        make_mentor(program, "Kim Known", department="IT")
        make_mentee(program, "Lou Known", department="HR")
        run = run_now(program, scene.cast.hr_admin.person)
    client = scene.cast.hr_admin.client()
    page = client.get(url(scene, f"runs/{run.id}/"))
    (row,) = page.context["rows"]
    assert (row.points, row.compared) == (100, 10)
    assert "compared: 10 of 100" in page.content.decode()
    assert '<progress value="10" max="100"' in page.content.decode()
    assert "Compared: 10 of 100." in page.content.decode()
    file = client.get(url(scene, f"runs/{run.id}/pairs.csv")).content.decode()
    assert "Compared (of 100)" in file
    assert ",100,10," in file


def test_run_says_who_was_left_out_and_what_helps(reviewed, admin):
    with reviewed.cast.inside():
        make_mentee(reviewed.program, "Eva New", manager=reviewed.boss, wants="Pay")
        make_mentee(reviewed.program, "Fay New", manager=reviewed.boss, wants="Pay")
        run = run_now(reviewed.program, reviewed.cast.hr_admin.person)
    page = admin.get(url(reviewed, f"runs/{run.id}/?tab=left-out")).content.decode()
    assert "All mentors who fit are full: " in page
    assert "Raise the number of mentees of one of them by one" in page
    assert f"programs/{reviewed.program.id}/people/" in page


def test_hr_admins_learn_nothing_of_shared_struggles(scene):
    with scene.cast.inside():
        make_mentor(scene.program, "Sam Shy", struggles="Public speaking", knows="Law", agrees=True)
        make_mentee(scene.program, "Sue Shy", struggles="Public speaking", wants="Law", agrees=True)
        run = run_now(scene.program, scene.cast.hr_admin.person)
        sue = Person.objects.get(name="Sue Shy")
    client = scene.cast.hr_admin.client()
    for path in ("", "?tab=scores", f"mentees/{sue.id}/", "pairs.csv", "publication/"):
        page = client.get(url(scene, f"runs/{run.id}/{path}")).content.decode()
        assert "Public speaking" not in page
        assert "topic that both" not in page


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
            (f"programs/{run.program_id}/", 19),
            (f"runs/{run.id}/", 14),
            (f"runs/{run.id}/publication/", 26),
            (f"runs/{run.id}/pairs.csv", 4),
        ):
            with django_assert_num_queries(FRAME - ("csv" in path) + queries):
                assert client.get(url(scene, path)).status_code == 200


def test_workbook_holds_what_the_list_shows(reviewed, admin):
    answer = admin.get(url(reviewed, f"runs/{reviewed.run.id}/pairs.xlsx?q=ana"))
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    sheet = load_workbook(BytesIO(answer.content)).active
    headings, *rows = sheet.iter_rows(values_only=True)
    assert headings[:2] == ("Mentee: Name", "Mentee: E-mail")
    assert [(row[0], row[5]) for row in rows] == [("Ana New", "Mia Mentor")]
    assert isinstance(rows[0][headings.index("Score (of 100)")], int)


def test_coverage_says_who_waits_and_what_mentors_carry(reviewed, admin):
    with reviewed.cast.inside():
        act.exclude_pair(Match.objects.get(mentee=reviewed.ana), by=reviewed.cast.hr_admin.person)
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/?tab=coverage"))
    coverage = page.context["coverage"]
    assert (coverage.mentees, coverage.waiting, coverage.idle, coverage.full) == (3, 1, 2, 1)
    assert coverage.load == [("0 mentees", 2), ("1 mentee", 0), ("2 mentees", 1)]
    assert coverage.mix == [("HR", "Sales", 2)]
    assert [(one.name, one.mentees, one.waiting) for one in coverage.by_department] == [
        ("Sales", 1, 1),
        ("HR", 2, 0),
    ]
    assert "1 of 3 waits for a mentor" in page.content.decode()
