"""The big screen."""

from tests.sessions.live.visiting import address
from tests.sessions.test_pages import text


def test_big_screen_shows_the_way_in_and_no_controls(cast, room, question):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room, "present/")))
    assert room.join_code in shown
    assert "localhost:8000/join" in shown
    assert "<svg" in shown
    assert "Why is the rent so high?" in shown
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert "<form" not in main
    assert "<button" not in main


def test_part_of_the_screen_without_scripts_is_the_page(cast, room):
    url = address(cast.facilitator, room, "present/screen/")
    assert cast.facilitator.client().get(url).url == address(cast.facilitator, room, "present/")
