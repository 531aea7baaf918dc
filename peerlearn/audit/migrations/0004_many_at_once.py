from django.db import migrations

from peerlearn.audit.operations import INSERTS_FUNCTION
from peerlearn.tenancy.operations import DefinerFunction


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_languages'),
    ]

    operations = [
        DefinerFunction(
            "write_audit_of_inserts()", INSERTS_FUNCTION, {"audit_event": "INSERT"}
        ),
    ]
