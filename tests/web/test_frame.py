"""The frame around a page, as a member of an organization sees it."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from peerlearn import urls
from peerlearn.web.flash import flash
from peerlearn.web.navigation import NavItem, navigation
from tests.cast import Cast


def page(request: HttpRequest) -> HttpResponse:
    flash(request, "Ana was removed.", undo_url="/undo/1/")
    return render(request, "layouts/app.html")


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


inside = [
    path("bare/", bare),
    path("page/", page, name="test_page"),
    path("hr/", page, name="test_hr"),
]
urlpatterns = [path("o/<slug:organization_slug>/", include(inside)), *urls.urlpatterns]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "items", {})
    monkeypatch.setattr(navigation, "organizations_url_name", "start")
    navigation.register(NavItem("Pages", "home", "test_page", order=10))
    navigation.register(
        NavItem("Salaries", "lock", "test_hr", visible=lambda r: r.membership.is_hr_admin, order=20)
    )


def html_for(player, path="page/"):
    response = player.client().get(player.url(path))
    assert response.status_code == 200
    return response.content.decode()


def test_navigation_marks_the_page_and_hides_what_is_not_theirs(cast: Cast):
    html = html_for(cast.employee)

    assert f'<a class="nav-entry" href="{cast.employee.url("page/")}" aria-current="page">' in html
    assert "Salaries" not in html


def test_navigation_shows_hr_its_entries(cast: Cast):
    assert "Salaries" in html_for(cast.hr_admin)


def test_user_menu_names_the_user_and_leads_on(cast: Cast):
    html = html_for(cast.employee)

    assert "Your menu, Emil Employee" in html
    assert '<a class="menu-item" href="/" hx-get="/"' in html
    assert 'action="/accounts/logout/"' in html


def test_language_is_chosen_in_the_user_menu(cast: Cast, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    client = cast.employee.client()
    assert 'name="language" value="de" lang="de"' in html_for(cast.employee)

    client.post("/language/setlang/", {"language": "de", "next": cast.employee.url("page/")})

    assert '<html lang="de" dir="ltr">' in client.get(cast.employee.url("page/")).content.decode()


def test_page_has_landmarks_and_a_way_past_them(cast: Cast):
    html = html_for(cast.employee)

    assert html.count('<a class="skip-link" href="#main">') == 1
    assert html.count('<main class="app-main" id="main"') == 1
    assert html.count("<header") == 1


def test_undo_of_a_toast_has_its_token(cast: Cast):
    html = html_for(cast.employee)

    form = html[html.index('action="/undo/1/"') :]
    assert 'name="csrfmiddlewaretoken"' in form[: form.index("</form>")]


def test_title_names_the_organization(cast: Cast):
    assert "Acme · Peerlearn</title>" in html_for(cast.employee)


def test_frame_asks_the_database_nothing_of_its_own(cast: Cast):
    client = cast.employee.client()

    with CaptureQueriesContext(connection) as bare:
        client.get(cast.employee.url("bare/"))
    with CaptureQueriesContext(connection) as framed:
        client.get(cast.employee.url("page/"))

    assert len(framed) == len(bare) > 0
