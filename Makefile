# Everything runs in .venv, which is made once and again when pyproject.toml changes.
# `make graph` and `make test` work on a fresh machine with Python 3.11 or later; `make test` also wants Chromium and Node.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
KG     := $(BIN)/python -m kg
INSTALLED := $(VENV)/.installed
NODE_PACKAGES := $(patsubst %/package.json,%/node_modules/.package-lock.json,$(wildcard tests/package.json tests/*/package.json tests/*/*/package.json))

.PHONY: help graph install test check format bench fuzz train clean

help: ## list the recipes
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

graph: $(INSTALLED) ## read seeds/ and write the graph, its page and its ledger to output/
	$(KG) build seeds/ -o output/

install: $(INSTALLED) ## make .venv with kg and all its extras

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@touch $@

%/node_modules/.package-lock.json: %/package.json
	npm ci --silent --no-audit --no-fund --prefix $* || npm install --silent --no-audit --no-fund --prefix $*
	@touch $@

test: $(INSTALLED) $(NODE_PACKAGES) ## run all tests: browser, notebooks and node readers too
	$(BIN)/python -m pytest

check: $(INSTALLED) ## lint, format, types, schemas, gold
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(KG) validate
	$(KG) evaluate --check tests/gold tests/written

format: $(INSTALLED) ## put the code in its format and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(INSTALLED) ## print the figures of speed and size (tests/benchmarks)
	@for module in $(patsubst tests/benchmarks/%.py,%,$(sort $(wildcard tests/benchmarks/*.py))); do \
	  echo "== $$module"; $(BIN)/python -m tests.benchmarks.$$module || exit 1; done

fuzz: $(INSTALLED) ## a hundred times as many broken inputs, killed builds and random edits as the tests do
	KG_FUZZ=6000 KG_CRASHES=100 $(BIN)/python -m pytest tests/documents/test_fuzz.py tests/test_fuzz.py tests/test_crash.py \
	  tests/test_incremental.py

train: $(INSTALLED) ## train the models on the corpus, into kg/models
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(KG) train tests/gold --also tests/written/free --also tests/written/alike --also tests/written/hard

clean: ## remove the virtual environment and what the tools leave behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
