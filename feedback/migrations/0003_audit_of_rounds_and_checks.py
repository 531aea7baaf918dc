from peerlearn.audit.operations import AuditedTable
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_api_tokens'),
        ('feedback', '0002_inbox_functions'),
    ]

    operations = [
        # No updates: a round closes with its last answer, so they would say who gave that, and when.
        AuditedTable("feedback_round", personal=("visibility",), watched=()),
        AuditedTable("knowledge_check", watched=()),
    ]
