import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.views.defaults import server_error

from peerlearn.web import errors

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FORBIDDEN = re.compile(r"""\sstyle=|\son[a-z]+=|<style|javascript:|<script(?![^>]*\ssrc=)""")


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.permission_denied, 403), (errors.page_not_found, 404)],
)
def test_error_page_needs_no_database(rf, view, status):
    response = view(rf.get("/"), Exception())

    assert response.status_code == status
    assert b"<h1" in response.content


def test_csrf_failure_says_what_to_do(rf):
    response = errors.csrf_failure(rf.post("/"))

    assert response.status_code == 403
    assert b"reload the page" in response.content


def test_server_error_page_needs_no_context(rf):
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content


def test_title_of_a_page_with_errors_says_so():
    html = render_to_string("404.html", {"has_errors": True})

    assert "<title>Error: " in html


def test_templates_hold_no_inline_script_or_style():
    found = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "mail" not in path.parts and FORBIDDEN.search(path.read_text())
    ]

    assert found == []


def test_components_say_what_they_take():
    silent = [
        path.name
        for path in (TEMPLATES / "components").glob("*.html")
        if not path.read_text().lstrip().startswith("{% comment %}")
    ]

    assert silent == []
