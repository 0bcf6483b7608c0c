"""How does an officer write to the person of a case? Choose how, write, look at it as it goes, and send it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.correspondence.templates import Beginning, beginnings_for
from commonhall.cases.correspondence.ways import Way, language_for, ways_to
from commonhall.cases.correspondence.writing import (
    OFFERED_GAPS,
    Draft,
    Finished,
    WritingRefused,
    finish_message,
    is_sensitive,
    without_secrets,
    write_message,
)
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.core.language.wording import fill
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.file import size_in_words
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Answer, Option, Problem, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Language, Words, both
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import documents_of_case
from commonhall.web.components.acts import Posted
from commonhall.web.components.prose import in_language, lines_of, message_prose
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.frames import leave_notice
from commonhall.web.office.letters.forms import (
    FORM,
    case_crumbs,
    desk,
    hidden_of,
    posted_of,
    read_form,
    token_of,
    views_of,
)
from commonhall.web.office.letters.permitted import may_write
from commonhall.web.office.taking_up import leave_done
from commonhall.web.office.texts import TEXTS

BLANK: Final = "blank"
LONGEST_TEXT: Final = 600
"""Characters of a text message that an officer may write; its gaps make it longer."""
LONGEST_BODY: Final = 10_000
GAPS_AS_WRITTEN: Final = {
    root: {name.partition(".")[2]: f"{{{name}}}" for name in OFFERED_GAPS if name.startswith(f"{root}.")}
    for root in ("person", "case", "officer", "council")
} | {"today": "{today}"}
"""Lets a hint that names gaps show them as they are written."""


@open_to("staff")
@staff("GET", "POST")
def write_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask how to write and with what to begin; then the words; then show them as they will go; then send them."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    if not may_write(found, visit):
        raise CaseUnknown(reference)
    ways = [way for way in ways_to(found.case, found.person, found.effective) if not way.unwanted]
    if not ways:
        return page(_no_way(visit, found))
    if visit.request.method == "POST":
        return _posted(visit, found, ways)
    chosen = {name: visit.request.GET.getlist(name) for name in ("channel", "language", "begin")}
    how = _asked_how(visit, found, ways)
    answers, problems = read_form(visit, how, chosen)
    if "channel" not in visit.request.GET or problems:
        shown = chosen if "channel" in visit.request.GET else _usual(found, ways)
        return page(_how_view(visit, found, how, shown, problems if "channel" in visit.request.GET else {}))
    return page(_words_view(visit, found, _begun(found, answers), {}))


def _no_way(visit: Visit, found: CasePage) -> DeskView:
    text = Prose(text=visit.say("letters_no_way"), look="warning")
    return desk(visit, visit.say("letters_write"), [text], breadcrumbs=case_crumbs(visit, found.case))


def _asked_how(visit: Visit, found: CasePage, ways: Sequence[Way]) -> tuple[Question, ...]:
    """Return the questions of the first step: which way, in which language, beginning with what."""
    begin = [Option(value=BLANK, label=TEXTS["letters_blank"])]
    begin += [
        Option(value=one.id, label=_named(one, found)) for one in beginnings_for(found.effective, found.case.pattern)
    ]
    return (
        Choice(
            id="channel", type="choice", label=TEXTS["letters_how"], name_in_errors=TEXTS["letters_how_name"],
            options=tuple(
                Option(
                    value=way.channel, label=TEXTS[f"letters_by_{way.channel}"],
                    hint=_to(way),
                )
                for way in ways
            ),
        ),
        Choice(
            id="language", type="choice", label=TEXTS["letters_language"],
            name_in_errors=TEXTS["letters_language_name"],
            options=(
                Option(value="en", label=TEXTS["language_en"]), Option(value="cy", label=TEXTS["language_cy"]),
            ),
        ),
        Choice(
            id="begin", type="choice", label=TEXTS["letters_begin"], name_in_errors=TEXTS["letters_begin_name"],
            options=tuple(begin),
        ),
    )  # fmt: skip


def _named(begin: Beginning, found: CasePage) -> Words:
    return both(fill(begin.name, found.scope, "en"), fill(begin.name, found.scope, "cy"))


def _to(way: Way) -> Words:
    to = way.recipient.replace("\n", ", ")
    if not way.failing:
        return both(to, to)
    failing = TEXTS["letters_failing"]
    return both(f"{to}. {failing.en}", f"{to}. {failing.cy}")


def _usual(found: CasePage, ways: Sequence[Way]) -> dict[str, list[str]]:
    language = language_for(found.case, found.person)
    return {"channel": [ways[0].channel], "language": [language], "begin": [BLANK]}


def _how_view(
    visit: Visit, found: CasePage, how: Sequence[Question], shown: Posted, problems: Mapping[str, Problem]
) -> DeskView:
    views = views_of(visit, how, shown, problems)
    form = Form(id="questions", questions=views, button=visit.say("letters_go_on"), get=True)
    crumbs = case_crumbs(visit, found.case)
    return desk(
        visit, visit.say("letters_write"), [form], caption=_caption(found, visit), breadcrumbs=crumbs, narrow=True
    )


def _caption(found: CasePage, visit: Visit) -> str:
    return f"{found.case.reference} {found.person.name if found.person else ''}".strip()


def _begun(found: CasePage, answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Return the second form as it is first shown: with the words of what it begins with."""
    channel, language = cast(Channel, answers["channel"]), cast(Language, answers["language"])
    offered = beginnings_for(found.effective, found.case.pattern)
    begin: Beginning | None = next((one for one in offered if one.id == answers["begin"]), None)
    subject, body = begin.text(channel, language) if begin else ("", "")
    return {"channel": [channel], "language": [language], "subject": [subject], "body": [body]}


