"""The migration operation that puts a table under audit."""

from typing import Any

from django.db.migrations.operations.base import Operation

TRIGGER_FUNCTION = """
CREATE OR REPLACE FUNCTION write_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  row_after jsonb := coalesce(after, before);
  difference jsonb;
BEGIN
  -- TG_ARGV names the columns with personal data: that they changed is kept, not their values.
  SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY(TG_ARGV) THEN '"changed"'::jsonb
                                   ELSE jsonb_build_array(before->key, after->key) END), '{}')
    INTO difference FROM jsonb_object_keys(row_after) AS key
    WHERE before->key IS DISTINCT FROM after->key AND key NOT IN ('id', 'organization_id');
  IF TG_OP = 'UPDATE' AND difference = '{}' THEN RETURN NULL; END IF;
  INSERT INTO audit_event (organization_id, id, at, actor, "table", row_id, operation, changes)
  VALUES ((row_after->>'organization_id')::uuid, uuidv7(), clock_timestamp(),
          coalesce(nullif(current_setting('app.actor', true), ''), 'system:' || session_user),
          TG_TABLE_NAME, (row_after->>'id')::uuid, left(TG_OP, 1), difference);
  RETURN NULL;
END $$;
"""

# The same lines for all new rows of a statement together: a call for each takes thrice as long.
INSERTS_FUNCTION = """
CREATE OR REPLACE FUNCTION write_audit_of_inserts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO audit_event (organization_id, id, at, actor, "table", row_id, operation, changes)
  SELECT organization_id, uuidv7(), clock_timestamp(),
         coalesce(nullif(current_setting('app.actor', true), ''), 'system:' || session_user),
         TG_TABLE_NAME, id, 'I',
         (SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY(TG_ARGV) THEN '"changed"'::jsonb
                                           ELSE jsonb_build_array(NULL, value) END), '{}')
            FROM jsonb_each(to_jsonb(inserted)) WHERE key NOT IN ('id', 'organization_id'))
    FROM inserted;
  RETURN NULL;
END $$;
"""


class AuditedTable(Operation):
    """Log each change of a table's rows; values of the `personal` columns are not kept.

    `watched` names the columns whose changes are logged, where others change by themselves or
    would tell who did what: all when it is None; none, so that only new and deleted rows are
    logged, when it is empty. `by_thousands` for a table into which a statement writes so many
    rows: what is logged is the same. `new_rows` is a condition in SQL, for a table of which nothing
    is logged but new rows that meet it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        table: str,
        personal: tuple[str, ...] = (),
        watched: tuple[str, ...] | None = None,
        *,
        by_thousands: bool = False,
        new_rows: str = "",
    ) -> None:
        self.table, self.personal, self.watched = table, personal, watched
        self.by_thousands, self.new_rows = by_thousands, new_rows

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models are as they were: this changes the database alone."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        arguments = ", ".join(schema_editor.quote_value(column) for column in self.personal)
        events = [] if self.by_thousands else ["INSERT"]
        if self.watched is None:
            events.append("UPDATE")
        elif self.watched:
            events.append("UPDATE OF " + ", ".join(f'"{name}"' for name in self.watched))
        events.append("DELETE")
        if self.new_rows:
            events = ["INSERT"]
        condition = f" WHEN ({self.new_rows})" if self.new_rows else ""
        schema_editor.execute(
            f'CREATE TRIGGER audit AFTER {" OR ".join(events)} ON "{self.table}"'
            f" FOR EACH ROW{condition} EXECUTE FUNCTION write_audit_event({arguments})"
        )
        if self.by_thousands:
            schema_editor.execute(
                f'CREATE TRIGGER audit_of_inserts AFTER INSERT ON "{self.table}"'
                " REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT"
                f" EXECUTE FUNCTION write_audit_of_inserts({arguments})"
            )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        schema_editor.execute(f'DROP TRIGGER audit ON "{self.table}"')
        if self.by_thousands:
            schema_editor.execute(f'DROP TRIGGER audit_of_inserts ON "{self.table}"')

    def describe(self) -> str:
        return f"Audit log of {self.table}"
