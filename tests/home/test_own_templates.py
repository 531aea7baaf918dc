"""The pages of an organization's own templates."""

import pytest

from matching.actions.rules import set_rules
from matching.queries.rules import rules_of_program
from matching.rules.configuration import RuleSet
from programs.actions.own_templates import archive_template
from programs.actions.templates import create_from_template
from programs.catalogue.stored import template_of
from programs.models import OwnTemplate, Program
from sessions.models import LearningSession
from tests.programs.templating import FIRST_DAY, make_full_program, saved


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_full_program(cast)


@pytest.fixture
def row(cast, program):
    with cast.inside():
        return saved(cast, program)


def typed(client, url, **changes):
    """What a page that was just opened would send: the values of its forms."""
    context = client.get(url).context
    sent = {}
    forms = [context["form"], *context.get("blocks", []), context.get("check", [])]
    for bound in (bound for form in forms for bound in form):
        value = bound.value()
        if value is not None and value is not False:
            sent[bound.html_name] = value
    return sent | changes


def page_of(cast, row, end=""):
    return cast.hr_admin.url(f"programs/templates/{row.id}/{end}")


def template(cast, row):
    with cast.inside():
        row.refresh_from_db()
        return template_of(row)


def test_program_is_saved_as_a_template_and_stands_in_the_gallery(cast, program):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/template/")
    html = client.get(url).content.decode()
    assert "Never: people, dates, rooms and links, answers, reports." in html
    answer = client.post(url, {"name": "Ours", "purpose": "Buddies arrive", "for_whom": ""})
    with cast.inside():
        row = OwnTemplate.objects.get()
    assert answer.url == page_of(cast, row)
    gallery = client.get(cast.hr_admin.url("programs/templates/")).content.decode()
    assert f"/programs/templates/{row.id}/" in gallery
    assert "Your own" in gallery


def test_template_with_a_name_that_is_taken_is_refused(cast, program, row):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/template/")
    answer = client.post(url, {"name": "OURS", "purpose": "", "for_whom": ""})
    assert answer.status_code == 422
    assert "There is already a template called" in answer.content.decode()


def test_template_has_the_same_preview_and_says_what_was_made_from_it(cast, row):
    client = cast.hr_admin.client()
    use = page_of(cast, row, "use/")
    told = {
        "name": "Autumn",
        "starts_on": "2027-09-06",
        "weeks": "10",
        "goal": "Arrive",
        "version": "1",
    }
    assert client.post(use, told).status_code == 302
    page = client.get(page_of(cast, row), {"starts_on": "2027-09-06"})
    html = page.content.decode()
    assert "Kick-off" in html
    assert "15 Sep 2027" in html
    assert "1 from version 1 (as it is now)" in " ".join(html.split())
    assert "Hanna Admin" in html
    with cast.inside():
        made = Program.objects.get(name="Autumn")
        assert (made.template_id, made.template_version) == (row.id, 1)
        assert LearningSession.objects.filter(program=made).count() == 1


def test_texts_are_changed(cast, row):
    client, url = cast.hr_admin.client(), page_of(cast, row, "edit/")
    sent = typed(client, url, goal="New", weeks="", steps=["facilitator", "pairs"])
    assert client.post(url, sent).status_code == 302
    changed = template(cast, row)
    assert (changed.goal, changed.weeks, changed.steps) == ("New", None, ("facilitator", "pairs"))
    assert changed.conduct_text() == "We ask.\n\nWe listen."


def test_roles_are_changed_and_one_that_is_not_ticked_is_not_looked_at(cast, row):
    client, url = cast.hr_admin.client(), page_of(cast, row, "roles/")
    sent = typed(client, url) | {"mentor-label_one": "Guide", "mentor-label_many": "Guides"}
    del sent["mentee-is_there"]
    sent["mentee-hours_a_month"] = "many"
    assert client.post(url, sent).status_code == 302
    (mentor,) = template(cast, row).roles
    assert (mentor.label, mentor.plural, mentor.seats) == ("Guide", "Guides", 12)


def test_role_with_half_a_name_is_refused(cast, row):
    client, url = cast.hr_admin.client(), page_of(cast, row, "roles/")
    answer = client.post(url, typed(client, url) | {"mentor-label_many": ""})
    assert answer.status_code == 422
    assert "Say the name for several of them too." in answer.content.decode()


def test_session_is_changed_with_its_check(cast, row):
    (one,) = template(cast, row).sessions
    client, url = cast.hr_admin.client(), page_of(cast, row, f"sessions/{one.ref}/")
    sent = typed(client, url, title="First hour", week="3", weekday="4", text_0="Who asks?")
    assert client.post(url, sent).status_code == 302
    (changed,) = template(cast, row).sessions
    assert (changed.ref, changed.title) == (one.ref, "First hour")
    assert (changed.week, changed.weekday) == (2, 4)
    assert [question.text for question in changed.questions] == ["Who asks?"]


def test_session_is_added_without_a_check_and_taken_out(cast, row):
    client, url = cast.hr_admin.client(), page_of(cast, row, "sessions/new/")
    assert client.post(url, typed(client, url, kind="networking", title="Mixer")).status_code == 302
    mixer, _kick_off = template(cast, row).sessions
    assert (mixer.title, mixer.questions) == ("Mixer", ())
    removal = page_of(cast, row, f"sessions/{mixer.ref}/removal/")
    client.post(removal, {"version": "1"})
    assert len(template(cast, row).sessions) == 2
    client.post(removal, {"version": "2"})
    assert [one.title for one in template(cast, row).sessions] == ["Kick-off"]


