"""Public holidays of the organization's list: templates go round them, the check page tells."""

from datetime import date, timedelta

from peerlearn.home.free_days import holidays_in_the_way
from peerlearn.home.rooms_apart import people_by_location, room_sentences
from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import closed_days
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from sessions.models import LearningSession
from tests.home.making import drafts, url
from tests.typed import typed

MONDAY = date(2027, 3, 1)


def keep(text):
    OrganizationSettings.objects.update(holidays=text)


def in_the_way(program):
    return holidays_in_the_way(drafts(program), people_by_location(program))


def test_session_of_a_template_moves_to_the_next_working_day(cast):
    template = TEMPLATES["onboarding-mentoring"]
    first = template.sessions[0]
    usual = first.day(MONDAY)
    rest = [usual + timedelta(days=n) for n in range(5 - usual.weekday())]
    assert first.day(MONDAY, {usual}) == usual + timedelta(days=1)
    assert first.day(MONDAY, rest) == usual + timedelta(days=7 - usual.weekday())
    with cast.inside():
        keep(f"{usual} Founders' day\n{usual + timedelta(days=1)} [Lisbon] Elsewhere")
        made = create_from_template(
            template,
            name="Spring",
            goal="",
            starts_on=MONDAY,
            ends_on=template.last_day(MONDAY),
            by=cast.hr_admin.person,
        )
        assert closed_days() == {usual}
        assert drafts(made)[0].starts_at.date() == usual + timedelta(days=1)
    page = cast.hr_admin.url("programs/templates/onboarding-mentoring/")
    preview = cast.hr_admin.client().get(page, {"starts_on": MONDAY}).context["preview"]
    assert preview.sessions[0].day == usual + timedelta(days=1)


def test_check_page_names_drafts_on_a_holiday_of_somebody(cast, draft):
    with cast.inside():
        first, second, *_rest = drafts(draft)
        one, two = first.starts_at.date(), second.starts_at.date()
        keep(f"{one} [Lisbon] Freedom day\n{two} New Year\n{two} [Oslo] Other")
        Person.objects.update(location="Berlin")
        Person.objects.filter(id=cast.employee.person.id).update(location="Lisbon")
        (sentence,) = in_the_way(draft)
        assert sentence.startswith("2 sessions are on public holidays: ")
        assert "Freedom day) for 1 person in Lisbon" in sentence
        assert "New Year)" in sentence
        assert "Oslo" not in sentence
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "2 sessions are on public holidays" in html
    with cast.inside():
        keep(f"{one} [Oslo] Other")
        assert in_the_way(draft) == []


def test_list_is_kept_in_the_settings(cast):
    client, page = cast.hr_admin.client(), cast.hr_admin.url("settings/")
    refused = client.post(page, typed(client, page, holidays="Christmas"))
    assert refused.status_code == 422
    assert "Line 1 is no holiday" in refused.content.decode()
    said = typed(client, page, holidays="2026-12-26 [Berlin] B\r\n2026-12-25 A")
    assert client.post(page, said).status_code == 302
    with cast.inside():
        kept = OrganizationSettings.objects.get().holidays
        assert kept == "2026-12-25 A\n2026-12-26 [Berlin] B"
    again = typed(client, page, name="Acme Two")
    assert client.post(page, again).status_code == 302
    with cast.inside():
        assert OrganizationSettings.objects.get().holidays == kept


def test_check_page_tells_of_one_room_for_people_in_several_places(cast, draft):
    with cast.inside():
        one, two = cast.employee.person, cast.mentor.person
        Person.objects.filter(id=one.id).update(location="Lisbon")
        Person.objects.filter(id=two.id).update(location="Berlin")
        places = people_by_location(draft)
        assert places == {"Lisbon": 1, "Berlin": 1}
        (sentence,) = room_sentences(drafts(draft), places)
        assert sentence.endswith("several places: 1 in Berlin, 1 in Lisbon.")
        assert room_sentences(drafts(draft), {"Berlin": 2}) == []
        LearningSession.objects.update(video_url="https://meet.example/x")
        assert room_sentences(drafts(draft), places) == []
        LearningSession.objects.update(video_url="")
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "and no video link, and people work in several places" in html


def test_one_link_serves_all_drafts_that_have_a_room_alone(cast, draft):
    with cast.inside():
        for person, place in ((cast.employee.person, "Lisbon"), (cast.mentor.person, "Berlin")):
            Person.objects.filter(id=person.id).update(location=place)
    client = cast.hr_admin.client()
    assert "By video too?" in client.get(url(cast, draft)).content.decode()
    link = "https://meet.example/x"
    client.post(cast.hr_admin.url(f"programs/{draft.id}/places/"), {"video_url": link})
    with cast.inside():
        rooms = set(LearningSession.objects.filter(program=draft).values_list("room", "video_url"))
        assert {video for _room, video in rooms} == {link}
        assert all(room for room, _video in rooms)
    assert "By video too?" not in client.get(url(cast, draft)).content.decode()
