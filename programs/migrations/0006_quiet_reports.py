import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
import uuid
from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import DefinerFunction, TenantTable
from django.db import migrations, models


# From a code to its organization, for somebody who isn't signed in; an id only.
PLACE = """
CREATE FUNCTION quiet_report_place(wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT organization_id FROM quiet_report WHERE code_hash = wanted
$$"""

# The organizations in which the reader of today hasn't been told of something new; ids only.
UNTOLD = """
CREATE FUNCTION quiet_reports_untold() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT q.organization_id FROM quiet_report q
  JOIN person p ON p.organization_id = q.organization_id AND p.id = q.reader_id
  WHERE (q.reader_has_news OR q.state <> 'closed')
    AND q.told_id IS DISTINCT FROM
      (CASE WHEN p.state = 'left' THEN q.successor_id ELSE q.reader_id END)
$$"""


def forget(column: str) -> migrations.RunSQL:
    """The app may not change who reads a report; the database forgets whoever is erased."""
    constraint = f"quiet_report_{column.removesuffix('_id')}_tenant_fk"
    reference = (
        f"ALTER TABLE quiet_report DROP CONSTRAINT {constraint}, ADD CONSTRAINT {constraint}"
        f" FOREIGN KEY (organization_id, {column}) REFERENCES person (organization_id, id)"
    )
    return migrations.RunSQL(
        f"{reference} ON DELETE SET NULL ({column}) DEFERRABLE INITIALLY DEFERRED",
        f"{reference} DEFERRABLE INITIALLY DEFERRED",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_import_missing_people'),
        ('programs', '0005_audit_of_conduct'),
        ('tenancy', '0002_system_organization'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuietReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('promise', models.TextField()),
                ('sealed', models.BinaryField()),
                ('code_hash', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('received', 'received'), ('read', 'read'), ('in_work', 'in work'), ('closed', 'closed')], default='received', max_length=10)),
                ('week', models.DateField()),
                ('reader_has_news', models.BooleanField(default=True)),
                ('told_id', models.UUIDField(null=True)),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.program')),
                ('reader', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('successor', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
            ],
            options={
                'db_table': 'quiet_report',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='QuietReportMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('is_from_reporter', models.BooleanField()),
                ('sealed', models.BinaryField()),
                ('week', models.DateField()),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('report', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='programs.quietreport')),
            ],
            options={
                'db_table': 'quiet_report_message',
                'ordering': ['position'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ReportDesk',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('external_contact', models.CharField(blank=True, max_length=300, verbose_name='contact outside')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_desks', to='programs.program')),
                ('stand_in', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='stand-in')),
                ('trusted_person', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='trusted person')),
            ],
            options={
                'db_table': 'report_desk',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='quietreport',
            index=models.Index(fields=['code_hash'], name='quiet_report_by_code'),
        ),
        migrations.AddConstraint(
            model_name='quietreport',
            constraint=models.UniqueConstraint(fields=('organization', 'code_hash'), name='quiet_report_code_once'),
        ),
        migrations.AddConstraint(
            model_name='quietreportmessage',
            constraint=models.UniqueConstraint(fields=('organization', 'report', 'position'), name='quiet_report_message_once'),
        ),
        migrations.AddConstraint(
            model_name='reportdesk',
            constraint=models.UniqueConstraint(fields=('organization', 'program'), name='report_desk_once'),
        ),
        TenantTable("ReportDesk"),
        # Who reads a report, what it says and when it came can't be changed.
        TenantTable(
            "QuietReport",
            grants="SELECT, INSERT, DELETE, UPDATE (state, reader_has_news, told_id)",
        ),
        TenantTable("QuietReportMessage", grants="SELECT, INSERT, DELETE"),
        forget("reader_id"),
        forget("successor_id"),
        # Who is named is logged; of reports themselves nothing is, ever.
        AuditedTable("report_desk"),
        DefinerFunction("quiet_report_place(text)", PLACE, {"quiet_report": "SELECT"}),
        DefinerFunction(
            "quiet_reports_untold()", UNTOLD, {"quiet_report": "SELECT", "person": "SELECT"}
        ),
    ]
