"""The log, the keys and the identities on a real PostgreSQL."""
