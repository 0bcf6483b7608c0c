"""What is known of whoever fills in a form, so that they need not type it? Of a caller, or of a resident signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commonhall.cases.people.calling import named_in_call
from commonhall.cases.people.own_people import find_own_person
from commonhall.core.questions.question import Answer
from commonhall.journeys.in_calls import begun_for_others, find_call
from commonhall.journeys.queries import Standing, filled_by_staff
from commonhall.web.citizen.residents import resident_of
from commonhall.web.citizen.visit import Visit


def known_of(visit: Visit, standing: Standing) -> Mapping[str, Answer]:
    """Return answers that fields may show before anybody has answered, by question; nothing is kept until it is sent.

    They are those of the questions that the pattern names for contact. A sensitive service shows none: whoever looks
    over a shoulder learns no name from it.
    """
    journey, pattern = standing.journey, standing.effective.pattern
    if call := find_call(journey):
        if str(journey.id) in begun_for_others(call.interaction_id):
            return {}
        said = replace(call, person=call.person or named_in_call(call.interaction_id))
        return said.known(pattern.case.contact, journey)
    resident = None if pattern.sensitive or filled_by_staff(journey) else resident_of(visit)
    if resident is None:
        return {}
    person = find_own_person(resident.email)
    known = {pattern.case.contact.name: person.name if person else "", pattern.case.contact.email: resident.email}
    return {question: answer for question, answer in known.items() if question and answer}
