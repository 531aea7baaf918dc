"""Sabotages the isolation of organizations, one way at a time: each must turn the suite red.

`python -m tests.mutants` runs tests/tenancy under each mutant and fails if one survives.
"""

import os
import re
import subprocess
import sys

POLICY = "organization_id = current_setting('app.org')::uuid"
SILENT = "organization_id = nullif(current_setting('app.org', true), '')::uuid"

# Statements that the test set-up runs as superuser once the test database stands.
SQL_MUTANTS = {
    "policy_dropped": "DROP POLICY tenant ON person;"
    " CREATE POLICY tenant ON person USING (true) WITH CHECK (true)",
    "no_force": "ALTER TABLE person NO FORCE ROW LEVEL SECURITY;"
    " ALTER TABLE person OWNER TO peerlearn_app",
    "security_disabled": "ALTER TABLE booking DISABLE ROW LEVEL SECURITY",
    "extra_policy": "CREATE POLICY extra ON learning_session USING (true)",
    "no_with_check": "DROP POLICY tenant ON person;"
    f" CREATE POLICY tenant ON person USING ({POLICY}) WITH CHECK (true)",
    "silent_without_organization": "DROP POLICY tenant ON person;"
    f" CREATE POLICY tenant ON person USING ({SILENT}) WITH CHECK ({SILENT})",
    "single_column_reference": "ALTER TABLE person_topic"
    " DROP CONSTRAINT person_topic_topic_tenant_fk; ALTER TABLE topic ADD UNIQUE (id);"
    " ALTER TABLE person_topic ADD FOREIGN KEY (topic_id) REFERENCES topic (id)",
    "unique_over_all_organizations": "ALTER TABLE person ADD UNIQUE (email)",
    "right_to_truncate": "GRANT TRUNCATE ON person TO peerlearn_app",
    "leaky_view": "CREATE VIEW everybody AS SELECT * FROM person;"
    " GRANT SELECT ON everybody TO peerlearn_app",
    "definer_function": "CREATE FUNCTION everybody() RETURNS SETOF person LANGUAGE sql"
    " SECURITY DEFINER AS 'SELECT * FROM person'",
    "membership_open": "DROP POLICY self ON membership;"
    " CREATE POLICY self ON membership FOR SELECT USING (true)",
    "table_without_organization": "CREATE TABLE public.note (id int)",
}
# The tests' connection as another role than peerlearn_app.
ROLE_MUTANTS = {"run_as_owner": "peerlearn_owner", "run_as_superuser": "postgres"}
# The ORM's own filter taken away: the layer above the policies.
CODE_MUTANTS = ("manager_without_filter", "setting_not_sent")


def run(name: str) -> tuple[bool, str]:
    """The suite under one mutant: whether a test noticed, and the closing line."""
    environment = {**os.environ, "MUTANT": name}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/tenancy"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    lines = [
        line for line in done.stdout.splitlines() if re.search(r"\d+ (passed|failed|err)", line)
    ]
    # Exit code 1 is "tests failed"; any other is a broken run, which proves nothing.
    noticed = done.returncode == 1 and bool(lines)
    return noticed, lines[-1] if lines else done.stdout[-300:] + done.stderr[-300:]


def main() -> int:
    """Print a line a mutant; the exit code says whether all were noticed."""
    names = [*SQL_MUTANTS, *ROLE_MUTANTS, *CODE_MUTANTS]
    survivors = []
    for name in names:
        noticed, line = run(name)
        print(f"{'noticed ' if noticed else 'SURVIVED'} {name:32} {line}", flush=True)  # noqa: T201
        if not noticed:
            survivors.append(name)
    print(f"{len(names) - len(survivors)} of {len(names)} mutants noticed")  # noqa: T201
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
