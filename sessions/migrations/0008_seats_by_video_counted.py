from peerlearn.audit.operations import AuditedTable
from django.db import migrations

# Who had booked a session that is held by video alone sits by video. One with a room and a link
# goes on as it was planned: each of its seats is for either, and nobody's seat moves.
COUNT = """
UPDATE booking SET mode = 'remote' FROM learning_session AS held
 WHERE held.organization_id = booking.organization_id AND held.id = booking.learning_session_id
   AND held.room = '' AND held.video_url <> '';
UPDATE learning_session SET remote_booked = booked WHERE room = '' AND video_url <> '';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('learning_sessions', '0007_seats_by_mode'),
    ]

    operations = [
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.RunSQL('DROP TRIGGER audit ON "learning_session"', migrations.RunSQL.noop),
        AuditedTable(
            "learning_session",
            personal=("join_code", "video_url", "cancel_reason"),
            watched=(
                "program_id", "kind", "title", "description", "presenter_id", "facilitator_id",
                "starts_at", "ends_at", "time_zone", "room", "video_url", "video_minutes",
                "capacity", "remote_capacity", "state", "cancel_reason", "holds_questions",
            ),
        ),
    ]
