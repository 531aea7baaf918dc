from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from peerlearn.web.flash import toasts

GetResponse = Callable[[HttpRequest], HttpResponse]


class HtmxToastMiddleware:
    """Sends waiting messages along with a fragment, so that they show at once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not self._carries_toasts(request, response):
            return response
        waiting = toasts(request)
        if waiting:
            response.write(
                render_to_string("components/toasts_oob.html", {"toasts": waiting}, request)
            )
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response

    @staticmethod
    def _carries_toasts(request: HttpRequest, response: HttpResponse) -> bool:
        return (
            request.headers.get("HX-Request") == "true"
            and request.headers.get("HX-Boosted") != "true"
            and not response.streaming
            and response.status_code in {200, 201, 422}
            and response.get("Content-Type", "").startswith("text/html")
            and not ({"HX-Redirect", "HX-Refresh", "HX-Location"} & set(response.headers))
            and b"<html" not in response.content[:512]
        )


class PlainQueryMiddleware:
    """Leaves NUL characters out of the part of an address behind the question mark: nobody types
    them, and Postgres takes none in a text to look for.

    The API's own check of what it reads refuses them instead, and says so.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query and not request.path_info.startswith("/api/"):
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)
