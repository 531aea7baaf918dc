from django.db import migrations

from peerlearn.audit.operations import AuditedTable

# Languages were a detail of the import before. The owner of the table writes in all
# organizations, for which its policy is lifted in this transaction; nobody has changed anything,
# so nothing is logged.
FROM_DETAILS = """
DROP TRIGGER audit ON person;
ALTER TABLE person NO FORCE ROW LEVEL SECURITY;
UPDATE person
   SET languages = left(attributes ->> 'languages', 300), attributes = attributes - 'languages'
 WHERE attributes ? 'languages';
ALTER TABLE person FORCE ROW LEVEL SECURITY"""


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_api_tokens'),
        ('people', '0016_languages'),
    ]

    operations = [
        migrations.RunSQL(FROM_DETAILS, migrations.RunSQL.noop),
        AuditedTable(
            "person",
            personal=(
                "name",
                "email",
                "employee_number",
                "title",
                "languages",
                "attributes",
                "starts_on",
                "ends_on",
            ),
        ),
    ]
