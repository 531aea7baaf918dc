import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from peerlearn.tenancy.operations import TenantTable
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dedupe_key', models.CharField(max_length=250)),
                ('kind', models.CharField(max_length=60)),
                ('cause', models.CharField(blank=True, max_length=100)),
                ('recipient', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=250)),
                ('body', models.TextField()),
                ('calendar', models.TextField(blank=True)),
                ('calendar_method', models.CharField(blank=True, max_length=10)),
                ('link', models.CharField(blank=True, max_length=600)),
                ('is_private', models.BooleanField(default=False)),
                ('due_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('sending', 'sending'), ('sent', 'sent'), ('failed', 'failed'), ('unknown', 'may not have been delivered'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='pending', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('read_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='people.person')),
            ],
            options={
                'db_table': 'notification',
                'ordering': ['-created_at'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['due_at'], name='notification_due'), models.Index(condition=models.Q(('state', 'sending')), fields=['started_at'], name='notification_sending'), models.Index(condition=models.Q(('state__in', ['failed', 'unknown'])), fields=['organization'], name='notification_given_up'), models.Index(fields=['organization', 'cause'], name='notification_by_cause'), models.Index(fields=['organization', 'kind'], name='notification_by_kind'), models.Index(fields=['organization', '-created_at', '-id'], name='notification_log')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'dedupe_key'), name='notification_dedupe_key_once')],
            },
        ),
        TenantTable("Notification"),
    ]
