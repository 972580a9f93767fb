# Kring needs Python 3.11 or newer (with venv) and make. Everything else comes into .venv by itself.
# Pass arguments on with ARGS, for example:  make test ARGS="-k appointments"

PYTHON ?=
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
PIP := $(PY) -m pip --disable-pip-version-check --no-input

# A .venv that was never finished, was made in another folder or lost its Python is made anew.
ifneq ($(shell test -x $(PY) && cat $(READY) 2>/dev/null),$(CURDIR))
$(shell rm -f $(LOCKED) $(READY))
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo run test lint check bench format clean

help:
	@echo "make demo    try Kring in the browser, with a made-up family and no account"
	@echo "make run     run Kring for real (settings: see README.md)"
	@echo "make test    run the tests"
	@echo "make lint    check form, imports and types"
	@echo "make check   lint and test: what CI runs"
	@echo "make bench   measure speed and size (ARGS=\"--json\" for machines)"
	@echo "make format  put the code in its usual form"
	@echo "make clean   remove .venv and caches"
	@echo "ARGS=\"...\" is passed on. PYTHON=/path/to/python chooses another Python."

setup: $(READY)
	@:

$(LOCKED): requirements.lock
	@found=""; \
	for candidate in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        found="$$candidate"; break; \
	    fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "Kring needs Python 3.11 or newer, and $(or $(PYTHON),python3) is missing or older. Please install one, or name it: make demo PYTHON=/path/to/python3.11" >&2; \
	    exit 1; \
	fi; \
	echo "Setting up Kring in $(VENV) with $$($$found --version); this happens once and takes about a minute ..." >&2; \
	rm -rf $(VENV); \
	"$$found" -m venv $(VENV) >&2 || { \
	    echo "Python could not make $(VENV). On Debian or Ubuntu, install python3-venv first." >&2; exit 1; }; \
	$(PIP) install --quiet --quiet --require-hashes -r requirements.lock >&2 || { \
	    echo "The packages could not be installed. Is there a connection? Then run make again." >&2; exit 1; }
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@$(PIP) install --quiet --quiet --no-deps --no-build-isolation --editable . >&2
	@printf '%s\n' "$(CURDIR)" > $@

demo: $(READY)
	@$(PY) -m demo $(ARGS)

run: $(READY)
	@$(PY) -m bot run $(ARGS)

test: $(READY)
	@echo "Running the tests ..." >&2
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(READY)
	@echo "Checking form, imports and types ..." >&2
	@$(PY) -m ruff format --check --quiet --diff .
	@$(PY) -m ruff check --quiet .
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m mypy

check:
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test

bench: $(READY)
	@echo "Measuring; this takes a few minutes ..." >&2
	@$(PY) -m bench $(ARGS)

format: $(READY)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	@echo "Removed .venv and caches."
