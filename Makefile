# Everything from a bare machine to booklets on paper: `make` lists what can be made.
# What is already in place is not done again; the stamps are in .venv, which can be deleted at any time.

RUN := .venv/bin

# Where a machine forbids it, as containers do, each of the hundred commands of a run compiles the program anew.
unexport PYTHONDONTWRITEBYTECODE

# Two steps may both run pip, which does not like company.
.NOTPARALLEL:
.PHONY: help booklets desk setup fonts check test quick lint coverage clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

booklets: setup  ## sets up what is missing, and makes every booklet into build/
	@$(RUN)/chapbook build

desk: booklets .venv/.desk  ## opens the nurse's desk in the browser, with every booklet on it
	@$(RUN)/chapbook desk

setup: .venv/.installed .venv/.libraries .venv/.desk fonts  ## Python packages, libraries and fonts, without making anything

fonts: .venv/.installed  ## fetches the typefaces into styles/fonts/
	@tools/fonts

check: setup  ## every fault in booklets, templates, styles and catalogs, all at once
	@$(RUN)/chapbook check

test: setup .venv/.test .venv/.validator .venv/.browser .venv/.braille  ## the whole test suite
	@$(RUN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

quick: setup .venv/.test  ## all tests that are not marked slow: the loop to work in
	@$(RUN)/pytest -m "not slow" --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: .venv/.test  ## slips, format and types: ruff and mypy
	@$(RUN)/ruff check
	@$(RUN)/ruff format --check
	@$(RUN)/mypy

coverage: .venv/.installed  ## docs/coverage.md of docs/coverage.yaml: which block covers which topic
	@$(RUN)/python tools/coverage

clean:  ## takes away what was made, keeps what was set up
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: pyproject.toml constraints.txt $(wildcard tools/locked/*.txt)
	@tools/venv
	@touch $@

.venv/.test: .venv/.installed
	@tools/venv test
	@touch $@

.venv/.desk: .venv/.installed
	@tools/venv desk
	@touch $@

.venv/.libraries: .venv/.installed
	@tools/libraries
	@touch $@

.venv/.validator: .venv/.test
	@tools/validator
	@touch $@

.venv/.browser: .venv/.test tests/axe/package-lock.json
	@tools/browser
	@touch $@

.venv/.braille: .venv/.installed
	@tools/braille
	@touch $@
