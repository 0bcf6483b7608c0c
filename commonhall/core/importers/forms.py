"""How does a published form of another builder become a pattern? The one door to all importers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from commonhall.core.importers.defra.importer import read_defra
from commonhall.core.importers.detection import Detected, check_supported, detect
from commonhall.core.importers.funding.importer import read_funding
from commonhall.core.importers.govuk_forms.importer import read_govuk_forms
from commonhall.core.importers.hackney.importer import read_hackney
from commonhall.core.importers.imported import Imported, Importer, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Choice, Report, Source
from commonhall.core.importers.moj.importer import read_moj
from commonhall.core.importers.planx.importer import read_planx
from commonhall.core.importers.source import FormRefused, read_source
from commonhall.core.importers.xgov.importer import read_xgov

IMPORTERS: Final[Mapping[str, Importer]] = {
    "xgov": read_xgov,
    "mhclg-adapter": read_xgov,
    "xgov-v0": read_xgov,
    "xgov-v1": read_xgov,
    "defra-v1": read_xgov,
    "defra-v2": read_defra,
    "govuk-forms": read_govuk_forms,
    "hackney": read_hackney,
    "moj": read_moj,
    "planx": read_planx,
    "funding-service": read_funding,
}
"""Who reads which dialect: the dialects of :data:`commonhall.core.importers.detection.SUPPORTED`."""

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def import_form(
    source: bytes,
    *,
    file_name: str,
    dialect: str | None = None,
    unanswered: Literal["faithful", "false"] = "faithful",
    slug: str | None = None,
    part: str = "",
) -> Imported:
    """Return the pattern in ``source``, with the report on everything that was kept, changed, dropped or is open.

    dialect: overrides what is detected. unanswered: ``faithful`` keeps what the source does where a condition reads a
    question that was not asked; ``false`` counts such a comparison as not fulfilled. slug: the pattern's own; made
    from the title without it. part: which of several forms in the file; the first without it. The same arguments give
    the same result. Raises FormRefused, with a sentence for the person who brought the file, when it is no form, of a
    dialect that cannot be imported, or hostile.
    """
    if slug is not None and (not _SLUG.fullmatch(slug) or len(slug) > 60):
        raise FormRefused(f"{slug!r} is not a name for a pattern: use small letters, digits and single hyphens.")
    form = read_source(source, file_name=file_name)
    detected = _detected(form, known=dialect is not None)
    chosen = dialect or detected.dialect
    check_supported(chosen)
    ledger = Ledger()
    made = IMPORTERS[chosen](form, ledger, Wanted(chosen, unanswered, slug or "", part))
    options = Choice(made.importer, detected.dialect, detected.reason, chosen, unanswered, made.language)
    file = Source(file_name, hashlib.sha256(source).hexdigest(), len(source), made.name, made.version)
    pattern = made.pattern.model_copy(update={"source_ref": f"{file_name} sha256:{file.sha256}"})
    report = Report(file, options, ledger.items(), ledger.decisions())
    return Imported(
        pattern, report, made.places, made.leads, made.asked, ends=made.ends, inside=made.inside, stands=made.stands
    )


def _detected(form: Any, *, known: bool) -> Detected:
    """Return the dialect of ``form``; where somebody says what it is, it need not be recognised as well."""
    try:
        return detect(form)
    except FormRefused:
        if not known:
            raise
        return Detected("", "it was said which it is")
