# `make demo` and `make test` set up everything themselves: Python >= 3.11 and make are all they need.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
WORKERS ?= 2
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_WARN_SCRIPT_LOCATION = 1

.PHONY: demo serve test prove check format schema audit pictures bench clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(READY)

demo: $(READY)  ## the synthetic country, loaded, merged, served and asked; PERSONS=20000
	REGISTRIES_SYNTHETIC=1 $(BIN)/python -m registries.tour

serve: $(READY)  ## the API on the same data, until interrupted; prints its address and a token
	$(BIN)/registries token portal
	$(BIN)/registries serve --port $(PORT)

test: $(READY)
	$(BIN)/pytest -n $(WORKERS)

prove: $(READY)  ## the property tests at their full counts; examples that failed are kept in .hypothesis
	PROVE=1 $(BIN)/pytest -n $(WORKERS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m registries.catalogue
	$(BIN)/python -m registry_api.export --check

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(READY)  ## write graphql/schema.graphql and docs/fields.md from the code
	$(BIN)/python -m registry_api.export

audit: $(READY)  ## the public audit suite against the real server, the documents through relay-compiler
	$(BIN)/python graphql/audit/run.py

pictures: $(READY)  ## timelines and the page of review, looked at in headless Chromium: CHROMIUM, one on the path, or the pinned build
	$(BIN)/python -m tests.pictures.run
	$(BIN)/python -m tests.pictures.review

bench: $(READY)
	$(BIN)/python benchmarks/iin_leases.py
	$(BIN)/python benchmarks/broken_files.py
	$(BIN)/python benchmarks/loader_memory.py
	$(BIN)/python benchmarks/faults.py
	$(BIN)/python benchmarks/overload.py
	$(BIN)/python benchmarks/bad_requests.py
	$(BIN)/python benchmarks/resolve_address.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
