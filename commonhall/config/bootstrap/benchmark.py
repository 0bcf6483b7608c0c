"""`./run bench`: on what do the measurements run? On a database of their own, thrown away afterwards."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from commonhall.config.bootstrap.assets import AssetsNotBuilt, build_assets
from commonhall.config.bootstrap.database import child_environment, open_database
from commonhall.config.bootstrap.passing_folder import passing_folder
from commonhall.config.bootstrap.program import run_to_end
from commonhall.config.bootstrap.terminal import CannotStart, complain


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run the measurements and return their exit code."""
    try:
        build_assets(root, say=complain)  # the figures alone belong on the output
    except AssetsNotBuilt as error:
        raise CannotStart(str(error)) from None
    with passing_folder("bench") as data, open_database(data) as database:
        command = [sys.executable, "-P", "-m", "bench", *arguments]
        return run_to_end(
            command, child_environment(root, database.environment, database.admin_environment), folder=root
        )
