"""Topics by the interface for programs: the pages' numbers, rules and silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.actions.topics import tell_topics
from peerlearn.people.models import Person, PersonTopic, Topic
from tests.api.caller import caller, names, pointers, refusal


def crowd(number, stance, topic):
    """So many colleagues tell a topic; call it inside the organization."""
    people = [Person.objects.create(name=f"{topic} {stance} {n}") for n in range(number)]
    for person in people:
        tell_topics(person, stance, [topic], sure=True)
    return people


def test_gap_is_told_from_the_threshold_on_and_proposes_a_session(cast, hr_admin):
    with cast.inside():
        crowd(6, "wants", "SQL")
        crowd(2, "knows", "SQL")
        crowd(12, "struggles", "SQL")
        crowd(2, "wants", "Rare")
    [gap] = hr_admin.get("topics/demand/").json()["results"]
    assert gap["topic"]["name"] == "SQL"
    assert (gap["knows"], gap["wants"], gap["struggles"], gap["gap"]) == (None, 6, 10, 6)
    assert gap["proposal"] == {
        "title": "SQL",
        "description": "6 colleagues want to learn about SQL.",
    }


def test_topics_are_named_merged_split_and_renamed(cast, hr_admin):
    excel = hr_admin.post("topics/", {"name": "Excel", "category": "Tools"}).json()
    sheets = hr_admin.post("topics/", {"name": "Sheets"}).json()
    assert refusal(hr_admin.post("topics/", {"name": "excel"}))[0] == "topic-name-taken"
    page = f"topics/{excel['id']}/"
    merged = hr_admin.post(f"topics/{sheets['id']}/merge/", {"into": excel["id"]}).json()
    assert [one["name"] for one in merged["synonyms"]] == ["Sheets"]
    again = hr_admin.post(f"{page}merge/", {"into": sheets["id"]})
    assert refusal(again)[0] == "topic-of-itself"
    assert hr_admin.get(f"topics/{sheets['id']}/").json()["id"] == excel["id"]
    # A synonym is no topic of its own: nothing is changed by its address.
    assert hr_admin.patch(f"topics/{sheets['id']}/", {"name": "Grids"}).status_code == 404
    named = hr_admin.post(f"{page}name/", {"synonym": sheets["id"]}).json()
    assert (named["name"], named["category"]) == ("Sheets", "Tools")
    renamed = hr_admin.patch(page, {"name": "Spreadsheets"}).json()
    assert {one["name"] for one in renamed["synonyms"]} == {"Excel", "Sheets"}
    added = hr_admin.post(f"{page}synonyms/", {"synonym": "Calc"}).json()
    [calc] = [one for one in added["synonyms"] if one["name"] == "Calc"]
    split = hr_admin.post(f"topics/{calc['id']}/split/").json()
    assert (split["name"], split["synonyms"]) == ("Calc", [])
    assert names(hr_admin.get("topics/?show=synonyms")) == ["Spreadsheets"]


def test_sensitive_topic_is_not_counted(cast, hr_admin):
    with cast.inside():
        crowd(6, "wants", "SQL")
        topic = Topic.objects.get(name="SQL")
    page = f"topics/{topic.id}/sensitivity/"
    told = hr_admin.put(page, {}).json()
    assert (told["is_sensitive"], told["demand"]) == (True, None)
    assert hr_admin.get("topics/demand/").json()["results"] == []
    assert hr_admin.delete(page).json()["demand"]["wants"] == 6


def test_private_words_are_not_there_for_hr(cast, hr_admin):
    with cast.inside():
        tell_topics(cast.employee.person, "struggles", ["Speaking up"], sure=True)
        word = Topic.objects.get(name="Speaking up")
    assert hr_admin.get("topics/").json()["results"] == []
    for path in ("", "synonyms/", "merge/", "split/", "sensitivity/", "name/"):
        address = f"topics/{word.id}/{path}"
        assert hr_admin.call("DELETE" if "sens" in path else "PATCH", address, {}).status_code in {
            404,
            405,
        }
    suggested = caller(cast.mentor).get("topics/suggestions/?q=speak").json()
    assert suggested == []


def test_own_list_is_imported_once_and_says_what_is_wrong(cast, hr_admin):
    rows = [{"topic": "Excel", "synonyms": ["Sheets"], "category": "Tools"}, {"topic": "Sheets"}]
    preview = hr_admin.post("topics/import/", {"rows": rows, "dry_run": True}).json()
    assert [one["outcome"] for one in preview] == ["error", "new"]
    assert preview[0]["problem"] == "“Sheets” stands in row 2 too. Leave it in one of them."
    done = hr_admin.post("topics/import/", {"rows": rows[:1]}).json()
    assert [(one["topic"], one["outcome"]) for one in done] == [("Excel", "new")]
    assert hr_admin.post("topics/import/", {"rows": rows[:1]}).json()[0]["outcome"] == "unchanged"
    assert names(hr_admin.get("topics/?q=sheet")) == ["Excel"]
    assert list(pointers(hr_admin.post("topics/import/", {"rows": [{}]}))) == ["/rows/0/topic"]


@pytest.mark.parametrize("path", ["topics/", "topics/demand/"])
def test_topics_of_the_organization_are_for_hr_only(cast, employee, facilitator, path):
    assert employee.get(path).status_code == 404
    assert facilitator.get(path).status_code == 404


def test_own_lists_are_told_doubted_and_taken_off(cast, employee):
    with cast.inside():
        Topic.objects.create(name="Excel")
    body = {"stance": "knows", "names": ["Exel"]}
    doubted = employee.post("me/topics/", body).json()
    assert doubted["added"] == []
    assert [one["name"] for one in doubted["doubts"][0]["meant"]] == ["Excel"]
    told = employee.post("me/topics/", {**body, "names": ["excel"]}).json()
    assert [one["name"] for one in told["added"]] == ["Excel"]
    [own] = employee.get("me/topics/").json()["results"]
    off = {"stance": "knows", "topic": own["topic"]["id"]}
    assert employee.post("me/topics/removals/", off).status_code == 204
    assert employee.post("me/topics/removals/", off).status_code == 204
    assert employee.get("me/topics/").json()["results"] == []
    many = {"stance": "wants", "names": [f"Topic {n}" for n in range(30)], "sure": True}
    assert len(employee.post("me/topics/", many).json()["added"]) == 30
    refused = refusal(employee.post("me/topics/", {**many, "names": ["One more"]}))
    assert refused[0] == "too-many-topics"


def test_struggle_is_shown_to_both_only_once_both_marked_it(cast, program, employee, hr_admin):
    mine = {"stance": "struggles", "names": ["Saying no"], "sure": True}
    employee.post("me/topics/", mine)
    mentor = caller(cast.mentor)
    assert mentor.get("me/common-reasons/").json()["results"] == []
    assert mentor.post("me/topics/", mine).status_code == 200
    assert mentor.get("me/common-reasons/").json()["results"] == []
    with cast.inside():
        PersonTopic.objects.update(told_at=timezone.now() - timedelta(days=8))
    [theirs] = mentor.get("me/common-reasons/").json()["results"]
    [ours] = employee.get("me/common-reasons/").json()["results"]
    assert (theirs["person"]["name"], theirs["topics"]) == (
        cast.employee.person.name,
        ["Saying no"],
    )
    assert (ours["person"]["name"], ours["topics"]) == (cast.mentor.person.name, ["Saying no"])
    # HR is in no program with them, and reads nothing of it anywhere.
    assert hr_admin.get("me/common-reasons/").json()["results"] == []
    page = hr_admin.get(f"people/{cast.employee.person.id}/").content.decode()
    assert "Saying no" not in page
    assert hr_admin.get("topics/").json()["results"] == []


def test_team_shows_what_reports_chose_and_gaps_above_the_threshold(cast, program, employee):
    manager = caller(cast.manager)
    team = manager.get("me/team/").json()
    assert (team["shared"], team["has_others"], team["is_large_enough"]) == ([], True, False)
    assert employee.get("me/team/").status_code == 404
    assert employee.get("me/sharing/").json() == {"is_shared": False}
    assert employee.put("me/sharing/", {"is_shared": True}).json() == {"is_shared": True}
    with cast.inside():
        people = [
            Person.objects.create(name=f"Report {n}", manager=cast.manager.person) for n in range(7)
        ]
        for person in people[:6]:
            tell_topics(person, "wants", ["SQL"], sure=True)
    team = manager.get("me/team/").json()
    assert [one["person"]["name"] for one in team["shared"]] == [cast.employee.person.name]
    assert team["shared"][0]["programs"] == [program.name]
    assert [one["name"] for one in team["gaps"]] == ["SQL"]
    employee.put("me/sharing/", {"is_shared": False})
    assert manager.get("me/team/").json()["shared"] == []
    with cast.inside():
        assert PersonTopic.objects.filter(stance="wants").count() == 6
