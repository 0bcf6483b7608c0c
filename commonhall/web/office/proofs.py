"""What has whoever sent a case shown of who they are, and do their answers say the same? As rows to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonhall.capabilities.ports import providers_of
from commonhall.cases.queries import CasePage
from commonhall.core.language.wording import fill
from commonhall.core.values.dates import in_words
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit


def proof_rows(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """Yield what was proved; nothing where the service did not ask for it."""
    proof = found.case.facts.get("proof")
    if not proof:
        return
    yield SummaryRow(key=visit.say("proof_how"), lines=tuple(_how(proof, visit)))
    shown = proof.get("shown", {})
    for key in ("name", "birth_date", "email"):
        if value := shown.get(key):
            text = in_words(value, visit.language) if key == "birth_date" else value
            yield SummaryRow(key=visit.say(f"proof_{key}"), lines=(text,))
    for question, proved in proof.get("fills", {}).items():
        asked, answer = found.effective.questions.get(question), found.case.answers.get(question)
        if asked is None or answer is None:
            continue
        same = _plain(answer) == _plain(proved)
        yield SummaryRow(
            key=fill(asked.label, found.said_scope, visit.language),
            lines=(visit.say("proof_same" if same else "proof_differs"),),
        )


def _plain(value: Any) -> str:
    return " ".join(str(value).split()).casefold()


def _how(proof: Mapping[str, Any], visit: Visit) -> Iterator[str]:
    on = in_words(str(proof.get("at", ""))[:10], visit.language) if proof.get("at") else ""
    if proof.get("level") == "identity":
        yield visit.say("proof_identity", provider=_title(str(proof.get("provider", "")), visit), date=on)
        return
    if proof.get("asked") == "identity":
        yield visit.say(f"proof_unable_{proof.get('unable') or 'not_proved'}")
    if proof.get("level") == "email":
        yield visit.say("proof_by_email", date=on)
    else:
        yield visit.say("proof_none")


def _title(name: str, visit: Visit) -> str:
    for provider in providers_of("identity"):
        if provider.name == name:
            return provider.title.say(visit.language)
    return name
