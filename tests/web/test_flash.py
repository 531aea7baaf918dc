from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from peerlearn.web.flash import flash, toasts
from peerlearn.web.middleware import HtmxToastMiddleware


def a_request(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.user = SimpleNamespace(is_authenticated=False)
    request._messages = CookieStorage(request)
    return request


def respond(request: HttpRequest, response: HttpResponse) -> str:
    def view(request: HttpRequest) -> HttpResponse:
        flash(request, "Ana was <removed>.", undo_url="/undo/1/")
        return response

    return HtmxToastMiddleware(view)(request).content.decode()


def test_toast_carries_its_undo():
    request = a_request()
    flash(request, "Ana was removed.", undo_url="/undo/1/")

    (toast,) = toasts(request)

    assert (toast.text, toast.level, toast.undo_url) == ("Ana was removed.", "success", "/undo/1/")


def test_toast_without_undo_has_none():
    request = a_request()
    flash(request, "Three rows have errors.", level="error")

    (toast,) = toasts(request)

    assert (toast.level, toast.undo_url) == ("error", "")


def test_unknown_level_is_refused():
    with pytest.raises(KeyError):
        flash(a_request(), "x", level="loud")


def test_fragment_takes_waiting_toasts_along():
    html = respond(a_request(**{"HX-Request": "true"}), HttpResponse("<p>new</p>"))

    assert html.startswith("<p>new</p>")
    assert '<div id="toasts" hx-swap-oob="beforeend">' in html
    assert "Ana was &lt;removed&gt;." in html
    assert '<form method="post" action="/undo/1/">' in html
    assert 'name="csrfmiddlewaretoken"' in html


@pytest.mark.parametrize(
    ("headers", "response"),
    [
        ({}, HttpResponse("<p>page</p>")),
        ({"HX-Request": "true"}, HttpResponse(status=204)),
        ({"HX-Request": "true"}, HttpResponse("{}", content_type="application/json")),
        ({"HX-Request": "true"}, HttpResponse("", headers={"HX-Redirect": "/next/"})),
        ({"HX-Request": "true"}, HttpResponse("<!doctype html><html></html>")),
    ],
)
def test_message_waits_for_the_next_page(headers, response):
    request = a_request(**headers)

    html = respond(request, response)

    assert "toasts" not in html
    assert [toast.text for toast in toasts(request)] == ["Ana was <removed>."]
