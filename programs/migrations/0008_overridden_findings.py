from django.db import migrations, models

from peerlearn.audit.operations import AuditedTable

# A reason that was given covers what was known when it was given. The owner of the table writes
# in all organizations, for which its policy is lifted in this transaction.
COVER = """
ALTER TABLE facilitator_nomination NO FORCE ROW LEVEL SECURITY;
UPDATE facilitator_nomination SET overridden = findings WHERE override_reason <> '';
ALTER TABLE facilitator_nomination FORCE ROW LEVEL SECURITY"""

UNWATCH = "DROP TRIGGER audit ON facilitator_nomination"
WATCH_AS_BEFORE = (
    "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON facilitator_nomination"
    " FOR EACH ROW EXECUTE FUNCTION write_audit_event('decline_reason', 'findings')"
)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('programs', '0007_ways_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='facilitatornomination',
            name='overridden',
            field=models.JSONField(default=list),
        ),
        # Like the findings they hold ids of people: that they changed is logged, not their values.
        migrations.RunSQL(UNWATCH, WATCH_AS_BEFORE),
        migrations.RunSQL(COVER, migrations.RunSQL.noop),
        AuditedTable(
            'facilitator_nomination', personal=('decline_reason', 'findings', 'overridden')
        ),
    ]
