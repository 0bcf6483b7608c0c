"""Which builder made a form? The first test that fits decides, from the most telling to the plainest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.source import FormRefused

SUPPORTED: Final = (
    "xgov",
    "mhclg-adapter",
    "xgov-v0",
    "xgov-v1",
    "defra-v1",
    "defra-v2",
    "govuk-forms",
    "hackney",
    "moj",
    "planx",
    "funding-service",
)

NAMES: Final = {
    "planx": "a PlanX flow",
    "defra-v2": "a DEFRA form of version 2",
    "govuk-forms": "a GOV.UK Forms document",
    "moj": "a form of the Ministry of Justice",
    "hackney": "a set of Hackney assessments",
    "funding-service": "an export of the MHCLG funding service",
    "xgov-v0": "an early XGov form (version 0)",
    "xgov-v1": "an early XGov form (version 1)",
    "defra-v1": "a DEFRA form of version 1",
    "mhclg-adapter": "an XGov form in the MHCLG dialect",
    "xgov": "an XGov form of version 2",
}
_MHCLG_TYPES: Final = {"FreeTextField", "MultiInputField", "ClientSideFileUploadField"}
_DEFRA_CONTROLLERS: Final = ("FileUploadPageController", "RepeatPageController", "TerminalPageController")
_LISTS: Final = {"RadiosField", "SelectField", "AutocompleteField", "CheckboxesField", "List", "FlashCard"}


@dataclass(frozen=True, slots=True)
class Detected:
    """The dialect of a form, and what told it."""

    dialect: str
    reason: str


def detect(form: Any) -> Detected:
    """Return the dialect of ``form`` (plain JSON values) and the reason. Raises FormRefused for anything unknown."""
    for dialect, reason, fits in _TESTS:
        if fits(form):
            return Detected(dialect, reason)
    raise FormRefused(
        "This is not a form that can be recognised: no form builder whose files we know writes files like it."
    )


def check_supported(dialect: str) -> None:
    """Raise FormRefused, in words, when forms of ``dialect`` cannot be imported."""
    if dialect in SUPPORTED:
        return
    supported = " and ".join(NAMES[each] for each in SUPPORTED)
    if dialect in NAMES:
        raise FormRefused(f"This is {NAMES[dialect]}, which cannot be imported yet. What can: {supported}.")
    raise FormRefused(f"There is no dialect {dialect!r}. What can be imported: {supported}.")


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _each(value: Any, *keys: str) -> Iterator[Any]:
    """Yield the members of lists in lists: ``_each(form, "pages", "components")``."""
    found = [value]
    for key in keys:
        members = [_get(one, key) for one in found]
        found = [one for member in members if isinstance(member, list) for one in member]
    yield from found


def _components(form: Any) -> Iterator[Any]:
    return _each(form, "pages", "components")


def _named(component: Any) -> str:
    return str(_get(component, "type"))


def _text_conditions(form: Any) -> list[bool]:
    return [isinstance(_get(one, "value"), str) for one in _each(form, "conditions")]


def _is_hackney(form: Any) -> bool:
    return isinstance(form, list) and any(True for one in form for _ in _each(one, "themes", "steps", "fields"))


def _is_moj(form: Any) -> bool:
    by_uuid = isinstance(_get(form, "flow"), dict) and any(_get(page, "_uuid") for page in _each(form, "pages"))
    return by_uuid or _get(form, "_type") == "service.base"


def _is_v0_pages(form: Any) -> bool:
    conditions = _text_conditions(form)
    by_page = any(isinstance(_get(page, "condition"), str) for page in _each(form, "pages"))
    return by_page and (all(conditions) or not conditions)


def _is_v1(form: Any) -> bool:
    """Later files keep an empty ``values`` beside the ``list`` they use, so that alone says nothing."""
    for component in _components(form):
        kind = _get(component, "values", "type")
        if kind == "static":
            return True
        if kind == "listRef" and _named(component) in _LISTS and not _get(component, "list"):
            return bool(_get(component, "values", "list"))
    return False


def _is_mhclg(form: Any) -> bool:
    types = {_named(component) for component in _components(form)}
    marked = isinstance(form, dict) and "markAsComplete" in form
    return bool(types & _MHCLG_TYPES) or marked or _get(form, "metadata", "isWelsh") is not None or _is_bare(form)


def _is_bare(form: Any) -> bool:
    """Whether a condition names a field of a page in a section without naming the section."""
    top: set[str] = set()
    inside: set[str] = set()
    for page in _each(form, "pages"):
        names = [_get(component, "name") for component in _each(page, "components")]
        (inside if _get(page, "section") else top).update(name for name in names if isinstance(name, str))
    wanted = [
        _get(leaf, "field", "name")
        for condition in _each(form, "conditions")
        for leaf in _each(_get(condition, "value"), "conditions")
    ]
    return bool({name for name in wanted if isinstance(name, str)} & (inside - top))


def _is_defra_v1(form: Any) -> bool:
    controllers = {str(_get(page, "controller")) for page in _each(form, "pages")}
    by_controller = any(name in controller for name in _DEFRA_CONTROLLERS for controller in controllers)
    by_type = any(_get(component, "type") == "DeclarationField" for component in _components(form))
    return by_controller or by_type or (isinstance(form, dict) and "outputEmail" in form)


def _is_v0_links(form: Any) -> bool:
    by_list = any(_get(component, "options", "list") for component in _components(form))
    conditions = _text_conditions(form)
    no_version = isinstance(form, dict) and "version" not in form
    return by_list or (no_version and bool(conditions) and all(conditions))


def _is_xgov(form: Any) -> bool:
    return isinstance(_get(form, "pages"), list) and isinstance(_get(form, "startPage"), str)


_Test = tuple[str, str, Callable[[Any], bool]]
_TESTS: Final[tuple[_Test, ...]] = (
    ("planx", "the file is a graph with a root", lambda form: _get(form, "_root", "edges") is not None),
    (
        "defra-v2",
        "the file says engine V2 or schema 2",
        lambda form: _get(form, "engine") == "V2" or _get(form, "schema") == 2,
    ),
    (
        "govuk-forms",
        "its steps have answer types",
        lambda form: any(_get(step, "data", "answer_type") for step in _each(form, "steps")),
    ),
    ("moj", "its pages are told apart by uuid", _is_moj),
    ("hackney", "it holds themes with steps", _is_hackney),
    (
        "funding-service",
        "it holds grants with questions",
        lambda form: any(True for _ in _each(form, "grants")),
    ),
    ("xgov-v0", "its pages have conditions of their own", _is_v0_pages),
    ("xgov-v1", "its components hold their own values", _is_v1),
    ("mhclg-adapter", "it uses fields or settings that only the MHCLG dialect has", _is_mhclg),
    ("defra-v1", "it uses pages or fields that only the DEFRA engine has", _is_defra_v1),
    ("xgov-v0", "its components name lists in their options, or it has no version and text conditions", _is_v0_links),
    ("xgov", "it has pages and a start page", _is_xgov),
)
