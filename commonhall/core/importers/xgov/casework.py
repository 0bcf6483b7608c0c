"""What happens after an imported form is sent? The plain case that every import starts with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.naming import slug_of
from commonhall.core.language.case_model import (
    Case,
    Contact,
    Deadline,
    Message,
    Retention,
    Routing,
    State,
    Transition,
)
from commonhall.core.language.model import NextStep, Outcome, Privacy
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

TEAM: Final = "customer_services"
WORKING_DAYS: Final = 10
MONTHS_KEPT: Final = 24
_VERBS: Final = ("apply", "book", "report", "pay", "request", "record")

LOST: Final = Outcome(
    title=Words(en="We cannot tell what comes next", cy="Ni allwn ddweud beth sy'n dod nesaf"),
    body=Words(
        en="This form does not say what to do after the answers you gave. Contact us and we will help you.",
        cy="Nid yw'r ffurflen hon yn dweud beth i'w wneud ar ôl yr atebion a roesoch. Cysylltwch â ni a byddwn yn "
        "eich helpu.",
    ),
    next=(NextStep(label=Words(en="Contact us", cy="Cysylltu â ni"), to="contact"),),
)
"""Where an answer leads that the source made no provision for."""

AFTER_END: Final = (
    NextStep(label=Words(en="Start again", cy="Dechrau eto"), to="start"),
    NextStep(label=Words(en="Contact us", cy="Cysylltu â ni"), to="contact"),
)

LED_BACK: Final = Outcome(
    title=Words(
        en="Your answers lead back to an earlier question",
        cy="Mae eich atebion yn arwain yn ôl at gwestiwn cynharach",
    ),
    body=Words(
        en="Use the back link to look at your answers and change them. You can also start again.",
        cy="Defnyddiwch y ddolen yn ôl i edrych ar eich atebion a'u newid. Gallwch hefyd ddechrau eto.",
    ),
    next=AFTER_END,
)
"""Where an answer leads for which the source went back to a page that was already answered."""

STATES: Final = {
    "received": State(label=Words(en="Received", cy="Wedi'i dderbyn"), office=Words(en="New", cy="Newydd")),
    "in_progress": State(label=Words(en="In progress", cy="Ar y gweill")),
    "done": State(label=Words(en="Done", cy="Wedi'i gwblhau"), phase="closed"),
}
_OFFICERS: Final[Any] = ("officer", "lead", "administrator")
TRANSITIONS: Final = (
    Transition(
        id="start_work",
        label=Words(en="Start work", cy="Dechrau gweithio"),
        **{"from": ("received",)},
        to="in_progress",
        by=_OFFICERS,
    ),
    Transition(
        id="finish",
        label=Words(en="Finish", cy="Gorffen"),
        **{"from": ("received", "in_progress")},
        to="done",
        by=_OFFICERS,
    ),
)
ANSWER: Final = Deadline(
    id="answer",
    label=Words(en="Answer", cy="Ateb"),
    days=WORKING_DAYS,
    met_by=("done",),
    promise=Words(
        en=f"We will answer within {WORKING_DAYS} working days.",
        cy=f"Byddwn yn ateb o fewn {WORKING_DAYS} diwrnod gwaith.",
    ),
)


def case_of(title: Words, questions: Sequence[Question], ledger: Ledger) -> Case:
    """Return the plain case: received, in progress, done, one deadline. What it assumes is left to be decided."""
    for name, question, options, default in (
        ("team", "Which team works on what is sent?", (TEAM, "another team"), TEAM),
        ("deadline", "Within how many working days do you answer?", ("5", "10", "20"), str(WORKING_DAYS)),
        ("retention", "How many months is a case kept after it is closed?", ("12", "24", "72"), str(MONTHS_KEPT)),
    ):
        ledger.decide(f"case.{name}", question, options=options, default=default)
    return Case(
        title=title,
        contact=contact_of(questions),
        teams=(Routing(team=TEAM),),
        first="received",
        states=dict(STATES),
        transitions=TRANSITIONS,
        deadlines=(ANSWER,),
        retention=Retention(months=MONTHS_KEPT),
    )


def contact_of(questions: Sequence[Question]) -> Contact:
    """Return which questions say who the person is: the first of each kind."""
    first: dict[str, str] = {}
    for question in questions:
        first.setdefault(question.type, question.id)
    return Contact(name=first.get("name"), email=first.get("email"), phone=first.get("phone"))


def messages_of(title: Words, contact: Contact) -> dict[str, Message]:
    """Return the acknowledgement, where there is an address to send it to."""
    if not contact.email:
        return {}
    return {
        "received": Message(
            on="opened",
            subject=Words(
                en="We have received your form: {case.reference}",
                cy="Rydym wedi derbyn eich ffurflen: {case.reference}",
            ),
            body=Words(
                en=f"We have received your answers to: {title.en}.\n\nYour reference is {{case.reference}}.\n\n"
                f"We will answer within {WORKING_DAYS} working days.",
                cy=f"Rydym wedi derbyn eich atebion i: {title.cy or title.en}.\n\nEich cyfeirnod yw "
                f"{{case.reference}}.\n\nByddwn yn ateb o fewn {WORKING_DAYS} diwrnod gwaith.",
            ),
        )
    }


def privacy_of(title: Words, ledger: Ledger) -> Privacy:
    """Return what can be said of privacy without asking; the council must say whether it is right."""
    ledger.decide(
        "privacy",
        "The source says nothing about why the data may be used. Is it a public task, and what for?",
        options=("public_task", "legal_obligation", "consent", "contract", "vital_interests"),
        default="public_task",
    )
    return Privacy(lawful_basis="public_task", purpose=purpose_of(title))


def purpose_of(title: Words) -> Words:
    """Return what the data of a form is used for, as far as its title tells."""
    welsh = f"I ddelio â'r hyn a anfonwch: {title.cy or title.en}"
    return Words(en=f"To deal with what you send: {title.en}", cy=welsh)


def verb_of(title: str) -> Any:
    """Return what the service is for: a verb of the title, else ``request``."""
    words = slug_of(title, joined=" ", longest=200).split()
    return next((verb for verb in _VERBS if verb in words), "request")


def prefix_of(title: str) -> str:
    """Return two or three letters for references, from the words of the title."""
    words = [word for word in slug_of(title, joined=" ", longest=200).split() if word[0].isalpha() and len(word) > 2]
    letters = "".join(word[0] for word in words)[:3].upper()
    return letters if len(letters) >= 2 else f"{letters}FM"[:3]
