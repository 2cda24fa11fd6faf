# Two commands do everything: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONHASHSEED = 0

.PHONY: demo test lint types tests facts bench validate lock clean

demo: $(VENV)/core
	rm -rf peerlight-demo
	$(BIN)/peerlight demo peerlight-demo

test: lint types tests

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test
	$(BIN)/mypy

tests: $(VENV)/test
	$(BIN)/python -m pytest -n 2 --dist worksteal

# the facts of every reader on the real communities; fails where there are none
facts: $(VENV)/test
	@test -n "$$PEERLIGHT_COMMUNITIES" || { echo "Set PEERLIGHT_COMMUNITIES to a folder of unpacked communities." >&2; exit 2; }
	$(BIN)/python -m pytest -n 2 -m real tests/sources

bench: $(VENV)/test
	$(BIN)/python -m benchmarks.run

# the back-test on the benchmark's communities; its numbers are kept
validate: $(VENV)/test
	@test -n "$$PEERLIGHT_COMMUNITIES" -a -n "$$PEERLIGHT_TRUTH" || { echo "Set PEERLIGHT_COMMUNITIES to a folder of unpacked communities and PEERLIGHT_TRUTH to the list of who was recognised." >&2; exit 2; }
	$(BIN)/peerlight validate --archives "$$PEERLIGHT_COMMUNITIES" --truth "$$PEERLIGHT_TRUTH" --format json --out benchmarks/results/backtest.json

# hashes, and no address of any index
lock: $(VENV)/pip
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 pyproject.toml requirements/build.in -o requirements/core.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --group test -c requirements/core.txt pyproject.toml requirements/build.in -o requirements/test.txt

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Peerlight needs Python 3.11 or newer; name one with: make PYTHON=python3.11 ..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/core: requirements/core.txt pyproject.toml | $(VENV)/pip
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/core.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test: requirements/test.txt $(VENV)/core
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

clean:
	rm -rf $(VENV) peerlight-demo
