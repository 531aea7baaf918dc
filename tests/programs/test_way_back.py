import pytest

from programs.actions.conduct import publish_conduct
from programs.models import ConductAcceptance


@pytest.mark.parametrize("wanted", ["abc", "[::", "//x.example/", "https://x.example/"])
def test_acceptance_is_kept_whatever_the_way_back(cast, program, wanted):
    with cast.inside():
        publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)
    url = cast.employee.url(f"programs/{program.id}/conduct/1/acceptance/")
    answer = cast.employee.client().post(url, {"next": wanted})
    assert answer.status_code == 302
    assert answer["Location"] == cast.employee.url(f"programs/{program.id}/conduct/")
    with cast.inside():
        assert ConductAcceptance.objects.filter(person=cast.employee.person).exists()
