# Everything a person runs. Each target sets up what it needs and is quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
QUIET := --quiet --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo run check try test format lint types imports locales migration lock picture sheet benchmark
.PHONY: screens attacks tricks matching evaluate sbom audit build clean
.DELETE_ON_ERROR:

help: ## Say what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.run ## Show the whole thing on this machine, without any account
	@$(BIN)/alertbot demo $(if $(PORT),--port $(PORT))

run: $(VENV)/.run ## Run alertbot against Telegram (first: .venv/bin/alertbot init)
	@$(BIN)/alertbot run

check: $(VENV)/.run ## Say whether settings, database, token and feeds are in order
	@$(BIN)/alertbot check

try: $(VENV)/.run ## Take every feed document of a folder the whole way: make try FEEDS=folder
	@test -d "$(FEEDS)" || { echo "Name a folder with feed documents: make try FEEDS=folder" >&2; exit 2; }
	@$(BIN)/alertbot try "$(FEEDS)"

# ── checks ────────────────────────────────────────────────────────────────────────────────────────

test: $(VENV)/.dev .tools ## Check everything: format, lint, types, imports, catalogues, migrations, tests, README
	@$(MAKE) --no-print-directory lint types imports
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report= --durations=8
	@$(BIN)/coverage report --fail-under=90 --format=total > /dev/null || { $(BIN)/coverage report --fail-under=90; exit 1; }
	@$(BIN)/coverage report --fail-under=100 --include="$$($(BIN)/python -m tests.pure)"
	@echo "Coverage of branches and lines: $$($(BIN)/coverage report --format=total) %; pure modules: 100 %."

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .

types: $(VENV)/.dev
	@$(BIN)/mypy

imports: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache | tail -n 3

.PHONY: .tools
.tools:
	@for tool in chromium apertium-apy fc-list; do command -v $$tool > /dev/null || missing="$$missing $$tool"; done; \
	fc-list 2> /dev/null | grep -qi 'UKIJ' || missing="$$missing fonts-ukij-uyghur"; \
	fc-list 2> /dev/null | grep -qi 'NotoSans-' || missing="$$missing fonts-noto-core"; \
	if [ -n "$$missing" ]; then echo "make test needs:$$missing. On Debian: apt-get install chromium apertium-apy" \
	"apertium-eng-spa fontconfig fonts-noto-core fonts-noto-cjk fonts-ukij-uyghur" >&2; exit 2; fi

# ── upkeep ────────────────────────────────────────────────────────────────────────────────────────

format: $(VENV)/.dev ## Lay the code out
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet . || true

locales: $(VENV)/.dev ## Bring the catalogues up to date with the code
	@$(BIN)/python -m alertbot.languages.update

migration: $(VENV)/.dev ## Write the next schema revision: make migration WHY="what changes"
	@$(BIN)/python -m alertbot.storage.migrate "$(WHY)"

lock: ## Lock the dependencies again (needs uv)
	@for set in "run --extra postgres requirements/build.in" "dev --extra postgres --group dev"; do \
	set -- $$set; name=$$1; shift; options=""; inputs="pyproject.toml"; \
	for word in "$$@"; do case "$$word" in requirements/*) inputs="$$inputs $$word";; *) options="$$options $$word";; esac; done; \
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	$$inputs $$options --output-file requirements/$$name.txt > /dev/null; done; \
	for name in audit evaluate; do \
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	--constraints requirements/dev.txt --group $$name --output-file requirements/$$name.txt > /dev/null; done

picture: $(VENV)/.dev ## Take the README's picture of the phone page again
	@$(BIN)/python -m tests.picture docs/phones.png

sheet: $(VENV)/.dev ## Draw messages of every kind and direction on one picture, to look at
	@$(BIN)/python -m tests.layout.sheet build/sheet.png
	@echo "Look at build/sheet.png."

screens: $(VENV)/.dev ## Draw every screen on a phone's width, to look at: make screens SPOKEN="ug kk"
	@$(BIN)/python -m tests.screens build/screens $(SPOKEN)
	@echo "Look at build/screens/*.png."

benchmark: $(VENV)/.dev ## Measure lane, preparing and the way to an edition beside rivals (PAGES=folder of HTML)
	@$(BIN)/python -m benchmarks.dispatch
	@$(BIN)/python -m benchmarks.released
	@$(BIN)/python -m benchmarks.prepare $(PAGES)

attacks: $(VENV)/.dev ## Count what hostile articles and flipped meanings get past the guards
	@$(BIN)/python -m tests.prepare.hostile

tricks: $(VENV)/.dev ## Try 20,000 tricks with letters on every text that comes from outside
	@TRICKS=20000 $(BIN)/python -m pytest -n $(WORKERS) --timeout=0 -q tests/dispatch/test_tricks.py tests/languages/test_clean.py

matching: $(VENV)/.dev ## Measure finding readers' words in articles beside a plain loop
	@$(BIN)/python -m benchmarks.words

evaluate: $(VENV)/.evaluate ## Measure the languages beside their rivals: make evaluate DATA=folder
	@test -d "$(DATA)" || { echo "Name the folder with the evaluation texts: make evaluate DATA=folder" >&2; exit 2; }
	@$(BIN)/python -m benchmarks.evaluate "$(DATA)"

sbom: $(VENV)/.audit ## List what a release contains, as CycloneDX: dist/sbom.json
	@mkdir -p dist && $(BIN)/cyclonedx-py requirements requirements/run.txt --output-file dist/sbom.json
	@echo "dist/sbom.json"

audit: $(VENV)/.audit ## Ask the public database for known weaknesses of what is locked (needs the internet)
	@$(BIN)/pip-audit --disable-pip --require-hashes -r requirements/run.txt

build: $(VENV)/.dev ## Make the wheel
	@$(BIN)/python -m hatchling build -t wheel

clean: ## Forget the environment and what the checks left
	@rm -rf $(VENV) dist .coverage .coverage.* .mypy_cache .ruff_cache .hypothesis .pytest_cache

# ── the environment ───────────────────────────────────────────────────────────────────────────────
# The locks name every package, so nothing is resolved here: an older pip, asked to, looks for the newest
# release of what one package wants with an extra, and then finds no hash for it.

$(VENV)/.venv:
	@command -v $(PYTHON) > /dev/null || { echo "Python 3.11 or newer is missing. On Debian: apt-get install python3 python3-venv" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2> /dev/null || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 2; }
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.run: $(VENV)/.venv requirements/run.txt pyproject.toml
	@echo "Setting up (once; about a minute) ..."
	@$(BIN)/python -m pip install $(QUIET) --no-deps --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.audit: $(VENV)/.run requirements/audit.txt
	@$(BIN)/python -m pip install $(QUIET) --no-deps --require-hashes -r requirements/audit.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(BIN)/python -m pip install $(QUIET) --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.evaluate: $(VENV)/.dev requirements/evaluate.txt
	@$(BIN)/python -m pip install $(QUIET) --no-deps --require-hashes -r requirements/evaluate.txt
	@touch $@
