from django.db import migrations

from peerlearn.audit.operations import AuditedTable

DROP_AUDIT_OF_PAIRS = 'DROP TRIGGER audit ON "match"'
AUDIT_OF_PAIRS = """
CREATE TRIGGER audit AFTER INSERT OR DELETE
OR UPDATE OF program_id, run_id, mentor_id, mentee_id, kind, published_at ON "match"
FOR EACH ROW EXECUTE FUNCTION write_audit_event('reasons')"""


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_many_at_once'),
        ('matching', '0014_against_the_rules'),
    ]

    operations = [
        # A run writes thousands of pairs: their lines in the log go together.
        migrations.RunSQL(DROP_AUDIT_OF_PAIRS, AUDIT_OF_PAIRS),
        AuditedTable(
            "match",
            personal=("reasons",),
            watched=("program_id", "run_id", "mentor_id", "mentee_id", "kind", "published_at"),
            by_thousands=True,
        ),
    ]
