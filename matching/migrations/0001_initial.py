import django.db.models.deletion
import django.utils.timezone
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import TenantTable
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('people', '0001_initial'),
        ('programs', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchRun',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('queued', 'waiting for a worker'), ('running', 'running'), ('done', 'ready to review'), ('failed', 'failed'), ('superseded', 'replaced by a later one'), ('published', 'published')], default='queued', max_length=10)),
                ('step', models.CharField(blank=True, choices=[('reading', 'reading'), ('scoring', 'scoring'), ('pairing', 'pairing'), ('explaining', 'writing down the reasons'), ('saving', 'saving')], max_length=10)),
                ('rules', models.JSONField(default=dict)),
                ('mentee_count', models.PositiveIntegerField(default=0)),
                ('mentor_count', models.PositiveIntegerField(default=0)),
                ('seat_count', models.PositiveIntegerField(default=0)),
                ('pair_count', models.PositiveIntegerField(default=0)),
                ('total', models.FloatField(null=True)),
                ('bound', models.FloatField(null=True)),
                ('gap', models.FloatField(null=True)),
                ('unmatched', models.JSONField(default=list)),
                ('circles', models.JSONField(default=list)),
                ('error', models.CharField(blank=True, choices=[('no_mentors', 'There was no mentor with a free place any more.'), ('no_mentees', 'There was nobody left who needs a mentor.'), ('stopped', 'The work stopped before it was finished.'), ('unexpected', 'Something went wrong on our side.')], max_length=12)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(null=True)),
                ('progressed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_runs', to='programs.program')),
                ('published_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('requested_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'db_table': 'match_run',
                'ordering': ['-created_at', '-id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='MatchCandidates',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entries', models.JSONField(default=list)),
                ('mentee', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_candidates', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('run', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='matching.matchrun')),
            ],
            options={
                'db_table': 'match_candidates',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('mentor', 'mentor'), ('buddy', 'buddy'), ('peer', 'peer'), ('coffee', 'coffee')], default='mentor', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'set aside'), ('proposed', 'proposed'), ('active', 'active'), ('paused', 'paused'), ('completed', 'completed'), ('ended_early', 'ended early'), ('declined', 'declined'), ('expired', 'expired')], default='draft', max_length=12)),
                ('score', models.FloatField()),
                ('reasons', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('mentee', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches_as_mentee', to='people.person')),
                ('mentor', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches_as_mentor', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='programs.program')),
                ('run', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='matches', to='matching.matchrun')),
            ],
            options={
                'db_table': 'match',
                'ordering': ['-score', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FirstMeeting',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField(auto_now_add=True)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('said_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('match', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='first_meetings', to='matching.match')),
            ],
            options={
                'db_table': 'first_meeting',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'match'), name='first_meeting_once')],
            },
        ),
        migrations.CreateModel(
            name='MatchBlock',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('blocked_at', models.DateTimeField(auto_now_add=True)),
                ('blocked_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('mentee', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('mentor', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_blocks', to='programs.program')),
            ],
            options={
                'db_table': 'match_block',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'program', 'mentor', 'mentee'), name='match_block_once')],
            },
        ),
        migrations.CreateModel(
            name='MatchLock',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('locked_at', models.DateTimeField(auto_now_add=True)),
                ('locked_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('match', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locks', to='matching.match')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'match_lock',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'match'), name='match_lock_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('organization', 'program'), name='match_run_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='matchcandidates',
            constraint=models.UniqueConstraint(fields=('organization', 'run', 'mentee'), name='match_candidates_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['active', 'paused'])), fields=('organization', 'program', 'mentor', 'mentee'), name='match_pair_active_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'mentor'), ('state__in', ['active', 'paused'])), fields=('organization', 'program', 'mentee'), name='match_mentee_active_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(fields=('organization', 'run', 'mentor', 'mentee'), name='match_pair_once_per_run'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('organization', 'run', 'mentee'), name='match_mentee_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(('mentor', models.F('mentee')), _negated=True), name='match_two_people'),
        ),
        TenantTable("MatchRun"),
        TenantTable("Match"),
        TenantTable("MatchBlock"),
        TenantTable("MatchLock"),
        TenantTable("MatchCandidates"),
        TenantTable("FirstMeeting"),
        AuditedTable("match", personal=("reasons",)),
        AuditedTable("match_block"),
    ]