def _asked_words(visit: Visit, found: CasePage, posted: Posted) -> tuple[Question, ...]:
    """Return the questions of the second step, as the way of sending wants them."""
    sms = _first(posted, "channel") == "sms"
    hint = TEXTS["letters_gaps"]
    named = ", ".join(f"{{{name}}}" for name in OFFERED_GAPS)
    words: list[Question] = []
    if not sms and not is_sensitive(found.case, found.effective):
        words.append(
            Text(
                id="subject", type="text", label=TEXTS["letters_subject"], max_length=200,
                name_in_errors=TEXTS["letters_subject_name"], hint=TEXTS["letters_subject_hint"],
            )
        )  # fmt: skip
    words.append(
        LongText(
            id="body", type="long_text", label=TEXTS["letters_body"], name_in_errors=TEXTS["letters_body_name"],
            hint=both(f"{hint.en} {named}", f"{hint.cy} {named}"), rows=6 if sms else 16,
            max_length=LONGEST_TEXT if sms else LONGEST_BODY,
        )
    )  # fmt: skip
    documents = () if sms else documents_of_case(case_id=found.case.id, journey_id=found.case.journey_id)
    if documents:
        words.append(
            Choices(
                id="files", type="choices", label=TEXTS["letters_files"], required=False,
                hint=TEXTS["letters_files_hint"],
                options=tuple(
                    Option(value=str(one.id), label=both(*[f"{one.name} ({size_in_words(one.size)})"] * 2))
                    for one in documents
                ),
            )
        )  # fmt: skip
    return tuple(words)


def _first(posted: Posted, name: str) -> str:
    return next(iter(posted.get(name, ())), "")


def _words_view(
    visit: Visit, found: CasePage, posted: Posted, problems: Mapping[str, Problem], *, token: str = ""
) -> DeskView:
    asked = _asked_words(visit, found, posted)
    hidden = ((FORM, token or token_of(visit)), *hidden_of(posted, ("channel", "language")))
    shown = views_of(visit, asked, posted, problems, scope=GAPS_AS_WRITTEN)
    blocks: list[Block] = []
    if is_sensitive(found.case, found.effective):
        blocks.append(Prose(text=visit.say("letters_sensitive"), look="inset"))
    blocks.append(
        Form(
            id="questions", questions=shown, hidden=hidden, buttons=(("preview", visit.say("letters_preview")),),
            action=reverse("office-write", args=(found.case.reference,)),
            cancel_url=reverse("office-case", args=(found.case.reference,)),
        )
    )  # fmt: skip
    channel, language = _first(posted, "channel"), _first(posted, "language")
    title = visit.say(f"letters_write_{channel}")
    caption = f"{_caption(found, visit)}. {visit.say(f'language_{language}')}"
    return desk(visit, title, blocks, caption=caption, breadcrumbs=case_crumbs(visit, found.case), narrow=True)


