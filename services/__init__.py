"""What people do, one module per use case: load, decide, append."""
