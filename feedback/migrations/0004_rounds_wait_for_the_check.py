"""A round is complete when everybody has answered and has taken its knowledge check."""

from importlib import import_module

from django.db import migrations

from peerlearn.tenancy.operations import DefinerFunction, DropDefinerFunction

SIGNATURE = "feedback_rounds_due()"
BEFORE = import_module("feedback.migrations.0002_inbox_functions").DUE

# The scheduler's look over all organizations; ids only. The actions close a complete round at
# once, this is the net under them; queries.rounds.is_complete says the same of one round.
DUE = """
CREATE FUNCTION feedback_rounds_due() RETURNS TABLE(organization_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.organization_id, r.id FROM feedback_round r
  WHERE r.state = 'collecting' AND (r.closes_at <= now() OR NOT EXISTS (
    SELECT FROM feedback_participation p
    LEFT JOIN knowledge_check c ON c.organization_id = r.organization_id
      AND c.learning_session_id = r.learning_session_id
    LEFT JOIN attempt a ON a.organization_id = c.organization_id
      AND a.check_of_id = c.id AND a.person_id = p.person_id
    WHERE p.organization_id = r.organization_id AND p.round_id = r.id
      AND (NOT p.has_answered OR (c.id IS NOT NULL AND a.person_id IS NULL))))
$$"""
ROUNDS = {"feedback_round": "SELECT", "feedback_participation": "SELECT"}
# Whether somebody has taken a check, never what they chose.
CHECKS = {
    "knowledge_check": "SELECT (organization_id, id, learning_session_id)",
    "attempt": "SELECT (organization_id, check_of_id, person_id)",
}


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_audit_of_rounds_and_checks")]

    operations = [
        DropDefinerFunction(SIGNATURE, BEFORE, ROUNDS),
        DefinerFunction(SIGNATURE, DUE, ROUNDS | CHECKS),
    ]
