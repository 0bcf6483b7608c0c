"""In whose words does a pack speak? In those of the office's own pages, in the language that was chosen for it."""

from __future__ import annotations

from dataclasses import replace

from commonhall.cases.queries import CasePage
from commonhall.core.values.words import Language
from commonhall.record.queries import Happening
from commonhall.retention.gathered import Spoken
from commonhall.web.office.door import Visit
from commonhall.web.office.timeline import title_of_event


def spoken_in(visit: Visit, language: Language) -> Spoken:
    """Return the office's words in ``language``; events of which the timeline knows no words have none."""
    reading = replace(visit, language=language)
    unnamed = reading.say("something")

    def event(happening: Happening, found: CasePage) -> str:
        title = title_of_event(happening, found, reading)
        return "" if title == unnamed else title

    return Spoken(language, reading.say, event)
