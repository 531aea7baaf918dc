from types import SimpleNamespace

import pytest

from tests.matching.builders import make_mentee, make_mentor, make_program, run_now


def _scene(cast):
    """Three mentors and four mentees, of whom Ana and Bo fit Mia and Max best, and who are one
    too many: Max has two places, the others one.
    """
    with cast.inside():
        program = make_program()
        boss = make_mentor(program, "Bea Boss", department="HR", location="Rome")
        people = {
            "boss": boss,
            "mia": make_mentor(
                program, "Mia Mentor", department="IT", location="Rome", knows="Python, Excel"
            ),
            "max": make_mentor(
                program, "Max Mentor", capacity=2, department="Sales", location="Oslo", knows="Pay"
            ),
            "ana": make_mentee(
                program, "Ana New", department="Sales", location="Rome", wants="Python, Excel"
            ),
            "bo": make_mentee(program, "Bo New", department="HR", location="Oslo", wants="Pay"),
            "cy": make_mentee(
                program, "Cy New", department="HR", location="Rome", wants="Pay", manager=boss
            ),
        }
    return SimpleNamespace(cast=cast, program=program, **people)


@pytest.fixture
def scene(cast):
    return _scene(cast)


@pytest.fixture
def committed_scene(committed_cast):
    return _scene(committed_cast)


@pytest.fixture
def reviewed(scene):
    """The scene with a run whose pairs are under review."""
    with scene.cast.inside():
        scene.run = run_now(scene.program, scene.cast.hr_admin.person)
        scene.run.refresh_from_db()
    return scene
