"""The organization that owns messages of accounts that belong to none yet (e-mail verification)."""

from uuid import UUID

from django.db import migrations

SYSTEM_ID = UUID("00000000-0000-7000-8000-000000000001")


def make(apps, schema_editor):
    apps.get_model("tenancy", "Organization").objects.get_or_create(
        id=SYSTEM_ID, defaults={"slug": "peerlearn-accounts", "status": "system"}
    )


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
