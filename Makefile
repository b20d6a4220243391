.PHONY: demo test check fmt bench soak crash differential lock schema docs setup
PYTHON ?= python3
demo test check fmt bench soak crash differential lock schema docs setup:
	@$(PYTHON) dev.py $@
