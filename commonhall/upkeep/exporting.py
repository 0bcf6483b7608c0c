"""Which pattern should be written as a form? Found by its slug, in a folder, or in a form of another builder."""

from __future__ import annotations

import json
from pathlib import Path

from commonhall.catalogue.queries import PatternUnknown, get_published
from commonhall.core.importers.export.xgov import Unsaid, export_xgov
from commonhall.core.importers.forms import import_form
from commonhall.core.language.loading import PatternNotRead, read_folder
from commonhall.core.language.model import Pattern


class PatternNotFound(Exception):
    """There is no such pattern. The message says what was looked for."""


def exported(named: str) -> tuple[str, tuple[Unsaid, ...]]:
    """Return the pattern ``named`` as an XGov form, in JSON, and what of it the form cannot say.

    named: the slug of a published pattern, a folder with a pattern's files, or a form that can be imported. Raises
    PatternNotFound when there is no such pattern or its files are wrong, and FormRefused for a form that is none.
    """
    made = export_xgov(_pattern(named))
    return json.dumps(made.form, ensure_ascii=False, indent=2) + "\n", made.unsaid


def _pattern(named: str) -> Pattern:
    path = Path(named)
    try:
        if path.is_dir():
            return read_folder(path).pattern
        if path.is_file():
            return import_form(path.read_bytes(), file_name=path.name).pattern
        return get_published(named)
    except PatternNotRead as error:
        raise PatternNotFound(str(error)) from None
    except OSError as error:
        raise PatternNotFound(f"it cannot be read: {error.strerror}.") from None
    except PatternUnknown:
        raise PatternNotFound("there is no published pattern, folder or file of this name.") from None
