import pytest

from peerlearn.web.links import own_path


def test_path_of_ours_leads_back():
    assert own_path("/o/acme/sessions/?tab=mine") == "/o/acme/sessions/?tab=mine"


@pytest.mark.parametrize(
    "wanted",
    ["", "abc", "[::", "//x.example", "/\\x.example", "https://x.example", "/\t/x.example"],
)
def test_anything_else_leads_nowhere(wanted):
    assert own_path(wanted) == ""
