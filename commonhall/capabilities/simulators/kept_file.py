"""Where does a simulator keep what it was told? In one SQLite file: a restart, even after a kill, forgets nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class KeptFile:
    """A file of tables. Safe to use from many threads; each writing is durable when the call returns."""

    def __init__(self, path: Path, tables: str) -> None:
        """Open ``path``, made with its folder where it is not there. tables: SQL that may be run again and again."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.executescript(tables)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; whoever else wants to write waits."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield self._db
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def rows(self, sql: str, *values: Any, **named: Any) -> list[sqlite3.Row]:
        """Return the rows that a question finds. values: in place of each ?. named: in place of each :name, or else."""
        with self._lock:
            return self._db.execute(sql, named or values).fetchall()
