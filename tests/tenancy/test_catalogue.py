from peerlearn.tenancy.checks import isolation_problems


def test_isolation_has_no_problems(db):
    assert isolation_problems() == []
