# make setup | run | test | check | bench | pictures | quality — everything needs only Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
SYNAPSE := .cache/synapse
# Tests side by side; each worker takes some 800 MB, with Synapse and the browser beside it.
WORKERS ?= 2
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench pictures quality lock browser clean

help:
	@sed -n '1s/^# //p' Makefile

setup: $(STAMP)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.lock | $(BIN)/python
	@echo "Installing what is pinned in requirements.lock (once) …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(STAMP)
	@echo "Installing the tools for tests and checks (once) …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(SYNAPSE)/.installed: tests/matrix/synapse.lock
	@echo "Installing the Matrix homeserver for the tests, in an environment of its own (once) …"
	$(PYTHON) -m venv --clear $(SYNAPSE)
	$(SYNAPSE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

run: setup
	$(BIN)/python -m bot run

test: $(DEV_STAMP) $(SYNAPSE)/.installed
	tools/with-browser $(BIN)/python -m pytest -n $(WORKERS)

check: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m knowledge check
	$(BIN)/python -m pytest -q tests/test_house.py

bench: $(DEV_STAMP) $(SYNAPSE)/.installed
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench

pictures: $(DEV_STAMP)
	tools/with-browser $(BIN)/python -m tests.desk.pictures

quality: $(DEV_STAMP)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m knowledge quality

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group test --group lint pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header tests/matrix/synapse.in -o tests/matrix/synapse.lock

clean:
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache
