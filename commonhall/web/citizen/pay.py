"""How does a resident pay? The page that says what for, the way back from the provider, and the practice card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast, get_args
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.till import Press, practice_entry, press
from commonhall.cases.operations import MoveCosts
from commonhall.cases.paying.owing import OPENED, Due, due_for, dues_of, how_to_pay_later, pages_of_payment, pays_now
from commonhall.cases.paying.payments import NothingDue, PaymentNotPossible, ask_payment, begin_payment
from commonhall.cases.paying.putting_off import put_off_payment
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.queries import Case, Opened, Progress, progress_of
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.journey.decisions import ACCEPT
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.values import money
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.holdings import calendar_links
from commonhall.web.citizen.pay_texts import PAY
from commonhall.web.citizen.tracked import followed, progress_address
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import page_address
from commonhall.web.components.browser_policy import content_security_policy
from commonhall.web.components.filled import harmless, plain, rich
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.journey import (
    CheckView,
    ConfirmationView,
    QuestionPageView,
    SummaryPart,
    SummaryRow,
)
from commonhall.web.components.views.questions import OptionView, QuestionView

WHAT_BECAME: Final = (
    "failed",
    "declined",
    "cancelled",
    "expired",
    "unavailable",
    "refused",
    "not_yet",
    "gone",
    "unfinished",
)


def charge_part(visit: Visit, standing: Standing) -> tuple[SummaryPart, ...]:
    """Return what is to be paid as a part of check-your-answers: each line with its reasons, and the total."""
    charges = standing.route.scope.get("charges")
    lines = list(charges["lines"]) if charges else []
    return (_cost(visit, lines),) if lines else ()


def _cost(visit: Visit, lines: Iterable[Mapping[str, Any]]) -> SummaryPart:
    lines = list(lines)
    rows = [
        SummaryRow(
            key=_said(visit, line["label"]),
            lines=(money.in_words(line["total"]), *(_said(visit, why) for why in line["why"])),
        )
        for line in lines
    ]
    total, vat = sum(line["total"] for line in lines), sum(line["vat_part"] for line in lines)
    words = [money.in_words(total) if total else visit.say(PAY["nothing"])]
    if vat:
        words.append(visit.say(PAY["vat"]).format(amount=money.in_words(vat)))
    return SummaryPart(
        title=visit.say(PAY["cost"]), rows=(*rows, SummaryRow(key=visit.say(PAY["total"]), lines=tuple(words)))
    )


def _said(visit: Visit, words: Mapping[str, str]) -> str:
    return visit.say(Words(en=words["en"], cy=words.get("cy", "")))


def button_of(visit: Visit, standing: Standing) -> str:
    """Return what the button of check-your-answers says: the pattern's own words, or that one pays next."""
    effective, scope = standing.effective, standing.route.scope
    if pays_now(effective, scope, standing.journey.service):
        return visit.say(PAY["continue"])
    return plain(effective.pattern.ending.button, scope, visit.language)


def still_to_pay(visit: Visit, standing: Standing, cases: Sequence[Opened]) -> tuple[Markup, tuple[Link, ...]]:
    """Return what a confirmation says of money that is still due, and where to pay it."""
    said, links = Markup(""), list[Link]()
    for opened in cases if standing.effective.pattern.payment else ():
        progress = progress_of(opened.id, council=visit.council, at=visit.at)
        if progress is not None:
            said += prose(pay_later_said(visit, progress.case, progress.effective))
            links += pay_links(visit, progress.case, progress.effective)
    return said, tuple(links)


def is_to_pay_now(visit: Visit, case_id: UUID) -> bool:
    """Return whether what was sent is to be paid at once, and has not been yet."""
    progress = progress_of(case_id, council=visit.council, at=visit.at)
    if progress is None or due_for(progress.case, progress.effective, OPENED, at=visit.at) is None:
        return False
    try:
        return pays_now(progress.effective, progress.scope, progress.case.service) > 0
    except ExpressionFailed:  # only the journey knew what it asks: the page with the reference leads to paying, too
        return False


