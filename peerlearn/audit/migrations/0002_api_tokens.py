from peerlearn.audit.operations import AuditedTable
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('people', '0004_api_tokens'),
    ]

    operations = [
        AuditedTable("api_token", personal=("name", "prefix", "digest")),
    ]
