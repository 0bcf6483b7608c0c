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
from commonhall.cases.correspondence.wording import BOTH, letters_in_both
from commonhall.cases.correspondence.writing import (
    OFFERED_GAPS,
    Draft,
    Finished,
    WritingRefused,
    finish_message,
    finish_on_one_paper,
    is_sensitive,
    printable,
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
from commonhall.journeys.documents import clean_documents_of_case
from commonhall.web.components.acts import Posted
from commonhall.web.components.prose import in_language, lines_of, message_prose
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.asking import read_all
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, posted_of, setting_of, views_of
from commonhall.web.office.frames import leave_notice
from commonhall.web.office.letters.forms import FORM, case_crumbs, desk, hidden_of, token_of
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
    answers, problems = read_all(how, chosen, setting_of(visit))
    problems = problems or problems_of_way(visit, ways, answers)
    if "channel" not in visit.request.GET or problems:
        shown = chosen if "channel" in visit.request.GET else _usual(visit, found, ways)
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
            options=_languages(visit, ways),
        ),
        Choice(
            id="begin", type="choice", label=TEXTS["letters_begin"], name_in_errors=TEXTS["letters_begin_name"],
            options=tuple(begin),
        ),
    )  # fmt: skip


def _languages(visit: Visit, ways: Sequence[Way]) -> tuple[Option, ...]:
    """Return the languages to write in; both on one paper where the council's letters are so."""
    on_paper = letters_in_both(visit.council) and any(way.channel == "letter" for way in ways)
    offered = ("en", "cy", BOTH) if on_paper else ("en", "cy")
    return tuple(Option(value=each, label=TEXTS[f"language_{each}"]) for each in offered)


def problems_of_way(visit: Visit, ways: Sequence[Way], answers: Mapping[str, Answer]) -> dict[str, Problem]:
    """Return what stands against the way that was chosen: no printable address, or an e-mail in both languages."""
    channel = answers.get("channel")
    if channel != "letter" and answers.get("language") == BOTH:
        return {"language": Problem("both", visit.say("letters_refused_both"), "language")}
    if channel == "letter":
        try:
            printable(next(way.recipient for way in ways if way.channel == "letter"))
        except WritingRefused as refused:
            return {"channel": Problem(refused.reason, visit.say(f"letters_refused_{refused.reason}"), "channel")}
    return {}


def _named(begin: Beginning, found: CasePage) -> Words:
    return both(fill(begin.name, found.scope, "en"), fill(begin.name, found.scope, "cy"))


def _to(way: Way) -> Words:
    to = way.recipient.replace("\n", ", ")
    if not way.failing:
        return both(to, to)
    failing = TEXTS["letters_failing"]
    return both(f"{to}. {failing.en}", f"{to}. {failing.cy}")


def _usual(visit: Visit, found: CasePage, ways: Sequence[Way]) -> dict[str, list[str]]:
    on_paper = ways[0].channel == "letter" and len(_languages(visit, ways)) > 2
    language = BOTH if on_paper else language_for(found.case, found.person)
    return {"channel": [ways[0].channel], "language": [language], "begin": [BLANK]}


def _how_view(
    visit: Visit, found: CasePage, how: Sequence[Question], shown: Posted, problems: Mapping[str, Problem]
) -> DeskView:
    views = views_of(visit, how, Filled(shown, problems=problems))
    form = Form(id="questions", questions=views, button=visit.say("letters_go_on"), get=True)
    crumbs = case_crumbs(visit, found.case)
    return desk(
        visit, visit.say("letters_write"), [form], caption=_caption(found, visit), breadcrumbs=crumbs, narrow=True
    )


def _caption(found: CasePage, visit: Visit) -> str:
    return f"{found.case.reference} {found.person.name if found.person else ''}".strip()


