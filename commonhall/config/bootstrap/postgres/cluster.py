"""Where do the database's files live, and what state did the last run leave them in?"""

from __future__ import annotations

import contextlib
import hashlib
import locale
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonhall.config.bootstrap.postgres.account import Account
from commonhall.config.bootstrap.postgres.binaries import Binaries
from commonhall.config.bootstrap.processes import command_line, is_alive, send_signal, wait_until_gone
from commonhall.config.bootstrap.terminal import CannotStart, say, tail_of

SUPERUSER = "postgres"
ELSEWHERE = Path("/var/lib/commonhall")
_LONGEST_SOCKET_FOLDER = 85  # bytes; the system's limit for the socket itself is 104 to 108
_BUILTIN_LOCALES_SINCE = 17


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folders of one embedded server. `home` is ours; `files` and the socket's folder are the account's."""

    home: Path
    account: Account

    @property
    def files(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.home / "server.log"

    @property
    def major(self) -> int | None:
        """The version that made the data; None when there are none yet."""
        try:
            return int((self.files / "PG_VERSION").read_text())
        except (OSError, ValueError):
            return None

    def password(self) -> str:
        """The superuser's password, made with the data."""
        try:
            return (self.home / "superuser-password").read_text().strip()
        except FileNotFoundError:
            raise CannotStart(
                f"{self.home / 'superuser-password'} is missing, so the database cannot be opened. "
                "Put it back, or begin afresh with ./run demo --reset."
            ) from None


def open_cluster(folder: Path, account: Account) -> Cluster:
    """The cluster below a folder, which is made when missing.

    Where the account cannot reach the folder (root's own home, say) the files live below /var/lib/commonhall
    and the folder is a link to them: nobody's home is opened to others for our sake.
    """
    if not folder.is_symlink():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700 if account.uid is None else 0o711)
    if not account.can_enter(folder.resolve()):
        _move_elsewhere(folder, account)
    home = folder.resolve()
    if home.stat().st_uid != os.geteuid():
        raise CannotStart(f"{home} belongs to another user. Start as that user, or choose another folder with --data.")
    return Cluster(home, account)


def _move_elsewhere(folder: Path, account: Account) -> None:
    target = ELSEWHERE / hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    sentence = (
        f"PostgreSQL runs as the account {account.name}, which cannot reach {folder}. "
        "Choose a folder that others may enter with --data, or start as an ordinary user."
    )
    if folder.is_symlink() or any(folder.iterdir()):
        raise CannotStart(sentence)
    try:
        shutil.rmtree(target, ignore_errors=True)  # of a folder at this place that somebody has deleted since
        target.mkdir(parents=True, exist_ok=True)
        for made in (ELSEWHERE, target):
            made.chmod(0o711)
        folder.rmdir()
        folder.symlink_to(target)
    except OSError:
        raise CannotStart(sentence) from None
    if not account.can_enter(target):
        raise CannotStart(sentence)
    say(f"The database's files are in {target}: the account {account.name} cannot reach {folder}.")


def make_files(cluster: Cluster, binaries: Binaries) -> None:
    """Make the data folder. Interrupted half-way it leaves nothing that looks finished."""
    begun = cluster.home / "cluster.new"
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir(mode=0o700)
    cluster.account.give(begun)
    password = secrets.token_urlsafe(32)
    _write_private(cluster.home / "superuser-password", password)
    shown = cluster.home / "initdb-password"
    _write_private(shown, password)
    cluster.account.give(shown)
    try:
        done = subprocess.run(
            [
                str(binaries.folder / "initdb"),
                *("-D", str(begun), "-U", SUPERUSER, f"--pwfile={shown}", "-E", "UTF8"),
                *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums"),
                *_locale_arguments(binaries.major),
            ],
            cwd="/",
            env=server_environment(os.environ),
            capture_output=True,
            text=True,
            check=False,
            **cluster.account.identity,
        )
    finally:
        shown.unlink(missing_ok=True)
    if done.returncode != 0:
        raise CannotStart(f"The database could not be made in {cluster.home}.\n{tail_of(done.stderr)}")
    begun.rename(cluster.files)


def _locale_arguments(major: int) -> list[str]:
    if major >= _BUILTIN_LOCALES_SINCE:
        return ["--locale-provider=builtin", "--locale=C.UTF-8"]
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return ["--locale=C"]
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return ["--locale=C.UTF-8"]


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def server_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What the server may know of our environment: no PG* variable of the person's, one language in the log."""
    kept = {name: environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def open_socket_folder(cluster: Cluster) -> Path:
    """An empty private folder for the server's socket; a short one elsewhere when the path would be too long."""
    folder = _socket_folder(cluster)
    for left in folder.iterdir():  # only called with no server running, so what is there is stale
        left.unlink()
    folder.chmod(0o700)
    cluster.account.give(folder)
    return folder


def _socket_folder(cluster: Cluster) -> Path:
    usual = cluster.home / "socket"
    if len(os.fsencode(usual)) <= _LONGEST_SOCKET_FOLDER:
        usual.mkdir(exist_ok=True)
        return usual
    note = cluster.home / "socket-folder"
    expected = {os.geteuid(), cluster.account.uid}
    with contextlib.suppress(OSError):
        noted = Path(note.read_text())
        if not noted.is_symlink() and noted.is_dir() and noted.stat().st_uid in expected:
            return noted
    # A socket's path must be short:
    made = Path(tempfile.mkdtemp(prefix="commonhall-", dir="/tmp" if os.path.isdir("/tmp") else None))  # noqa: S108
    _write_private(note, str(made))
    return made


def remove_socket_folder(cluster: Cluster) -> None:
    """Take away the short folder elsewhere, when there is one."""
    note = cluster.home / "socket-folder"
    with contextlib.suppress(OSError):
        shutil.rmtree(note.read_text(), ignore_errors=True)
        note.unlink()


def pid_file(cluster: Cluster) -> list[str]:
    """The lines of PostgreSQL's own note of who runs it; empty when there is none."""
    try:
        return (cluster.files / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def stop_leftover(cluster: Cluster) -> None:
    """End a server that outlived its supervisor, in good order, and clear a note that points at a stranger.

    Call only while holding the folder's lock: nobody else's server is then meant to run.
    """
    lines = pid_file(cluster)
    if not lines or not lines[0].strip().isdigit():
        return
    pid = int(lines[0])
    if not is_alive(pid):
        return  # PostgreSQL itself clears the note of a dead process
    if str(cluster.files) not in command_line(pid):
        # The number belongs to another program by now; PostgreSQL would take it for a running server.
        (cluster.files / "postmaster.pid").unlink(missing_ok=True)
        return
    for number, seconds in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0)):
        send_signal(pid, number)
        if wait_until_gone(pid, seconds=seconds):
            return
    raise CannotStart(f"A database server left over from the last run (process {pid}) does not stop. Stop it first.")
