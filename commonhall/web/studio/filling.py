"""How are a provider's settings filled in? One field each, made from its own Settings; secrets only go in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonhall.capabilities.ports import find_provider
from commonhall.capabilities.settings_form import SettingField, Wrong, as_typed, fields_of, read_typed
from commonhall.catalogue.binding import check_binding, draft_binding, problems_of_draft
from commonhall.catalogue.bound import Held, Mode, last_held
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, DeskView, Form, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import OptionView, QuestionType, QuestionView
from commonhall.web.studio.door import Visit, administrators, go, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import (
    check_provider_or_404,
    crumbs,
    get_capability_or_404,
    service_titles,
)

DRAWN: Final[dict[str, QuestionType]] = {
    "text": "text", "secret": "text", "number": "text", "yes_no": "yes_no", "choice": "choice", "json": "text",
}  # fmt: skip


@open_to("administrator")
@administrators("GET", "POST")
def settings_page(visit: Visit, capability: str, provider: str) -> HttpResponse:
    """Fill in the settings, keep them as a draft, and check them at once."""
    check_provider_or_404(capability, provider)
    service, mode = _for_what(visit)
    fields = fields_of(find_provider(capability, provider).Settings)
    last = last_held(capability, provider, service=service, mode=mode)
    typed = as_typed(fields, last.settings if last else {})
    wrong: dict[str, Wrong] = {}
    if visit.request.method == "POST":
        typed = {each.path: visit.request.POST.get(field_id(each), "").replace("\x00", "") for each in fields}
        settings, wrong = read_typed(fields, typed)
        wrong |= problems_of_draft(capability, provider, settings, service=service, mode=mode) if not wrong else {}
        if not wrong and not visit.switching:
            row = draft_binding(
                capability=capability, provider=provider, settings=settings, service=service, mode=mode,
                by=visit.member.actor, at=visit.at,
            )  # fmt: skip
            result = check_binding(binding_id=row.id, council=visit.council, at=visit.at)
            kept = reverse("studio-binding", args=(row.id,))
            return go(kept, "success", "saved_works") if result == "works" else go(kept, "warning", "saved_not")
    return _shown(visit, capability, provider, fields, typed, wrong, last)


def _for_what(visit: Visit) -> tuple[str, Mode]:
    """Return the service and the mode that the address names. Raises Http404 for those that are not there."""
    service, mode = visit.request.GET.get("service", ""), visit.request.GET.get("mode", "live")
    if mode not in ("live", "test") or (service and service not in service_titles(visit)):
        raise Http404(service)
    return service, cast(Mode, mode)


def _shown(
    visit: Visit,
    capability: str,
    provider: str,
    fields: tuple[SettingField, ...],
    typed: Mapping[str, str],
    wrong: Mapping[str, Wrong],
    last: Held | None,
) -> HttpResponse:
    about = get_capability_or_404(capability)
    title = visit.say("settings_title", provider=find_provider(capability, provider).title.say(visit.language))
    above = Link(text=about.title.say(visit.language), href=reverse("studio-capability", args=(capability,)))
    endings = last.endings if last else {}
    questions = tuple(_question(visit, each, typed, _wrong_of(each, wrong), endings) for each in fields)
    blocks: list[Block] = [] if questions else [Prose(text=visit.say("settings_none"))]
    form = Form(id="questions", questions=questions, button=visit.say("save"), cancel_url=above.href)
    placed = {each.path for each in fields if _wrong_of(each, wrong)}
    together = [
        one for path, one in wrong.items() if not any(path == each or path.startswith(f"{each}.") for each in placed)
    ]
    problems = tuple(Link(text=visit.say("wrong_together", why=one.text), href="#questions") for one in together)
    own = frame(visit, title, breadcrumbs=crumbs(visit, above), has_error=bool(wrong))
    return page(DeskView(frame=own, blocks=(*blocks, form), problems=problems, narrow=True))


def _wrong_of(field: SettingField, wrong: Mapping[str, Wrong]) -> Wrong | None:
    """Return what is wrong with a field, or with a part of what was typed into it, or with what it is a part of."""
    for path, one in wrong.items():
        if path and (path == field.path or path.startswith(f"{field.path}.")):
            return one
        if path and field.required and field.path.startswith(f"{path}.") and one.kind == "missing":
            return one
    return None


def _question(
    visit: Visit, field: SettingField, typed: Mapping[str, str], wrong: Wrong | None, endings: Mapping[str, str]
) -> QuestionView:
    name, title = field_id(field), field.title.say(visit.language)
    kept = field.kind == "secret" and field.path in endings
    return QuestionView(
        id=name,
        type="long_text" if field.lines else DRAWN[field.kind],
        label=title,
        hint=_sentences(field.hint.say(visit.language), _kept(visit, field, endings)),
        value={name: "" if field.kind == "secret" else typed.get(field.path, "")},
        options=_options(visit, field),
        error=_said(visit, title, wrong),
        autocomplete="off",
        input_mode="decimal" if field.kind == "number" else "",
        width=10 if field.kind == "number" else 0,
        spellcheck=False,
        optional=kept or not field.required,
    )


def _sentences(*said: str) -> str:
    """Return texts one after the other; a hint of a provider may do without a full stop."""
    return " ".join(one if one.endswith((".", "?", ":")) else f"{one}." for one in said if one)


def _options(visit: Visit, field: SettingField) -> tuple[OptionView, ...]:
    if field.kind == "yes_no":
        return tuple(OptionView(value=each, label=visit.say(each)) for each in ("yes", "no"))
    return tuple(OptionView(value=each, label=each) for each in field.options)


def _kept(visit: Visit, field: SettingField, endings: Mapping[str, str]) -> str:
    if field.kind == "json":
        return visit.say("json_hint")
    if field.kind != "secret":
        return ""
    if field.path not in endings:
        return visit.say("secret_hint")
    ending = endings[field.path]
    return visit.say("secret_kept", ending=ending) if ending else visit.say("secret_kept_short")


def _said(visit: Visit, title: str, wrong: Wrong | None) -> str:
    if wrong is None:
        return ""
    return (
        visit.say("missing", title=title)
        if wrong.kind == "missing"
        else visit.say("wrong", title=title, why=wrong.text)
    )


def field_id(field: SettingField) -> str:
    """Return the name of the form field of a setting."""
    return f"set-{field.path.replace('.', '--')}"
