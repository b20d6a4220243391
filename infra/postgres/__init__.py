"""One PostgreSQL database: how it is reached, what it may be, and what it refuses."""

from infra.postgres.database import Database

__all__ = ["Database"]
