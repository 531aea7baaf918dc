from django.db import migrations, models

# The old trigger would keep the words of HR in the log.
DROP_AUDIT = 'DROP TRIGGER audit ON "match_block"'
AUDIT = """
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "match_block"
FOR EACH ROW EXECUTE FUNCTION write_audit_event()"""
AUDIT_WITHOUT_REASON = """
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "match_block"
FOR EACH ROW EXECUTE FUNCTION write_audit_event('reason')"""


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0012_packed_options'),
    ]

    operations = [
        migrations.RunSQL(DROP_AUDIT, AUDIT),
        migrations.AddField(
            model_name='matchblock',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='why'),
        ),
        migrations.RunSQL(AUDIT_WITHOUT_REASON, DROP_AUDIT),
    ]
