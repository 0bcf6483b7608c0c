"""A made-up service whose cases are disposed of in tests, and cases of it full of a word that must be gone then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.cases.operations import add_note, move_case
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.questions.file import File
from commonhall.core.questions.question import Setting
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import RESIDENT, SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import add_document, documents_held
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.people.operations import sign_in
from commonhall.people.policies import Member, Role
from commonhall.retention.gathered import Spoken
from commonhall.web.office.texts import say
from tests.cast import OFFICER_PASSWORD
from tests.contracts.files import samples
from tests.rooms.adopting import adopt_own
from tests.rooms.office.desk import member

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=800)
WORD = "Quixbramble"
"""Stands in every text of a case, and nowhere else in the world."""
OFFICER = Actor("staff", UUID(int=9), "Ada Officer")

SPOKEN = Spoken("en", lambda key: say(key, "en"), lambda event, found: "")
"""The office's words in English, but of no kind of event."""

STALL = """
pattern: market-stall
version: 1.0.0
title: {en: Ask for a market stall, cy: Gofyn am stondin farchnad}
verb: apply
prefix: MS
privacy: {lawful_basis: public_task, purpose: {en: To let stalls, cy: Gosod stondinau}, law: {en: "Food Act 1984, section 50", cy: "Deddf Bwyd 1984, adran 50"}}
pages:
  - id: what
    title: {en: Your stall, cy: Eich stondin}
    questions:
      - id: kind
        type: choice
        label: {en: What do you sell?, cy: Beth ydych chi'n ei werthu?}
        options: [{value: food, label: {en: Food, cy: Bwyd}}, {value: crafts, label: {en: Crafts, cy: Crefftau}}]
      - {id: about, type: long_text, label: {en: Tell us about it, cy: Dywedwch wrthym amdano}}
      - {id: photo, type: file, required: false, label: {en: A photo, cy: Llun}}
  - id: who
    title: {en: About you, cy: Amdanoch chi}
    questions:
      - {id: name, type: name, label: {en: Full name, cy: Enw llawn}}
      - {id: email, type: email, label: {en: Email address, cy: Cyfeiriad e-bost}}
case:
  title: {en: "Stall of {answers.name}", cy: "Stondin {answers.name}"}
  contact: {name: name, email: email}
  teams: [{team: markets}]
  first: received
  states:
    received: {label: {en: Received, cy: Wedi dod i law}}
    let: {label: {en: Let, cy: Wedi'i osod}, phase: closed}
    refused: {label: {en: Refused, cy: Gwrthodwyd}, phase: closed}
  transitions:
    - id: let
      label: {en: Let it, cy: Ei osod}
      from: [received]
      to: let
      by: [officer]
      message: done
      ask: [{id: why, type: text, label: {en: Why, cy: Pam}}]
    - {id: refuse, label: {en: Refuse, cy: Gwrthod}, from: [received], to: refused, by: [officer]}
    - {id: reopen, label: {en: Reopen, cy: Ailagor}, from: [let, refused], to: received, by: [officer]}
  retention:
    rules:
      - {when: "case.state == 'refused'", months: 6, then: delete, why: {en: Nothing was let., cy: Ni osodwyd dim.}}
    months: 12
    then: anonymise
    why: {en: To see who had a stall., cy: Gweld pwy oedd â stondin.}
messages:
  done: {on: let, subject: {en: "Stall {answers.name}", cy: "Stondin {answers.name}"}, body: {en: "{answers.about} {asked.why}", cy: "{answers.about} {asked.why}"}}
"""  # noqa: E501 a letter as it came


def adopt_stalls(
    council: CouncilSite, store: Path, *, private: bool = False, sensitive: bool = False, at: datetime = LONG_AGO
) -> Service:
    """Let ``council`` (in scope) run the service, with its files in ``store``. private: few may know of its cases.

    sensitive: what one tells of a stall, and its photo, is hidden from most.
    """
    text = STALL.replace("  first: received", "  access: team\n  first: received") if private else STALL
    if sensitive:
        for hidden in ("about, type: long_text", "photo, type: file"):
            text = text.replace(hidden, f"{hidden}, sensitive: true")
    bind_provider(capability="files", provider="folder", settings={"folder": str(store)}, by=SYSTEM, at=at)
    notes = {"folder": str(store.parent / "post")}
    bind_provider(capability="notifications", provider="outbox_folder", settings=notes, by=SYSTEM, at=at)
    adopt_own(council, "market-stall", text, at=at)
    return get_service("market-stall", council=council, day=london_day(at))


def open_stall(
    service: Service,
    council: CouncilSite,
    *,
    word: str = WORD,
    email: str = "",
    file: bytes = samples.PDF,
    at: datetime = LONG_AGO,
) -> Case:
    """Open a case of the service, the council being in scope, with ``word`` in each of its answers and its file."""
    journey, _ = begin_journey(service=service, language="en", at=at)
    question = service.effective.questions["photo"]
    assert isinstance(question, File)
    add_document(
        question=question,
        name=f"{word}.pdf",
        content=file + b"\n% " + word.encode(),
        setting=Setting(language="en", today=str(london_day(at))),
        journey_id=journey.id,
        by=RESIDENT,
        at=at,
    )
    posts: dict[str, Any] = {
        "what": {"kind": ["food"], "about": [f"I am {word} and sell pies"]},
        "who": {"name": [f"Sam {word}"], "email": [email or f"sam@{word.lower()}.example.org"]},
    }
    for name, posted in posts.items():
        standing = look(journey=journey, council=council, at=at)
        page = standing.effective.pages[name]
        answered = answer_page(journey=journey, page=page, posted=posted, council=council, language="en", at=at)
        assert not answered.problems, answered.problems
    assert documents_held([question], journey_id=journey.id)["photo"]
    sent = submit(standing=look(journey=journey, council=council, at=at), at=at)
    case: Case = Case.objects.get(id=sent.case_ids[0])
    return case


def close_stall(
    case: Case, council: CouncilSite, *, how: str = "let", word: str = WORD, at: datetime = LONG_AGO
) -> Case:
    """Write a note on a case and close it, the council being in scope."""
    add_note(case_id=case.id, text=f"Spoke with {word}", by=OFFICER, at=at)
    asked = {"why": f"{word} asked nicely"} if how == "let" else {}
    return move_case(
        case_id=case.id,
        transition=how,
        asked=asked,
        expect=None,
        actors=["officer"],
        council=council,
        by=OFFICER,
        at=at,
    )


def records(council: CouncilSite, name: str, *, role: Role = "records", pattern: str = "*", team: str = "") -> Member:
    """Return a new member of staff, signed in, with one role."""
    member(council, name, (role, pattern, team))
    with in_council(council):
        email = f"{name.lower().replace(' ', '.')}@{council.slug}.example.org"
        return sign_in(email=email, password=OFFICER_PASSWORD, address="192.0.2.9", at=NOW).member
