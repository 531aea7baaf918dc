import django.db.models.deletion
import peerlearn.tenancy.models
from peerlearn.tenancy.operations import TenantReference
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning_sessions', '0001_initial'),
        ('people', '0002_global_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='booking',
            name='checked_in_by',
            field=peerlearn.tenancy.models.OrgForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person'),
        ),
        TenantReference('Booking', 'checked_in_by'),
        migrations.AddField(
            model_name='learningsession',
            name='holds_questions',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='livequestion',
            name='state',
            field=models.CharField(choices=[('held', 'waits for approval'), ('submitted', 'asked'), ('highlighted', 'on screen'), ('answered', 'answered'), ('archived', 'archived'), ('dismissed', 'dismissed')], default='submitted', max_length=12),
        ),
    ]