def pay_links(visit: Visit, case: Case, effective: Effective) -> tuple[Link, ...]:
    """Return where to pay what is due for a case now; nothing where it is not paid online."""
    dues = dues_of(case, effective, at=visit.at)
    if not dues or how_to_pay_later(case.service) is not None:
        return ()
    return tuple(Link(text=_asks(visit, effective, due), href=pay_address(str(case.id), due.purpose)) for due in dues)


def _asks(visit: Visit, effective: Effective, due: Due) -> str:
    amount = visit.say(PAY["now"]).format(amount=money.in_words(due.amount_pence))
    label = _label(visit, effective, due)
    return f"{amount}: {label}" if label else amount


def _label(visit: Visit, effective: Effective, due: Due) -> str:
    return next(
        (visit.say(each.label) for each in effective.pattern.case.transitions if each.id == due.for_transition), ""
    )


def pay_later_said(visit: Visit, case: Case, effective: Effective) -> str:
    """Return what is said of money that is due and not paid online, as Markdown; empty where there is none."""
    dues, how = dues_of(case, effective, at=visit.at), how_to_pay_later(case.service)
    if not dues or how is None:
        return ""
    total = money.in_words(sum(due.amount_pence for due in dues))
    return f"{visit.say(PAY['still_due']).format(amount=total)} {visit.say(how)}"


def pay_address(case: str, purpose: str) -> str:
    """Return where to pay what is due for ``purpose`` of a case."""
    return f"{progress_address(case)}/pay/{purpose}"


