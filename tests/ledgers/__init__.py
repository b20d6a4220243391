"""An outside judge of the importer: messy ledgers with the truth beside them."""
