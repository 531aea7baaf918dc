"""How answers leave the inbox and are read: the app's role has no right to select them."""

from django.db import migrations

from peerlearn.tenancy.operations import DefinerFunction

# The scheduler's look over all organizations; ids only. A round that everybody has answered
# closes early; the action does so at once, this is the net under it.
DUE = """
CREATE FUNCTION feedback_rounds_due() RETURNS TABLE(organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.organization_id, r.id FROM feedback_round r
  WHERE r.state = 'collecting' AND (r.closes_at <= now() OR NOT EXISTS (
    SELECT FROM feedback_participation p
    WHERE p.organization_id = r.organization_id AND p.round_id = r.id AND NOT p.has_answered))
$$"""

# To take the sealed answers is to close the round and to empty its inbox, for good: nobody can
# look into the inbox of a round that stays open. Only rounds of the organization entered.
TAKE = """
CREATE FUNCTION feedback_take_inbox(wanted uuid) RETURNS SETOF bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE org uuid := current_setting('app.org')::uuid;
BEGIN
  UPDATE feedback_round r
  SET state = 'closed', closed_at = least(clock_timestamp(), r.closes_at)
  WHERE r.organization_id = org AND r.id = wanted AND r.state = 'collecting';
  IF FOUND THEN
    RETURN QUERY DELETE FROM feedback_inbox i
    WHERE i.organization_id = org AND i.round_id = wanted RETURNING i.sealed;
  END IF;
END $$"""

# Totals of each rating, never a row: and none unless the round has closed with enough answers.
RESULTS = """
CREATE FUNCTION feedback_results(wanted uuid)
RETURNS TABLE(question text, rating smallint, answers bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH answer AS (
    SELECT a.useful, a.safe_to_ask, count(*) OVER () AS given, r.threshold
    FROM feedback_round r
    JOIN feedback_answer a ON a.organization_id = r.organization_id AND a.round_id = r.id
    WHERE r.organization_id = current_setting('app.org')::uuid AND r.id = wanted
      AND r.state = 'closed')
  SELECT said.question, said.rating, count(*) FROM answer
  CROSS JOIN LATERAL
    (VALUES ('useful', answer.useful), ('safe_to_ask', answer.safe_to_ask)) said(question, rating)
  WHERE answer.given >= answer.threshold
  GROUP BY 1, 2
$$"""


def cascade(table: str) -> migrations.RunSQL:
    """Rows that the app may not delete go with their round."""
    constraint = f"{table}_round_tenant_fk"
    reference = (
        f"ALTER TABLE {table} DROP CONSTRAINT {constraint}, ADD CONSTRAINT {constraint}"
        " FOREIGN KEY (organization_id, round_id) REFERENCES feedback_round (organization_id, id)"
    )
    return migrations.RunSQL(
        f"{reference} ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"{reference} DEFERRABLE INITIALLY DEFERRED",
    )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]

    operations = [
        cascade("feedback_inbox"),
        cascade("feedback_answer"),
        cascade("feedback_comment"),
        DefinerFunction(
            "feedback_rounds_due()",
            DUE,
            {"feedback_round": "SELECT", "feedback_participation": "SELECT"},
        ),
        DefinerFunction(
            "feedback_take_inbox(uuid)",
            TAKE,
            {"feedback_round": "SELECT, UPDATE", "feedback_inbox": "SELECT, DELETE"},
        ),
        DefinerFunction(
            "feedback_results(uuid)",
            RESULTS,
            {"feedback_round": "SELECT", "feedback_answer": "SELECT"},
        ),
    ]
