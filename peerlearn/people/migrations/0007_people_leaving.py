from django.db import migrations, models

from peerlearn.tenancy.operations import DefinerFunction

# The organizations in which somebody's last day is this one or earlier; ids only.
LEAVING = """
CREATE FUNCTION people_leaving(day date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT organization_id FROM person
  WHERE state = 'active' AND ends_on <= day
$$"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_import_missing_people")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["ends_on"],
                condition=models.Q(("ends_on__isnull", False), ("state", "active")),
                name="person_by_last_day",
            ),
        ),
        DefinerFunction("people_leaving(date)", LEAVING, {"person": "SELECT"}),
    ]
