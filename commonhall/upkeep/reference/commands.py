"""Which commands are there, and what does each take? Read from the commands' own descriptions."""

from __future__ import annotations

import subprocess
import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from django.core.management import find_commands, load_command_class

from commonhall import upkeep
from commonhall.upkeep.reference.tables import page, table

ROOT = Path(__file__).parent.parent.parent.parent
LEAD = "`./run` starts things; `./run commonhall` is the program itself."
# What every command of Django's takes and nobody needs here.
SHARED = {
    "help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks",
}  # fmt: skip


def command_names() -> list[str]:
    """Return the names of the program's own commands."""
    return sorted(find_commands(f"{upkeep.__path__[0]}/management"))


def commands_page() -> str:
    """Return the page."""
    blocks = ["## ./run\n", f"```\n{_launcher_help()}\n```\n"]
    for name in command_names():
        command = load_command_class("commonhall.upkeep", name)
        blocks += [f"## commonhall {name}\n", f"{command.help}\n"]
        blocks += _blocks_of(command.create_parser("commonhall", name), name)
    return page("Commands", LEAD, *(block for block in blocks if block))


def _launcher_help() -> str:
    asked = [sys.executable, "-m", "commonhall.config.bootstrap", "help"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.rstrip()  # noqa: S603 our own


def _blocks_of(parser: ArgumentParser, name: str) -> Iterator[str]:
    # argparse has no public way to list what a parser takes; its own help differs between Python versions.
    actions = [action for action in parser._actions if action.dest not in SHARED]
    acts = [action for action in actions if isinstance(action, _SubParsersAction)]
    yield table(("Argument", "What it is"), [_row(action) for action in actions if action not in acts])
    for act in acts:
        helps = {choice.dest: choice.help or "" for choice in act._choices_actions}
        for sub, inner in act.choices.items():
            yield f"### commonhall {name} {sub}\n"
            yield f"{helps.get(sub, '')[:1].upper()}{helps.get(sub, '')[1:]}.\n"
            yield from _blocks_of(inner, f"{name} {sub}")


def _row(action: Action) -> tuple[str, str]:
    written = ", ".join(action.option_strings) or action.dest
    if action.option_strings and action.nargs != 0:
        written += f" {action.metavar or action.dest.upper()}"
    about = action.help or ""
    if action.choices:
        about = f"{about}; one of {', '.join(map(str, action.choices))}".lstrip("; ")
    return f"`{written}`", f"{about} (required)" if action.required and action.option_strings else about
