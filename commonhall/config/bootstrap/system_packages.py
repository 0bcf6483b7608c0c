"""May we add a package of the operating system, and how? Only as root, and only where apt-get is."""

from __future__ import annotations

import os
import shutil
import subprocess

from commonhall.config.bootstrap.terminal import say


def can_install() -> bool:
    """Whether this process may install packages: root on Debian, Ubuntu and their like."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(*names: str) -> bool:
    """Install each of the named packages that the system knows; True when the first one is there afterwards."""
    say(f"Installing {names[0]} with apt-get (once) ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=environment, capture_output=True, check=False)
    codes = [
        subprocess.run(
            ["apt-get", "install", "--yes", "--no-install-recommends", name],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        ).returncode
        for name in names
    ]
    return codes[0] == 0