def pay_for_move(visit: Visit, case: Case, costs: MoveCosts, asked: Mapping[str, Any]) -> str:
    """Let a resident's move wait for its money, and return where to go on."""
    try:
        payment = ask_payment(
            case_id=case.id,
            transition=costs.transition,
            charges=costs.charges,
            asked=asked,
            actors=("resident",),
            council=visit.council,
            by=RESIDENT,
            at=visit.at,
        )
    except NothingDue:
        return f"{progress_address(str(case.id))}?said=changed"
    except PaymentNotPossible:
        return f"{progress_address(str(case.id))}?said=unavailable"
    if payment.state == "paid":
        return f"{progress_address(str(case.id))}?said=told"
    if how_to_pay_later(case.service) is not None:
        return progress_address(str(case.id))
    return pay_address(str(case.id), payment.purpose)


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def pay_page(visit: Visit, key: str, purpose: str) -> HttpResponseBase:
    """Say what is to be paid and for what, and lead to the provider."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    due = due_for(progress.case, progress.effective, purpose, at=visit.at)
    if due is None:
        return visit.go(f"/track/{key}")
    if visit.request.method != "POST" or visit.switched():
        page = (visit.switched() or visit).page_in_language(_pay_view(visit.switched() or visit, progress, due, key))
        page["Content-Security-Policy"] = content_security_policy(form_hosts=pages_of_payment(progress.case.service))
        return page
    back = visit.request.build_absolute_uri(f"/track/{key}/paid/{{payment}}").replace("%7B", "{").replace("%7D", "}")
    try:
        payment, begun = begin_payment(
            case_id=progress.case.id,
            purpose=purpose,
            return_url=back,
            language=visit.language,
            council=visit.council,
            by=RESIDENT,
            at=visit.at,
        )
    except NothingDue:
        return visit.go(f"/track/{key}")
    except PaymentNotPossible as stopped:
        if stopped.reason == "unavailable":
            put_off_payment(case_id=progress.case.id, council=visit.council, at=visit.at)
        return visit.go(f"/track/{key}/pay/{purpose}?said={stopped.reason}")
    return visit.go(begun.next_url or f"/track/{key}/paid/{payment.id}")


def _pay_view(visit: Visit, progress: Progress, due: Due, key: str) -> CheckView:
    said = visit.request.GET.get("said", "")
    amount = money.in_words(due.amount_pence)
    label = _label(visit, progress.effective, due)
    frame = visit.frame(
        visit.say(PAY["title"]).format(amount=amount),
        back_link=f"/track/{key}",
        language_form="questions",
        notice=Notice(kind="warning", text=visit.say(PAY[said])) if said in WHAT_BECAME else None,
        service=visit.say(progress.effective.pattern.title),
    )
    why = visit.say(PAY["move_waits" if label else "waits"]).format(reference=progress.case.reference)
    what = prose(harmless(visit.say(PAY["for_move"]).format(what=label))) if label else prose("")
    until = "" if label else str(progress.case.facts.get("pay_until") or "")
    if until:
        why += f" {visit.say(PAY['kept_until']).format(until=in_words(until, visit.language))}"
    return CheckView(
        frame=frame,
        parts=(_cost(visit, due.lines),),
        changed=what + prose(why),
        button=visit.say(PAY["now"]).format(amount=amount),
    )


@open_to("resident")
@require_safe
@for_visit
def paid_page(visit: Visit, key: str, payment: UUID) -> HttpResponseBase:
    """Take the payer back: what the provider says counts, not that somebody came to this address."""
    try:
        settled = settle_payment(payment_id=payment, council=visit.council, at=visit.at)
    except (Unavailable, Rejected, Misconfigured, BindingMissing):
        settled = None
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    if settled is None or settled.case_id != progress.case.id:
        return visit.go(f"/track/{key}?said=not_yet")
    if settled.state in ("created", "started"):
        return visit.go(f"/track/{key}/pay/{settled.purpose}?said=unfinished")
    if settled.state != "paid":
        said = settled.code if settled.code in WHAT_BECAME else "failed"
        return visit.go(f"/track/{key}/pay/{settled.purpose}?said={said}")
    return visit.page(_thanks(visit, progress, settled.amount_pence, key))


def _thanks(visit: Visit, progress: Progress, pence: int, key: str) -> ConfirmationView:
    pattern = progress.effective.pattern
    thanks = prose(visit.say(PAY["thanks"]).format(amount=money.in_words(pence)))
    state = pattern.case.states[progress.case.state]
    next_ = rich(pattern.ending.what_next, progress.scope, visit.language) or rich(
        state.about, progress.scope, visit.language
    )
    return ConfirmationView(
        frame=visit.frame(visit.say(PAY["paid"]), service=visit.say(pattern.title)),
        references=(("", progress.case.reference),),
        next=thanks + next_,
        track_url=f"/track/{key}",
        links=calendar_links(visit, progress, key),
        satisfaction_url=f"{page_address(progress.case.service, 'feedback')}?after={ACCEPT}",
    )


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def practice_page(visit: Visit, token: str) -> HttpResponseBase:
    """Play the page of a card company: a card that works, one that is declined, or turning back."""
    try:
        entry = practice_entry(token, visit.at)
    except (Rejected, Misconfigured) as unknown:
        raise Http404("no such practice payment") from unknown
    back = urlsplit(entry.wanted.return_url).path  # it is on this very site
    if entry.state not in ("created", "started"):
        said = prose(visit.say(PAY["practice_over_text"]).format(back=back))
        return visit.page(StatementView(frame=visit.frame(visit.say(PAY["practice_over"])), content=said))
    switched = visit.switched()
    visit = switched or visit
    chosen = visit.request.POST.get("card", "")
    what = f"{money.in_words(entry.wanted.amount_pence)}", entry.wanted.description
    if visit.request.method != "POST" or switched or chosen not in get_args(Press):
        missing = visit.request.method == "POST" and not switched
        return visit.page_in_language(_practice_view(visit, what, missing=missing))
    press(token, cast(Press, chosen), visit.at)
    return visit.go(back)


def _practice_view(visit: Visit, what: tuple[str, str], *, missing: bool) -> QuestionPageView:
    said = visit.say(PAY["practice_for"]).format(amount=what[0], what=harmless(what[1]))
    card = QuestionView(
        id="card",
        type="choice",
        label=visit.say(PAY["practice_question"]),
        options=tuple(OptionView(value=each, label=visit.say(PAY[f"practice_{each}"])) for each in get_args(Press)),
        error=visit.say(PAY["practice_missing"]) if missing else "",
    )
    return QuestionPageView(
        frame=visit.frame(visit.say(PAY["practice_title"]), language_form="questions", has_error=missing),
        content=prose(visit.say(PAY["practice_warning"])) + prose(said),
        questions=(card,),
    )
