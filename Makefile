# tinhuy needs Python 3.11 or later, pip, make and git; everything else goes into .venv, made on first use.
# Another Python: make PYTHON=/path/to/python3 …        More words for a command: make test ARGS="-k search"

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .venv-peers
PEERS_READY := $(PEERS)/.ready
PYTHONS := python3.11 python3.12 python3.13 python3.14 python3 python
PYTHON ?=
ARGS ?=
N ?= 20

# The environment counts only if it was finished, in this folder, and its Python still runs. Else it is made anew.
SOUND := $(shell [ "$$(cat $(READY) 2>/dev/null)" = "$(CURDIR)" ] && $(BIN)/python -c '' 2>/dev/null && echo yes)
ifneq ($(SOUND),yes)
.PHONY: $(READY)
endif

.DEFAULT_GOAL := help
.PHONY: help venv demo portals test test-all check eval eval-unseen eval-peers bench bench-normalise bench-crawl bench-recrawl bench-storage bench-renormalise bench-search chaos chaos-crawl soak chaos-service bench-latency fuzz lock lock-peers lock-render clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' Makefile

venv: $(READY) ## make .venv, or bring it up to date (every other command does this too)
	@:

demo: $(READY) ## crawl four sample portals over HTTP, clean their pages, and search them
	@$(BIN)/python -m tinhuy demo $(ARGS)

portals: $(READY) ## serve the sample portals on loopback until Ctrl-C (ARGS="hanam --port 9000")
	@$(BIN)/python -m tests.portals $(ARGS)

test: $(READY) ## run all tests
	@$(BIN)/python -m pytest $(ARGS)

test-all: $(READY) ## the same with the slow ones, which tell again and wider what quicker tests tell
	@$(BIN)/python -m pytest -m '' $(ARGS)

check: $(READY) ## ruff, its format too, and mypy in strict mode
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy

eval: $(READY) ## measure the cleaning against articles that were cleaned by hand
	@$(BIN)/python -m tests.evaluation $(ARGS)

eval-unseen: $(READY) ## crawl portals that nobody has seen, given their address alone, and judge the corpus (ARGS=--found)
	@$(BIN)/python -m tests.unseen --shared $(ARGS)

eval-peers: $(READY) $(PEERS_READY) ## put other extractors beside ours on the same pages (they get a .venv-peers of their own)
	@$(BIN)/python -m tests.evaluation.peers $(ARGS)

bench: $(READY) ## measure speed and memory
	@$(BIN)/python -m tests.bench $(ARGS)

bench-normalise: $(READY) ## measure the normaliser beside bare trafilatura, and its memory (where the time goes: ARGS=--profile)
	@$(BIN)/python -m tests.bench normalise $(ARGS)

bench-crawl: $(READY) ## measure a crawl beside a bare Scrapy spider, and its memory
	@$(BIN)/python -m tests.bench crawl $(ARGS)

bench-recrawl: $(READY) ## measure the requests of a second run on an unchanged portal of 10,000 articles
	@$(BIN)/python -m tests.bench.recrawl $(ARGS)

bench-storage: $(READY) ## measure the bytes of a stored page: as sent, gzip, zstd, and zstd with a dictionary
	@$(BIN)/python -m tests.bench storage $(ARGS)

bench-search: $(READY) ## measure searches at a million made articles, which are made once (some 15 GB, most of an hour)
	@$(BIN)/python -m tests.bench.search $(ARGS)

bench-renormalise: $(READY) ## measure the cleaning of stored pages with one and two children, and Postgres' share
	@$(BIN)/python -m tests.bench renormalise $(ARGS)

chaos: $(READY) ## kill crawls, normaliser and Postgres at N seeded instants, and compare what remains (N=20)
	@$(BIN)/python -m tests.chaos --runs $(N) $(ARGS)

chaos-crawl: N = 200
chaos-crawl: $(READY) ## the same with `scrapy crawl` of a small portal alone (N=200)
	@$(BIN)/python -m tests.chaos --crawl-only --runs $(N) $(ARGS)

