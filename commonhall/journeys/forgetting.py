"""How does a question offer what there is now, and no longer what there was? The facts behind it are asked anew."""

from __future__ import annotations

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import names_read
from commonhall.journeys.models import Journey


def forget_options(*, journey: Journey, effective: Effective, question: str) -> None:
    """Forget the facts from which ``question`` takes its options: the next look at the journey asks for them again.

    No answer is lost, but one that is not offered then has to be given again. The journey must be read with a lock.
    """
    read = names_read(str(getattr(effective.questions[question], "options_from", "")))
    for name in effective.pattern.facts:
        if f"facts.{name}" in read:
            journey.facts.pop(name, None)
            journey.missing = [fact for fact in journey.missing if fact != name]
    Journey.objects.filter(id=journey.id).update(facts=journey.facts, missing=journey.missing)
