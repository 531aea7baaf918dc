from importlib import import_module

from django.db import migrations

from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import DefinerFunction, DropDefinerFunction

BEFORE = import_module("programs.migrations.0009_launched_and_ended")
# Acts on many people whose worker died are taken up again.
DUE = BEFORE.DUE.removesuffix("$$") + """  UNION
  SELECT b.organization_id FROM enrollment_batch b
  WHERE b.state IN ('working', 'undoing') AND b.worked_at < now() - interval '60 seconds'
$$"""
UNWATCH = "DROP TRIGGER audit ON joining_rule"
WATCH_AS_BEFORE = (
    "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON joining_rule"
    " FOR EACH ROW EXECUTE FUNCTION write_audit_event()"
)


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0013_reports_that_change_hands'),
    ]

    operations = [
        DropDefinerFunction("programs_due()", BEFORE.DUE, BEFORE.SEES),
        DefinerFunction("programs_due()", DUE, {**BEFORE.SEES, "enrollment_batch": "SELECT"}),
        # A rule runs many times a day: that it did isn't news.
        migrations.RunSQL(UNWATCH, WATCH_AS_BEFORE),
        AuditedTable(
            "joining_rule",
            watched=("role", "since", "departments", "locations", "made_by_id", "stopped_at"),
        ),
    ]
