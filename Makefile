# 绩效透镜 (Jixiao Lens): one command each, nothing to do before. The work is in setup/, which also runs without make:
# python3 -m setup run (Windows: py -3 -m setup run).

PORT ?= 8501
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(if $(shell command -v $(name) 2>/dev/null),$(name))))
ARGS ?=

.PHONY: help run demo ocr cluster test bench drill lint clean

help:
	@echo "make run     environment, build from data/raw, dashboard on http://localhost:$(PORT)  (PORT=8502 for another port)"
	@echo "make demo    the same with a made-up corpus, sixteen districts and five years, marked 合成数据"
	@echo "make ocr     optional, some 300 MB: reads scanned pdf and pictures from the next build on"
	@echo "make cluster optional, some 45 MB: python -m etl build --engine dask reads on a cluster, see docs/scale.md"
	@echo "make test    environment, Chromium where it can be installed, the whole suite        (ARGS='-k money' for a part)"
	@echo "make bench   the benchmarks"
	@echo "make drill   break every promise of operation on purpose, and count          (ARGS='--release' before a release)"
	@echo "make lint    ruff and mypy"
	@echo "make clean   remove .venv and caches; data stays"

run demo ocr cluster test bench drill lint clean:
	@test -n "$(PYTHON)" || { echo "==> Python 3.11 or newer is needed, and no python3 is on PATH. On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2; exit 2; }
	@"$(PYTHON)" -m setup $@ $(if $(filter run demo,$@),--port "$(PORT)") $(ARGS)
