from typing import ClassVar

from django.db import migrations

from peerlearn.tenancy.operations import DefinerFunction, DropDefinerFunction

# The scheduler's look over all organizations; ids only. Lunches whose order may be due.
OLD = """
CREATE FUNCTION lunches_due() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT held.organization_id FROM learning_session AS held
   WHERE held.lunch_hours > 0 AND held.room <> '' AND held.state IN ('published', 'live')
     AND held.starts_at > now() AND held.starts_at <= now() + held.lunch_hours * interval '1 hour'
     AND NOT EXISTS (
       SELECT 1 FROM lunch_order AS ordered
        WHERE ordered.organization_id = held.organization_id
          AND ordered.learning_session_id = held.id AND ordered.starts_at = held.starts_at)
$$"""
# As early as an order may leave before days off: see MOST_EARLIER.
DUE = OLD.replace("interval '1 hour'", "interval '1 hour' + interval '21 days'")
TABLES = {"learning_session": "SELECT", "lunch_order": "SELECT"}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("learning_sessions", "0019_seats_by_approval")]

    operations: ClassVar = [
        DropDefinerFunction("lunches_due()", OLD, TABLES),
        DefinerFunction("lunches_due()", DUE, TABLES),
    ]
