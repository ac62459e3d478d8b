# Two commands are all a newcomer needs: `make serve` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
TESTING := $(VENV)/.testing
PEERS := build/peers/.made
# A file of tests stays in one process: its tests share an edition, a server and a browser.
ALL_CORES := -n auto --dist loadfile
ASSETS := src/retning/look/files/vendor/.made

.PHONY: serve test quick check lint lock docs picture benchmarks mutants wheel sdist clean help

help:
	@echo "make serve  set up everything, build the edition and serve it on http://127.0.0.1:8000/"
	@echo "make test   set up what the tests need and run every test on all cores"
	@echo "make quick  the tests that need no browser and no database and are not slow: two minutes"
	@echo "make check  list every fault in the region's files"
	@echo "make lint   ruff and mypy"
	@echo "make wheel  a wheel to install elsewhere, in dist/ (make sdist: a source archive that runs its tests)"
	@echo "make docs   write the generated reference pages anew"
	@echo "make picture  a picture of the front page in build/front.png"
	@echo "make benchmarks  time and memory beside the peers, in one run"
	@echo "make mutants  change the arithmetic a little, and see that a test notices (half an hour)"
	@echo "make lock   resolve the lock files anew"

serve: $(RUNTIME) $(ASSETS)
	$(BIN)/retning serve

check: $(RUNTIME)
	$(BIN)/retning check

test: $(TESTING) $(PEERS) $(ASSETS) lint
	$(BIN)/python -m pytest $(ALL_CORES)

quick: $(TESTING) $(ASSETS)
	$(BIN)/python -m pytest $(ALL_CORES) -m "not browser and not database and not slow"

lint: $(TESTING)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(RUNTIME) $(ASSETS)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

sdist: $(RUNTIME) $(ASSETS)
	$(BIN)/python -c "from setuptools.build_meta import build_sdist; build_sdist('dist')" --quiet

docs: $(RUNTIME)
	$(BIN)/python docs/generate.py

picture: $(TESTING) $(ASSETS)
	$(BIN)/python tools/picture.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTING): requirements/testing.txt $(RUNTIME) tests/setup.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/testing.txt
	sh tests/setup.sh
	@touch $@

$(ASSETS): package-lock.json tools/assets.py | $(RUNTIME)
	npm ci --silent
	$(BIN)/python tools/assets.py
	@touch $@

benchmarks: $(PEERS) $(ASSETS)
	$(BIN)/python benchmarks/trend.py
	$(BIN)/python benchmarks/forecast.py
	$(BIN)/python benchmarks/charts.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/serving.py
	$(BIN)/python benchmarks/cold_start.py
	$(BIN)/python benchmarks/country.py

mutants: $(TESTING)
	$(BIN)/python tools/mutants.py --children 2

$(PEERS): requirements/benchmarks.txt benchmarks/package-lock.json $(TESTING)
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/benchmarks.txt
	npm ci --silent --prefix benchmarks
	@touch $@

lock:
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml requirements/build.in -o requirements/runtime.txt
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/runtime.txt requirements/testing.in -o requirements/testing.txt
	$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/benchmarks.in -o requirements/benchmarks.txt
	npm install --package-lock-only
	npm install --package-lock-only --prefix benchmarks

clean:
	rm -rf $(VENV) node_modules benchmarks/node_modules src/retning/look/files/vendor build dist
