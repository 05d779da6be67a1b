# `make start` runs the workbook, `make test` checks everything, `make benchmarks` measures. Each sets up what it needs.
PORT ?= 8866
HOST ?= 127.0.0.1
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: start test check tests browser benchmarks clean

start: $(VENV)/.installed
	@$(BIN)/lcc-diag serve --host $(HOST) --port $(PORT)

test: check tests

check: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

tests: $(VENV)/.installed-test browser
	$(BIN)/pytest --numprocesses 2 --dist loadfile

# Ratios measured side by side in one run; figures in milliseconds depend on the machine.
benchmarks: $(VENV)/.installed-benchmarks browser
	for name in stability flips documents office pdf chapters kernels workshop serving; do echo "== $$name"; $(BIN)/python benchmarks/$$name* || exit 1; done

# Browser tests need Chromium. With the right to install Debian packages it is installed, otherwise one line says so.
browser:
	@sh tests/install_chromium.sh

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-benchmarks: $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,benchmarks]'
	@touch $@

# Debian keeps pip for new environments in python3-venv; where that is missing, the system's pip fills in.
$(BIN)/python:
	@echo "Setting up $(VENV) (once, about a minute) …"
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || ( $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip )

clean:
	rm -rf $(VENV) dist .pytest_cache .hypothesis .ruff_cache .import_linter_cache
