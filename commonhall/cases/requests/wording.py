"""What does a person read who is asked for something? The message that asks, the reminders, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.inviting.invitations import Secrets
from commonhall.cases.models import Request
from commonhall.cases.requests.kinds import kind_of, questions_of
from commonhall.core.questions.masking import shown_value
from commonhall.core.questions.question import Setting
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Language, Words, both

ANSWER_HERE: Final = both("# Answer here", "# Atebwch yma")
BY: Final = both(
    "Answer by {until}. You do not need to sign in.", "Atebwch erbyn {until}. Nid oes angen i chi fewngofnodi."
)
KEEP: Final = both("Do not pass this link on.", "Peidiwch â rhannu’r ddolen hon.")
ON_PAPER: Final = both(
    "Go to {address} and enter the reference {reference} and the code {code}. Or write to us, and say the reference.",
    "Ewch i {address} a rhowch y cyfeirnod {reference} a’r cod {code}. Neu ysgrifennwch atom gan nodi’r cyfeirnod.",
)
SMS: Final = both(
    "We need something from you about {reference}. Answer by {until}: {link}",
    "Mae angen rhywbeth gennych ynglŷn â {reference}. Atebwch erbyn {until}: {link}",
)
REMINDER: Final = both("Reminder: {title}", "Nodyn atgoffa: {title}")
WAITING: Final = both(
    "We are still waiting for your answer. Answer by {until}.",
    "Rydym yn dal i aros am eich ateb. Atebwch erbyn {until}.",
)
AFTER: Final[Mapping[str, Words]] = {
    "decide": both(
        "If we hear nothing, we decide on what we have.",
        "Os na chlywn ddim, byddwn yn penderfynu ar sail yr hyn sydd gennym.",
    ),
    "escalate": both(
        "If we hear nothing, we look at your request again.",
        "Os na chlywn ddim, byddwn yn edrych ar eich cais eto.",
    ),
    "close": both("If we hear nothing, we close your request.", "Os na chlywn ddim, byddwn yn cau eich cais."),
}


def title_of(kind: str, language: Language) -> str:
    """Return what the person is asked, in a few words."""
    return kind_of(kind).title.say(language)


def asking_text(
    request: Request, *, channel: Channel, reference: str, site: str, opens: Secrets, again: bool = False
) -> tuple[str, str]:
    """Return subject and body of the message that asks. again: it reminds.

    A text message says nothing but that there is something to answer: others may read it.
    """
    language: Language = "cy" if request.language == "cy" else "en"
    until = in_words(str(request.due_date), language)
    link = f"{site}/asked/{opens.token}"
    title = title_of(request.kind, language)
    subject = REMINDER.say(language).format(title=title) if again else title
    if channel == "sms":
        return "", SMS.say(language).format(reference=reference, until=until, link=link)
    parts = [WAITING.say(language).format(until=until)] if again else []
    parts += [request.text] if request.text else []
    parts += ["\n".join(f"* {one}" for one in request.questions)] if request.questions else []
    parts.append(ANSWER_HERE.say(language))
    if channel == "letter":
        paper = ON_PAPER.say(language)
        parts.append(paper.format(address=f"{site}/asked", reference=reference, code=opens.code))
        parts.append(BY.say(language).format(until=until))
    else:
        parts += [link, f"{BY.say(language).format(until=until)} {KEEP.say(language)}"]
    parts.append(AFTER[request.limit if request.limit in AFTER else "close"].say(language))
    return subject, "\n\n".join(parts)


def answered_text(
    kind: str, questions: Sequence[str], answers: Mapping[str, Any], language: Language, today: str
) -> str:
    """Return what was answered, question by question, as colleagues read it."""
    setting = Setting(language=language, today=today)
    lines = []
    for question in questions_of(kind, questions):
        answer = answers.get(question.id)
        if answer is not None and question.type != "file":
            said = shown_value(question, answer, setting, seen=("ordinary", "personal"))
            lines.append(f"{question.label.say(language)}\n" + "\n".join(said))
    return "\n\n".join(lines)
