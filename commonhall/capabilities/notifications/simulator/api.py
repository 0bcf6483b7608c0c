"""What does GOV.UK Notify answer? Each endpoint of its REST API, given who asks and what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from commonhall.capabilities.notifications.port import SMS_LIMIT
from commonhall.capabilities.notifications.recipients import (
    RecipientRefused,
    clean_address,
    clean_email,
    clean_phone,
)
from commonhall.capabilities.notifications.simulator.accounts import TEMPLATE_KINDS, Caller, TemplateKind
from commonhall.capabilities.notifications.simulator.callbacks import moments_of, stamp
from commonhall.capabilities.notifications.simulator.letters import check_pdf, pdf_of
from commonhall.capabilities.notifications.simulator.limits import Limits, check_daily
from commonhall.capabilities.notifications.simulator.outcomes import (
    STATUSES,
    asked_statuses,
    check_recipient_allowed,
    is_smoke_test,
    outcome,
)
from commonhall.capabilities.notifications.simulator.refusals import Refused, bad_request, invalid, not_found
from commonhall.capabilities.notifications.simulator.store import PAGE, RETENTION, Asked, Kept, Store
from commonhall.capabilities.notifications.simulator.templates import (
    Template,
    fill_template,
    find_template,
    templates_of,
)
from commonhall.capabilities.notifications.simulator.wire import ADDRESS_LINES, check_fields, is_uuid
from commonhall.capabilities.notifications.words import harmless, key_of, to_html

EMAIL_LIMIT = 2_000_000  # bytes
_SENDER = {"sms": "sms_sender_id", "email": "email_reply_to_id"}
_FILTERS = {"template_type", "status", "reference", "older_than", "include_jobs"}
Query = Mapping[str, list[str]]


class Api:
    """The REST API over a store. ``address`` is the simulator's own, for the links in its answers."""

    def __init__(self, store: Store, limits: Limits, address: str) -> None:
        self._store = store
        self._limits = limits
        self._address = address

    def send(self, caller: Caller, channel: TemplateKind, body: dict[str, Any], now: datetime) -> dict[str, Any]:
        """Take a message: POST /v2/notifications/{channel}. Raises Refused."""
        if channel == "letter" and caller.kind == "team":
            raise Refused(403, ("BadRequestError", "Cannot send letters with a team api key"))
        if channel == "letter" and "content" in body:
            return self._send_pdf(caller, body, now)
        check_fields(channel, body)
        recipient, address = _recipient(channel, body)
        check_daily(self._limits, channel, self._store.sent_today(caller, channel, now))
        _check_options(caller, channel, body)
        found = _template(caller, body["template_id"], channel)
        check_recipient_allowed(recipient, caller.kind)
        personalisation, sanitised = _sanitised(body)
        subject, words = fill_template(found, len(found.versions), personalisation)
        _check_length(channel, words)
        message = Kept(
            id=uuid4(),
            caller=caller,
            channel=channel,
            recipient=recipient,
            address=tuple(address),
            reference=body.get("reference"),
            template_id=found.id,
            template_version=len(found.versions),
            language=found.language,
            subject=subject,
            body=words,
            unsubscribe=body.get("one_click_unsubscribe_url"),
            postage="second" if channel == "letter" else None,
            final=outcome(recipient, channel, caller.kind),
            made_at=now,
        )
        if not is_smoke_test(recipient):
            self._store.keep(message)
        return self._taken(message) | ({"sanitised_content": sanitised} if channel == "email" else {})

    def _send_pdf(self, caller: Caller, body: dict[str, Any], now: datetime) -> dict[str, Any]:
        check_fields("precompiled", body)
        check_pdf(body["content"])
        check_daily(self._limits, "letter", self._store.sent_today(caller, "letter", now))
        message = Kept(
            id=uuid4(),
            caller=caller,
            channel="letter",
            recipient="Address in the PDF",
            address=("Provided as PDF",),
            reference=body["reference"],
            template_id=None,
            template_version=None,
            language="en",
            subject="Pre-compiled PDF",
            body="The letter is a PDF that was sent ready-made.",
            unsubscribe=None,
            postage=body.get("postage", "second"),
            final="received",
            made_at=now,
        )
        self._store.keep(message)
        return {"id": str(message.id), "reference": message.reference, "postage": message.postage}

    def _taken(self, message: Kept) -> dict[str, Any]:
        content: dict[str, Any] = {"body": message.body}
        if message.channel == "sms":
            content["from_number"] = "COUNCIL"
        else:
            content["subject"] = message.subject
        if message.channel == "email":
            content["from_email"] = "demo.council@notifications.service.gov.uk"
            content["one_click_unsubscribe_url"] = message.unsubscribe
        return {
            "id": str(message.id),
            "reference": message.reference,
            "content": content,
            "uri": f"{self._address}/v2/notifications/{message.id}",
            "template": self._template_of(message),
            "scheduled_for": None,
        }

    def _template_of(self, message: Kept) -> dict[str, Any]:
        uri = f"{self._address}/services/{message.caller.service}/templates/{message.template_id}"
        return {"id": str(message.template_id), "version": message.template_version, "uri": uri}

    def message(self, caller: Caller, message_id: str, now: datetime) -> dict[str, Any]:
        """Return one message: GET /v2/notifications/{id}. Raises Refused."""
        return self._described(self._find(caller, message_id, now), now)

    def letter_pdf(self, caller: Caller, message_id: str, now: datetime) -> bytes:
        """Return a letter as a PDF: GET /v2/notifications/{id}/pdf. Raises Refused."""
        message = self._find(caller, message_id, now)
        if message.channel != "letter":
            raise bad_request("Notification is not a letter")
        return pdf_of(message)

    def _find(self, caller: Caller, message_id: str, now: datetime) -> Kept:
        if not is_uuid(message_id):
            raise invalid("id is not a valid UUID")
        message = self._store.find(caller, UUID(message_id), now)
        if message is None:
            raise not_found()
        return message

    def _described(self, message: Kept, now: datetime) -> dict[str, Any]:
        lines = list(message.address) if message.channel == "letter" else []
        postcode = lines.pop() if len(lines) > 1 else None
        fragments = -(-len(message.body) // 153) if len(message.body) > 160 else 1
        details: dict[str, Any] = {}
        if message.channel == "sms":
            details = {"billable_sms_fragments": fragments, "international_rate_multiplier": 1.0, "sms_rate": 0.0}
        elif message.channel == "letter":
            details = {"billable_sheets_of_paper": 1, "postage": message.postage}
        described: dict[str, Any] = {
            "id": str(message.id),
            "reference": message.reference,
            "email_address": message.recipient if message.channel == "email" else None,
            "phone_number": message.recipient if message.channel == "sms" else None,
            **{f"line_{n}": lines[n - 1] if n <= len(lines) else None for n in range(1, 7)},
            "postcode": postcode,
            "postage": message.postage,
            "type": message.channel,
            "status": message.status(now),
            "template": self._template_of(message),
            "body": message.body,
            "subject": message.subject,
            **moments_of(message, now),
            "created_by_name": None,
            "scheduled_for": None,
            "one_click_unsubscribe_url": message.unsubscribe,
            "is_cost_data_ready": True,
            "cost_in_pounds": 0.0,
            "cost_details": details,
        }
        return described | ({"estimated_delivery": described["created_at"]} if message.channel == "letter" else {})

    def messages(self, caller: Caller, query: Query, now: datetime) -> dict[str, Any]:
        """Return a page of messages, the newest first: GET /v2/notifications. Raises Refused."""
        asked = _asked(query)
        found = self._store.page(caller, asked, now)
        return {
            "notifications": [self._described(message, now) for message in found],
            "links": self._links("/v2/notifications", query, str(found[-1].id) if found else None),
        }

    def received_texts(self, caller: Caller, query: Query, now: datetime) -> dict[str, Any]:
        """Return a page of the texts that residents sent: GET /v2/received-text-messages. Raises Refused."""
        older_than = _first(query, "older_than")
        if older_than is not None and not is_uuid(older_than):
            raise invalid("older_than is not a valid UUID")
        found = self._store.rows(
            "select * from received_text where service = :service and made_at > :since and (:older is null or"
            " position < (select position from received_text where id = :older)) order by position desc limit :size",
            service=str(caller.service),
            since=now.timestamp() - RETENTION,
            older=older_than,
            size=PAGE,
        )
        texts = [
            {
                "id": row["id"],
                "created_at": stamp(row["made_at"]),
                "service_id": row["service"],
                "notify_number": "07700900500",
                "user_number": row["sender"],
                "content": row["words"],
            }
            for row in found
        ]
        links = self._links("/v2/received-text-messages", query, texts[-1]["id"] if texts else None)
        return {"received_text_messages": texts, "links": links}

    def _links(self, path: str, query: Query, last: str | None) -> dict[str, str]:
        """Name the next page whenever this one is not empty, even where the next will be: as Notify does."""
        asked = {name: values for name, values in query.items() if name != "older_than"}
        links = {"current": f"{self._address}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")}
        if last is not None:
            links["next"] = f"{self._address}{path}?{urlencode({**asked, 'older_than': last}, doseq=True)}"
        return links


