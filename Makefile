# make demo   set up and open the desk on the sample data
# make test   set up and run every check: format, lint, types, import contracts, tests
# make test-fast   run the tests that daily work needs
# make mutate   break the core in small ways, and list what no test notices; takes hours
# make test-postgres   run the store's contract on PostgreSQL from the folder POSTGRES, such as the oldest that we support
# make browser   fetch what checks pages for barriers; tests in a browser also need: apt install chromium
# make docs   build the manual as a site in build/docs, without a network
# make pictures   draw the pictures of the desk and of the manual anew
# make release   build a release in dist/, check it, and try it as people install it; publishes nothing, takes half an hour
# make licences   write packaging/LICENCES.md anew
# make lock   write the lock files anew from pyproject.toml

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What is never imported need not be compiled: that is a third of the time it takes to set up.
INSTALL := $(BIN)/python -m pip install --no-compile
# Pip prints two hundred lines, or with --quiet none for minutes: one for each ten packages says how far it is.
PROGRESS = awk -v all=$$(grep -c '^[a-z].*==' $(1)) '\
  /^(Collecting|Processing|Ignoring|Requirement already)/ && ++n % 10 == 0 { print "  " n " of " all " packages"; fflush() } \
  /^Installing collected/ { print "  putting them in place …"; fflush() } \
  /^FAILED$$/ { failed = 1 } END { exit failed }'
LOCKED = { PYTHONUNBUFFERED=1 $(INSTALL) --require-hashes -r $(1) || echo FAILED; } | $(PROGRESS)

.PHONY: demo docs test test-fast browser test-postgres mutate lint format pictures release licences lock clean

demo: $(VENV)/.run
	@$(BIN)/pullquote demo

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal

# For daily work: words, the store, commands in process, and every action of the desk once.
test-fast: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --hypothesis-profile quick

AXE = axe-core-4.14.1
AXE_SHA256 = e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745

browser: $(VENV)/axe.min.js

$(VENV)/axe.min.js: | $(VENV)/.dev
	cd $(VENV) && npm pack --silent $(subst core-,core@,$(AXE))
	cd $(VENV) && echo "$(AXE_SHA256)  $(AXE).tgz" | sha256sum --check --quiet && tar -xzmf $(AXE).tgz --strip-components=1 package/axe.min.js
	@rm $(VENV)/$(AXE).tgz

test-postgres: $(VENV)/.dev
	TEST_POSTGRES=$(POSTGRES) $(BIN)/python -m pytest -n auto --dist worksteal tests/engines -k postgres

# A report, not a gate: the tool is not in the lock file, because nobody else needs it.
mutate: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet mutmut==3.8.1
	$(BIN)/mutmut run
	$(BIN)/mutmut results

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --num-workers auto
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Draw the tested pictures of the desk anew; look at each before you commit it.
pictures: $(VENV)/.dev
	$(BIN)/python -m pytest tests/screens/test_pictures.py tests/screens/test_docs_pictures.py tests/cli/test_film.py --snapshot-update

# Every warning fails, and so does an address that a page would fetch from elsewhere.
docs: $(VENV)/.docs
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --fresh-env --builder html \
	  --conf-dir docs/site --doctree-dir build/doctrees docs build/docs
	@! grep -rnE --include='*.html' --include='*.css' --include='*.svg' \
	  '(src="|srcset="|@import "?|url\(.?)(https?:)?//|<link [^>]*href="(https?:)?//' build/docs
	@echo "Open build/docs/index.html."

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Pullquote needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making an environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@# The locked pip takes half the time of the one that comes with Python 3.11 to install all the others.
	@sed -n '/^pip==/,/[^\\]$$/p' requirements.lock > $(VENV)/pip.lock
	@$(INSTALL) --quiet --require-hashes -r $(VENV)/pip.lock

$(VENV)/.run: $(VENV)/bin/python pyproject.toml requirements.lock
	@echo "Fetching what Pullquote needs. This is done once, and takes some minutes on a slow machine."
	@$(call LOCKED,requirements.lock)
	@$(INSTALL) --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml requirements-dev.lock
	@echo "Fetching what Pullquote and its tests need. This is done once, and takes some minutes on a slow machine."
	@$(call LOCKED,requirements-dev.lock)
	@$(INSTALL) --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

$(VENV)/.docs: $(VENV)/.dev requirements-docs.lock
	@$(call LOCKED,requirements-docs.lock)
	@touch $@

# The programs that a release is built, checked and tried with.
TOOLS := build/tools

$(TOOLS)/.done: packaging/tools.lock | $(VENV)/bin/python
	@$(PYTHON) -m venv --clear $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --require-hashes -r packaging/tools.lock
	@touch $@

release: $(VENV)/.dev $(TOOLS)/.done
	$(BIN)/python packaging/release.py --tools $(TOOLS)/bin

licences: $(TOOLS)/.done
	$(TOOLS)/bin/uv venv --quiet --clear --python 3.11 build/everything
	$(TOOLS)/bin/uv pip install --quiet --python build/everything --require-hashes -r packaging/everything.lock
	$(TOOLS)/bin/python packaging/licences.py $(TOOLS)/bin/pip-licenses build/everything/bin/python

COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet
EVERYTHING = $(patsubst %,--extra %,documents lsp mcp postgresql serve)
lock:
	$(COMPILE) --upgrade pyproject.toml --extra build --extra documents --output-file requirements.lock
	$(COMPILE) --upgrade pyproject.toml --extra build --extra documents --extra dev --output-file requirements-dev.lock
	$(COMPILE) --upgrade pyproject.toml --extra build --extra documents --extra dev --extra docs --output-file requirements-docs.lock
	mkdir -p build && sed -n 's/^\([a-z].*\) \\$$/\1/p' requirements-dev.lock > build/chosen.txt
	$(COMPILE) pyproject.toml $(EVERYTHING) --constraint build/chosen.txt --output-file packaging/everything.lock
	$(COMPILE) --upgrade packaging/tools.in --output-file packaging/tools.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
