"""What HR is told of those who apply and lead others in the program."""

from programs.models import Enrollment


def test_page_says_who_of_those_who_apply_leads_people_of_the_program(cast, program):
    with cast.inside():
        for player in (cast.manager, cast.mentor):
            Enrollment.objects.update_or_create(
                program=program,
                person=player.person,
                role="participant",
                defaults={"state": "applied"},
            )
    url = cast.hr_admin.url(f"programs/{program.id}/applications/")
    page = cast.hr_admin.client().get(url).content.decode()
    assert page.count("leads 1 person in it") == 1
    assert "1 who applies leads people of this program" in page
    with cast.inside():
        Enrollment.objects.filter(person=cast.employee.person).update(state="withdrawn")
    page = cast.hr_admin.client().get(url).content.decode()
    assert "leads 1 person" not in page
    assert "left to facilitate" not in page
