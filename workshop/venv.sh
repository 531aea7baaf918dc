#!/bin/sh
# Makes .venv with the first Python that is new enough, and puts uv into it.
set -eu

oldest="3.11"
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        found=$candidate
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "Peerlearn needs Python $oldest or newer; '${PYTHON:-python3}' is not." >&2
    echo "Install one, or name it: make PYTHON=/path/to/python3.11 setup" >&2
    exit 1
fi
if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "This Python cannot make virtual environments: its modules venv and ensurepip are missing." >&2
    echo "On Debian and Ubuntu: apt-get install python$version-venv" >&2
    exit 1
fi

# A working environment is kept, also one that a link leads to; a broken one is made anew.
if ! .venv/bin/python -c '' 2>/dev/null; then
    "$found" -m venv --clear .venv
fi
.venv/bin/python -c 'import pip' 2>/dev/null || .venv/bin/python -m ensurepip >/dev/null
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r requirements/installer.lock
