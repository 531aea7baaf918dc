import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
import uuid
from peerlearn.tenancy.operations import TenantTable
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('programs', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningSession',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('lunch_and_learn', 'lunch-and-learn'), ('networking', 'networking'), ('workshop', 'workshop'), ('reflection', 'reflection'), ('one_to_one', 'one-to-one')], default='lunch_and_learn', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                ('starts_at', models.DateTimeField(verbose_name='start')),
                ('ends_at', models.DateTimeField(verbose_name='end')),
                ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                ('room', models.CharField(blank=True, max_length=160, verbose_name='room')),
                ('video_url', models.URLField(blank=True, max_length=500, verbose_name='video link')),
                ('capacity', models.PositiveIntegerField(verbose_name='seats')),
                ('booked', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('live', 'live'), ('finished', 'finished'), ('cancelled', 'cancelled')], default='published', max_length=10)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('join_code', models.CharField(max_length=12)),
                ('cancel_reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('created_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('facilitator', peerlearn.tenancy.models.OrgForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions_facilitated', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('presenter', peerlearn.tenancy.models.OrgForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions_presented', to='people.person')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='learning_sessions', to='programs.program')),
            ],
            options={
                'db_table': 'learning_session',
                'ordering': ['starts_at', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('confirmed', 'booked'), ('cancelled', 'cancelled'), ('attended', 'attended'), ('no_show', 'not there'), ('excused', 'excused')], default='confirmed', max_length=10)),
                ('booked_at', models.DateTimeField(auto_now_add=True)),
                ('checked_in_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='people.person')),
                ('learning_session', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='learning_sessions.learningsession')),
            ],
            options={
                'db_table': 'booking',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='LiveQuestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=500, verbose_name='question')),
                ('state', models.CharField(choices=[('submitted', 'asked'), ('highlighted', 'on screen'), ('answered', 'answered'), ('archived', 'archived'), ('dismissed', 'dismissed')], default='submitted', max_length=12)),
                ('votes', models.PositiveIntegerField(default=0)),
                ('learning_session', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='learning_sessions.learningsession')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'live_question',
                'ordering': ['-votes', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='LiveQuestionVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('voter', models.CharField(max_length=64)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('question', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning_sessions.livequestion')),
            ],
            options={
                'db_table': 'live_question_vote',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='WaitlistEntry',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('offered', 'seat offered'), ('accepted', 'got a seat'), ('expired', 'offer expired'), ('cancelled', 'left the list')], default='waiting', max_length=10)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('learning_session', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waitlist', to='learning_sessions.learningsession')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waitlist_entries', to='people.person')),
            ],
            options={
                'db_table': 'waitlist_entry',
                'ordering': ['joined_at', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='learningsession',
            index=models.Index(fields=['organization', 'starts_at'], name='learning_session_by_start'),
        ),
        migrations.AddConstraint(
            model_name='learningsession',
            constraint=models.CheckConstraint(condition=models.Q(('booked__lte', models.F('capacity'))), name='learning_session_not_oversold'),
        ),
        migrations.AddConstraint(
            model_name='learningsession',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='learning_session_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='learningsession',
            constraint=models.UniqueConstraint(fields=('organization', 'join_code'), name='learning_session_join_code_once'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(fields=('organization', 'learning_session', 'person'), name='booking_once'),
        ),
        migrations.AddConstraint(
            model_name='livequestionvote',
            constraint=models.UniqueConstraint(fields=('organization', 'question', 'voter'), name='live_question_vote_once'),
        ),
        migrations.AddConstraint(
            model_name='waitlistentry',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'offered'])), fields=('organization', 'learning_session', 'person'), name='waitlist_entry_once'),
        ),
        TenantTable("LearningSession"),
        TenantTable("Booking"),
        TenantTable("WaitlistEntry"),
        TenantTable("LiveQuestion"),
        TenantTable("LiveQuestionVote"),
        # Half-empty pages keep the updates of the seat counter inside their page (HOT).
        migrations.RunSQL(
            "ALTER TABLE learning_session SET (fillfactor = 50)",
            "ALTER TABLE learning_session RESET (fillfactor)",
        ),
    ]
