"""How does a person say which property it is? By postcode, then from a list, or by hand: steps of one question page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

from django.http import HttpResponse

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.port import Addresses, Found, addresses_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.language.model import Page
from commonhall.core.questions.property import Property
from commonhall.core.questions.question import Problem, Setting
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.words import Language
from commonhall.councils.scope import council_in_scope
from commonhall.people.throttle import Limit, network_of, note_try
from commonhall.web.citizen import cookies
from commonhall.web.citizen.drawing import Shown, page_view
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, clock
from commonhall.web.citizen.where import STEP
from commonhall.web.components.views.journey import PropertyChooseView, PropertyManualView, PropertyPostcodeView
from commonhall.web.components.views.questions import OptionView, QuestionView, field_name

Result = TypeVar("Result")
Step = Literal["postcode", "choose", "manual"]
CHOSEN: Final = "uprn"
"""The query of a deep link: the property is known, and only has to be confirmed."""


LOOKUPS_PER_NETWORK: Final = 600
"""In a quarter of an hour: a library or a telephone company has one address for many people."""


class LookupDown(Exception):
    """Addresses cannot be looked up now: the resident types the address."""


def lookup(service: str = "") -> tuple[str, Addresses]:
    """Return the council's provider of addresses, with its name: that of ``service``, else that of all.

    Raises LookupDown.
    """
    try:
        bound = get_binding("addresses", service=service)
        return bound.provider, addresses_from(bound.provider, bound.settings)
    except (BindingMissing, Misconfigured) as wrong:
        raise LookupDown(str(wrong)) from wrong


def note_lookup(visit: Visit) -> None:
    """Count a look-up by where it comes from, so that nobody copies all addresses. Raises LookupDown for too many."""
    network = network_of(str(visit.request.META.get("REMOTE_ADDR", "")))
    if note_try(Limit("lookup_network", network, LOOKUPS_PER_NETWORK), at=visit.at).wait:
        raise LookupDown("too many look-ups from one network")


def find_addresses(postcode: str, building: str = "", *, service: str = "") -> Found:
    """Return the addresses at ``postcode``, written in standard form. service: that asks. Raises LookupDown."""
    try:
        return _asked(lambda addresses: addresses.at_postcode(postcode, building), service)
    except Rejected:
        return Found()
    except (Unavailable, Misconfigured) as wrong:
        raise LookupDown(str(wrong)) from wrong


def _asked(question: Callable[[Addresses], Result], service: str) -> Result:
    name, addresses = lookup(service)
    return call_provider(
        lambda: question(addresses),
        council_id=council_in_scope(),
        capability="addresses",
        provider=name,
        at=clock(),
    )


def find_property(uprn: str, *, service: str = "") -> Address | None:
    """Return the property with this UPRN if it is one that people can choose. Raises LookupDown."""
    try:
        address = _asked(lambda addresses: addresses.by_uprn(uprn), service)
    except Rejected:
        return None
    except (Unavailable, Misconfigured) as wrong:
        raise LookupDown(str(wrong)) from wrong
    if address is None or address.kind != "postal" or address.status != "approved":
        return None
    return address


def only_property(page: Page) -> Property | None:
    """Return the property question that has a page to itself, and so is asked in steps."""
    if len(page.questions) == 1 and isinstance(page.questions[0], Property):
        return page.questions[0]
    return None


def step_of(visit: Visit) -> Step:
    """Return the step that the address asks for."""
    asked = visit.request.GET.get(STEP, "")
    if asked == "manual":
        return "manual"
    return "choose" if asked == "choose" or visit.request.GET.get(CHOSEN) else "postcode"


def step_address(visit: Visit, step: str) -> str:
    """Return the address of another step of the page, in the same journey and mode."""
    query = visit.request.GET.copy()
    query.pop(CHOSEN, None)
    query.pop(STEP, None)
    if step != "postcode":
        query[STEP] = step
    return f"{visit.request.path}?{query.urlencode()}" if query else visit.request.path


def properties_for(visit: Visit, uprn: str, *, service: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the records among which ``uprn`` may be chosen: those offered for the postcode that was looked up.

    Raises LookupDown.
    """
    postcode, building = cookies.looked_up(visit.request)
    if postcode and not visit.request.GET.get(CHOSEN):
        found = find_addresses(postcode, building, service=service)
        return {address.uprn: address.record() for address in found.addresses}
    address = find_property(uprn, service=service) if uprn else None
    return {address.uprn: address.record()} if address else {}


def look_up(
    visit: Visit, question: Property, setting: Setting, *, path: str, service: str
) -> HttpResponse | tuple[Problem, ...]:
    """Read the postcode that was posted; go to the list, to typing by hand, or say what is wrong or missing."""
    typed = visit.request.POST.get(field_name(question.id, "postcode"), "")
    building = visit.request.POST.get(field_name(question.id, "building"), "").strip()
    try:
        postcode = parse_postcode(typed)
    except PostcodeNotRecognised:
        rule = "postcode_format" if typed.strip() else "postcode_missing"
        parsed = question.problem(rule, setting, at=field_name(question.id, "postcode"))
        return (parsed.problem,) if parsed.problem else ()
    chosen: Step
    try:
        note_lookup(visit)
        found = find_addresses(postcode, building, service=service)
        chosen = "choose" if found.addresses and not (found.more and not building) else "postcode"
    except LookupDown:
        chosen = "manual" if question.manual else "postcode"
    response = visit.go(step_address(visit, chosen))
    cookies.keep_lookup(response, postcode=postcode, building=building, path=path)
    return response