def templates(caller: Caller, query: Query) -> dict[str, Any]:
    """Return the service's templates: GET /v2/templates. Raises Refused."""
    kind = _first(query, "type")
    if kind is not None and kind not in TEMPLATE_KINDS:
        raise invalid(f"type {kind} is not one of [sms, email, letter]")
    made = [template for template in templates_of(caller.service) if kind in (None, template.kind)]
    return {"templates": [template.as_json(len(template.versions)) for template in made]}


def template(caller: Caller, template_id: str, number: str | None = None) -> dict[str, Any]:
    """Return one template: GET /v2/template/{id} or /v2/template/{id}/version/{n}. Raises Refused."""
    if not is_uuid(template_id):
        raise invalid("id is not a valid UUID")
    if number is not None and not re.fullmatch(r"[0-9]{1,6}", number):
        raise invalid(f"version {number} is not of type integer")
    found = find_template(caller.service, UUID(template_id))
    wanted = int(number) if number is not None else len(found.versions) if found else 0
    if found is None or found.version(wanted) is None:
        raise not_found()
    return found.as_json(wanted)


def preview(caller: Caller, template_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return a template filled in, sending nothing: POST /v2/template/{id}/preview. Raises Refused."""
    if not is_uuid(template_id):
        raise invalid("id is not a valid UUID")
    check_fields("preview", body)
    found = find_template(caller.service, UUID(template_id))
    if found is None:
        raise not_found()
    subject, words = fill_template(found, len(found.versions), body["personalisation"])
    return {
        "id": str(found.id),
        "type": found.kind,
        "version": len(found.versions),
        "body": words,
        "html": to_html(words) if found.kind == "email" else None,
        "subject": subject,
        "postage": "second" if found.kind == "letter" else None,
    }


def _recipient(channel: TemplateKind, body: Mapping[str, Any]) -> tuple[str, list[str]]:
    field = {"sms": "phone_number", "email": "email_address"}.get(channel, "")
    try:
        if channel == "sms":
            return clean_phone(body["phone_number"]), []
        if channel == "email":
            return clean_email(body["email_address"]), []
        given = {key_of(name): str(value) for name, value in body["personalisation"].items() if value}
        lines = clean_address([given.get(key_of(line), "") for line in ADDRESS_LINES])
    except RecipientRefused as refused:
        raise invalid(f"{field} {refused.message}".strip()) from None
    return ", ".join(lines), lines


def _check_options(caller: Caller, channel: TemplateKind, body: Mapping[str, Any]) -> None:
    field = _SENDER.get(channel)
    if field and body.get(field):
        raise bad_request(f"{field} {body[field]} does not exist in database for service id {caller.service}")
    if body.get("scheduled_for"):
        raise bad_request("Cannot schedule notifications (this feature is invite-only)")


def _template(caller: Caller, template_id: str, channel: TemplateKind) -> Template:
    found = find_template(caller.service, UUID(template_id))
    if found is None:
        raise bad_request("Template not found")
    if found.kind != channel:
        raise bad_request(f"{found.kind} template is not suitable for {channel} notification")
    return found


def _sanitised(body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values with those named in sanitise_content_for made harmless, and which of them changed."""
    values = dict(body.get("personalisation") or {})
    wanted = {key_of(name) for name in body.get("sanitise_content_for") or ()}
    changed: dict[str, Any] = {}
    for name, value in values.items():
        if key_of(name) in wanted and isinstance(value, str) and harmless(value) != value:
            changed[name] = {"unsanitised": value, "sanitised": harmless(value)}
            values[name] = harmless(value)
    return values, changed


def _check_length(channel: TemplateKind, words: str) -> None:
    if channel == "sms" and len(words) > SMS_LIMIT:
        raise bad_request(
            f"Text messages cannot be longer than {SMS_LIMIT} characters. Your message is {len(words)} characters"
        )
    size = len(words.encode())
    if channel == "email" and size > EMAIL_LIMIT:
        raise bad_request(f"Emails cannot be longer than {EMAIL_LIMIT} bytes. Your message is {size} bytes")


def _first(query: Query, name: str) -> str | None:
    return next(iter(query.get(name, [])), None)


def _asked(query: Query) -> Asked:
    unknown = sorted(set(query) - _FILTERS)
    if unknown:
        raise invalid(f"Additional properties are not allowed ({', '.join(unknown)} was unexpected)")
    problems = [
        f"status {status} is not one of [{', '.join(STATUSES)}]"
        for status in query.get("status", [])
        if status not in STATUSES
    ]
    problems += [
        f"template_type {kind} is not one of [sms, email, letter]"
        for kind in query.get("template_type", [])
        if kind not in TEMPLATE_KINDS
    ]
    older_than = _first(query, "older_than")
    if older_than is not None and not is_uuid(older_than):
        problems.append("older_than is not a valid UUID")
    if problems:
        raise invalid(*problems)
    return Asked(
        statuses=frozenset(asked_statuses(query.get("status", []))),
        channels=frozenset(query.get("template_type", [])),
        reference=_first(query, "reference"),
        older_than=UUID(older_than) if older_than else None,
    )
