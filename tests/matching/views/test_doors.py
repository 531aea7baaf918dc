"""The pages of HR admins are not there for anybody else."""

import pytest

from tests.matching.builders import (
    pairs,
)
from tests.matching.views.pages import of, url


def addresses(scene):
    """Each address of the HR admins' pages with real ids, and how it is asked for."""
    run, match = scene.run.id, of(scene, scene.ana).id
    mentee = f"runs/{run}/mentees/{scene.ana.id}"
    gets = [
        "",
        f"programs/{scene.program.id}/",
        f"runs/{run}/",
        f"runs/{run}/progress/",
        f"runs/{run}/pairs.csv",
        f"runs/{run}/publication/",
        f"{mentee}/",
    ]
    posts = [
        f"programs/{scene.program.id}/run/",
        f"runs/{run}/publication/",
        f"{mentee}/mentor/{scene.boss.id}/",
        f"{mentee}/swap/{scene.bo.id}/",
        f"{mentee}/mentor/{scene.boss.id}/insisting/",
        f"proposals/{match}/exclusion/",
        f"proposals/{match}/exclusion/undo/",
        f"proposals/{match}/setting-aside/",
        f"proposals/{match}/lock/",
        f"proposals/{match}/lock/undo/",
    ]
    return [("get", path) for path in gets] + [("post", path) for path in posts]


@pytest.mark.parametrize("who", ["employee", "manager", "facilitator", "outsider"])
def test_pages_of_hr_admins_are_not_there_for_others(reviewed, who):
    client = getattr(reviewed.cast, who).client()
    for verb, path in addresses(reviewed):
        response = getattr(client, verb)(url(reviewed, path))
        assert (path, response.status_code) == (path, 404)
    with reviewed.cast.inside():
        assert len(pairs(reviewed.run)) == 3


def test_ids_of_another_organization_are_not_there_for_its_hr_admin(reviewed):
    outsider = reviewed.cast.outsider
    for verb, path in addresses(reviewed)[1:]:
        response = getattr(outsider.client(), verb)(outsider.url(f"matching/{path}"))
        assert (path, response.status_code) == (path, 404)


def test_acts_are_not_done_by_a_get(reviewed, admin):
    for verb, path in addresses(reviewed):
        if verb == "post" and not path.endswith(("publication/", "exclusion/", "insisting/")):
            assert admin.get(url(reviewed, path)).status_code == 405
