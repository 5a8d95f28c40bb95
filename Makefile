# Stationproof: every target sets up what it needs. Run `make help` for the list.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Stationproof needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 3; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 3; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

setup: $(READY) ## the virtual environment in .venv

conformance: $(READY) ## judge the reference station on both benches and write the reports
	@$(BIN)/stationproof run --bench all

lint: $(READY) ## ruff, mypy and the import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(READY) ## the project's tests of itself, features included
	$(BIN)/python -m pytest

test: lint unit ## everything that the project tests about itself

device: $(READY) ## judge the reference station in real time, over the network (some minutes)
	@$(BIN)/stationproof run --bench device --profile reference-process
	STATIONPROOF_DEVICE=long $(BIN)/python -m pytest -q tests/device

broken: $(READY) ## show that the scenarios fail on stations with a planted fault
	@$(BIN)/stationproof broken

otherwise: $(READY) ## show that sound stations that do otherwise where they may pass every scenario
	@for name in first-comes-best-off last-comes-best-off shares-out-at-samples rounds-otherwise slow-and-terse quick-and-talkative; do \
		$(BIN)/python -m pytest -q tests/conformance --bench virtual --otherwise $$name \
		  --level shall --level should --results reports/out/otherwise/$$name || exit 1; \
	done
	@$(BIN)/python -m pytest -q tests/conformance --bench virtual --otherwise other-words --profile reference-other-words \
	  --level shall --level should --results reports/out/otherwise/other-words

mutation: $(READY) ## does a wrong station pass? 200 small automatic changes against the features (ARGS: see stationproof mutate --help)
	@$(BIN)/stationproof mutate $(ARGS)

bench: $(READY) ## measure the benches (docs/performance.md)
	@$(BIN)/stationproof bench
	@$(BIN)/stationproof bench --allocation
	@$(BIN)/stationproof bench --day 1
	@$(BIN)/stationproof bench --fleet 1000

fuzz: $(READY) ## try frames and all properties at random for some minutes (FUZZ=20: so many times the frames of make test)
	STATIONPROOF_FUZZ=$(or $(FUZZ),20) $(BIN)/python -m pytest tests/fuzz
	STATIONPROOF_FUZZ=$(or $(FUZZ),20) $(BIN)/python -m pytest -m hypothesis tests --ignore tests/fuzz

days: $(READY) ## 100 random days of load management on the whole bench, some hours long (DAYS, HOURS a day, SEED of the first)
	STATIONPROOF_DAYS=$(or $(DAYS),100) STATIONPROOF_HOURS=$(or $(HOURS),24) STATIONPROOF_SEED=$(or $(SEED),1) \
	  $(BIN)/python -m pytest -x -q tests/load_management/test_random_days.py

interop: $(READY) ## our station and backend against programs made with other people's libraries (needs Node)
	@command -v npm >/dev/null || echo "npm is missing: the parts with ocpp-rpc will be skipped"
	@! command -v npm >/dev/null || (cd tests/interop && npm install --no-package-lock --no-audit --no-fund --silent)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target tests/interop/.python_modules \
	  -r tests/interop/requirements.txt || echo "ocpp-csms cannot be installed: its part will be skipped"
	$(BIN)/python -m pytest -rs tests/interop

clean: ## remove reports and caches, keep the virtual environment
	rm -rf reports/out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

.PHONY: help setup conformance lint unit test device broken otherwise mutation bench fuzz days interop clean
