import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from django.db import migrations, models

from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import TenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0015_open_beside_hidden_topics'),
        ('programs', '0015_template_hard_rules'),
        ('tenancy', '0003_load_budget'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReaderConsent',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('accepted', 'agreed'), ('declined', 'declined')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=500)),
                ('asked_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('desk', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='programs.reportdesk')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('person', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'db_table': 'reader_consent',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('organization', 'desk', 'person'), name='reader_consent_once')],
            },
        ),
        TenantTable("ReaderConsent"),
        AuditedTable("reader_consent", personal=("decline_reason",)),
    ]
