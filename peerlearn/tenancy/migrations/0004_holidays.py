from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenancy', '0003_load_budget'),
    ]

    operations = [
        migrations.AddField(
            model_name='organizationsettings',
            name='holidays',
            field=models.TextField(blank=True, default='', verbose_name='public holidays'),
        ),
    ]
