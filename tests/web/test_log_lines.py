"""Lines of the log: whose they are, what they pass on to tasks, and whom they never name."""

import json
import logging

import pytest
from django.http import HttpResponse

from peerlearn.people.models import ImportJob, Person
from peerlearn.web.log_format import ConsoleLine, JsonLine
from peerlearn.web.request_log import RequestLogMiddleware
from peerlearn.web.trace import HEADER, Trace, current_trace, request_id_from, traced
from tests.people.actions.importing import uploaded
from tests.servers import wait_for

ASKED = "proxy-0123456789"


@pytest.fixture
def lines():
    """What the JSON formatter writes while a test runs."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    keep = Keep()
    keep.setFormatter(JsonLine())
    logging.getLogger().addHandler(keep)
    logging.getLogger("peerlearn").setLevel("INFO")
    yield written
    logging.getLogger().removeHandler(keep)


def requests_in(lines):
    return [line for line in lines if line["logger"] == "peerlearn.request"]


def test_request_has_one_line_with_its_organization_and_id(cast, lines):
    answer = cast.employee.client().get(cast.employee.url("sessions/"), headers={HEADER: ASKED})
    assert answer[HEADER] == ASKED
    (line,) = requests_in(lines)
    assert line.pop("time")
    assert line.pop("milliseconds") >= 0
    assert line == {
        "level": "INFO",
        "logger": "peerlearn.request",
        "message": f"GET {cast.employee.url('sessions/')} 200",
        "organization_id": str(cast.organization.id),
        "request_id": ASKED,
        "method": "GET",
        "route": "sessions:list",
        "status": 200,
    }
    assert cast.employee.person.email not in json.dumps(lines)


def test_line_of_a_link_has_no_token(cast, client, lines):
    client.get(cast.hr_admin.url("join/eyJwIjoi.1vW:abc-def_0123456789/?x=secret"))
    written = json.dumps(lines)
    assert requests_in(lines)[0]["message"].split()[1] == cast.hr_admin.url("join/…/")
    assert "abc-def" not in written
    assert "secret" not in written


def test_question_in_the_room_has_no_line_and_passes_no_id_on(lines, rf):
    traces = []

    def respond(_request):
        traces.append(current_trace())
        return HttpResponse()

    room = "/o/acme/sessions/018f0000-0000-7000-8000-000000000000"
    for path in (f"{room}/questions/", f"{room}/run/"):
        answer = RequestLogMiddleware(respond)(rf.post(path, headers={HEADER: ASKED}))
        assert answer[HEADER] == ASKED
    assert traces == [Trace(), Trace(ASKED)]
    assert [line["message"] for line in requests_in(lines)] == [f"POST {room}/run/ 200"]


@pytest.mark.parametrize(
    "given", ["", "short", "ada@acme.example", "x" * 65, "a b c d e f g", "ä" * 9]
)
def test_id_that_could_not_stand_in_a_log_is_replaced(given):
    assert request_id_from({HEADER: given}).isalnum()
    assert len(request_id_from({HEADER: given})) == 32


def failing(text):
    kind = (ValueError, ValueError(text), None)
    return logging.LogRecord("x", logging.ERROR, "", 0, "mail to %s", ("ada@acme.example",), kind)


@pytest.mark.parametrize("formatter", [JsonLine(), ConsoleLine("%(message)s")])
def test_failure_names_nobody(formatter):
    text = 'duplicate key\nDETAIL:  Key (email, name)=(ada@acme.example, Ada Lind) exists.\nat "b"'
    with traced(Trace("r" * 8, "t" * 8, "some.task")):
        written = formatter.format(failing(text))
    assert "ada@acme" not in written
    assert "Ada Lind" not in written
    assert "duplicate key" in written
    assert "r" * 8 in written
    assert "t" * 8 in written


def test_task_is_logged_under_the_request_that_sent_it(worker, committed_cast, lines):
    cast = committed_cast
    job = uploaded(cast, "Name,E-mail", "Ada Lind,ada@acme.example")
    columns = {f"column_{number}": target for number, target in enumerate(job.targets)}
    columns["date_order"] = "auto"
    address = cast.hr_admin.url(f"people/import/{job.id}/columns/")
    cast.hr_admin.client().post(address, columns, headers={HEADER: ASKED})
    with cast.inside():
        assert ImportJob.objects.get().is_working or ImportJob.objects.get().state == "previewed"
        people = list(Person.objects.exclude(email=None).values_list("email", flat=True))

    def of_the_task():
        found = [
            json.loads(line) for line in worker.log.read_text().splitlines() if line[:1] == "{"
        ]
        return [line for line in found if line.get("request_id") == ASKED]

    line = wait_for(of_the_task, "the line of the task")[0]
    request = requests_in(lines)[-1]
    for key in ("request_id", "organization_id"):
        assert line[key] == request[key]
    assert line["organization_id"] == str(cast.organization.id)
    assert (line["task"], line["state"]) == ("peerlearn.people.tasks.preview_import", "SUCCESS")
    assert line["task_id"]
    for email in [*people, "ada@acme.example", "Ada Lind"]:
        assert email not in worker.log.read_text()
        assert email not in json.dumps(lines)
