from peerlearn.audit.operations import AuditedTable
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_api_tokens'),
        ('learning_sessions', '0002_live_room'),
    ]

    operations = [
        # Seats are counted in `booked` by each booking: that is no change of the session.
        AuditedTable(
            "learning_session",
            personal=("join_code", "video_url", "cancel_reason"),
            watched=(
                "program_id", "kind", "title", "description", "presenter_id", "facilitator_id",
                "starts_at", "ends_at", "time_zone", "room", "video_url", "capacity", "state",
                "cancel_reason", "holds_questions",
            ),
        ),
    ]
