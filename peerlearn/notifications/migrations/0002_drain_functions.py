"""The only reads and writes across organizations that the drain has: they give back ids."""

from django.db import migrations

from peerlearn.tenancy.operations import DefinerFunction

CLAIM = """
CREATE FUNCTION outbox_claim() RETURNS TABLE(organization_id uuid, id uuid, attempts smallint)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE notification n
  SET state = 'sending', attempts = n.attempts + 1, started_at = clock_timestamp()
  WHERE (n.organization_id, n.id) = (
    SELECT p.organization_id, p.id FROM notification p
    WHERE p.state = 'pending' AND p.due_at <= now()
    ORDER BY p.due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING n.organization_id, n.id, n.attempts
$$"""

# "sending" while nobody holds the row's lock: its worker is dead. Whether the mail left before
# it died can't be known; it goes again under the same Message-ID, until the attempts are used up.
REAP = """
CREATE FUNCTION outbox_reap(grace interval, most_attempts integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH dead AS (
    SELECT organization_id, id FROM notification
    WHERE state = 'sending' AND started_at < clock_timestamp() - grace
    FOR UPDATE SKIP LOCKED),
  freed AS (
    UPDATE notification n
    SET state = CASE WHEN n.attempts < most_attempts THEN 'pending' ELSE 'unknown' END,
        finished_at = CASE WHEN n.attempts < most_attempts THEN NULL ELSE clock_timestamp() END
    FROM dead WHERE (n.organization_id, n.id) = (dead.organization_id, dead.id) RETURNING 1)
  SELECT count(*)::integer FROM freed
$$"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        DefinerFunction("outbox_claim()", CLAIM, {"notification": "SELECT, UPDATE"}),
        DefinerFunction(
            "outbox_reap(interval, integer)", REAP, {"notification": "SELECT, UPDATE"}
        ),
    ]
