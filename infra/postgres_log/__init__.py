"""The event log in one PostgreSQL database: the engine that several processes and machines share."""

from infra.postgres_log.log import PostgresEventLog

__all__ = ["PostgresEventLog"]
