#!/bin/sh
# Runs once, when the container makes its cluster: gives the database to its owner, and the two
# roles that log in their passwords.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=peerlearn \
    --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
ALTER DATABASE peerlearn OWNER TO peerlearn_owner;
ALTER ROLE peerlearn_owner PASSWORD :'owner_password';
ALTER ROLE peerlearn_app PASSWORD :'app_password';
SQL
