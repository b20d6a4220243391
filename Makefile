.PHONY: demo test check fmt bench soak crash lock setup
PYTHON ?= python3
demo test check fmt bench soak crash lock setup:
	@$(PYTHON) dev.py $@
