# All set-up that demo and test need, done once: needs Python 3.11 or newer and make. Every path is relative, so that
# the checkout may lie anywhere. PORT= and DATABASE_URL= are honoured.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
RUN := .venv/bin/python
CATALOGUES := $(wildcard src/hromada/*/locale/*/LC_MESSAGES/django.po)

.PHONY: help demo test corpus bench bench-fairshare fuzz soak lint messages assets wheel clean

help:
	@echo 'make demo      a real conference on http://localhost:8000 (PORT=8001 for another port)'
	@echo 'make test      all tests'
	@echo 'make lint      what machines can say about the code'
	@echo 'make messages  gather what is said into the catalogues'
	@echo 'make corpus    tests that read ../shared'
	@echo 'make bench     speed, size and memory'
	@echo 'make fuzz      an hour of broken files for every importer (MINUTES=60, SEED=)'
	@echo 'make soak      the solvers against brute force on thousands of tiny questions (EXAMPLES=3000)'
	@echo 'make bench-fairshare  the solvers, beside published figures (FAMILY=meetings for one)'
	@echo 'make assets    styles, fonts, scripts'
	@echo 'make wheel     the distribution, in dist/'
	@echo 'make clean     forget what was made; the data in var/ stay'

demo: assets .venv/messages.stamp
	@$(RUN) -m hromada demo

test: .venv/dev.stamp assets .venv/messages.stamp
	@$(RUN) -m tools.browser
	$(RUN) -m pytest -m 'not corpus'

corpus: .venv/dev.stamp assets .venv/messages.stamp
	$(RUN) -m pytest -m corpus

bench: .venv/dev.stamp assets .venv/messages.stamp
	$(RUN) -m tools.bench

bench-fairshare: .venv/dev.stamp
	$(RUN) -m tools.bench_fairshare $(FAMILY)

soak: .venv/dev.stamp
	EXAMPLES=$(or $(EXAMPLES),3000) $(RUN) -m pytest -m corpus -k fairshare tests/corpus

fuzz: .venv/dev.stamp .venv/messages.stamp
	$(RUN) -m tools.fuzz --minutes $(or $(MINUTES),60) $(if $(SEED),--seed $(SEED))

lint: .venv/dev.stamp assets .venv/messages.stamp
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports
	$(RUN) -m djlint --quiet --lint src
	$(RUN) -m tools.messages check
	$(RUN) -m tools.tsc

messages: .venv/dev.stamp
	$(RUN) -m tools.messages update
	$(RUN) -m tools.messages check

assets: .venv/build.stamp
	@$(RUN) -m tools.assets

wheel: .venv/dev.stamp .venv/messages.stamp
	$(RUN) -m tools.assets --clean
	rm -rf dist
	$(RUN) -m build --wheel --no-isolation

clean:
	rm -rf .venv node_modules dist build src/hromada/_static src/hromada/*/static/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo 'Hromada needs Python 3.11 or newer: install it, or name it in PYTHON=.' >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo 'Python could not make .venv; on Debian, install python3-venv.' >&2; exit 1; }

.venv/build.stamp: requirements/base.txt requirements/build.txt pyproject.toml | .venv/bin/python
	@echo 'Installing what Hromada runs on (once) ...'
	@$(RUN) -m pip install -qq --disable-pip-version-check -r requirements/build.txt
	@$(RUN) -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev.stamp: .venv/build.stamp requirements/dev.txt
	@echo 'Installing what Hromada is tested with (once) ...'
	@$(RUN) -m pip install -qq --disable-pip-version-check -r requirements/dev.txt
	@touch $@

.venv/messages.stamp: .venv/build.stamp $(CATALOGUES)
	@$(RUN) -m tools.messages compile
	@touch $@
