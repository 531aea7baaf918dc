import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import TenantTable
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_import_row_person'),
        ('programs', '0002_program_roles'),
        ('tenancy', '0002_system_organization'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConductSuggestion',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True, max_length=8000, verbose_name='text')),
                ('why', models.TextField(max_length=1000, verbose_name='why')),
                ('state', models.CharField(choices=[('open', 'open'), ('taken', 'taken over'), ('declined', 'declined'), ('withdrawn', 'taken back')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decline_reason', models.TextField(blank=True, max_length=500, verbose_name='reason')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('became', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programs.conductversion')),
                ('decided_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conduct_suggestions', to='programs.program')),
                ('suggested_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('version', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='programs.conductversion')),
            ],
            options={
                'db_table': 'conduct_suggestion',
                'ordering': ['-created_at', '-id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ConductSupport',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('suggestion', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='programs.conductsuggestion')),
            ],
            options={
                'db_table': 'conduct_support',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'suggestion', 'person'), name='conduct_support_once')],
            },
        ),
        TenantTable("ConductSuggestion"),
        TenantTable("ConductSupport"),
        AuditedTable("conduct_suggestion", personal=("text", "why", "decline_reason")),
    ]
