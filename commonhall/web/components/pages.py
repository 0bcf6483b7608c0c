"""How does a page become HTML? The one place where templates meet the GOV.UK macros."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import ChainableUndefined, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from commonhall.core.values.words import Language
from commonhall.web.components.shapes import SHAPES
from commonhall.web.components.texts import LANGUAGE_NAMES, SAID
from commonhall.web.components.views.frame import PageView
from commonhall.web.components.views.questions import field_name

HERE: Final = Path(__file__).parent
STATIC: Final = "/static/"
INLINE_SCRIPT_HASH: Final = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"
"""For ``script-src``: the layout's one inline line, which says that scripts work."""


class AssetsMissing(Exception):
    """The stylesheets have not been built yet: run ``./run demo``, or ``build_assets`` of the bootstrap."""


@cache
def built_names() -> dict[str, str]:
    """Return the names of the built files by their plain names."""
    manifest = HERE / "static/built/manifest.json"
    if not manifest.exists():
        raise AssetsMissing(
            "The stylesheets have not been built: start with ./run, which builds them first. "
            f"(There is no {manifest.relative_to(HERE)} in web/components.)"
        )
    names: dict[str, str] = json.loads(manifest.read_text())
    return names


def asset(name: str) -> str:
    """Return the address of a built stylesheet or script; it changes when the content does."""
    return f"{STATIC}built/{built_names()[name]}"


def logo(slug: str) -> str:
    """Return the address of a logo."""
    return f"{STATIC}logos/{slug}.svg"


@cache
def environment() -> Environment:
    """Return the Jinja environment; the layout of the GOV.UK macros needs undefined names to chain."""
    made = Environment(
        loader=PrefixLoader(
            {
                "pages": FileSystemLoader(HERE / "templates"),
                "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
            }
        ),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(asset=asset, logo=logo, field_name=field_name, language_names=LANGUAGE_NAMES)
    made.globals.update({shape.__name__: shape for shape in SHAPES})
    return made


def render(template: str, /, *, language: Language, **context: Any) -> str:
    """Return the HTML of a template of ``templates/``; ``t`` holds the furniture in ``language``."""
    return environment().get_template(f"pages/{template}").render(t=SAID[language], language=language, **context)


def render_page(view: PageView) -> str:
    """Return the HTML of a page."""
    return render(view.template, language=view.frame.language, view=view, frame=view.frame)
