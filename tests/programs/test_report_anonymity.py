"""Nothing that is kept leads from a quiet report to who wrote it, nor tells HR that there is one.

The database is compared row by row before and after, as its owner, who sees all organizations;
then Redis and the log.
"""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Program, QuietReport, QuietReportMessage
from programs.queries.reports import report_with_code
from programs.rules.report_code import clean_code
from tests.programs.reporting import FOLLOW, SECRET, fill, name_fay_and_mina, page_of
from tests.sessions.live.test_anonymity import (
    changed_rows,
    names_of,
    redis_dump,
    rows_by_table,
)


@pytest.fixture
def committed_program(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = Program.objects.create(
            name="Onboarding",
            state="running",
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=9),
        )
        name_fay_and_mina(cast, program)
        return program


def code_in(answer):
    return re.search(r"([A-Z2-9]{4}-){3}[A-Z2-9]{4}", answer.content.decode())[0]


def report(cast, program):
    client = cast.employee.client()
    client.get(page_of(program, cast.employee))
    answer = fill(client, page_of(program, cast.employee), names="Marco Manager")[1]
    assert answer.status_code == 201
    return code_in(answer)


def test_report_is_one_row_that_names_neither_its_author_nor_whom_it_is_about(
    committed_cast, committed_program
):
    cast = committed_cast
    client = cast.employee.client()
    client.get(page_of(committed_program, cast.employee))
    before = rows_by_table()
    answer = fill(client, page_of(committed_program, cast.employee), names="Marco Manager")[1]
    after = rows_by_table()
    changed = changed_rows(before, after)
    assert set(changed) == {"quiet_report"}
    [(row, transaction)] = changed["quiet_report"]
    assert names_of(cast.employee, row) == names_of(cast.manager, row) == []
    assert "laughs" not in row
    assert clean_code(code_in(answer)) not in row
    assert not re.search(r"\d\d:\d\d", row)
    written = [t for t, rows in after.items() for xmin in rows.values() if xmin == transaction]
    assert written == ["quiet_report"]


def test_report_has_no_author_and_no_time(committed_cast, committed_program):
    report(committed_cast, committed_program)
    columns = {field.column for field in QuietReport._meta.fields}
    assert columns == {
        *("id", "organization_id", "program_id", "reader_id", "successor_id", "promise"),
        *("sealed", "code_hash", "state", "week", "reader_has_news", "told_id"),
        *("successor_has_read", "shown_up_to"),
    }
    with committed_cast.inside():
        assert QuietReport.objects.get().id.version == 4
        assert QuietReport.objects.get().week.weekday() == 0


def test_message_of_the_reporter_is_two_rows_that_name_nobody(committed_cast, committed_program):
    cast, code = committed_cast, report(committed_cast, committed_program)
    client = cast.employee.client()  # signed in in the same browser, as people are
    before = rows_by_table()
    client.post(FOLLOW, {"code": code, "text": "It was on Monday."})
    changed = changed_rows(before, rows_by_table())
    assert set(changed) == {"quiet_report", "quiet_report_message"}
    row = " ".join(row for rows in changed.values() for row, _xmin in rows)
    assert names_of(cast.employee, row) == []
    assert "Monday" not in row
    with cast.inside():
        assert QuietReportMessage.objects.get().id.version == 4


def test_redis_holds_neither_words_nor_a_name_nor_the_code(committed_cast, committed_program):
    cast, before = committed_cast, redis_dump()
    code = report(cast, committed_program)
    Client().post(FOLLOW, {"code": code})
    after = redis_dump()
    new = " ".join(f"{key} {after[key]}" for key in after if after[key] != before.get(key))
    assert names_of(cast.employee, new) == names_of(cast.manager, new) == []
    assert "laughs" not in new
    assert clean_code(code) not in new
    assert code not in new


def test_log_holds_neither_words_nor_a_name_nor_the_code(committed_cast, committed_program, caplog):
    cast, url = committed_cast, page_of(committed_program, committed_cast.employee)
    with caplog.at_level(logging.DEBUG):
        code = report(cast, committed_program)
        cast.employee.client().post(url, {"text": SECRET * 200, "reader": "x"})
        cast.employee.client().post(FOLLOW, {"code": code, "text": "It was on Monday."})
        cast.employee.client().post(FOLLOW, {"code": "BCDF-GHJK-MNPQ-RSTV"})
    written = " ".join(
        f"{r.getMessage()} {vars(r)}" for r in caplog.records if r.name != "django.db.backends"
    )
    assert "laughs" not in written
    assert "Monday" not in written
    assert code not in written
    assert clean_code(code) not in written
    assert str(cast.employee.person.id) not in re.sub(r"app\.actor = '[^']*'", "", written)
    assert "peerlearn.request" not in {
        r.name for r in caplog.records if "/report/" in r.getMessage() or FOLLOW in r.getMessage()
    }


def test_code_is_kept_as_a_hash_that_only_our_key_makes(
    committed_cast, committed_program, settings
):
    code = report(committed_cast, committed_program)
    with committed_cast.inside():
        assert report_with_code(clean_code(code)) is not None
        settings.FEEDBACK_KEY = "A" * 43 + "="
        assert report_with_code(clean_code(code)) is None
