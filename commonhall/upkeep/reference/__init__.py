"""Which pages of the reference are made from the code? Each page by its file name; nothing here needs a database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from commonhall.core.language.schema import schema_text
from commonhall.upkeep.reference.commands import commands_page
from commonhall.upkeep.reference.environment import environment_page
from commonhall.upkeep.reference.functions import functions_page
from commonhall.upkeep.reference.providers import providers_page
from commonhall.upkeep.reference.questions import questions_page
from commonhall.upkeep.reference.routes import routes_page

FOLDER: Final = Path(__file__).parent.parent.parent.parent / "docs" / "reference" / "generated"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "commands.md": commands_page(),
        "environment.md": environment_page(),
        "functions.md": functions_page(),
        "pattern.schema.json": schema_text(),
        "providers.md": providers_page(),
        "questions.md": questions_page(),
        "routes.md": routes_page(),
    }
