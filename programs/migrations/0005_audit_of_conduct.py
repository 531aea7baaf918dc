from peerlearn.audit.operations import AuditedTable
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_api_tokens'),
        ('programs', '0004_evergreen_and_versions'),
    ]

    operations = [
        AuditedTable("conduct_version", personal=("text",)),
    ]
