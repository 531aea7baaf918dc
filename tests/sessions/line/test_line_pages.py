"""Offers and lines on pages, by the links in mails, and by the API."""

from peerlearn.web.tokens import make_token
from sessions.actions.booking import cancel_booking
from sessions.actions.line_messages import OFFER_PURPOSE, offer_link
from sessions.models import Booking, WaitlistEntry
from tests.api.caller import caller, refusal
from tests.sessions.line.lining import counted, offered, seated, wait
from tests.sessions.test_pages import page, queries_of, text


def test_page_shows_the_offer_and_takes_it(cast, kept):
    small, _entry = kept
    client = cast.employee.client()
    for path in (page(cast, small), cast.employee.url("sessions/")):
        shown = text(client.get(path))
        assert "A seat is kept for you" in shown
        assert "Take the seat" in shown
    client.post(page(cast, small, "offer/"))
    shown = text(client.get(page(cast, small)))
    assert "Booked" in shown
    assert "You took the seat." in shown
    again = text(client.post(page(cast, small, "offer/"), follow=True))
    assert "This offer has ended" in again


def test_page_lets_the_offer_go(cast, kept):
    small, entry = kept
    client = cast.employee.client()
    client.post(page(cast, small, "offer/decline/"))
    with cast.inside():
        entry.refresh_from_db()
        assert entry.state == "cancelled"
    assert "Book a seat" in text(client.get(page(cast, small)))


def test_mail_link_asks_on_get_and_acts_on_post(cast, client, kept):
    small, entry = kept
    with cast.inside():
        link = offer_link(entry).split("testserver")[-1]
        link = link[link.index("/o/") :]
    assert "Take the seat that is kept for you?" in text(client.get(link))
    with cast.inside():
        assert seated(small) == set()
    assert "The seat is yours" in text(client.post(link, {"answer": "accept"}))
    assert "The seat is yours" in text(client.post(link, {"answer": "accept"}))
    with cast.inside():
        assert (seated(small), counted(small)) == ({cast.employee.person.name}, 1)


def test_mail_link_declines_and_an_ended_one_says_so(cast, client, kept):
    _small, entry = kept
    with cast.inside():
        link = offer_link(entry)
        link = link[link.index("/o/") :]
    assert "You let the seat go" in text(client.post(link, {"answer": "decline"}))
    refused = client.post(link, {"answer": "accept"})
    assert (refused.status_code, "This offer has ended" in text(refused)) == (422, True)


def test_forged_or_earlier_mail_links_are_refused(cast, client, kept):
    _small, entry = kept
    base = cast.employee.url("sessions/offer/")
    assert client.post(f"{base}nobody-signed-this/").status_code == 404
    with cast.inside():
        earlier = make_token(OFFER_PURPOSE, entry=str(entry.id), offer="0")
        other = make_token("cancel-booking", entry=str(entry.id), offer="1")
    assert client.post(f"{base}{other}/").status_code == 404
    answered = client.post(f"{base}{earlier}/")
    assert (answered.status_code, "This link doesn't work" in text(answered)) == (404, True)
    with cast.inside():
        entry.refresh_from_db()
        assert entry.is_offered


def test_page_of_who_waits_shows_chance_and_steps(cast, full):
    small, _booking, _others = full
    with cast.inside():
        wait(small, cast.employee.person)
    shown = text(cast.employee.client().get(page(cast, small)))
    assert "Number 4 in line" in shown
    assert "Hardly a chance" in shown
    assert "too few past sessions" in shown
    assert "You joined the waiting list." in shown


def test_api_shows_takes_and_lets_go_of_offers(cast, kept):
    small, entry = kept
    employee = caller(cast.employee)
    place = employee.get(f"waitlist/{entry.id}/").json()
    assert (place["state"], place["position"]) == ("offered", None)
    assert [step["kind"] for step in place["steps"]] == ["joined", "offered"]
    assert employee.get(f"sessions/{small.id}/").json()["mine"]["offer_until"]
    assert caller(cast.manager).post(f"waitlist/{entry.id}/acceptance/").status_code == 404
    assert employee.post(f"waitlist/{entry.id}/acceptance/").json()["state"] == "confirmed"
    with cast.inside():
        cancel_booking(Booking.objects.get(person=cast.employee.person), by=cast.employee.person)
    assert refusal(employee.post(f"waitlist/{entry.id}/acceptance/"))[0] == "offer-gone"


def test_api_tends_the_line(cast, full):
    small, _booking, [_first, second, _third] = full
    hr_admin = caller(cast.hr_admin)
    with cast.inside():
        entry = WaitlistEntry.objects.get(person=second)
    path = f"sessions/{small.id}/waitlist/{entry.id}/offer/"
    assert caller(cast.employee).post(path, {"reason": "Me"}).status_code in (403, 404)
    assert hr_admin.post(path, {"reason": "Presents"}).json()["state"] == "offered"
    assert hr_admin.post(f"sessions/{small.id}/seats/", {}).json()["capacity"] == 3
    rows = hr_admin.get(f"sessions/{small.id}/waitlist/").json()["results"]
    assert [row["state"] for row in rows] == ["offered", "offered", "waiting"]


def test_line_page_is_for_who_runs_the_session(cast, freed):
    small, _offer, [first, second, _third] = freed
    path = page(cast, small, "line/")
    for stranger in (cast.employee, cast.manager):
        assert stranger.client().get(path).status_code == 404
    client = cast.hr_admin.client()
    shown = text(client.get(path))
    assert shown.index(first.name) < shown.index(second.name)
    assert "offered until" in shown
    with cast.inside():
        entry = WaitlistEntry.objects.get(person=second)
    refused = client.post(f"{path}{entry.id}/", {"reason": ""})
    assert (refused.status_code, "This field is required." in text(refused)) == (422, True)
    client.post(f"{path}{entry.id}/", {"reason": "Presents"})
    client.post(f"{path}seats/")
    with cast.inside():
        assert len(offered(small)) == 3
    assert "Reason: Presents" in text(client.get(path))


def test_line_page_takes_as_many_queries_for_one_as_for_three(cast, full):
    small, _booking, [first, second, _third] = full
    client, path = cast.hr_admin.client(), page(cast, small, "line/")
    three = queries_of(client, path)
    with cast.inside():
        for person in (first, second):
            WaitlistEntry.objects.filter(person=person).delete()
    assert queries_of(client, path) == three
