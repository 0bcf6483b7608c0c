"""A made-up service with a task list, a group and content: what the tests of long journeys fill in."""

from __future__ import annotations

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.citizen.services import forget_services
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.pattern import CLOSED_BY_AN_OFFICER

BASE = "/services/household-help"
HOUSEHOLD = (
    """
pattern: household-help
version: 1.0.0
title: {en: Get help with costs, cy: Cael help gyda chostau}
verb: apply
prefix: HH
privacy: {lawful_basis: public_task, purpose: {en: To help households., cy: Helpu aelwydydd.}}
computed:
  earned:
    value: "sum(answers.people.filter(p, has(p.earns)).map(p, p.earns))"
    title: {en: What everybody earns, cy: Yr hyn y mae pawb yn ei ennill}
    shown: true
    money: true
pages:
  - id: partner
    content:
      - {id: keep, kind: warning, body: {en: Tell us the truth., cy: Dywedwch y gwir wrthym.}}
      - id: fold
        kind: details
        title: {en: Who counts, cy: Pwy sy'n cyfrif}
        body: {en: All adults., cy: Pob oedolyn.}
      - id: sums
        kind: table
        title: {en: What you may get, cy: Yr hyn y cewch}
        columns: [{en: People, cy: Pobl}, {en: Help, cy: Cymorth}]
        rows_from: "[['1', 'a'], ['2', 'b']]"
    questions:
      - {id: has_partner, type: yes_no, label: {en: Do you live with a partner?, cy: Ydych chi'n byw gyda phartner?}}
  - id: household
    title: {en: Who lives with you?, cy: Pwy sy'n byw gyda chi?}
    caption: {en: Your home, cy: Eich cartref}
    repeat:
      id: people
      min: "answers.has_partner ? 1 : 0"
      max: 3
      one: {en: person, cy: person}
      many: {en: people, cy: pobl}
      item: {en: "{item.person_name}", cy: "{item.person_name}"}
      add: {en: Do you need to add another person?, cy: Oes angen ychwanegu person arall?}
      first: {en: Does anybody live with you?, cy: Oes rhywun yn byw gyda chi?}
      pages:
        - id: who
          title: {en: About this person, cy: Am y person hwn}
          questions:
            - {id: person_name, type: text, label: {en: Name, cy: Enw}, name_in_errors: {en: their name, cy: yr enw}}
            - {id: person_age, type: number, label: {en: Age, cy: Oed}}
        - id: work
          show_when: item.person_age >= 16
          questions:
            - id: earns
              type: money
              label:
                en: "What does {item.person_name} earn in a week?"
                cy: "Faint mae {item.person_name} yn ei ennill mewn wythnos?"
              check:
                - when_not: item.earns < 100000
                  say: {en: "That is a lot for {item.person_name}", cy: "Mae hynny'n llawer i {item.person_name}"}
  - id: contact
    questions:
      - id: email
        type: email
        prefill: "'a@example.org'"
        label: {en: Email address, cy: Cyfeiriad e-bost}
case:
  title: {en: "Help: {answers.people}", cy: "Cymorth: {answers.people}"}
  contact: {email: email}
"""
    + CLOSED_BY_AN_OFFICER
)
LIST = """
task_list: {title: {en: Your application, cy: Eich cais}}
sections:
  - {id: you, title: {en: About you, cy: Amdanoch chi}}
  - {id: home, title: {en: Your home, cy: Eich cartref}, after: [you]}
"""


def with_task_list() -> str:
    """Return the service with a task list: the partner and the e-mail address, and then the household."""
    text = HOUSEHOLD.replace("pages:\n  - id: partner\n", f"{LIST}pages:\n  - id: partner\n    section: you\n", 1)
    return text.replace("  - id: household\n", "  - id: household\n    section: home\n", 1).replace(
        "  - id: contact\n", "  - id: contact\n    section: home\n", 1
    )


def run(council: CouncilSite, text: str = HOUSEHOLD) -> None:
    """Let ``council`` run the service."""
    with in_council(council):
        adopt_own(council, "household-help", text, at=NOW)
    forget_services()
