"""How is one field of the mapping declared: its name over there, where it comes from, and what of it they take?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from django.http import Http404, HttpResponse
from pydantic import ValidationError

from commonhall.capabilities.backoffice.mapping import Kind, MappedField
from commonhall.connect.declaring import Declared, nameable, unknown_in
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Fold, Form, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.studio.door import Visit, leads, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.mapping.places import above, declared_or_404, keep, led_service_or_404

PARTS: Final = {"case": "fields", "change": "update_fields"}
LONGEST: Final = 4000
TYPED: Final = ("to", "sources", "constant", "type", "values", "otherwise", "required", "longest")


@open_to("staff")
@leads("GET", "POST")
def field_page(visit: Visit, service: str, kind: str, number: int) -> HttpResponse:
    """Show one field, or the form for one more; keep what is typed, or take the field away."""
    declared = declared_or_404(visit, service)
    fields = list(getattr(declared.exchange, PARTS[kind])) if kind in PARTS else []
    if kind not in PARTS or number > len(fields):
        raise Http404(kind)
    before = fields[number] if number < len(fields) else None
    typed = _as_typed(before)
    problems: tuple[str, ...] = ()
    wrong: dict[str, str] = {}
    if visit.request.method == "POST":
        typed = {name: visit.request.POST.get(name, "").replace("\x00", "")[:LONGEST] for name in TYPED}
        if not visit.switching:
            removing = visit.request.POST.get("do") == "remove"
            wrong, made = ({}, None) if removing else _read(visit, declared, typed)
            if not wrong:
                fields[number : number + 1] = [] if made is None else [made]
                kept = keep(visit, declared, **{PARTS[kind]: [each.model_dump(mode="json") for each in fields]})
                if isinstance(kept, HttpResponse):
                    return kept
                problems = kept
    return _shown(visit, declared, before, typed, wrong, problems)


def _as_typed(field: MappedField | None) -> dict[str, str]:
    if field is None:
        return {"type": "text", "required": "no", "longest": "4000"}
    return {
        "to": field.to,
        "sources": "\n".join(field.joined) or field.path,
        "constant": field.constant,
        "type": field.type,
        "values": "\n".join(f"{ours} = {theirs}" for ours, theirs in field.values.items()),
        "otherwise": field.otherwise,
        "required": "yes" if field.required else "no",
        "longest": str(field.longest),
    }


def _read(visit: Visit, declared: Declared, typed: Mapping[str, str]) -> tuple[dict[str, str], MappedField | None]:
    """Return what is wrong by question, or the field."""
    wrong: dict[str, str] = {}
    sources = [line.strip() for line in typed["sources"].splitlines() if line.strip()]
    if bool(sources) == bool(typed["constant"].strip()):
        wrong["sources"] = visit.say("mapping_one_source")
    pairs = [line.partition("=") for line in typed["values"].splitlines() if line.strip()]
    if any(not ours.strip() or not theirs.strip() for ours, _, theirs in pairs):
        wrong["values"] = visit.say("mapping_pairs")
    if not typed["to"].strip():
        wrong["to"] = visit.say("mapping_enter_to")
    if not typed["longest"].strip().isdecimal() or not 0 < int(typed["longest"]) <= 100_000:
        wrong["longest"] = visit.say("mapping_enter_longest")
    if wrong:
        return wrong, None
    try:
        made = MappedField.model_validate(
            {
                "to": typed["to"].strip(),
                "path": sources[0] if len(sources) == 1 else "",
                "joined": sources if len(sources) > 1 else (),
                "constant": typed["constant"].strip(),
                "type": typed["type"],
                "values": {ours.strip(): theirs.strip() for ours, _, theirs in pairs},
                "otherwise": typed["otherwise"].strip(),
                "required": typed["required"] == "yes",
                "longest": int(typed["longest"]),
            }
        )
    except ValidationError as refused:
        return {_where(error): _why(error) for error in refused.errors(include_input=False)}, None
    unknown = unknown_in(made, led_service_or_404(visit, declared.service).effective)
    return ({"sources": visit.say("mapping_unknown", names=", ".join(unknown))}, None) if unknown else ({}, made)


def _where(error: Mapping[str, Any]) -> str:
    name = str(error["loc"][0]) if error["loc"] else "sources"
    return name if name in TYPED else "sources"


def _why(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


def _shown(
    visit: Visit, declared: Declared, before: MappedField | None, typed: Mapping[str, str], wrong: Mapping[str, str],
    problems: tuple[str, ...],
) -> HttpResponse:  # fmt: skip
    def asked(name: str, kind: Any, **more: Any) -> QuestionView:
        hint = visit.say(f"mapping_{name}_hint") if name in ("sources", "constant", "values", "otherwise") else ""
        return QuestionView(
            id=name, type=kind, label=visit.say(f"mapping_ask_{name}"), hint=hint, value={name: typed.get(name, "")},
            error=wrong.get(name, ""), autocomplete="off", spellcheck=False, **more,
        )  # fmt: skip

    types = tuple(OptionView(value=each, label=visit.say(f"mapping_type_{each}")) for each in get_args(Kind))
    yes_no = tuple(OptionView(value=each, label=visit.say(each)) for each in ("yes", "no"))
    questions = (
        asked("to", "text"),
        asked("sources", "long_text", optional=True),
        asked("constant", "text", optional=True),
        asked("type", "choice", options=types),
        asked("values", "long_text", optional=True),
        asked("otherwise", "text", optional=True),
        asked("required", "yes_no", options=yes_no),
        asked("longest", "text", width=5, input_mode="numeric"),
    )
    buttons = [("keep", visit.say("mapping_keep"))]
    if before is not None:
        buttons.append(("remove", visit.say("mapping_remove")))
    blocks: list[Block] = [
        Form(id="questions", questions=questions, buttons=tuple(buttons)),
        Fold(title=visit.say("mapping_names"), blocks=(_names(visit, declared),)),
    ]
    title = visit.say("mapping_field_title", to=before.to) if before else visit.say("mapping_add_field")
    has_error = bool(wrong or problems)
    own = frame(visit, title, breadcrumbs=above(visit, declared.service), has_error=has_error)
    said = tuple(Link(text=each, href="#to") for each in problems)
    return page(DeskView(frame=own, blocks=tuple(blocks), problems=said, narrow=True))


def _names(visit: Visit, declared: Declared) -> Table:
    effective = led_service_or_404(visit, declared.service).effective
    rows = tuple(
        Row(cells=(Cell(text=path), Cell(text=words.say(visit.language))))
        for path, words in nameable(effective).items()
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("mapping_from", "mapping_is"))
    return Table(caption=visit.say("mapping_names"), hidden_caption=True, columns=columns, rows=rows)