soak: $(READY) ## workers over 20 portals that are due every minute, for 5 minutes (ARGS="--minutes 1"); as root in network namespaces too
	@$(BIN)/python -m tests.soak $(ARGS)

chaos-service: $(READY) ## kill workers, crawls, cleaning and Postgres 100 times under load, and compare what remains (ARGS="--kills 15")
	@$(BIN)/python -m tests.chaos.service $(ARGS)

bench-latency: $(READY) ## measure how long a stored page waits for being an article, at 20 a second
	@$(BIN)/python -m tests.bench.latency $(ARGS)

fuzz: $(READY) ## clean 10,000 pages mutated from a seed; each must end as an article or a counted rejection
	@$(BIN)/python -m tests.fuzz $(ARGS)

lock: $(READY) ## renew requirements.lock from pyproject.toml (newer versions: ARGS=--upgrade)
	@set -e; room=$$(mktemp -d); trap 'rm -rf "$$room"' EXIT; \
	$(BIN)/python -m venv "$$room"; \
	"$$room/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	"$$room/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev \
	  --no-emit-index-url --custom-compile-command "make lock" pyproject.toml -o requirements.lock $(ARGS)

lock-peers: $(READY) ## renew tests/evaluation/peers.lock from peers.in
	@set -e; room=$$(mktemp -d); trap 'rm -rf "$$room"' EXIT; \
	$(BIN)/python -m venv "$$room"; \
	"$$room/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	"$$room/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock-peers" tests/evaluation/peers.in -o tests/evaluation/peers.lock $(ARGS)

lock-render: $(READY) ## renew render.lock: what the extra `render` needs beside requirements.lock
	@set -e; room=$$(mktemp -d); trap 'rm -rf "$$room"' EXIT; \
	$(BIN)/python -m venv "$$room"; \
	"$$room/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	had=$$(sed -n 's/^\([a-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.lock); \
	"$$room/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra render $$had \
	  --no-emit-index-url --custom-compile-command "make lock-render" -c requirements.lock pyproject.toml \
	  -o "$$room/render.lock" $(ARGS); \
	sed '/^# The following packages were excluded/,$$d' "$$room/render.lock" > render.lock

clean: ## remove .venv, caches, and ./data WITH THE CORPUS IN IT (its server is stopped; TINHUY_HOME is left alone)
	@if [ -e data/postgres ] && [ -t 0 ]; then \
	  printf 'Remove ./data and the corpus in it? [y/N] '; read answer; [ "$$answer" = y ] || exit 1; \
	fi
	@if [ -n "$$(ls -d data/postgres data/*/postgres 2>/dev/null)" ]; then \
	  $(MAKE) --no-print-directory venv && $(BIN)/python -c "$$REMOVE_SERVERS"; \
	fi
	@rm -rf data $(VENV) $(PEERS) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

define REMOVE_SERVERS
from pathlib import Path
from corpus import embedded
for home in (Path("data"), *Path("data").glob("*/")):
    if (home / "postgres").exists():
        embedded.remove(home)
endef
export REMOVE_SERVERS

# The stamp goes first and comes last, so that an installation that was cut off is never taken for a whole one.
$(READY): requirements.lock pyproject.toml
	@python=$$($(FIND_PYTHON)) || exit 1; \
	if [ "$(SOUND)" != yes ]; then \
	  echo "Making .venv with $$python …"; rm -rf $(VENV); \
	  "$$python" -m venv $(VENV) || { rm -rf $(VENV); \
	    echo "$$python can't make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	else echo "Bringing .venv up to date …"; fi
	@rm -f $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@printf '%s' "$(CURDIR)" > $(READY)

# All that is needed is in the lock, so nothing is left to resolve (older pips fail at it).
$(PEERS_READY): tests/evaluation/peers.lock | $(READY)
	@echo "Making $(PEERS) …"; rm -rf $(PEERS); $(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

FIND_PYTHON = for python in $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$python" && exit 0; \
	done; echo "Python 3.11 or later was not found; name one: make PYTHON=/path/to/python3" >&2; exit 1
