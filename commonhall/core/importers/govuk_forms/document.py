"""What does a GOV.UK Forms document hold? Reads any JSON into steps, routes and exit pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of

UNREADABLE = "It is not an object, so it could not be read."


@dataclass(frozen=True)
class Routing:
    """One route out of a step.

    value: the option that it follows, empty for always. check: the step whose answer counts. goto: a step, empty for
    none. exit_id, exit_text, exit_heading: the page on which the form ends there. faults: what the builder found.
    """

    value: str
    check: str
    goto: str
    skips_to_end: bool
    exit_id: str
    exit_text: str | None
    exit_heading: str
    faults: tuple[str, ...]
    where: Where


@dataclass(frozen=True)
class Step:
    """One step: a question on a page of its own. choices: the options as (value, name)."""

    id: str
    next: str
    text: str
    hint: str
    type: str
    settings: Mapping[str, Any]
    optional: bool
    repeats: bool
    heading: str
    guidance: str
    routes: tuple[Routing, ...]
    exits: Mapping[str, Mapping[str, Any]]
    where: Where

    @property
    def chooses_one(self) -> bool:
        """Whether one option is chosen: anything but true means several."""
        return self.type == "selection" and self.settings.get("only_one_option") in ("true", True)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The options as value and name; a missing value is the name."""
        found = []
        for each in list_of(self.settings.get("selection_options")):
            name = text_of(mapping_of(each).get("name"))
            found.append((text_of(mapping_of(each).get("value")) or name, name))
        return tuple((value, name) for value, name in found if value.strip())


def read_steps(raw: Mapping[str, Any], ledger: Ledger) -> dict[str, Step]:
    """Return the steps by id, in their order, each object entered in ``ledger`` once."""
    found: dict[str, Step] = {}
    for number, each in enumerate(list_of(raw.get("steps"))):
        pointer = f"/steps/{number}"
        step_id = text_of(mapping_of(each).get("id"))
        ledger.enter("page", Where(page=step_id, pointer=pointer), source=_question_text(each))
        if not isinstance(each, dict):
            ledger.mark(pointer, "dropped", UNREADABLE, code="unreadable")
        elif not step_id or step_id in found:
            ledger.mark(pointer, "dropped", "Another step has the same id, or it has none.", code="step.id")
        else:
            found[step_id] = _step(each, step_id, pointer, ledger)
    return found


def _question_text(raw: Any) -> str:
    return text_of(mapping_of(mapping_of(raw).get("data")).get("question_text"))


def _step(raw: Mapping[str, Any], step_id: str, pointer: str, ledger: Ledger) -> Step:
    content = mapping_of(raw.get("data"))
    where = Where(page=step_id, field=step_id, pointer=f"{pointer}/data")
    ledger.enter("question", where, source=text_of(content.get("question_text")))
    settings = mapping_of(content.get("answer_settings"))
    for number, each in enumerate(list_of(settings.get("selection_options"))):
        below = Where(page=step_id, field=step_id, pointer=f"{pointer}/data/answer_settings/selection_options/{number}")
        ledger.enter("item", below, source=text_of(mapping_of(each).get("name")))
        if not text_of(mapping_of(each).get("name")).strip():
            ledger.mark(below.pointer, "dropped", "It has no name, so it cannot be chosen.", code="item.no_name")
    exits = {text_of(mapping_of(each).get("id")): mapping_of(each) for each in list_of(raw.get("exit_pages"))}
    return Step(
        id=step_id,
        next=text_of(raw.get("next_step_id")),
        text=text_of(content.get("question_text")),
        hint=text_of(content.get("hint_text")),
        type=text_of(content.get("answer_type")),
        settings=settings,
        optional=content.get("is_optional") is True,
        repeats=content.get("is_repeatable") is True,
        heading=text_of(content.get("page_heading")),
        guidance=text_of(content.get("guidance_markdown")),
        routes=tuple(_routes(raw, step_id, pointer, ledger)),
        exits=exits,
        where=where,
    )


def _routes(raw: Mapping[str, Any], step_id: str, pointer: str, ledger: Ledger) -> Iterator[Routing]:
    for number, each in enumerate(list_of(raw.get("routing_conditions"))):
        where = Where(
            page=step_id,
            condition=text_of(mapping_of(each).get("id")),
            pointer=f"{pointer}/routing_conditions/{number}",
        )
        ledger.enter("link", where, source=text_of(mapping_of(each).get("answer_value")))
        if not isinstance(each, dict):
            ledger.mark(where.pointer, "dropped", UNREADABLE, code="unreadable")
            continue
        text = each.get("exit_page_markdown")
        faults = [
            text_of(mapping_of(fault).get("name")) or text_of(fault) for fault in list_of(each.get("validation_errors"))
        ]
        yield Routing(
            value=text_of(each.get("answer_value")),
            check=text_of(each.get("check_page_id")) or step_id,
            goto=text_of(each.get("goto_page_id")),
            skips_to_end=each.get("skip_to_end") is True,
            exit_id=text_of(each.get("exit_page_id")),
            exit_text=text if isinstance(text, str) else None,
            exit_heading=text_of(each.get("exit_page_heading")),
            faults=tuple(fault for fault in faults if fault),
            where=where,
        )
