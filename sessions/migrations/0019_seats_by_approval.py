"""Seats by approval: a place in line may begin as a request."""

from django.db import migrations, models

from peerlearn.tenancy.operations import DefinerFunction, DropDefinerFunction

# The scheduler's look over all organizations; ids only.
DUE = """
CREATE FUNCTION waitlists_due() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT organization_id FROM waitlist_entry WHERE state = 'offered' AND offer_until <= now()
  UNION
  SELECT held.organization_id FROM waitlist_entry AS entry
    JOIN learning_session AS held ON held.organization_id = entry.organization_id
     AND held.id = entry.learning_session_id
   WHERE entry.state = 'waiting' AND held.state IN ('published', 'live')
     AND held.starts_at > now() AND held.booked < held.capacity
      OR entry.state = 'requested' AND held.starts_at <= now()
$$"""
# What it was before.
WAS = """
CREATE FUNCTION waitlists_due() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT organization_id FROM waitlist_entry WHERE state = 'offered' AND offer_until <= now()
  UNION
  SELECT held.organization_id FROM waitlist_entry AS entry
    JOIN learning_session AS held ON held.organization_id = entry.organization_id
     AND held.id = entry.learning_session_id
   WHERE entry.state = 'waiting' AND held.state IN ('published', 'live')
     AND held.starts_at > now() AND held.booked < held.capacity
$$"""

TABLES = {"waitlist_entry": "SELECT", "learning_session": "SELECT"}


class Migration(migrations.Migration):

    dependencies = [
        ('learning_sessions', '0018_lunch'),
        ('people', '0017_invited_in'),
        ('tenancy', '0004_holidays'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='waitlistentry',
            name='waitlist_entry_once',
        ),
        migrations.AddField(
            model_name='learningsession',
            name='needs_approval',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='waitlistentry',
            name='state',
            field=models.CharField(choices=[('requested', 'asked for a seat'), ('waiting', 'waiting'), ('offered', 'seat offered'), ('accepted', 'got a seat'), ('expired', 'offer expired'), ('cancelled', 'left the list'), ('declined', 'declined')], default='waiting', max_length=10),
        ),
        migrations.AlterField(
            model_name='waitliststep',
            name='kind',
            field=models.CharField(choices=[('asked', 'asked for a seat'), ('approved', 'was approved'), ('refused', 'was declined'), ('reopened', 'is asked for again'), ('joined', 'joined the line'), ('passed_over', 'passed over'), ('offered', 'was offered a seat'), ('offered_ahead', 'was offered a seat out of turn'), ('seated', 'got a seat'), ('accepted', 'took the seat'), ('declined', 'let the seat go'), ('expired', 'let the offer run out'), ('left', 'left the line'), ('closed', 'the line was closed')], max_length=13),
        ),
        migrations.AddConstraint(
            model_name='waitlistentry',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'waiting', 'offered'])), fields=('organization', 'learning_session', 'person'), name='waitlist_entry_once'),
        ),
        DropDefinerFunction("waitlists_due()", WAS, TABLES),
        DefinerFunction("waitlists_due()", DUE, TABLES),
    ]
