from django.db import migrations, models

from peerlearn.tenancy.operations import DefinerFunction, DropDefinerFunction

BEFORE = """
CREATE FUNCTION quiet_reports_untold() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT q.organization_id FROM quiet_report q
  JOIN person p ON p.organization_id = q.organization_id AND p.id = q.reader_id
  WHERE (q.reader_has_news OR q.state <> 'closed')
    AND q.told_id IS DISTINCT FROM
      (CASE WHEN p.state = 'left' THEN q.successor_id ELSE q.reader_id END)
$$"""
SEES_BEFORE = {"quiet_report": "SELECT", "person": "SELECT"}

# Who reads a report today follows from its seal, which the database can't open: of all that may
# have changed hands the organizations are told, and look for themselves.
UNTOLD = """
CREATE FUNCTION quiet_reports_untold() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT organization_id FROM quiet_report
  WHERE (reader_has_news OR state <> 'closed')
    AND (told_id IS NULL OR successor_id IS NOT NULL)
$$"""

GRANT = "GRANT UPDATE (successor_has_read) ON quiet_report TO peerlearn_app"
REVOKE = "REVOKE UPDATE (successor_has_read) ON quiet_report FROM peerlearn_app"


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0012_completed_acts'),
    ]

    operations = [
        migrations.AddField(
            model_name='quietreport',
            name='successor_has_read',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(GRANT, REVOKE),
        DropDefinerFunction("quiet_reports_untold()", BEFORE, SEES_BEFORE),
        DefinerFunction("quiet_reports_untold()", UNTOLD, {"quiet_report": "SELECT"}),
    ]
