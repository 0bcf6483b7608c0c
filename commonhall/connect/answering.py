"""What do people answer by e-mail to a case that was handed over to them? Found again by the address they answer to."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.db import transaction

from commonhall.capabilities.backoffice.georeport import status_word
from commonhall.capabilities.backoffice.port import Update
from commonhall.cases.correspondence.mail import Mail, read_mail
from commonhall.connect.hearing import keep_heard, take_update
from commonhall.connect.models import Handover, Heard
from commonhall.councils.queries import CouncilSite

_STATUS: Final = re.compile(r"\A\s*(?:status|statws)\s*:\s*([A-Za-z][A-Za-z _-]{0,60}?)\s*$", re.I | re.M)
LONGEST: Final = 4000


@transaction.atomic
def answer_by_mail(*, raw: bytes, council: CouncilSite, at: datetime) -> str:
    """Take in an e-mail of the council in scope that answers a handover; return its case's reference, or blank where
    it is no such e-mail. Taking it in twice is taking it in once.

    A first line ``Status: ...`` says what became of the case; without one the words are a note. A program's own answer,
    such as an absence note, says nothing. Raises MailRefused for bytes that are no e-mail or are too many.
    """
    mail = read_mail(raw)
    rows = Handover.objects.filter(reply_token__in=mail.tokens).exclude(reply_token="")
    handover = rows.select_related("link", "case").first() if mail.tokens else None
    if handover is None:
        return ""
    reference = str(handover.case.reference)
    if mail.bounce:
        _came_back(handover, mail, at)
    elif not mail.automatic:
        take_update(link=handover.link, update=_update(mail, handover, at), council=council, at=at)
    return reference


def _update(mail: Mail, handover: Handover, at: datetime) -> Update:
    said = _STATUS.search(mail.text)
    text = mail.text[said.end() :] if said else mail.text
    return Update(
        id=f"mail:{mail.id}",
        status=status_word(said.group(1)) if said else "unchanged",
        at=at,
        external=handover.external,
        reference=handover.case.reference,
        text=text.strip()[:LONGEST],
    )


def _came_back(handover: Handover, mail: Mail, at: datetime) -> None:
    """Let a person know that the e-mail did not arrive: nobody over there has the case."""
    update = Update(id=f"mail:{mail.id}", status="not_delivered", at=at, external=handover.external)
    if mail.bounce and mail.bounce.lasting and not Heard.objects.filter(update_id=update.id).exists():
        keep_heard(link=handover.link, handover=handover, update=update, outcome="refused", at=at, reason="bounce")
