"""Does a case say what stands now once an answer was given anew, in its title, to officers and to searches?"""

from __future__ import annotations

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.catalogue.queries import get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import answer_page, begin_journey, look
from tests.rooms.adopting import adopt_own
from tests.rooms.office.desk import new_desk, read_case, text_of
from tests.rooms.work.permits import move
from tests.rooms.work.skips import AT
from tests.rooms.work.told import work

PIANO = """
pattern: large-thing
version: 1.0.0
title: Have a large thing taken away
verb: book
prefix: LT
settings: {}
privacy: {lawful_basis: public_task, purpose: To take things away}
pages:
  - id: what
    questions:
      - id: what
        type: choice
        label: What is it?
        options: [{value: piano, label: {en: Piano, cy: Piano}}, {value: shed, label: {en: Shed, cy: Sied}}]
case:
  title: {en: "To take away: {answers.what}", cy: "I fynd ymaith: {answers.what}"}
  teams: [{team: waste}]
  first: booked
  states: {booked: {label: Booked}, gone: {label: Gone, phase: closed}}
  transitions:
    - {id: taken, label: Taken, from: [booked], to: gone, by: [officer]}
    - id: change
      label: Change it
      from: [booked]
      to: booked
      by: [officer]
      keeps: {what: asked.what}
      ask:
        - id: what
          type: choice
          label: What is it now?
          options: [{value: piano, label: Piano}, {value: shed, label: {en: Shed, cy: Sied}}]
  retention: {months: 12}
"""


def a_piano(council: CouncilSite) -> Case:
    with in_council(council):
        adopt_own(council, "large-thing", PIANO, at=AT)
        service = get_service("large-thing", council=council, day=london_day(AT))
        journey, _ = begin_journey(service=service, language="en", at=AT)
        page = look(journey=journey, council=council, at=AT).effective.pages["what"]
        answered = answer_page(
            journey=journey, page=page, posted={"what": ["piano"]}, council=council, language="en", at=AT
        )
        case: Case = Case.objects.get(id=submit(standing=answered.standing, at=AT).case_ids[0])
    assert case.title_en == "To take away: Piano"
    return case


def test_title_page_and_search_say_what_stands_now(council: CouncilSite) -> None:
    case = a_piano(council)
    move(council, case, "change", what="shed")
    work(council)
    case = read_case(council, case)
    assert (case.title_en, case.title_cy) == ("To take away: Shed", "I fynd ymaith: Sied")
    assert case.answers["what"] == "piano"  # what was sent stays
    officer = new_desk(council, "Olive Reader", ("officer", "*", ""))
    assert "What is it? Shed When it was sent: Piano" in text_of(officer.get(f"cases/{case.reference}"))
    with in_council(council):
        Case.objects.filter(id=case.id).update(language="cy")
    page = text_of(officer.get(f"cases/{case.reference}"))
    assert "Sied Pan gafodd ei anfon: Piano" in page  # a row is in one language
    assert "Shed When it was sent: Piano" in page
    assert case.reference in text_of(officer.get("", q="shed"))
    move(council, case, "change", what="piano")
    assert read_case(council, case).title_en == "To take away: Piano"
