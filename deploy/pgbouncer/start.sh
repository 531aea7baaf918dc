#!/bin/sh
set -eu
umask 077
printf '"peerlearn_app" "%s"\n' "$APP_PASSWORD" >/tmp/userlist.txt
exec pgbouncer /srv/pgbouncer.ini
