import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
from peerlearn.audit.operations import TRIGGER_FUNCTION, AuditedTable
from peerlearn.tenancy.operations import DefinerFunction, TenantTable
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=80)),
                ('table', models.CharField(max_length=63)),
                ('row_id', models.UUIDField()),
                ('operation', models.CharField(choices=[('I', 'insert'), ('U', 'update'), ('D', 'delete')], max_length=1)),
                ('changes', models.JSONField()),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
            ],
            options={
                'db_table': 'audit_event',
                'ordering': ['-at', '-id'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['organization', '-at'], name='audit_event_by_time'), models.Index(fields=['organization', 'table', 'row_id'], name='audit_event_by_row')],
            },
        ),
        TenantTable("AuditEvent", grants="SELECT"),
        DefinerFunction("write_audit_event()", TRIGGER_FUNCTION, {"audit_event": "INSERT"}),
        AuditedTable(
            "person",
            personal=("name", "email", "employee_number", "title", "attributes", "starts_on", "ends_on"),
        ),
        AuditedTable("membership"),
        AuditedTable("organization_settings"),
    ]
