# Opastin. `make` shows what there is.
PYTHON ?= python3
PORT ?= 5005
GUIDANCE_PORT ?= 5055
HOST ?= 127.0.0.1
LANGUAGE ?= fi
export RASA_TELEMETRY_ENABLED = false
export HF_HUB_OFFLINE = 1
export OMP_WAIT_POLICY ?= PASSIVE

.PHONY: help setup run chat test check train index lock bench clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup:  ## Set up both environments (nothing is installed twice)
	@$(PYTHON) opastin/install.py

run: setup  ## Set up, train and index what is missing, start Opastin (PORT=, HOST=)
	@.venv/bin/opastin run --host $(HOST) --port $(PORT) --guidance-port $(GUIDANCE_PORT)

chat: setup  ## Talk in the terminal (LANGUAGE=)
	@.venv/bin/opastin chat --language $(LANGUAGE) --port $(PORT) --guidance-port $(GUIDANCE_PORT)

test: setup check  ## Run all checks and tests
	@.venv-dialogue/bin/python -m pytest tests/dialogue
	@.venv/bin/python -m pytest tests --ignore tests/dialogue

check: setup  ## Style, types, data
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/opastin catalogue check

train: setup  ## Train the dialogue model if its data have changed
	@.venv/bin/opastin train

index: setup  ## Build the search index
	@.venv/bin/opastin index

bench: setup  ## Measure speed and memory
	@.venv/bin/opastin bench

lock:  ## Renew the exact versions in requirements/*.txt
	@$(PYTHON) opastin/install.py --lock

clean:  ## Remove what can be made again (not the environments)
	@rm -rf .build
