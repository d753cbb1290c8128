# Two commands for newcomers: `make demo` and `make test`. Both install what they need and end with a next step.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
MAGAZINE_PORT ?= 8001

.PHONY: help demo test check build release benchmarks clean python system

help:
	@echo "make demo        run Readalong and a demonstration magazine on this machine (Python 3.11+, nothing else)"
	@echo "make test        install what the tests need and run all of them"
	@echo "make check       style, types, import contracts and migrations only"
	@echo "make build       build the player's script (Node 18+)"
	@echo "make release     build the script of this version for those who pin it, to be kept for ever"
	@echo "make clean       remove what make made: the environment, the demo's data"

demo: $(VENV)/installed
	@READALONG_DATA=var/demo $(BIN)/python manage.py demo --port $(PORT) --magazine-port $(MAGAZINE_PORT)

test: system $(VENV)/installed-dev node_modules/installed check
	npm test --silent
	$(BIN)/python -m pytest -n 4 --dist worksteal --reruns 1 --ignore=tests/browser
	$(BIN)/python -m pytest -n 4 --dist loadgroup --reruns 1 -m "not alone" tests/browser
	$(BIN)/python -m pytest --reruns 1 -m alone tests/browser
	@echo
	@echo "All tests passed. Next: make demo, and press Listen."

check: $(VENV)/installed-dev node_modules/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	@READALONG_DATA=var/check $(BIN)/python manage.py makemigrations --check --dry-run
	npm run check --silent
	npm run fresh --silent

build: node_modules/installed
	npm run build --silent

release: node_modules/installed
	npm run release --silent

clean:
	rm -rf $(VENV) node_modules var

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Readalong needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing)."; \
	  echo "Install a newer one (for instance: uv python install 3.13), and name it: make demo PYTHON=\$$(uv python find 3.13)"; exit 1; }

$(VENV)/bin/python: | python
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Readalong runs on (about 20 seconds, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/installed

node_modules/installed: package.json package-lock.json
	@command -v npm >/dev/null || { echo "The player's tests need Node.js 18 or newer: apt-get install nodejs npm"; exit 1; }
	npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# The programs that the tests drive: installed here where that is possible, named where it is not.
system:
	@tests/system-packages
