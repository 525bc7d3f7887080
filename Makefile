# One command each: `make demo` audits the demo organisation, `make test` passes all tests, `make check` what CI checks
# besides, `make bench` measures. Each installs what it needs into .venv.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements/constraints.txt
SOURCES := auditor spiders tests benchmarks
export OMP_NUM_THREADS ?= 1

.PHONY: demo test check bench lint types layers docs wheel browser clean

demo: $(VENV)/.demo
	$(BIN)/python examples/demo.py

test: $(VENV)/.dev browser
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

check: lint types layers docs wheel

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.quality

lint: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/.dev
	$(BIN)/python -m pytest --quiet tests/docs

wheel: $(VENV)/.dev
	.ci/wheel $(BIN)/python

# The report is tested in a real browser: Debian's chromium, where this user may install it.
browser:
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null; \
		else \
			echo "chromium is not installed: the tests that open the report in a browser will be skipped."; \
		fi; \
	fi

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml requirements/constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml requirements/constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[models,test,dev]'
	@touch $@

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis examples/*/.auditor examples/*/audit-out
