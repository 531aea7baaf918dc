from django.db import migrations

# Who waits already stands where they stood.
RANK = "UPDATE waitlist_entry SET ranks_at = joined_at"


class Migration(migrations.Migration):

    dependencies = [
        ('learning_sessions', '0009_waiting_list_offers'),
    ]

    operations = [
        migrations.RunSQL(RANK, migrations.RunSQL.noop),
    ]
