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
        ('learning_sessions', '0001_initial'),
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedbackRound',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('collecting', 'collecting answers'), ('closed', 'closed')], default='collecting', max_length=10)),
                ('threshold', models.PositiveSmallIntegerField()),
                ('comment_threshold', models.PositiveSmallIntegerField()),
                ('reader_id', models.UUIDField(null=True)),
                ('visibility', models.JSONField(default=dict)),
                ('invited_count', models.PositiveIntegerField()),
                ('answer_count', models.PositiveIntegerField(default=0)),
                ('unreadable_count', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('learning_session', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_rounds', to='learning_sessions.learningsession')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'feedback_round',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FeedbackParticipation',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('has_answered', models.BooleanField(default=False)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('round', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='feedback.feedbackround')),
            ],
            options={
                'db_table': 'feedback_participation',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FeedbackInbox',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('round', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='feedback.feedbackround')),
            ],
            options={
                'db_table': 'feedback_inbox',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FeedbackComment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=1000)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('round', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='comments', to='feedback.feedbackround')),
            ],
            options={
                'db_table': 'feedback_comment',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FeedbackAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('useful', models.PositiveSmallIntegerField()),
                ('safe_to_ask', models.PositiveSmallIntegerField()),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('round', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='feedback.feedbackround')),
            ],
            options={
                'db_table': 'feedback_answer',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='KnowledgeCheck',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('counted_attempts', models.PositiveIntegerField(null=True)),
                ('created_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('learning_session', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='knowledge_checks', to='learning_sessions.learningsession')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'knowledge_check',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=list)),
                ('score', models.PositiveSmallIntegerField()),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='people.person')),
                ('check_of', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='feedback.knowledgecheck')),
            ],
            options={
                'db_table': 'attempt',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='KnowledgeQuestion',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300, verbose_name='question')),
                ('choices', models.JSONField(default=list)),
                ('correct', models.PositiveSmallIntegerField()),
                ('right_count', models.PositiveIntegerField(null=True)),
                ('check_of', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='feedback.knowledgecheck')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'knowledge_question',
                'ordering': ['position'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='feedbackround',
            index=models.Index(condition=models.Q(('state', 'collecting')), fields=['closes_at'], name='feedback_round_due'),
        ),
        migrations.AddConstraint(
            model_name='feedbackround',
            constraint=models.UniqueConstraint(fields=('organization', 'learning_session'), name='feedback_round_once'),
        ),
        migrations.AddConstraint(
            model_name='feedbackround',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__range', (3, 10))), name='feedback_threshold_3_to_10'),
        ),
        migrations.AddConstraint(
            model_name='feedbackround',
            constraint=models.CheckConstraint(condition=models.Q(('comment_threshold__gte', 10)), name='feedback_comments_from_10'),
        ),
        migrations.AddConstraint(
            model_name='feedbackround',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='feedback_round_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='feedbackparticipation',
            constraint=models.UniqueConstraint(fields=('organization', 'round', 'person'), name='feedback_participation_once'),
        ),
        migrations.AddConstraint(
            model_name='feedbackanswer',
            constraint=models.CheckConstraint(condition=models.Q(('safe_to_ask__range', (1, 5)), ('useful__range', (1, 5))), name='feedback_answer_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='knowledgecheck',
            constraint=models.UniqueConstraint(fields=('organization', 'learning_session'), name='knowledge_check_once'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('organization', 'check_of', 'person'), name='attempt_once'),
        ),
        migrations.AddConstraint(
            model_name='knowledgequestion',
            constraint=models.UniqueConstraint(fields=('organization', 'check_of', 'position'), name='knowledge_question_once'),
        ),
        migrations.AddConstraint(
            model_name='knowledgequestion',
            constraint=models.CheckConstraint(condition=models.Q(('correct__lt', 4), ('position__lt', 5)), name='knowledge_question_in_bounds'),
        ),
        # The terms of a round are frozen, and its state changes only by feedback_take_inbox().
        TenantTable(
            "FeedbackRound",
            grants="SELECT, INSERT, DELETE, UPDATE (answer_count, unreadable_count)",
        ),
        TenantTable(
            "FeedbackParticipation", grants="SELECT, INSERT, DELETE, UPDATE (has_answered)"
        ),
        # Read only by feedback_take_inbox(), and as totals by feedback_results().
        TenantTable("FeedbackInbox", grants="INSERT"),
        TenantTable("FeedbackAnswer", grants="INSERT"),
        TenantTable("FeedbackComment", grants="SELECT, INSERT"),
        TenantTable("KnowledgeCheck"),
        TenantTable("KnowledgeQuestion"),
        TenantTable("Attempt", grants="SELECT, INSERT, DELETE"),
    ]
