from django.db.models import Count

from peerlearn.people.models import Person


def test_rows_can_be_counted_per_parent_although_the_key_is_composite(cast):
    with cast.inside():
        people = Person.objects.annotate(count=Count("reports")).order_by("name")
        counts = {person.name: person.count for person in people}
    assert counts["Dora Director"] == counts["Marco Manager"] == 1
    assert counts["Emil Employee"] == 0
