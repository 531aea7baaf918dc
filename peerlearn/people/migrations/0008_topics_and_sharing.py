import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from peerlearn.tenancy.operations import TenantReference, TenantTable
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_people_leaving'),
        ('tenancy', '0002_system_organization'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedParticipation',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_participation', to='people.person')),
            ],
            options={
                'db_table': 'shared_participation',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'person'), name='shared_participation_once')],
            },
        ),
        migrations.AddField(
            model_name='persontopic',
            name='is_sensitive',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='topic',
            name='category',
            field=models.CharField(blank=True, default='', max_length=120, verbose_name='category'),
        ),
        migrations.AddField(
            model_name='topic',
            name='is_listed',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='topic',
            name='sensitive_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='topic',
            name='synonym_of',
            field=peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='people.topic'),
        ),
        migrations.AddIndex(
            model_name='persontopic',
            index=models.Index(fields=['organization', 'topic', 'stance'], name='person_topic_by_topic'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('synonym_of', models.F('id')), _negated=True), name='topic_not_own_synonym'),
        ),
        TenantTable('SharedParticipation'),
        TenantReference('Topic', 'synonym_of'),
    ]
