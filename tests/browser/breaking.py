"""How do a council's look-ups stop answering, and come back? Run as a program, because it is the operator's doing:
`python -m tests.browser.breaking COUNCIL [mend]`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

AWAY = {"path": "/where/there/is/no/file.csv"}
BROKEN = {"addresses": "csv_extract", "waste": "schedule_csv"}
WHOLE = {"addresses": "gazetteer", "waste": "rounds"}


def main(council: str, *, mend: bool) -> None:
    """Bind providers whose files are not there, or the demonstration's own."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    django.setup()
    from commonhall.catalogue.operations import bind_provider
    from commonhall.councils.queries import councils
    from commonhall.councils.scope import in_council
    from commonhall.upkeep.demo.gazetteer_stories import waste_settings
    from commonhall.upkeep.demo.suppliers import SEEDER

    site = next(each for each in councils() if each.slug == council)
    with in_council(site, by=SEEDER, purpose="command"):
        for capability, provider in (WHOLE if mend else BROKEN).items():
            whole = waste_settings(council) if capability == "waste" else {}
            settings = whole if mend else AWAY
            bind_provider(capability=capability, provider=provider, settings=settings, by=SEEDER, at=datetime.now(UTC))


if __name__ == "__main__":
    main(sys.argv[1], mend="mend" in sys.argv[2:])
