# Two commands are all a newcomer needs: `make serve` and `make test`.
# Each sets up what it needs: the virtual environment and, as root, Debian's Chromium.
SHELL := /bin/bash
.DELETE_ON_ERROR:
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready

.PHONY: serve test check bench fmt clean help

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

serve: $(READY) ## site, API and SPARQL at http://127.0.0.1:8000/ (PORT=… for another)
	$(BIN)/kg serve --port $(PORT)

test: $(READY) .venv/.browser ## everything: format, lint, types, floors, content, tests, browser
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(READY) ## the quick gates: format, lint, types, floors, content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg fmt --check
	$(BIN)/kg check

fmt: $(READY) ## write code and content in their canonical form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/kg fmt

bench: $(READY) ## speed as ratios against a named peer in the same run
	$(BIN)/python -m tests.benchmarks

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[serve,curate,test]'
	touch $@

.venv/.browser: $(READY)
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; \
		else \
			echo 'The browser tests need Chromium. Run "apt-get install chromium" as root.' >&2; \
			exit 1; \
		fi; }
	touch $@

clean: ## remove everything that was made
	rm -rf .venv build dist
