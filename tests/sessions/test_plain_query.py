"""A NUL in an address, which nobody types, breaks no search."""


def test_nul_is_left_out_of_what_is_looked_for(cast, lunch):
    admin = cast.hr_admin.client()
    for page in (f"sessions/{lunch.id}/people/?q=%00em", "topics/suggestions/?names=%00le"):
        assert admin.get(cast.hr_admin.url(page)).status_code == 200
