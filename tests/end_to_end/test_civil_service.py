"""Data that others made, from their two files to mails about a mentor, by pages and a worker."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from matching.models import Match, MatchCandidates, MatchRun
from matching.queries.options import entries_of
from peerlearn.people.models import ImportJob, Person, PersonTopic, Topic
from programs.models import Enrollment, Program
from tests.servers import wait_for

DATA = Path(__file__).parent.parent / "data" / "civil-service-small"
# What a person chooses where the guess is not what they mean.
MENTORS_BY_HAND = {"both mentor and mentee": "attribute"}
MENTEES_BY_HAND = {
    "both mentor and mentee": "attribute",
    "profession": "wanted_topics",
    "match with similar identity": "",
    "identity to match": "wanted_topics",
}
CAPACITY = 2
CHARACTERIZED = 21


class Desk:
    """The HR admin in front of the pages, with a worker behind them."""

    def __init__(self, cast):
        self.cast = cast
        self.client = cast.hr_admin.client()

    def url(self, path):
        return self.cast.hr_admin.url(path)

    def page(self, path, **query):
        answer = self.client.get(self.url(path), query)
        assert answer.status_code == 200, (path, answer.status_code)
        return " ".join(answer.content.decode().split())

    def post(self, path, data=None):
        """Press a button; where it leads to, below the organization."""
        answer = self.client.post(self.url(path), data or {})
        assert answer.status_code == 302, answer.content.decode()
        return answer.url.removeprefix(self.url(""))

    def upload(self, name):
        file = SimpleUploadedFile(name, (DATA / name).read_bytes())
        return self.post("people/import/", {"file": file})

    def import_file(self, name, by_hand):
        """From the file to the page of the result; its path."""
        columns = self.upload(name)
        place = self.post(columns, self.choices(columns, by_hand))
        self.wait_for_import(place, "Preview of the import")
        assert self.post(f"{place}run/") == place
        self.wait_for_import(place, "Import finished")
        return place

    def choices(self, columns, by_hand):
        """The page of the columns as it is filled in, with what is changed by hand."""
        form = self.client.get(self.url(columns)).context["form"]
        chosen = {line.field.html_name: line.field.value() for line in form.lines()}
        names = {line.header: line.field.html_name for line in form.lines()}
        chosen.update({names[header]: target for header, target in by_hand.items()})
        return {**chosen, "date_order": "auto"}

    def wait_for_import(self, place, heading):
        wait_for(lambda: heading in self.page(place), heading, seconds=60)

    def create_program(self):
        dates = {"starts_on": date.today(), "ends_on": date.today() + timedelta(days=120)}  # noqa: DTZ011
        said = {"name": "Across departments", "goal": "Everybody knows a way in.", **dates}
        place = self.post("programs/new/", said)
        return re.search(r"[0-9a-f-]{36}", place)[0]

    def enroll(self, program, imported, **said):
        """From the result of an import to its people in the program."""
        chooser = re.search(r'href="([^"]+programs/imports/[^"]+)"', self.page(imported))[1]
        assert f"programs/{program}/enrollment/" in self.page(chooser.removeprefix(self.url("")))
        rule = {"imported": imported.split("/")[-2], "started": "any", **said}
        page = self.page(f"programs/{program}/enrollment/", **rule)
        assert f"50 people will be enrolled as {said['role']}s" in page
        self.post(f"programs/{program}/enrollment/", {**rule, "expected": 50})

    def match(self, program):
        self.post(f"matching/programs/{program}/run/")

        def done():
            with self.cast.inside():
                return MatchRun.objects.filter(program_id=program, state="done").first()

        return wait_for(done, "the pairs", seconds=60)

    def open(self, program):
        self.post(f"programs/{program}/opening/")

    def publish(self, run):
        page = self.page(f"matching/runs/{run.id}/publication/")
        pairs = re.search(r'name="pairs" value="(\d+)"', page)[1]
        self.post(f"matching/runs/{run.id}/publication/", {"pairs": pairs})


@pytest.fixture
def desk(worker, committed_cast):
    return Desk(committed_cast)


def counts_of(desk, place):
    with desk.cast.inside():
        counts = ImportJob.objects.get(id=place.split("/")[-2]).counts
    return {key: counts[key] for key in ("new", "changed", "unchanged", "error", "skipped")}


def all_of(**counts):
    return {"new": 0, "changed": 0, "unchanged": 0, "error": 0, "skipped": 0, **counts}


def topics_of(desk, email, stance):
    with desk.cast.inside():
        found = PersonTopic.objects.filter(person__email=email, stance=stance)
        return sorted(found.values_list("topic__name", flat=True))


def test_guess_finds_all_columns_but_those_that_only_a_person_understands(desk):
    columns = desk.upload("mentors.csv")
    form = desk.client.get(desk.url(columns)).context["form"]
    assert {line.header: line.field.value() for line in form.lines()} == {
        "first name": "first_name",
        "last name": "last_name",
        "email address": "email",
        "both mentor and mentee": "",
        "job title": "title",
        "grade": "level",
        "organisation": "department",
        "profession": "known_topics",
        "characteristics": "known_topics",
        "biography": "about",
    }


def test_file_comes_in_as_it_is_and_the_second_time_tells_nothing_sensitive(desk):
    first = desk.import_file("mentors.csv", MENTORS_BY_HAND)
    assert counts_of(desk, first) == all_of(new=50)
    with desk.cast.inside():
        person = Person.objects.get(email="mentor.00@gov.uk")
        assert (person.name, person.department) == ("mentor 00", "Department of Joy")
        assert person.attributes["level"] == "SCS4"
        assert person.attributes["both mentor and mentee"] == "yes"
    assert topics_of(desk, "mentor.00@gov.uk", "knows") == ["DDaT"]

    columns = desk.upload("mentors.csv")
    assert "the choices are those of last time" in desk.page(columns)
    assert "what stands here is named to nobody" in desk.page(columns)
    again = desk.post(columns, desk.choices(columns, {}))
    desk.wait_for_import(again, "Preview of the import")
    # Who has a characteristic: it isn't told whether Peerlearn has it already.
    assert counts_of(desk, again) == all_of(changed=CHARACTERIZED, unchanged=50 - CHARACTERIZED)
    with desk.cast.inside():
        named = Topic.objects.filter(sensitive_since=None).values_list("name", flat=True)
        assert {"DDaT", "Policy"} <= set(named)
        assert "Gay" not in named


def test_mentors_and_mentees_of_two_files_are_matched_and_told(desk, mail_sink):
    mentors = desk.import_file("mentors.csv", MENTORS_BY_HAND)
    mentees = desk.import_file("mentees.csv", MENTEES_BY_HAND)
    assert counts_of(desk, mentees) == all_of(new=50)
    program = desk.create_program()
    desk.enroll(program, mentors, role="mentor", capacity=CAPACITY)
    desk.enroll(program, mentees, role="mentee")

    desk.open(program)
    run = desk.match(program)
    pairs = pairs_of(desk, run)
    assert (run.pair_count, run.gap, len(run.unmatched)) == (50, 0, 0)
    assert len({pair["mentee__email"] for pair in pairs}) == 50
    assert max(Counter(pair["mentor__email"] for pair in pairs).values()) <= CAPACITY
    assert rules_broken(desk, run) == []
    for pair in pairs:
        assert (pair["mentor__email"][:7], pair["mentee__email"][:7]) == ("mentor.", "mentee.")
    assert not mail_sink.to("mentee.00@gov.uk"), "nothing goes out before it is published"

    desk.publish(run)
    for pair in pairs:
        mail = mail_sink.wait_for(pair["mentee__email"], "is your mentor", seconds=60)
        assert mail["Subject"] == f"{pair['mentor__name']} is your mentor"
        assert pair["mentor__email"] in mail.get_body(("plain",)).get_content()
    told = Counter(mail["To"] for mail in mail_sink.mails if "is your mentor" in mail["Subject"])
    assert told == {pair["mentee__email"]: 1 for pair in pairs}
    with desk.cast.inside():
        assert Match.objects.filter(program_id=program, state="active").count() == 50


def pairs_of(desk, run):
    with desk.cast.inside():
        found = run.matches.filter(state="proposed")
        return list(found.values("mentor__email", "mentor__name", "mentee__email"))


def rules_broken(desk, run):
    """What forbids a pair that was proposed all the same."""
    with desk.cast.inside():
        proposed = set(run.matches.values_list("mentor_id", "mentee_id"))
        found = MatchCandidates.objects.filter(run=run).select_related("mentee")
        looked_at = [
            entry
            for each in found
            for entry in entries_of(run, each.mentee)
            if (entry.mentor.id, each.mentee_id) in proposed
        ]
    assert len(looked_at) == len(proposed)
    return [entry.forbidden for entry in looked_at if entry.forbidden]


def test_people_of_a_file_are_enrolled_by_it_and_nobody_else(desk):
    imported = desk.import_file("mentors.csv", MENTORS_BY_HAND)
    program = desk.create_program()
    desk.enroll(program, imported, role="mentor", capacity=3)
    with desk.cast.inside():
        enrolled = Enrollment.objects.filter(program=Program.objects.get(id=program))
        found = set(enrolled.values_list("role", "capacity", "person__email"))
    assert found == {("mentor", 3, f"mentor.{number:02}@gov.uk") for number in range(50)}
