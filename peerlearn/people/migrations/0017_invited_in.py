from django.db import migrations, models
from django.db.models.functions import Lower

from peerlearn.tenancy.operations import DefinerFunction

# The organizations that have invited an address, where nobody has joined by it; ids only.
INVITED_IN = """
CREATE FUNCTION invited_in(address text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.organization_id FROM person p
  WHERE lower(p.email) = lower(address) AND p.state = 'active'
    AND EXISTS (SELECT FROM invitation i
                WHERE (i.organization_id, i.person_id) = (p.organization_id, p.id))
    AND NOT EXISTS (SELECT FROM membership m
                    WHERE (m.organization_id, m.person_id) = (p.organization_id, p.id))
$$"""


class Migration(migrations.Migration):
    dependencies = [("people", "0016_languages")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                Lower("email"),
                condition=models.Q(("email__isnull", False)),
                name="person_by_email",
            ),
        ),
        DefinerFunction(
            "invited_in(text)",
            INVITED_IN,
            {"person": "SELECT", "invitation": "SELECT", "membership": "SELECT"},
        ),
    ]
