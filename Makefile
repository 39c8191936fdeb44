# `make run` and `make test` are all you need. Written for GNU make 3.81 and later.
BIN := .venv/bin
CANDIDATES := $(PYTHON) python3 python3.11 python3.12 python3.13 python3.14 python
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.PHONY: run test test-all documents bench profile mutants setup

WORLDS := results/seven-strategies-in-worlds

# First in many worlds, then in the reference world, whose report says in how many of them it holds.
run: .venv/ready-to-run
	$(BIN)/antipoverty run seven_strategies_in_worlds --workers 2 --overwrite --no-report --out $(WORLDS)
	$(BIN)/antipoverty run seven_strategies --workers 2 --overwrite --worlds $(WORLDS)

test: .venv/ready-to-test
	$(BIN)/python -m pytest -m "not slow" -n 2

test-all: .venv/ready-to-test
	$(BIN)/python -m pytest -n 2

# What the code can say of itself, written into docs/reference, docs/glossary.md and scenarios/schemas.
documents: .venv/ready-to-test
	$(BIN)/python -m sim.documents

# Other sizes than the usual: make bench SIZES="1000 10000 100000 1000000 4000000"
bench: .venv/ready-to-test
	$(BIN)/python tests/bench.py $(SIZES)

# Where a year's time goes, by process and by kind of operation: make profile HOUSEHOLDS=10000 ARM=none
profile: .venv/ready-to-test
	$(BIN)/python tests/profile_year.py $(or $(HOUSEHOLDS),100000) $(or $(ARM),pairing)

# How many changes of a part of sim the tests notice: make mutants FOLDER=sim/compare TESTS=tests/experiment
mutants: .venv/ready-to-mutate
	$(BIN)/python tests/mutants.py $(or $(FOLDER),sim/measures) $(TESTS)

setup: .venv/ready-to-test

# A name on the PATH may be a launcher whose Python is not there: only one that runs will do.
.venv/bin/python:
	@for candidate in $(CANDIDATES); do \
	  if "$$candidate" -c "$(USABLE)" >/dev/null 2>&1; then \
	    echo "Setting up .venv with $$("$$candidate" --version)"; \
	    exec "$$candidate" -m venv --clear .venv; \
	  fi; \
	done; \
	echo "No working Python 3.11 or newer (with its venv module) was found:" \
	     "install one, or name it with make PYTHON=/path/to/python3." >&2; \
	exit 1

.venv/ready-to-run: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[experiments]"
	@touch $@

.venv/ready-to-test: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch .venv/ready-to-run $@

.venv/ready-to-mutate: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,mutants]"
	@touch .venv/ready-to-run .venv/ready-to-test $@
