# `make` prints this help. Two commands do everything on a fresh machine: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
unexport PYTHONDONTWRITEBYTECODE # else each worker of pytest's compiles all tests, and each command all of ours
# Another index for torch and torchvision, for instance PyTorch's own one of CPU-only builds.
TORCH_INDEX ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo docs test test-all browser pictures lint types imports unit unit-all build verify verify-all coverage parity fuzz clean

help: ## print this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(VENV)/.installed ## make .venv and install torchgrade with all that developing it takes

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(BIN)/pip install --disable-pip-version-check -c constraints.txt --index-url $(TORCH_INDEX) torch torchvision)
	$(BIN)/pip install --disable-pip-version-check --no-compile -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true # as pip does, on all cores; some templates are no code
	$(BIN)/python -c "import torchvision; torchvision.ops.nms"
	@touch $@

demo: setup ## build every lab, grade sample submissions of each, write an HTML report
	$(BIN)/torchgrade demo --out demo

docs: setup ## the documentation as a site, site/html; fails at a link that leads nowhere
	$(BIN)/python -m tools.site

test: setup $(if $(CI),browser) ## what CI checks with every commit
	$(MAKE) -j 2 lint types imports build
	$(MAKE) unit
	$(MAKE) verify

test-all: setup $(if $(CI),browser) ## what is too slow for every commit, too: tests marked as slow, all gates of all labs
	$(MAKE) -j 2 lint types imports build
	$(MAKE) unit-all
	$(MAKE) verify-all

browser: setup ## Chromium, for tests in a browser, where there is none (before `make test` where CI is set)
	$(BIN)/python tools/browser.py

lint: setup ## ruff, check and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## mypy --strict
	$(BIN)/mypy

imports: setup ## who may import whom (import-linter)
	$(BIN)/lint-imports

unit: setup ## pytest, in two processes more than there are cores
	$(BIN)/pytest -n auto --dist worksteal

unit-all: setup
	$(BIN)/pytest -n auto --dist worksteal --slow

build: setup ## whether release/, autograder/ and solutions/ are what source/ gives
	$(BIN)/torchgrade build --check

verify: setup ## prove the tests of every lab by a sample of its mistakes, alternatives and idle answers
	$(BIN)/torchgrade verify --quick --sample 1 --skip mutants --skip order

verify-all: setup
	$(BIN)/torchgrade verify

coverage: setup ## which lines the tests run, in all processes but players: in the terminal, and as .measured/html
	rm -rf .measured && mkdir -m 1777 .measured
	PYTHONPATH=tests/support/measured $(BIN)/pytest -n auto --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage html --quiet --directory .measured/html
	$(BIN)/coverage report

parity: setup ## grade the corpus and all variants of the labs with otter and nbgrader anew, and compare
	$(BIN)/python -m tests.parity.oracle --all --labs
	$(BIN)/python -m tests.parity.nbgrader_oracle --all
	TORCHGRADE_PARITY=all $(BIN)/pytest -n auto --slow tests/parity

fuzz: setup ## throw a million random and mutated frames at the decoder
	TORCHGRADE_FUZZ=1000000 $(BIN)/pytest tests/engine/protocol/test_fuzz.py

clean: ## remove what a build or a demo made and git does not keep
	rm -rf demo site .measured .torchgrade autograder/*.zip release/*/*.whl