def _begun(found: CasePage, answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Return the second form as it is first shown: with the words of what it begins with."""
    channel, chosen = cast(Channel, answers["channel"]), str(answers["language"])
    offered = beginnings_for(found.effective, found.case.pattern)
    begin: Beginning | None = next((one for one in offered if one.id == answers["begin"]), None)
    begun: dict[str, list[str]] = {"channel": [channel], "language": [chosen]}
    for language, end in _parts(chosen):
        subject, body = begin.text(channel, language) if begin else ("", "")
        begun |= {f"subject{end}": [subject], f"body{end}": [body]}
    return begun


def _parts(chosen: str) -> tuple[tuple[Language, str], ...]:
    """Return the languages of what is written, each with how its fields end: Welsh first where there are both."""
    return (("cy", "_cy"), ("en", "")) if chosen == BOTH else ((cast(Language, chosen), ""),)


def _asked_words(visit: Visit, found: CasePage, posted: Posted) -> tuple[Question, ...]:
    """Return the questions of the second step, as the way of sending wants them."""
    sms = _first(posted, "channel") == "sms"
    hint = TEXTS["letters_gaps"]
    named = ", ".join(f"{{{name}}}" for name in OFFERED_GAPS)
    words: list[Question] = []
    parts = _parts(_first(posted, "language"))
    for language, end in parts:
        suffix = f"_in_{language}" if len(parts) > 1 else ""
        if not sms and not is_sensitive(found.case, found.effective):
            words.append(
                Text(
                    id=f"subject{end}", type="text", label=TEXTS[f"letters_subject{suffix}"], max_length=200,
                    name_in_errors=TEXTS["letters_subject_name"], hint=TEXTS["letters_subject_hint"],
                )
            )  # fmt: skip
        words.append(
            LongText(
                id=f"body{end}", type="long_text", label=TEXTS[f"letters_body{suffix}"],
                hint=both(f"{hint.en} {named}", f"{hint.cy} {named}"), rows=6 if sms else 16,
                name_in_errors=TEXTS["letters_body_name"], max_length=LONGEST_TEXT if sms else LONGEST_BODY,
            )
        )  # fmt: skip
    documents = () if sms else clean_documents_of_case(case_id=found.case.id, journey_id=found.case.journey_id)
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
    shown = views_of(visit, asked, Filled(posted, problems=problems), scope=GAPS_AS_WRITTEN)
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
    if _first(posted, "channel") not in {way.channel for way in ways} or _first(posted, "language") not in (
        ("en", "cy", BOTH) if _first(posted, "channel") == "letter" else ("en", "cy")
    ):
        return SeeOther(reverse("office-write", args=(found.case.reference,)))
    asked, token, do = _asked_words(visit, found, posted), token_of(visit), _first(posted, "do")
    answers, problems = read_all(asked, posted, setting_of(visit))
    if problems or visit.switching or do == "change":
        return page(_words_view(visit, found, posted, problems if do != "change" else {}, token=token))
    drafts = [_draft(posted, answers, token, *part) for part in _parts(_first(posted, "language"))]
    try:
        if do == "send":
            return _send(visit, found, *drafts)
        finished = _finished(visit, found, drafts)
    except WritingRefused as refused:
        return page(_words_view(visit, found, posted, _problem(visit, refused, posted), token=token))
    return page(_preview(visit, found, finished, posted, token))


def _finished(visit: Visit, found: CasePage, drafts: Sequence[Draft]) -> Finished:
    first, *others = [
        finish_message(
            draft, found.case, effective=found.effective, council=visit.council, by=visit.member.actor, at=visit.at
        )
        for draft in drafts
    ]
    return finish_on_one_paper(first, *others) if others else first


def _draft(posted: Posted, answers: Mapping[str, Answer], token: str, language: Language, end: str) -> Draft:
    files = answers.get("files")
    return Draft(
        occasion=token,
        channel=cast(Channel, _first(posted, "channel")),
        language=language,
        subject=str(answers.get(f"subject{end}") or ""),
        body=str(answers[f"body{end}"]),
        documents=tuple(UUID(str(one)) for one in files) if isinstance(files, list) else (),
    )


def _problem(visit: Visit, refused: WritingRefused, posted: Posted) -> dict[str, Problem]:
    _language, end = _parts(_first(posted, "language"))[0]
    field = f"{'subject' if refused.reason == 'subject' else 'body'}{end}"
    said = visit.say(f"letters_refused_{refused.reason}", what=f"{{{refused.what}}}")
    return {field: Problem(refused.reason, said, field)}


def _send(visit: Visit, found: CasePage, draft: Draft, english: Draft | None = None) -> HttpResponse:
    write_message(
        case_id=found.case.id, draft=draft, english=english, council=visit.council, by=visit.member.actor, at=visit.at
    )
    response = SeeOther(reverse("office-case", args=(found.case.reference,)))
    said = f"letters_sent_{draft.channel}"
    if found.roles:
        leave_done(response, visit, found.case.id, said)
    else:
        leave_notice(response, "success", said)
    return response


def _preview(visit: Visit, found: CasePage, finished: Finished, posted: Posted, token: str) -> DeskView:
    """Show a message exactly as it will go out."""
    names = ("channel", "language", "subject_cy", "body_cy", "subject", "body", "files")
    hidden = ((FORM, token), *hidden_of(posted, names))
    rows = (
        SummaryRow(key=visit.say("letters_to"), lines=tuple(finished.recipient.splitlines())),
        SummaryRow(key=visit.say("letters_how_sent"), lines=(visit.say(f"letters_by_{finished.channel}"),)),
        SummaryRow(key=visit.say("letters_in"), lines=(visit.say(f"language_{_first(posted, 'language')}"),)),
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
