"""An import by a real worker, from the queue to the people."""

from peerlearn.people.actions.imports import start_import, start_preview
from peerlearn.people.models import Person
from tests.people.actions.importing import fresh, uploaded
from tests.servers import wait_for


def test_worker_previews_and_imports_five_thousand_people(worker, committed_cast):
    cast = committed_cast
    lines = ["Employee ID,Name,E-mail,Department,Location,Manager,Skills"]
    lines += [
        f"{n},Person {n},p{n}@acme.example,Dept {n % 40},Berlin,{n // 8 or ''},Topic {n % 90}"
        for n in range(1, 5001)
    ]
    job = uploaded(cast, *lines)
    with cast.inside():
        start_preview(job, targets=tuple(job.targets))
    wait_for(lambda: fresh(cast, job).state == "previewed", "the preview", seconds=60)
    with cast.inside():
        start_import(fresh(cast, job))
    wait_for(lambda: fresh(cast, job).state == "done", "the import", seconds=90)
    with cast.inside():
        assert Person.objects.filter(name__startswith="Person ").count() == 5000
        assert Person.objects.filter(manager__employee_number="1").count() == 8
