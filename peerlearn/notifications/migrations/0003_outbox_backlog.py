"""How much waits over all organizations: three figures, no rows."""

from django.db import migrations

from peerlearn.tenancy.operations import DefinerFunction

BACKLOG = """
CREATE FUNCTION outbox_backlog() RETURNS TABLE(due bigint, oldest_seconds float, given_up bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT waiting.due, waiting.oldest_seconds, lost.given_up FROM
    (SELECT count(*) AS due,
            coalesce(extract(epoch FROM now() - min(n.due_at)), 0)::float AS oldest_seconds
     FROM notification n WHERE n.state = 'pending' AND n.due_at <= now()) waiting,
    (SELECT count(*) AS given_up
     FROM notification n WHERE n.state IN ('failed', 'unknown')) lost
$$"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_drain_functions")]

    operations = [DefinerFunction("outbox_backlog()", BACKLOG, {"notification": "SELECT"})]
