"""An import by a real worker, from the queue to the people."""

from peerlearn.people.actions.imports import send_again, start_import, start_preview
from peerlearn.people.models import ImportJob, Person
from tests.people.actions.importing import fresh, previewed, uploaded
from tests.servers import wait_for


def lines_of(count: int) -> list[str]:
    """A company in which eight people report to each manager."""
    return [
        "Employee ID,Name,E-mail,Department,Location,Manager,Skills",
        *(
            f"{n},Person {n},p{n}@acme.example,Dept {n % 40},Berlin,{n // 8 or ''},Topic {n % 90}"
            for n in range(1, count + 1)
        ),
    ]


def imported_people(cast) -> int:
    with cast.inside():
        return Person.objects.filter(name__startswith="Person ").count()


def test_worker_previews_and_imports_five_thousand_people(worker, committed_cast):
    cast = committed_cast
    job = uploaded(cast, *lines_of(5000))
    with cast.inside():
        start_preview(job, targets=tuple(job.targets))
    wait_for(lambda: fresh(cast, job).state == "previewed", "the preview", seconds=60)
    with cast.inside():
        start_import(fresh(cast, job))
    wait_for(lambda: fresh(cast, job).state == "done", "the import", seconds=90)
    assert imported_people(cast) == 5000
    with cast.inside():
        # Two reads: nobody has counted the new rows for the planner yet, which may join badly.
        first = Person.objects.get(employee_number="1")
        assert Person.objects.filter(manager=first).count() == 8


def test_worker_killed_while_importing_leaves_nothing_and_a_new_one_does_it_once(
    worker, committed_cast
):
    cast = committed_cast
    job = previewed(cast, *lines_of(1500))
    with cast.inside():
        start_import(job)
    wait_for(lambda: _lock_is_held(cast, job), "the worker to be inside its transaction")
    worker.kill()
    wait_for(lambda: not _lock_is_held(cast, job), "Postgres to notice")
    assert (fresh(cast, job).state, imported_people(cast)) == ("importing", 0)
    worker.start()
    with cast.inside():
        send_again(fresh(cast, job))
        send_again(fresh(cast, job))
    wait_for(lambda: fresh(cast, job).state == "done", "the import", seconds=60)
    worker.wait_until_idle()
    assert imported_people(cast) == 1500


def test_second_import_waits_for_the_first_and_both_come_in(worker, committed_cast):
    cast = committed_cast
    first = previewed(cast, *lines_of(1500))
    second = previewed(
        cast, "Employee ID,Name,Manager", "9001,Person Late,1", "1,Person 1 Changed,"
    )
    with cast.inside():
        start_import(first)
    wait_for(lambda: _lock_is_held(cast, first), "the first to be inside its transaction")
    with cast.inside():
        start_import(second)
    for job in (first, second):
        wait_for(lambda job=job: fresh(cast, job).state == "done", "an import", seconds=60)
    assert imported_people(cast) == 1501
    assert fresh(cast, second).counts["changed"] == 1


def _lock_is_held(cast, job) -> bool:
    """Whether somebody works on the import: the row of the job is locked for as long."""
    with cast.inside():
        free = ImportJob.objects.select_for_update(skip_locked=True).filter(id=job.id)
        return not list(free)