def test_another_question_is_asked_for_without_losing_what_was_typed(cast, row):
    client, url = cast.hr_admin.client(), page_of(cast, row, "sessions/new/")
    page = client.post(url, typed(client, url, title="Mixer", add="1"))
    assert page.status_code == 200
    assert page.context["form"]["title"].value() == "Mixer"
    assert len(page.context["check"].blocks) == 4
    assert len(template(cast, row).sessions) == 1


RULES = RuleSet(
    {"no_shared_language": {}, "too_few_shared_hours": {"hours": 3}},
    {"wanted_topics": 0.6, "answers": 0.2, "same:Team": 0.2},
)


def test_rules_without_exception_go_into_a_template_and_into_what_is_made_from_it(cast, program):
    by = cast.hr_admin.person
    with cast.inside():
        set_rules(program, RULES, by=by)
        row = saved(cast, program)
    client = cast.hr_admin.client()
    shown = client.get(page_of(cast, row)).content.decode()
    assert "A language in common" in shown
    assert "Working hours overlap: 3 hours a day" in shown
    url = page_of(cast, row, "weights/")
    assert client.post(url, typed(client, url, same_site="50")).status_code == 302
    assert template(cast, row).weights == {**RULES.soft, "same_site": 0.5}
    with cast.inside():
        made = create_from_template(
            template(cast, row), name="Made", goal="", starts_on=FIRST_DAY, ends_on=None, by=by
        )
        assert rules_of_program(made) == RuleSet(RULES.hard, template(cast, row).weights)


def test_weights_are_changed_or_nobody_is_paired(cast, row):
    client, url = cast.hr_admin.client(), page_of(cast, row, "weights/")
    assert client.post(url, typed(client, url, same_site="50")).status_code == 302
    assert template(cast, row).weights["same_site"] == 0.5
    sent = typed(client, url, same_site="many")
    del sent["pairs_people"]
    assert client.post(url, sent).status_code == 302
    assert template(cast, row).weights == {}


@pytest.mark.parametrize("end", ["edit/", "roles/", "weights/"])
def test_second_who_saves_sees_what_the_first_saved_and_decides(cast, row, end):
    field, mine, theirs = {
        "edit/": ("goal", "Mine", "Theirs"),
        "roles/": ("mentor-label_one", "Mine", "Theirs"),
        "weights/": ("same_site", "5", "95"),
    }[end]
    client, url = cast.hr_admin.client(), page_of(cast, row, end)
    ours = typed(client, url) | {field: mine}
    client.post(url, typed(client, url) | {field: theirs})
    refused = client.post(url, ours)
    assert refused.status_code == 422
    assert "Hanna Admin saved this while you were writing" in refused.content.decode()
    assert refused.context["stored"]
    assert mine in refused.content.decode()
    version = refused.context["form"]["version"].value()
    assert client.post(url, ours | {"version": version}).status_code == 302


def test_template_changed_while_the_form_was_open_makes_nothing_before_it_is_looked_at(cast, row):
    client, use = cast.hr_admin.client(), page_of(cast, row, "use/")
    ours = typed(client, use, name="Autumn", starts_on="2027-09-06")
    client.post(page_of(cast, row, "edit/"), typed(client, page_of(cast, row, "edit/"), goal="New"))
    refused = client.post(use, ours)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Somebody has changed this template since you opened the page." in html
    assert "<strong>Goal:</strong> New" in html
    with cast.inside():
        assert not Program.objects.filter(name="Autumn").exists()
    version = refused.context["form"]["version"].value()
    assert client.post(use, ours | {"version": version}).status_code == 302


def test_session_that_was_taken_out_while_somebody_wrote_is_not_lost(cast, row):
    (one,) = template(cast, row).sessions
    client, url = cast.hr_admin.client(), page_of(cast, row, f"sessions/{one.ref}/")
    ours = typed(client, url, title="First hour")
    client.post(f"{url}removal/", {"version": "1"})
    refused = client.post(url, ours)
    assert refused.status_code == 422
    assert refused.context["stored"] == [("First hour", "")]
    again = ours | {"version": refused.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    assert [one.title for one in template(cast, row).sessions] == ["First hour"]
    assert client.get(page_of(cast, row, "sessions/nothing/")).status_code == 404


def test_template_is_archived_restored_and_deleted(cast, row):
    client = cast.hr_admin.client()
    client.post(page_of(cast, row, "archival/"))
    gallery = client.get(cast.hr_admin.url("programs/templates/")).content.decode()
    assert "1 archived template of your own" in gallery
    use = client.post(page_of(cast, row, "use/"), {"name": "X", "starts_on": "2027-09-06"})
    assert use.url == page_of(cast, row)
    client.post(page_of(cast, row, "archival/undo/"))
    refused = client.post(page_of(cast, row, "deletion/"), follow=True).content.decode()
    assert "Only an archived template" in refused
    client.post(page_of(cast, row, "archival/"))
    client.post(page_of(cast, row, "deletion/"))
    assert client.get(page_of(cast, row)).status_code == 404


def test_archived_template_is_shown_with_its_way_back(cast, row):
    with cast.inside():
        archive_template(row, by=cast.hr_admin.person)
    html = cast.hr_admin.client().get(page_of(cast, row)).content.decode()
    assert "This template is archived" in html
    assert page_of(cast, row, "archival/undo/") in html
    assert page_of(cast, row, "edit/") not in html


def test_templates_are_for_hr_admins(cast, row):
    assert cast.employee.client().get(page_of(cast, row)).status_code == 404
    assert cast.employee.client().get(page_of(cast, row, "edit/")).status_code == 404
    assert cast.outsider.client().get(page_of(cast, row)).status_code == 404
