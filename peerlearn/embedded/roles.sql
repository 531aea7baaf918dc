-- The roles of Peerlearn. Run once per cluster by a superuser; running it again changes nothing.
-- Passwords are not set here: embedded servers trust their private socket, a deployment sets
-- them with ALTER ROLE ... PASSWORD.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'peerlearn_owner') THEN
    CREATE ROLE peerlearn_owner;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'peerlearn_app') THEN
    CREATE ROLE peerlearn_app;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'peerlearn_maint') THEN
    CREATE ROLE peerlearn_maint;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'peerlearn_definer') THEN
    CREATE ROLE peerlearn_definer;
  END IF;
END $$;

-- Migrations only. It owns the tables and could switch row security off anyway; with BYPASSRLS
-- its data migrations see rows. CREATEDB makes test databases.
ALTER ROLE peerlearn_owner LOGIN NOSUPERUSER BYPASSRLS CREATEDB NOCREATEROLE;
-- Web, workers, scheduler, shell and tests. Row security always holds for it.
ALTER ROLE peerlearn_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
-- Operators: dumps and backfills. Never in the environment of the product.
ALTER ROLE peerlearn_maint LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
-- Nobody logs in as it; it owns the few SECURITY DEFINER functions.
ALTER ROLE peerlearn_definer NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
-- So that a migration can say ALTER FUNCTION ... OWNER TO peerlearn_definer.
GRANT peerlearn_definer TO peerlearn_owner;
GRANT pg_read_all_data, pg_write_all_data TO peerlearn_maint;

ALTER ROLE peerlearn_app SET statement_timeout = '15s';
ALTER ROLE peerlearn_app SET lock_timeout = '5s';
ALTER ROLE peerlearn_app SET idle_in_transaction_session_timeout = '30s';
-- Many ask at once here. Helpers for one statement would take the processor from the others, and each
-- of them builds the hashed sets of ids anew.
ALTER ROLE peerlearn_app SET max_parallel_workers_per_gather = 0;
-- A statement that fails is not written to the server's log with its values, nor the row in its way:
-- who reported or asked something, and when, must not stand there.
ALTER ROLE peerlearn_app SET log_min_error_statement = 'panic';
ALTER ROLE peerlearn_app SET log_error_verbosity = 'terse';
