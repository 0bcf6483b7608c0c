"""Is an installation provisioned with the same result however often, side by side, and with its secrets kept?"""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from commonhall.councils.provision import LOGIN_ROLES, Dsns, ServerUnsuitable, main, provision

if TYPE_CHECKING:
    from tests.database import OwnDatabase

pytestmark = pytest.mark.commits
SECOND = f"commonhall_second_{os.getpid()}"


@pytest.fixture
def secrets(own_database: OwnDatabase, tmp_path: Path) -> Path:
    """The passwords in use, so that the other tests' connections go on."""
    by_role = {conninfo_to_dict(dsn)["user"]: conninfo_to_dict(dsn)["password"] for dsn in own_database.dsns}
    path = tmp_path / "roles.json"
    path.write_text(json.dumps(by_role))
    return path


def test_a_second_database_stands_beside_the_first_and_twice_is_once(own_database: OwnDatabase, secrets: Path) -> None:
    kept = secrets.read_text()
    try:
        first = provision(own_database.superuser_dsn, secrets_file=secrets, database=SECOND)
        assert provision(own_database.superuser_dsn, secrets_file=secrets, database=SECOND) == first
        for dsn in (*first, *own_database.dsns):
            with psycopg.connect(dsn) as connection:
                connection.execute("SELECT 1")
        with psycopg.connect(first.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TEMPORARY TABLE mine (id integer)")
    finally:
        with psycopg.connect(own_database.superuser_dsn, autocommit=True) as superuser:
            superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(SECOND)))
    assert json.loads(secrets.read_text()) == json.loads(kept)
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600


def test_several_may_be_made_at_once(own_database: OwnDatabase, secrets: Path) -> None:
    names = [f"commonhall_together_{number}_{os.getpid()}" for number in range(4)]

    def make(name: str) -> Dsns:
        return provision(own_database.superuser_dsn, secrets_file=secrets, database=name)

    try:
        with ThreadPoolExecutor(len(names)) as at_once:
            made = list(at_once.map(make, names))
        for dsns in made:
            with psycopg.connect(dsns.app) as connection:
                connection.execute("SELECT 1")
    finally:
        with psycopg.connect(own_database.superuser_dsn, autocommit=True) as superuser:
            for name in names:
                superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def test_only_a_superuser_can_provision(own_database: OwnDatabase, tmp_path: Path) -> None:
    with pytest.raises(ServerUnsuitable, match="superuser"):
        provision(own_database.dsns.migrator, secrets_file=tmp_path / "roles.json", database=SECOND)


def test_passwords_are_long_and_none_is_shared(secrets: Path) -> None:
    made = json.loads(secrets.read_text())
    assert set(made) == set(LOGIN_ROLES)
    assert len(set(made.values())) == len(LOGIN_ROLES)
    assert min(map(len, made.values())) >= 40


def test_a_missing_connection_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COMMONHALL_DSN_ADMIN", raising=False)
    assert main(["--secrets", str(tmp_path / "roles.json")]) == 2
    assert "COMMONHALL_DSN_ADMIN" in capsys.readouterr().err
