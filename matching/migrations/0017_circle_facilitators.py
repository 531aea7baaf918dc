import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from django.db import migrations, models

from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import TenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0016_changes_in_circles'),
        ('people', '0016_languages'),
        ('tenancy', '0004_holidays'),
    ]

    operations = [
        migrations.CreateModel(
            name='CircleFacilitator',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('revoked', 'taken back'), ('ended', 'left the company')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decline_reason', models.TextField(blank=True, max_length=500, verbose_name='reason')),
                ('asked_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('circle', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitators', to='matching.circle')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'db_table': 'circle_facilitator',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'circle', 'person'), name='circle_facilitator_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'accepted'))), fields=('organization', 'circle'), name='circle_facilitator_one')],
            },
        ),
        TenantTable("CircleFacilitator"),
        AuditedTable("circle_facilitator", personal=("decline_reason",)),
    ]
