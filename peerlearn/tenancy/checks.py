"""Proofs over the database catalogue: run in tests and by `manage.py check --deploy`."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

POLICY_TEXT = "(organization_id = (current_setting('app.org'::text))::uuid)"
MEMBERSHIP_TEXT = (
    "(organization_id = (NULLIF(current_setting('app.org'::text, true), ''::text))::uuid)"
)
MEMBERSHIP_SELF_TEXT = (
    "(user_id = (NULLIF(current_setting('app.uid'::text, true), ''::text))::uuid)"
)
MEMBERSHIP = "membership"

# Tables that belong to no organization. A new one must be added here, with its reason.
GLOBAL_TABLES = frozenset(
    {
        "account_emailaddress",
        "account_emailconfirmation",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "django_session",
        "organization",
        "user_account",
    }
)
# SECURITY DEFINER functions go round row-level security. These give back ids or sums, or write
# the log; feedback_take_inbox and feedback_results ask for the organization entered themselves.
DEFINER_FUNCTIONS = frozenset(
    {
        "chat_channels_listening",
        "chat_claim",
        "circle_joiners_due",
        "circles_quiet",
        "coffee_rounds_due",
        "feedback_rounds_due",
        "feedback_results",
        "feedback_take_inbox",
        "invited_in",
        "match_runs_silent",
        "match_offers_due",
        "match_requests_due",
        "outbox_backlog",
        "outbox_claim",
        "outbox_reap",
        "pairs_due",
        "people_leaving",
        "programs_due",
        "quiet_report_place",
        "quiet_reports_untold",
        "sessions_due",
        "lunches_due",
        "waitlists_due",
        "write_audit_event",
        "write_audit_of_inserts",
    }
)

ROLE_SQL = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
TABLES_SQL = """
SELECT c.relname,
       EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
               AND a.attname = 'organization_id' AND NOT a.attisdropped) AS tenant,
       c.relrowsecurity AND c.relforcerowsecurity AS forced,
       pg_get_userbyid(c.relowner) = current_user AS owned,
       has_table_privilege(c.oid, 'TRUNCATE') OR has_table_privilege(c.oid, 'REFERENCES')
         OR has_table_privilege(c.oid, 'TRIGGER') AS too_much
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'"""
POLICIES_SQL = """
SELECT c.relname, p.polname, p.polpermissive AND 0 = ANY(p.polroles), p.polcmd::text,
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"""
# organization_id in each primary key, unique index and reference to a tenant table, same place
KEYS_SQL = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text FROM pg_index i
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'organization_id'
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
WHERE i.indisunique AND NOT a.attnum = ANY(i.indkey::int2[])
UNION ALL
SELECT k.conrelid::regclass::text, conname FROM pg_constraint k
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'organization_id'
JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attname = 'organization_id'
WHERE k.contype = 'f'
  AND coalesce(array_position(k.conkey, a.attnum), -1)
      <> coalesce(array_position(k.confkey, b.attnum), -2)"""
REFERENCES_SQL = """
SELECT conrelid::regclass::text, a.attname FROM pg_constraint k
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
WHERE k.contype = 'f' AND a.attname <> 'organization_id' AND array_length(k.conkey, 1) = 2"""
HOLES_SQL = """
SELECT 'view ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'v'
  AND NOT coalesce(c.reloptions::text[] @> ARRAY['security_invoker=true'], false)
UNION ALL
SELECT 'materialised view ' || c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'm'
UNION ALL
SELECT 'function ' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosecdef AND NOT p.proname = ANY(%s)"""


def isolation_problems(using: str = "default") -> list[str]:
    """What is wrong with the isolation of organizations, a sentence each; empty when nothing is."""
    problems: list[str] = []
    with connections[using].cursor() as cursor:

        def rows(sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

        if rows(ROLE_SQL)[0][0]:
            problems.append("the app connects as a superuser or a BYPASSRLS role")
        tables = rows(TABLES_SQL)
        tenant_tables = {name for name, tenant, *_ in tables if tenant}
        problems += _table_problems(tables)
        problems += _policy_problems(tenant_tables, rows(POLICIES_SQL))
        problems += [f"{table}: {key} lacks organization_id" for table, key in rows(KEYS_SQL)]
        problems += [
            f"a way round row-level security: {hole}"
            for (hole,) in rows(HOLES_SQL, [list(DEFINER_FUNCTIONS)])
        ]
        problems += _model_problems(tenant_tables, set(rows(REFERENCES_SQL)))
    return problems


def _table_problems(tables: list[tuple[Any, ...]]) -> list[str]:
    problems = []
    for name, tenant, forced, owned, too_much in tables:
        if owned:
            problems.append(f"{name}: owned by the app role")
        if too_much:
            problems.append(f"{name}: the app role has TRUNCATE, REFERENCES or TRIGGER")
        if tenant and not forced:
            problems.append(f"{name}: row-level security is not enabled and forced")
        if not tenant and name not in GLOBAL_TABLES:
            problems.append(f"{name}: neither a tenant table nor on the list of global ones")
    return problems


def _policy_problems(tenant_tables: set[str], policies: list[tuple[Any, ...]]) -> list[str]:
    found: dict[str, set[tuple[Any, ...]]] = {name: set() for name in tenant_tables}
    for table, *policy in policies:
        found.setdefault(table, set()).add(tuple(policy))
    ordinary = {("tenant", True, "*", POLICY_TEXT, POLICY_TEXT)}
    membership = {
        ("tenant", True, "*", MEMBERSHIP_TEXT, POLICY_TEXT),
        ("self", True, "r", MEMBERSHIP_SELF_TEXT, None),
    }
    return [
        f"{table}: wants exactly the one tenant policy"
        for table, own in sorted(found.items())
        if own != (membership if table == MEMBERSHIP else ordinary)
    ]


def _model_problems(tenant_tables: set[str], references: set[tuple[Any, ...]]) -> list[str]:
    from peerlearn.tenancy.models import OrgForeignKey, OrgModel  # noqa: PLC0415  apps must be ready

    problems = []
    for model in apps.get_models():
        if not issubclass(model, OrgModel):
            continue
        table = model._meta.db_table
        if table not in tenant_tables:
            problems.append(f"{model.__name__}: no tenant table")
        problems += [
            f"{table}.{field.column}: no composite foreign key (TenantTable or TenantReference)"
            for field in model._meta.local_fields
            if isinstance(field, OrgForeignKey) and (table, field.column) not in references
        ]
    return problems


@register(Tags.database, deploy=True)
def check_isolation(
    app_configs: Any = None,
    databases: Any = None,
    **_kwargs: Any,
) -> list[CheckMessage]:
    """`manage.py check --deploy --database default`."""
    return [
        Error(problem, id="tenancy.E001")
        for alias in databases or []
        for problem in isolation_problems(alias)
    ]
