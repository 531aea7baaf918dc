"""Channels of Slack or Teams that hear of a program."""

import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from django.db import migrations, models

from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import DefinerFunction, TenantTable

# The scheduler's look over all organizations; ids only.
LISTENING = """
CREATE FUNCTION chat_channels_listening() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT organization_id FROM chat_channel WHERE is_on
$$"""

# The post that is due the longest, with its next try set before anybody sends it.
CLAIM = """
CREATE FUNCTION chat_claim() RETURNS TABLE(organization_id uuid, id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE chat_post c
  SET attempts = c.attempts + 1, due_at = clock_timestamp() + interval '2 minutes'
  WHERE (c.organization_id, c.id) = (
    SELECT p.organization_id, p.id FROM chat_post p
    WHERE p.state = 'pending' AND p.due_at <= now()
    ORDER BY p.due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING c.organization_id, c.id
$$"""


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_many_at_once'),
        ('learning_sessions', '0015_recurring_series'),
        ('people', '0016_languages'),
        ('programs', '0016_reader_consents'),
        ('tenancy', '0004_holidays'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChatChannel',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='name of the channel')),
                ('service', models.CharField(choices=[('slack', 'Slack'), ('teams', 'Microsoft Teams')], max_length=10, verbose_name='service')),
                ('address', models.BinaryField()),
                ('address_end', models.CharField(max_length=4)),
                ('events', models.JSONField(default=list)),
                ('is_on', models.BooleanField(default=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chat_channels', to='programs.program')),
            ],
            options={
                'db_table': 'chat_channel',
                'ordering': ['name', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ChatPost',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('event', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=160)),
                ('lines', models.JSONField(default=list)),
                ('link', models.CharField(max_length=600)),
                ('label', models.CharField(max_length=80)),
                ('due_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('pending', 'on its way'), ('sent', 'posted'), ('failed', 'refused'), ('expired', 'too late')], default='pending', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('finished_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('channel', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='learning_sessions.chatchannel')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'chat_post',
                'ordering': ['-created_at', '-id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ChatTold',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=60)),
                ('channel', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='learning_sessions.chatchannel')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'chat_told',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddConstraint(
            model_name='chatchannel',
            constraint=models.UniqueConstraint(fields=('organization', 'program', 'name'), name='chat_channel_name_once'),
        ),
        migrations.AddIndex(
            model_name='chatpost',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['due_at'], name='chat_post_due'),
        ),
        migrations.AddConstraint(
            model_name='chattold',
            constraint=models.UniqueConstraint(fields=('organization', 'channel', 'key'), name='chat_told_once'),
        ),
        TenantTable("ChatChannel"),
        TenantTable("ChatPost"),
        TenantTable("ChatTold"),
        AuditedTable("chat_channel", personal=("address", "address_end")),
        DefinerFunction("chat_channels_listening()", LISTENING, {"chat_channel": "SELECT"}),
        DefinerFunction("chat_claim()", CLAIM, {"chat_post": "SELECT, UPDATE"}),
    ]
