# A bare machine with make and Python 3.11 or newer is enough: `make sdk`, then `make test`.

# The newest suitable interpreter; `make PYTHON=/path/to/python3.12 …` overrides.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
# Installed again only when what is to be installed has changed.
READY := $(VENV)/.ready

.PHONY: sdk check test lint types bench stress corpus corpus-tests nightly roundtrip conformance mutations soak kill pythons build clean help

sdk: $(READY)  ## regenerate generated/ from specs/
	$(BIN)/sdksmith generate

check: $(READY)  ## is generated/ up to date?
	$(BIN)/sdksmith check

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadscope $(ARGS)

lint: $(READY)  ## style of what people wrote
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet generator tests

types: $(READY)  ## both type checkers, strict
	$(BIN)/mypy
	$(BIN)/pyright

bench: $(READY)  ## cost of the generated package, as ratios
	$(BIN)/python -m tests.bench

stress: $(READY)  ## what documents of extreme shape cost, a line each
	$(BIN)/python -m tests.stress

corpus: $(READY)  ## generate every real document of ../shared, a line each; import and type-check all of it
	$(BIN)/python -m tests.corpus --import --types $(ARGS)

corpus-tests: $(READY)  ## the same documents: run the tests that are generated with each package
	$(BIN)/python -m tests.corpus --tests $(ARGS)

nightly: $(READY)  ## the same, with mypy on the three largest too
	$(BIN)/python -m tests.corpus --import --types --nightly $(ARGS)

roundtrip: $(READY)  ## values of every case's schemas, and the examples of ../shared, through the SDK and back
	$(BIN)/python -m tests.roundtrip $(ARGS)

# `make conformance SPEC=path/to/openapi.yaml` proves one document of your own, and nothing else, CONFIG=pyproject.toml
# the SDKs of a configuration; MOCKS=1 asks two mock servers of npm, too.
conformance: $(READY)  ## every operation of ../shared/specs, or of SPEC=path, judged by its document; then random documents, and real servers
	$(BIN)/python -m tests.conformance.rig $(if $(MOCKS),--mocks) $(if $(CONFIG),--config $(CONFIG)) $(SPEC)
	test -n "$(SPEC)$(CONFIG)" || $(BIN)/python -m tests.conformance.rig.chance --tests
	test -n "$(SPEC)$(CONFIG)" || $(BIN)/python -m pytest -m conformance tests/conformance $(ARGS)

mutations: $(READY)  ## real documents changed in one way each: does diff name it, and mypy agree? a line each
	$(BIN)/python -m tests.diff.mutations

soak: $(READY)  ## the runtime under load: gigabytes up and down, and hundreds of calls at a time
	$(BIN)/python -m pytest -m soak tests/network $(ARGS)

kill: $(READY)  ## kill runs while they write, fifty times in each way, and look at what they left
	SDKSMITH_KILLS=50 $(BIN)/python -m pytest -q tests/sdk/test_kill.py $(ARGS)

# Every suitable interpreter of this machine; `make pythons PYTHONS="/path/to/python3.13"` names others.
PYTHONS ?= $(shell for p in python3.11 python3.12 python3.13 python3.14; do command -v $$p; done)

pythons:  ## run the tests of runtime, cases and wire under each Python
	for python in $(PYTHONS); do \
		venv=.venvs/$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])') && \
		{ test -x $$venv/bin/python || $$python -m venv $$venv; } && \
		$$venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' && \
		$$venv/bin/python -m pytest -q -n 2 tests --ignore tests/sdk/test_types.py $(ARGS) || exit 1; \
	done

build: $(READY)  ## wheel and sdist into dist/
	$(BIN)/python -m build

clean:  ## remove what the other targets made, but not generated/
	rm -rf $(VENV) .cache .venvs .venv-peers dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' Makefile

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "sdksmith needs Python 3.11 or newer; none was found." >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
