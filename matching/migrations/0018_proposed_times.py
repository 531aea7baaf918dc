import django.contrib.postgres.fields
import django.db.models.deletion
import peerlearn.tenancy.context
import peerlearn.tenancy.ids
import peerlearn.tenancy.models
from django.db import migrations, models

from peerlearn.tenancy.operations import TenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0017_circle_facilitators'),
        ('people', '0017_invited_in'),
        ('tenancy', '0004_holidays'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposedTimes',
            fields=[
                ('id', models.UUIDField(default=peerlearn.tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('open', 'waits for an answer'), ('accepted', 'one was taken'), ('declined', 'none suits'), ('replaced', 'other times took their place'), ('taken_back', 'taken back'), ('expired', 'over without an answer'), ('dropped', 'the pair takes a break or is over')], default='open', max_length=10)),
                ('starts', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ('minutes', models.PositiveSmallIntegerField(default=30, verbose_name='minutes')),
                ('last_at', models.DateTimeField()),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('match', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposed_times', to='matching.match')),
                ('organization', models.ForeignKey(db_index=False, default=peerlearn.tenancy.context.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.organization')),
                ('proposed_by', peerlearn.tenancy.models.OrgForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'db_table': 'proposed_times',
                'ordering': ['-proposed_at', '-id'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('organization', 'match'), name='proposed_times_open_once'), models.CheckConstraint(condition=models.Q(('starts__len__gte', 1), ('starts__len__lte', 3)), name='proposed_times_one_to_three')],
            },
        ),
        TenantTable("ProposedTimes"),
    ]
