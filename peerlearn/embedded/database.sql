-- The rights on one database of Peerlearn. Run in that database by its owner or a superuser,
-- for the product's database and for each test database; running it again changes nothing.
DO $$
BEGIN
  EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO peerlearn_app, peerlearn_maint, peerlearn_definer;
-- The owner of a function must be allowed to create in its schema. Nobody logs in as this role.
GRANT CREATE ON SCHEMA public TO peerlearn_definer;
