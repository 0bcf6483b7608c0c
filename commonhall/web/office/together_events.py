"""What does the timeline say of what officers did together?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup

from commonhall.cases.queries import CasePage
from commonhall.core.values.dates import in_words
from commonhall.record.queries import Happening
from commonhall.web.components.prose import lines_of
from commonhall.web.office.door import Visit

PLAIN: Final = (
    "note_edited", "note_struck", "note_pinned", "note_unpinned", "case_arranged", "occurrence_added", "case_linked",
    "case_unlinked", "case_merged", "case_merged_here", "case_unmerged", "case_unmerged_here", "case_split",
    "case_split_off", "address_kept",
)  # fmt: skip
OF_MOVES: Final = ("move_proposed", "proposal_approved", "proposal_sent_back", "proposal_withdrawn")
EVENTS: Final = (*PLAIN, *OF_MOVES, "answer_corrected", "case_recast")


def title_of_together_event(event: Happening, found: CasePage, visit: Visit) -> str:
    """Return what happened in a few words."""
    facts = event.facts
    if event.kind in OF_MOVES:
        moves = {one.id: one.label for one in found.effective.pattern.case.transitions}
        label = moves.get(str(facts.get("transition")))
        what = label.say(visit.language) if label else str(facts.get("transition") or "")
        return visit.say(f"together_event_{event.kind}", what=what)
    if event.kind == "answer_corrected":
        question = found.effective.questions.get(str(facts.get("question")))
        what = question.label.say(visit.language) if question else str(facts.get("question") or "")
        return visit.say("together_event_answer_corrected", what=what)
    if event.kind == "case_recast":
        return visit.say(f"together_event_recast_{facts.get('kind')}", version=str(facts.get("version") or ""))
    return visit.say(f"together_event_{event.kind}")


def text_of_together_event(event: Happening, visit: Visit) -> Markup:
    """Return what more there is to say about it."""
    return lines_of(_lines(event.facts, visit)) if event.kind == "case_arranged" else Markup("")


def _lines(facts: Any, visit: Visit) -> Iterator[str]:
    if "priority" in facts:
        yield visit.say("together_now_priority", what=visit.say(f"together_priority_{facts['priority']['to']}"))
    if "review_date" in facts:
        day = facts["review_date"]["to"]
        what = in_words(day, visit.language) if day else visit.say("together_none")
        yield visit.say("together_now_review", what=what)
    for name in ("tagged", "untagged"):
        if facts.get(name):
            yield visit.say(f"together_{name}", what=", ".join(facts[name]))
