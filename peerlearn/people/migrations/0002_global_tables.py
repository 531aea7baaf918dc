"""What the app role may do with the tables that belong to no organization."""

from django.db import migrations

from peerlearn.tenancy.operations import GlobalTables


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("account", "__latest__"),
        ("auth", "__latest__"),
        ("sessions", "__latest__"),
    ]

    operations = [
        GlobalTables("user_account", "django_session", "account_emailaddress", "account_emailconfirmation"),
        GlobalTables("organization", grants="SELECT, INSERT"),
        GlobalTables("django_content_type", "auth_permission", "django_migrations", grants="SELECT"),
    ]
