# One command each. All paths are relative, so the checkout may lie on a path with spaces.
## make setup    everything that the other targets need: .venv, locked packages, front end
## make run      the whole product with its own Postgres and Valkey; Ctrl-C stops it
## make fmt      put code and templates into their one form
## make check    linters, types, layers, missing migrations, lock files
## make test     every test, browser journeys included (ARGS="-k booking" chooses)
## make fuzz     the property tests with examples of chance, other ones each time
## make chaos    2,500 reminders while workers are killed and servers restarted
## make mutants  sabotage the isolation; every sabotage must turn the tests red
## make bench    the tables of docs/performance.md

PYTHON ?= python3
LOCK ?= requirements/dev.lock
PY := .venv/bin/python
# The certificates of the machine know a company's own mirror or proxy; a bare image has none.
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem \
	/etc/pki/tls/certs/ca-bundle.crt))
FRONT_END := $(wildcard build.mjs static/src/* static/src/*/* static/src/*/*/*)

export PYTHON
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
export UV_SYSTEM_CERTS ?= $(if $(CERTIFICATES),true,false)
.DEFAULT_GOAL := help
.PHONY: help setup run fmt check check-code check-types check-templates check-layers \
	check-migrations check-locks test fuzz chaos mutants bench browser
.DELETE_ON_ERROR:

help:
	@sed -n 's/^## //p' Makefile

setup: .venv/packages.stamp static/dist/.stamp

.venv/made.stamp: requirements/installer.lock
	@sh workshop/venv.sh
	@touch $@

.venv/packages.stamp: .venv/made.stamp $(LOCK)
	$(PY) -m uv pip sync --quiet --python $(PY) --require-hashes $(LOCK)
	@touch $@

node_modules/.stamp: package.json package-lock.json | .venv/packages.stamp
	$(PY) -m workshop.bundle packages
	@touch $@

static/dist/.stamp: node_modules/.stamp $(FRONT_END)
	$(PY) -m workshop.bundle build
	@touch $@

run: setup
	@$(PY) -m peerlearn.embedded run

fmt: setup
	$(PY) -m ruff check --fix --quiet .
	$(PY) -m ruff format --quiet .
	$(PY) -m workshop.locks --mend

# Each on its own too, so that `make -k check` shows everything at once.
check: check-code check-types check-templates check-layers check-migrations check-locks

check-code: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

check-types: setup
	$(PY) -m mypy

# Lint only: the formatter of djlint breaks lines inside inline elements, which shows as spaces.
check-templates: setup
	$(PY) -m djlint --lint --quiet templates

check-layers: setup
	.venv/bin/lint-imports

check-migrations: setup
	$(PY) manage.py makemigrations --check --dry-run --settings=workshop.settings

check-locks: setup
	$(PY) -m workshop.locks

browser: setup
	@$(PY) -m workshop.browser

test: browser
	$(PY) -m pytest $(ARGS)

fuzz: setup
	PEERLEARN_EXAMPLES=fuzz $(PY) -m pytest -m hypothesis $(ARGS)

chaos: setup
	PEERLEARN_CHAOS=long $(PY) -m pytest -s tests/end_to_end/test_chaos.py

mutants: setup
	$(PY) -m tests.mutants

bench: setup
	@set -e; for file in bench/[a-z]*.py; do $(PY) -m "bench.$$(basename "$$file" .py)"; done
