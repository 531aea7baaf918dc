from django.db import migrations, models

from peerlearn.tenancy.operations import DefinerFunction, DropDefinerFunction

BEFORE = """
CREATE FUNCTION quiet_reports_untold() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT organization_id FROM quiet_report
  WHERE (reader_has_news OR state <> 'closed')
    AND (told_id IS NULL OR successor_id IS NOT NULL)
$$"""

# A message to a closed report makes no news before it is shown.
UNTOLD = """
CREATE FUNCTION quiet_reports_untold() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT organization_id FROM quiet_report
  WHERE told_id IS NULL
    OR ((reader_has_news OR state <> 'closed') AND successor_id IS NOT NULL)
$$"""

GRANT = "GRANT UPDATE (shown_up_to) ON quiet_report TO peerlearn_app"
REVOKE = "REVOKE UPDATE (shown_up_to) ON quiet_report FROM peerlearn_app"

# What there is has been open to its readers since it was sent.
SHOWN = """
UPDATE quiet_report SET shown_up_to = COALESCE((
  SELECT max(position) FROM quiet_report_message AS message
  WHERE message.organization_id = quiet_report.organization_id
    AND message.report_id = quiet_report.id), 0)"""


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0016_reader_consents'),
    ]

    operations = [
        migrations.AddField(
            model_name='quietreport',
            name='shown_up_to',
            field=models.SmallIntegerField(default=-1),
        ),
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunSQL(SHOWN, migrations.RunSQL.noop),
        DropDefinerFunction("quiet_reports_untold()", BEFORE, {"quiet_report": "SELECT"}),
        DefinerFunction("quiet_reports_untold()", UNTOLD, {"quiet_report": "SELECT"}),
    ]
