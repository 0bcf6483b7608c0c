"""Which exact packages does the project stand on? Re-makes the lock files from what they are made of."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from commonhall.config.bootstrap.terminal import CannotStart, say, tail_of

_OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--quiet",
    "--python-version",
    "3.11",
)


def make_locks(root: Path) -> int:
    """Write requirements/base.txt and dev.txt: names, versions and hashes, no addresses."""
    uv = _uv(root)
    for name in ("base", "dev"):
        # Relative names, so that nobody's paths get into the files.
        command = [uv, "pip", "compile", *_OPTIONS, "-o", f"requirements/{name}.txt", f"requirements/{name}.in"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CannotStart(f"requirements/{name}.txt could not be made.\n{tail_of(done.stderr)}")
        say(f"requirements/{name}.txt is up to date.")
    return 0


def _uv(root: Path) -> str:
    """The person's uv, else one of our own in the tool box."""
    if found := shutil.which("uv"):
        return found
    toolbox = root / ".toolbox" / "uv"
    own = toolbox / "bin" / "uv"
    if not own.exists():
        say("Getting uv (once) ...")
        try:
            venv.create(toolbox, with_pip=True)
        except subprocess.CalledProcessError:
            raise CannotStart("This Python cannot make environments. Install uv, then try again.") from None
        python = toolbox / "bin" / "python"
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise CannotStart(f"uv could not be installed with {sys.executable}.\n{tail_of(done.stderr)}")
    return str(own)
