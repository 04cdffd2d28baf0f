# Everything that is made lies in .build; `make clean` removes it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup peers build demo test check bench soak churn fuzz mutate clean

SWIFT ?= swift
SOAK_COUNT ?= 100000
SOAK_SEED ?= 1
# A day of one round of changes each ten seconds, without the seconds in between.
CHURN_ROUNDS ?= 8640
# Tests that wait for sockets, threads and programs. Beside hundreds that only compute they would wait past every limit.
WAITING := ^(HTTPTests|CashuWalletTests|HostTests|MarketTests|HTTPProberTests|SandboxTests|LinkTests|UsageMeterTests|DriverContractsTests|JSONTests\.WriterTests|DaemonTests\.(ProbeTests|SandboxCommandTests|SandboxMintTests|RunTests|Wallet(Command|Safety|Terminal|Trouble)Tests|LinksTests))
SOAK ?= simulate random --count $(SOAK_COUNT) --seed $(SOAK_SEED)

help: ## list the targets
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

setup: ## install the system packages that are missing (Debian; nothing to do = instant)
	@scripts/setup

build: setup ## build the release binary, .build/release/tollgate
	@$(SWIFT) build -c release --product tollgate

demo: build ## watch a simulated day: no root, no network, no money
	@.build/release/tollgate simulate --story

peers: setup ## install the real mint that tests of the wallet use; nothing to do = instant
	@scripts/nutshell install >/dev/null

test: setup ## build and run every test
	@$(MAKE) -s peers || echo 'make: the real mint can not be installed here: its tests will be skipped'
	@$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	@$(SWIFT) test --skip-build --parallel --skip '$(WAITING)' 2>&1 | sed -u '/ started\.$$/d'
	@SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 \
	  $(SWIFT) test --skip-build --parallel --filter '$(WAITING)' 2>&1 | sed -u '/ started\.$$/d'

check: setup ## layout, import lines and house rules
	@failed=0; for part in format imports house; do scripts/check-$$part || failed=1; done; exit $$failed

bench: setup ## measure, release build
	@$(SWIFT) build -c release --product Benchmarks
	@.build/release/Benchmarks

soak: build ## simulate SOAK_COUNT random days (100000), from SOAK_SEED on; as many lives of a wallet; kill it everywhere
	@.build/release/tollgate $(SOAK)
	@$(SWIFT) build --build-tests
	@TOLLGATE_WALLET_TALES=$(SOAK_COUNT) TOLLGATE_WALLET_SEED=$(SOAK_SEED) TOLLGATE_CRASH_ROUNDS=20 \
	  $(SWIFT) test --skip-build --filter 'ConservationTests|CrashMatrixTests' 2>&1 | sed -u '/ started\.$$/d'

churn: setup ## a day of link changes in a few minutes: nothing may grow (root)
	@$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	@TOLLGATE_CHURN_ROUNDS=$(CHURN_ROUNDS) $(SWIFT) test --skip-build --filter LinksTests.churn 2>&1 | sed -u '/ started\.$$/d'

fuzz: setup ## feed the parsers with hostile bytes
	@scripts/fuzz

mutate: setup ## make deliberate mistakes in Core; the tests must notice
	@scripts/mutate

clean: ## remove everything that was built
	rm -rf .build Fuzz/.build