def _posted(visit: Visit, found: CasePage, ways: Sequence[Way]) -> HttpResponse:
    posted = posted_of(visit)
    if _first(posted, "channel") not in {way.channel for way in ways} or _first(posted, "language") not in ("en", "cy"):
        return SeeOther(reverse("office-write", args=(found.case.reference,)))
    asked, token, do = _asked_words(visit, found, posted), token_of(visit), _first(posted, "do")
    answers, problems = read_form(visit, asked, posted)
    if problems or visit.switching or do == "change":
        return page(_words_view(visit, found, posted, problems if do != "change" else {}, token=token))
    draft = _draft(posted, answers, token)
    try:
        if do == "send":
            return _send(visit, found, draft)
        finished = finish_message(
            draft, found.case, effective=found.effective, council=visit.council, by=visit.member.actor, at=visit.at
        )
    except WritingRefused as refused:
        return page(_words_view(visit, found, posted, _problem(visit, refused), token=token))
    return page(_preview(visit, found, finished, posted, token))


def _draft(posted: Posted, answers: Mapping[str, Answer], token: str) -> Draft:
    files = answers.get("files")
    return Draft(
        occasion=token,
        channel=cast(Channel, _first(posted, "channel")),
        language=cast(Language, _first(posted, "language")),
        subject=str(answers.get("subject") or ""),
        body=str(answers["body"]),
        documents=tuple(UUID(str(one)) for one in files) if isinstance(files, list) else (),
    )


def _problem(visit: Visit, refused: WritingRefused) -> dict[str, Problem]:
    field = "subject" if refused.reason == "subject" else "body"
    said = visit.say(f"letters_refused_{refused.reason}", what=f"{{{refused.what}}}")
    return {field: Problem(refused.reason, said, field)}


def _send(visit: Visit, found: CasePage, draft: Draft) -> HttpResponse:
    write_message(case_id=found.case.id, draft=draft, council=visit.council, by=visit.member.actor, at=visit.at)
    response = SeeOther(reverse("office-case", args=(found.case.reference,)))
    said = f"letters_sent_{draft.channel}"
    if found.roles:
        leave_done(response, visit, found.case.id, said)
    else:
        leave_notice(response, "success", said)
    return response


def _preview(visit: Visit, found: CasePage, finished: Finished, posted: Posted, token: str) -> DeskView:
    """Show a message exactly as it will go out."""
    names = ("channel", "language", "subject", "body", "files")
    hidden = ((FORM, token), *hidden_of(posted, names))
    rows = (
        SummaryRow(key=visit.say("letters_to"), lines=tuple(finished.recipient.splitlines())),
        SummaryRow(key=visit.say("letters_how_sent"), lines=(visit.say(f"letters_by_{finished.channel}"),)),
        SummaryRow(key=visit.say("letters_in"), lines=(visit.say(f"language_{finished.language}"),)),
    )
    blocks: list[Block] = [Rows(rows=rows)]
    if finished.subject:
        blocks.append(Heading(text=finished.subject))
    blocks.append(Prose(text=shown_body(finished.body, finished.channel, finished.language, visit), look="inset"))
    choices = [("send", visit.say(f"letters_send_{finished.channel}")), ("change", visit.say("letters_change"))]
    blocks.append(Form(hidden=hidden, buttons=tuple(choices), id="questions"))
    title = visit.say("letters_check")
    return desk(visit, title, blocks, caption=_caption(found, visit), breadcrumbs=case_crumbs(visit, found.case))


def shown_body(body: str, channel: str, language: str, visit: Visit) -> Markup:
    """Return the words of a message as they are read: a text message plain, others with their marks.

    What opens a link that is for the person alone is left out: no officer answers in somebody's place.
    """
    body = without_secrets(body)
    html = lines_of(body.splitlines()) if channel == "sms" else message_prose(body)
    return in_language(html, language) if language != visit.language else html
