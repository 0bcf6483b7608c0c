"""How does the embedded PostgreSQL run? Finds its programs, makes its data, and keeps it running as our own child."""

from commonhall.config.bootstrap.postgres.server import AdminDsn, EmbeddedPostgres

__all__ = ["AdminDsn", "EmbeddedPostgres"]