def short_address(address: Address, language: Language) -> str:
    """Return an address as a list at one postcode shows it."""
    return ", ".join(part for part in address.lines_in(language) if part)


@dataclass(frozen=True)
class Steps:
    """The steps of one property question in a journey."""

    shown: Shown
    question: Property

    def show(self, step: Step, values: Mapping[str, Any], problems: Sequence[Problem] = ()) -> HttpResponse:
        """Answer with a step. values: what was typed; nothing on a first look."""
        if step == "manual" and self.question.manual:
            return self._manual(values, problems)
        if step == "choose":
            return self._choose(problems)
        return self._postcode(values, problems)

    @property
    def _service(self) -> str:
        return self.shown.standing.journey.service

    def _saved(self) -> Mapping[str, Any]:
        journey = self.shown.standing.journey
        answer = journey.answers.get(self.question.id, journey.parked.get(self.question.id))
        return answer if isinstance(answer, Mapping) else {}

    def _address(self, step: str) -> str:
        return step_address(self.shown.visit, step)

    def _manual_url(self) -> str:
        return self._address("manual") if self.question.manual else ""

    def _postcode(self, values: Mapping[str, Any], problems: Sequence[Problem]) -> HttpResponse:
        visit, saved = self.shown.visit, self._saved()
        looked_up, built = cookies.looked_up(visit.request)
        inset = "" if values or saved or not looked_up else self._nothing_to_choose(looked_up, built)
        shown = {
            field_name(self.question.id, "postcode"): saved.get("postcode", "") or looked_up,
            field_name(self.question.id, "building"): built,
            **values,
        }
        view = page_view(self.shown, shown, problems)
        building = QuestionView(
            id=field_name(self.question.id, "building"),
            type="text",
            label=visit.say(SAID["building"]),
            value=shown,
            optional=True,
            width=20,
        )
        return visit.page(
            PropertyPostcodeView(
                frame=replace(view.frame, language_form="questions"),
                caption=view.caption,
                content=view.content,
                questions=(
                    replace(view.questions[0], label=visit.say(SAID["postcode"]), legend_is_heading=False),
                    building,
                ),
                revision=view.revision,
                save_url=view.save_url,
                changing=view.changing,
                manual_url=self._manual_url(),
                none_found=inset,
            )
        )

    def _nothing_to_choose(self, postcode: str, building: str) -> str:
        """Say why what was looked up last gave no list to choose from; nothing when it did."""
        visit = self.shown.visit
        try:
            found = find_addresses(postcode, building, service=self._service)
        except LookupDown:
            return visit.say(SAID["lookup_down" if self.question.manual else "lookup_down_wait"])
        if not found.addresses:
            return visit.say(SAID["none_found"]).format(postcode=postcode)
        return visit.say(SAID["too_many"]).format(postcode=postcode) if found.more and not building else ""

    def _choose(self, problems: Sequence[Problem]) -> HttpResponse:
        visit = self.shown.visit
        try:
            postcode, found = self._offered()
        except LookupDown:
            return visit.go(self._address("manual" if self.question.manual else "postcode"))
        if not found.addresses:
            return visit.go(self._address("postcode"))
        view = page_view(self.shown, {}, problems)
        picked = visit.request.GET.get(CHOSEN) or str(self._saved().get("uprn") or "")
        return visit.page(
            PropertyChooseView(
                frame=replace(view.frame, back_link=self._address("postcode")),
                caption=view.caption,
                question=replace(
                    view.questions[0],
                    options=tuple(
                        OptionView(value=each.uprn, label=short_address(each, visit.language))
                        for each in found.addresses
                    ),
                    value={field_name(self.question.id, "uprn"): picked},
                    error_field="",
                ),
                postcode=postcode,
                change_url=self._address("postcode"),
                manual_url=self._manual_url(),
                revision=view.revision,
                more=found.more,
            )
        )

    def _offered(self) -> tuple[str, Found]:
        """Return the postcode and the list to choose from: of the look-up, or the one property of a deep link."""
        request = self.shown.visit.request
        if known := request.GET.get(CHOSEN):
            note_lookup(self.shown.visit)
            address = find_property(known, service=self._service)
            return (address.postcode, Found((address,))) if address else ("", Found())
        postcode, building = cookies.looked_up(request)
        return postcode, find_addresses(postcode, building, service=self._service) if postcode else Found()

    def _manual(self, values: Mapping[str, Any], problems: Sequence[Problem]) -> HttpResponse:
        visit, saved = self.shown.visit, self._saved()
        looked_up = {field_name(self.question.id, "postcode"): cookies.looked_up(visit.request)[0]}
        typed = values or (self.question.shown(dict(saved)) if saved.get("source") == "typed" else looked_up)
        view = page_view(self.shown, typed, problems)
        drawn = replace(view.questions[0], type="address", hint="")
        return visit.page(
            PropertyManualView(
                frame=replace(view.frame, back_link=self._address("postcode")),
                caption=view.caption,
                content=view.content,
                why=self._why_by_hand(),
                questions=(drawn,),
                revision=view.revision,
                save_url=view.save_url,
                changing=view.changing,
                lookup_url=self._address("postcode"),
            )
        )

    def _why_by_hand(self) -> str:
        """Say so when addresses cannot be looked up, which nobody chose."""
        try:
            _asked(lambda addresses: addresses.check(), self._service)
        except (LookupDown, Unavailable, Rejected, Misconfigured):
            return self.shown.visit.say(SAID["lookup_down"])
        return ""
