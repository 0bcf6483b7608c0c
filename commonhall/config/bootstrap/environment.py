"""Is the Python environment the one that the lock files ask for? Makes it, or brings it up to date, when not."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from commonhall.config.bootstrap.locks import Busy, locked
from commonhall.config.bootstrap.system_packages import can_install, install_packages
from commonhall.config.bootstrap.terminal import CannotStart, say, tail_of

STAMP = "commonhall.json"
_PATIENCE = 900.0


def python_of(root: Path) -> Path:
    """The environment's Python, whether or not it is there yet."""
    return root / ".venv" / "bin" / "python"


def is_inside(root: Path) -> bool:
    """Whether this very process runs in the environment."""
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def ensure_environment(root: Path, *, development: bool) -> bool:
    """Make sure that `.venv` holds what `requirements/` asks for; True when something had to be installed.

    A development environment serves everything; a plain one lacks the tools of tests and checks.
    Raises CannotStart with one sentence when it cannot be made.
    """
    wanted = _wanted(root, development=development)
    if _is_current(root, wanted):
        return False
    try:
        with locked(root / "requirements", seconds=_PATIENCE):
            # Another start may have done the work while this one waited; a plain environment that
            # was a development one stays one, so look again.
            wanted = _wanted(root, development=development)
            if _is_current(root, wanted):
                return False
            _make(root, wanted)
    except Busy:
        raise CannotStart("Another start is still making the environment. Wait for it, then try again.") from None
    return True


def _wanted(root: Path, *, development: bool) -> str:
    return "dev" if development or "dev" in _stamped(root) else "base"


def _hash_of(root: Path, name: str) -> str:
    path = root / "requirements" / f"{name}.txt"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise CannotStart(f"{path} is missing. Fetch the whole project again.") from None


def _stamped(root: Path) -> dict[str, str]:
    try:
        stamp = json.loads((root / ".venv" / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _is_current(root: Path, wanted: str) -> bool:
    stamp = _stamped(root)
    if stamp.get(wanted) != _hash_of(root, wanted) or not os.access(python_of(root), os.X_OK):
        return False
    return stamp.get("python") == _version_of(root) and not _other_python_asked(stamp["python"])


def _version_of(root: Path) -> str:
    """Such as 3.11, without starting the environment's Python: it names its library folder."""
    folders = sorted((root / ".venv" / "lib").glob("python3.*/site-packages"))
    return folders[-1].parent.name.removeprefix("python") if folders else ""


def _other_python_asked(version: str) -> bool:
    asked = os.environ.get("COMMONHALL_PYTHON")
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    return bool(asked) and running != version


def _make(root: Path, wanted: str) -> None:
    say("Making the environment (once) ...")
    began = time.monotonic()
    _remove_broken(root)
    if not python_of(root).exists():
        _create(root)
    _install(root, wanted)
    _stamp(root, wanted)
    say(f"Environment ready ({time.monotonic() - began:.0f} s).")


def _remove_broken(root: Path) -> None:
    """Clear away an environment whose Python no longer runs, or is not the one that was asked for."""
    folder = root / ".venv"
    if not folder.exists():
        return
    if _runs(python_of(root)) and not _other_python_asked(_version_of(root)):
        return
    if is_inside(root):
        raise CannotStart("COMMONHALL_PYTHON asks for another Python. Remove the folder .venv and start again.")
    shutil.rmtree(folder)


def _runs(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create(root: Path) -> None:
    # The base interpreter: a link to another environment's Python would break when that one goes.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if uv := shutil.which("uv"):
        _run([uv, "venv", "--quiet", "--python", base, str(root / ".venv")], root)
        return
    if importlib.util.find_spec("ensurepip") is None and can_install():
        install_packages("python3-venv", f"python3.{sys.version_info.minor}-venv")
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotStart(
            "This Python cannot make environments. Install its venv part (Debian and Ubuntu: "
            "sudo apt install python3-venv) or uv, then start again."
        )
    _run([base, "-m", "venv", str(root / ".venv")], root)


def _install(root: Path, wanted: str) -> None:
    lock = str(root / "requirements" / f"{wanted}.txt")
    python = str(python_of(root))
    if uv := shutil.which("uv"):
        _run([uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock], root)
        return
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    _run([python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock], root)


def _run(command: list[str], root: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotStart(
            f"The environment could not be made. Check the network and the free space, then start again.\n"
            f"{tail_of(done.stderr or done.stdout)}"
        )


def _stamp(root: Path, wanted: str) -> None:
    stamp = {"python": _version_of(root), "base": _hash_of(root, "base")}
    if wanted == "dev":
        stamp["dev"] = _hash_of(root, "dev")
    made = root / ".venv" / f"{STAMP}.new"
    made.write_text(json.dumps(stamp) + "\n")
    made.replace(root / ".venv" / STAMP)
