# Everything a developer types. Needs make, git and a Python (3.11 or newer) with pip; the rest is fetched into this folder.
.POSIX:
.SILENT:
.PHONY: help demo test lint bench faults fuzz mutate picture docs-check clean environment
.DEFAULT_GOAL := help

RUN = .venv/bin/
PYTEST_ARGS =
PART =
SESSIONS = 100000
COUNT = 100000
FROM = 0

help: ## This list
	awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

environment:
	PYTHON='$(PYTHON)' sh scripts/environment

demo: environment ## Build a sample shop in .demo and play a session in it
	$(RUN)python -m clientcare demo --into .demo

test: lint ## All checks and all tests
	$(RUN)python -m pytest -q -n auto --maxprocesses 8 --cov=clientcare.domain --cov=clientcare.services --cov-branch $(PYTEST_ARGS)

lint: environment ## Style, types, import rules, dependencies
	$(RUN)ruff check --quiet .
	$(RUN)ruff format --check --quiet . || { echo "Not formatted. This formats it: .venv/bin/ruff format"; exit 1; }
	$(RUN)mypy --no-error-summary
	out=$$($(RUN)lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }
	out=$$($(RUN)deptry . 2>&1) || { echo "$$out"; exit 1; }
	echo "lint: style, types, import rules and dependencies are as they should be"

bench: environment ## What the commands cost, as ratios to the bare interpreter; SESSIONS=5000 for a smaller shop
	$(RUN)python benchmarks/run.py
	$(RUN)python -m benchmarks.durable
	$(RUN)python -m benchmarks.growth
	$(RUN)python -m benchmarks.guides
	$(RUN)python -m benchmarks.many --sessions $(SESSIONS)

faults: environment ## Play crashes, faults and races in full, up to 90 minutes; PART=crashes plays one part
	$(RUN)python -m tests.faults $(PART)

fuzz: environment ## Read 100,000 random front matters; COUNT=2000 for fewer, FROM=100000 for others
	$(RUN)python -m tests.fuzz --count $(COUNT) --from $(FROM)

mutate: environment ## Change the core in small ways and see whether the tests notice
	$(RUN)python scripts/mutate.py

picture: environment ## Draw the README's picture from a real session
	$(RUN)python scripts/picture.py

docs-check: environment ## Links, headings and commands named in the documentation
	$(RUN)python scripts/docs_check.py

clean: ## Remove everything that these commands made, .venv included
	rm -rf .venv .uv .cache .demo .coverage .coverage.* htmlcov mutants dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
