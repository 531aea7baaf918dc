"""Migration operations that turn a model's table into a tenant table."""

from typing import Any

from django.db.migrations.operations.base import Operation

from peerlearn.tenancy.models import OrgForeignKey

APP_ROLE = "peerlearn_app"
# No sub-select, CASE or OR: the planner uses it as an index condition, and Citus accepts it.
POLICY = "organization_id = current_setting('app.org')::uuid"
# A user's own memberships must be readable before an organization is known.
MEMBERSHIP_USING = "organization_id = NULLIF(current_setting('app.org', true), '')::uuid"
MEMBERSHIP_SELF = "user_id = NULLIF(current_setting('app.uid', true), '')::uuid"


class TenantTable(Operation):
    """Composite keys, forced row-level security with the one policy, and the app role's grants.

    `grants` narrows what the app may do, for instance "SELECT, INSERT".
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, grants: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
        self.model, self.grants = model, grants

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models are as they were: this changes the database alone."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        table = schema_editor.quote_name(model._meta.db_table)
        name = model._meta.db_table
        run = schema_editor.execute
        run(
            f'ALTER TABLE {table} DROP CONSTRAINT "{name}_pkey",'
            " ADD PRIMARY KEY (organization_id, id)"
        )
        for field in model._meta.local_fields:
            if isinstance(field, OrgForeignKey):
                TenantReference(self.model, field.name).database_forwards(
                    app_label, schema_editor, from_state, to_state
                )
        run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        run(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        self.make_policies(run, table)
        run(f"REVOKE ALL ON {table} FROM PUBLIC, {APP_ROLE}")
        if self.grants:
            run(f"GRANT {self.grants} ON {table} TO {APP_ROLE}")

    def make_policies(self, run: Any, table: str) -> None:
        run(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model)
        table = schema_editor.quote_name(model._meta.db_table)
        schema_editor.execute(f"DROP POLICY tenant ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Tenant table: row-level security, composite keys and grants for {self.model}"


class MembershipTable(TenantTable):
    """The one exception: a user also reads (never writes) their own rows of all organizations."""

    def make_policies(self, run: Any, table: str) -> None:
        run(f"CREATE POLICY tenant ON {table} USING ({MEMBERSHIP_USING}) WITH CHECK ({POLICY})")
        run(f"CREATE POLICY self ON {table} FOR SELECT USING ({MEMBERSHIP_SELF})")


class TenantReference(Operation):
    """The composite foreign key of one OrgForeignKey, with its index.

    TenantTable makes those of the fields that are there; a field added later needs this.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, field: str) -> None:
        self.model, self.field = model, field

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models are as they were: this changes the database alone."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        field = model._meta.get_field(self.field)
        quote = schema_editor.quote_name
        table, column = quote(model._meta.db_table), quote(field.column)
        target = quote(field.remote_field.model._meta.db_table)
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {self._name(model, quote)}"
            f" FOREIGN KEY (organization_id, {column}) REFERENCES {target} (organization_id, id)"
            " DEFERRABLE INITIALLY DEFERRED"
        )
        schema_editor.execute(f"CREATE INDEX ON {table} (organization_id, {column})")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model)
        quote = schema_editor.quote_name
        schema_editor.execute(
            f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {self._name(model, quote)}"
        )

    def _name(self, model: Any, quote: Any) -> str:
        return str(quote(f"{model._meta.db_table}_{self.field}_tenant_fk"))

    def describe(self) -> str:
        return f"Composite foreign key for {self.model}.{self.field}"


class GlobalTables(Operation):
    """The app role's rights on tables that belong to no organization."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: str, grants: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
        self.tables, self.grants = tables, grants

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models are as they were: this changes the database alone."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for table in self.tables:
            schema_editor.execute(f'GRANT {self.grants} ON "{table}" TO {APP_ROLE}')

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for table in self.tables:
            schema_editor.execute(f'REVOKE ALL ON "{table}" FROM {APP_ROLE}')

    def describe(self) -> str:
        return f"Grants on global tables: {', '.join(self.tables)}"


class DefinerFunction(Operation):
    """A SECURITY DEFINER function of peerlearn_definer, which row-level security doesn't bind.

    `signature` is its name with the types of its arguments, `sql` its CREATE FUNCTION, `tables`
    what its owner may do with which table. It gives back ids only, is listed in
    checks.DEFINER_FUNCTIONS, and sets its search_path.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, signature: str, sql: str, tables: dict[str, str]) -> None:
        self.signature, self.sql, self.tables = signature, sql, tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models are as they were: this changes the database alone."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        run = schema_editor.execute
        # The owner of a function must be allowed to create in its schema.
        run("GRANT USAGE, CREATE ON SCHEMA public TO peerlearn_definer")
        for table, grants in self.tables.items():
            run(f'GRANT {grants} ON "{table}" TO peerlearn_definer')
        # No parameters: a percent sign in the function stays one.
        run(self.sql, params=None)
        run(f"ALTER FUNCTION {self.signature} OWNER TO peerlearn_definer")
        run(f"REVOKE ALL ON FUNCTION {self.signature} FROM PUBLIC")
        run(f"GRANT EXECUTE ON FUNCTION {self.signature} TO {APP_ROLE}")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        schema_editor.execute(f"DROP FUNCTION {self.signature}")

    def describe(self) -> str:
        return f"Definer function {self.signature}"


class DropDefinerFunction(DefinerFunction):
    """Takes a definer function away, so that a later one can follow; `sql` is what it was."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Drop definer function {self.signature}"
