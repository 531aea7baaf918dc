from typing import ClassVar

from django.db import migrations, models

from peerlearn.audit.operations import AuditedTable


class Migration(migrations.Migration):
    dependencies: ClassVar = [("learning_sessions", "0020_lunch_before_days_off")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="waitliststep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "asked for a seat"),
                    ("approved", "was approved"),
                    ("refused", "was declined"),
                    ("reopened", "is asked for again"),
                    ("joined", "joined the line"),
                    ("passed_over", "passed over"),
                    ("offered", "was offered a seat"),
                    ("offered_ahead", "was offered a seat out of turn"),
                    ("seated", "got a seat"),
                    ("accepted", "took the seat"),
                    ("declined", "let the seat go"),
                    ("expired", "let the offer run out"),
                    ("left", "left the line"),
                    ("leads", "leads the session now"),
                    ("closed", "the line was closed"),
                ],
                max_length=13,
            ),
        ),
        # Who joins and leaves a line is nobody's business; who overtakes others, and why, is.
        AuditedTable("waitlist_step", new_rows="NEW.kind = 'offered_ahead'"),
    ]
