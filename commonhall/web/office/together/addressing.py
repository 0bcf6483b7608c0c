"""Which property is it, where somebody typed an address? An officer chooses, or says that it is right as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.addressing import AddressSettled, offered_for, settle_address, unsettled
from commonhall.cases.queries import Case, CasePage, CaseUnknown
from commonhall.cases.typed_addresses import Typed
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.masking import is_masked
from commonhall.core.questions.question import Option
from commonhall.core.values.words import both
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Links, Panel, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import read_form
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import acts_of, back_to, case_for, form_view

AS_TYPED: Final = "as-typed"


def typed_panel(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the typed addresses of a case that are not settled."""
    if found.case.merged_into_id is not None:
        return
    for check, typed in unsettled(found.case):
        said = "together_address_waits" if check.state == "waiting" else f"together_address_{check.why}"
        blocks: list[Block] = [Prose(text=visit.say(said))]
        asked = found.effective.questions.get(check.question)
        if "work" in acts_of(found.roles) and asked is not None and not is_masked(asked, found.fields):
            href = reverse("office-address", args=(found.case.reference, check.question))
            link = Link(text=visit.say("together_address_choose", address=_one_line(typed)), href=href)
            blocks.append(Links(links=(link,)))
        title = visit.say("together_address")
        yield Panel(id=f"typed-{check.question}", title=title, blocks=tuple(blocks))


@open_to("staff")
@staff("GET", "POST")
def address_page(visit: Visit, reference: str, question: str) -> HttpResponse:
    """Choose which property a typed address is."""
    case = case_for(visit, reference)
    typed = next((address for check, address in unsettled(case) if check.question == question), None)
    if typed is None or case.merged_into_id is not None:
        raise CaseUnknown(reference)
    offered, down = _offered(case, typed, visit)
    asked = _asked(offered)
    filled = read_form(visit, (asked,))
    if filled.good:
        chosen = next((each for each in offered if each.uprn == filled.answers["which"]), None)
        return _done(visit, case, question, chosen)
    row = SummaryRow(key=visit.say("together_address_typed"), lines=(*typed.lines, typed.town, typed.postcode))
    before: list[Block] = [Rows(rows=(row,))]
    if down or not offered:
        before.append(Prose(text=visit.say(f"together_address_{'down' if down else 'none'}"), look="inset"))
    view = form_view(
        visit, reference, visit.say("together_address"), (asked,), filled, button=visit.say("together_address_save"),
        before=before,
    )  # fmt: skip
    return page(view)


def _offered(case: Case, typed: Typed, visit: Visit) -> tuple[Sequence[Address], bool]:
    """Return the properties to choose from, and whether they could not be looked up."""
    try:
        return offered_for(typed, service=case.service, at=visit.at), False
    except Rejected:
        return (), False
    except (Unavailable, Misconfigured, BindingMissing):
        return (), True


def _asked(offered: Sequence[Address]) -> Choice:
    found = [
        Option(value=each.uprn, label=both(each.in_one_line("en"), each.in_one_line("cy"))) for each in offered
    ]  # fmt: skip
    return Choice(
        id="which", type="choice", label=TEXTS["together_address_which"],
        name_in_errors=TEXTS["together_address_which_name"],
        options=(*found, Option(value=AS_TYPED, label=TEXTS["together_address_as_typed"])),
    )  # fmt: skip


def _done(visit: Visit, case: Case, question: str, chosen: Address | None) -> HttpResponse:
    try:
        settle_address(
            case_id=case.id,
            question=question,
            address=chosen,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except AddressSettled:
        raise CaseUnknown(case.reference) from None
    return back_to(visit, case.reference, "success", f"together_address_{'put_right' if chosen else 'kept'}")


def _one_line(typed: Typed) -> str:
    return ", ".join(part for part in (*typed.lines, typed.town, typed.postcode) if part)
