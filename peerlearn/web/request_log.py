"""A line for each request, in place of the web server's: no address, no person, no token."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from peerlearn.web.access_log import is_left_out
from peerlearn.web.trace import HEADER, Trace, request_id_from, traced

log = logging.getLogger("peerlearn.request")


class RequestLogMiddleware:
    """Names the request, tells its name in the answer, and writes its line when it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request_id_from(request.headers)
        if is_left_out(request.path):
            response = self.get_response(request)
        else:
            response = self._logged(request, request_id)
        response[HEADER] = request_id
        return response

    def _logged(self, request: HttpRequest, request_id: str) -> HttpResponse:
        started = time.perf_counter()
        with traced(Trace(request_id)):
            response = self.get_response(request)
            organization = getattr(request, "organization", None)
            extra = {
                "method": request.method,
                "route": request.resolver_match.view_name if request.resolver_match else "",
                "status": response.status_code,
                "milliseconds": round(1_000 * (time.perf_counter() - started)),
                "organization_id": organization.id if organization else None,
            }
            words = (request.method, request.path, response.status_code)
            log.info("%s %s %s", *words, extra=extra)
        return response
