import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from django.db import migrations, models

from peerlearn.audit.operations import AuditedTable
from peerlearn.tenancy.operations import TenantReference, TenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0018_proposed_times'),
        ('people', '0016_languages'),
        ('programs', '0016_reader_consents'),
        ('tenancy', '0004_holidays'),
    ]

    operations = [
        migrations.CreateModel(
            name='FixedPair',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('fixed_at', models.DateTimeField()),
                ('freed_at', models.DateTimeField(null=True)),
                ('freed_because', models.CharField(blank=True, choices=[('by_hand', 'freed by hand'), ('in_review', 'decided otherwise in a review'), ('paired', 'became a pair'), ('left', 'one of the two has left')], max_length=10)),
                ('fixed_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('freed_by', peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('mentee', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('mentor', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('program', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fixed_pairs', to='programs.program')),
            ],
            options={
                'db_table': 'fixed_pair',
                'ordering': ['-fixed_at', 'id'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('freed_at__isnull', True)), fields=('organization', 'program', 'mentee'), name='fixed_pair_one_mentor'), models.CheckConstraint(condition=models.Q(('mentor', models.F('mentee')), _negated=True), name='fixed_pair_two_people')],
            },
        ),
        TenantTable("FixedPair"),
        AuditedTable("fixed_pair", personal=("reason",)),
        migrations.AddField(
            model_name='matchlock',
            name='fixed',
            field=peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locks', to='matching.fixedpair'),
        ),
        TenantReference("MatchLock", "fixed"),
    ]
