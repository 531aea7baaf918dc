from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("learning_sessions", "0021_out_of_turn_audited")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="booking",
            name="no_lunch",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
