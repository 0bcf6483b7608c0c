"""Which value does a setting have on a day? Types, bounds and the dates from which a council's own values hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from commonhall.core.language.expressions import holds
from commonhall.core.language.model import Pattern, Setting


class SettingRefused(Exception):
    """A value is not one that the pattern allows.

    setting: its id. reason: what is wrong and what would be right.
    """

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"{setting}: {reason}")
        self.setting = setting
        self.reason = reason


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A council's value for a setting, from a day on."""

    setting: str
    value: Any
    from_date: date


def settings_on(
    pattern: Pattern, own: Iterable[OwnValue], *, day: date, council: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return every setting of ``pattern`` as it stands on ``day``: the latest own value begun by then, or the default.

    council: what the defaults may depend on (``nation``, ``tier``). Raises SettingRefused when an own value is outside
    what the pattern allows, and ExpressionFailed when the condition of a default cannot be worked out.
    """
    values = {name: default_of(name, setting, council or {}) for name, setting in pattern.settings.items()}
    for each in sorted(own, key=lambda value: value.from_date):
        if each.from_date <= day and each.setting in pattern.settings:
            check_setting(each.setting, pattern.settings[each.setting], each.value)
            values[each.setting] = each.value
    return values


def default_of(name: str, setting: Setting, council: Mapping[str, Any]) -> Any:
    """Return the default of a setting at a council with these properties: the first special one that holds, if any."""
    for number, row in enumerate(setting.defaults):
        if holds(row.when, {"council": council}, place=f"settings.{name}.defaults.{number}"):
            return row.value
    return setting.default


def check_settings(pattern: Pattern, values: Mapping[str, Any]) -> None:
    """Raise SettingRefused for the first of ``values`` that the pattern does not have or does not allow."""
    for name, value in values.items():
        if name not in pattern.settings:
            raise SettingRefused(name, f"the pattern has no such setting; it has {', '.join(pattern.settings)}")
        check_setting(name, pattern.settings[name], value)


def check_setting(name: str, setting: Setting, value: Any) -> None:
    """Raise SettingRefused unless ``value`` has the type of ``setting`` and lies within its bounds."""
    if setting.type in ("int", "days", "working_days", "minutes", "money"):
        _check_number(name, setting, value)
    elif setting.type == "choice":
        if value not in setting.options:
            raise SettingRefused(name, f"{value!r} is not one of {', '.join(setting.options)}")
    elif setting.type == "list":
        _check_rows(name, setting, value)
        for item in value:
            _check_cell(name, setting.of, item)
            if setting.options and item not in setting.options:
                raise SettingRefused(name, f"{item!r} is not one of {', '.join(setting.options)}")
    elif setting.type == "table":
        _check_table(name, setting, value)
    elif setting.type == "dated_money":
        _check_dated_money(name, setting, value)
    else:
        _check_cell(name, setting.type, value)


def allows(setting: Setting, value: Any) -> bool:
    """Whether ``value`` has the type of ``setting`` and lies within its bounds."""
    try:
        check_setting("", setting, value)
    except SettingRefused:
        return False
    return True


def _check_number(name: str, setting: Setting, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise SettingRefused(name, f"{value!r} is not a whole number")
    if setting.min is not None and value < setting.min:
        raise SettingRefused(name, f"{value} is below the least allowed, {setting.min}")
    if setting.max is not None and value > setting.max:
        raise SettingRefused(name, f"{value} is above the most allowed, {setting.max}")


def _check_rows(name: str, setting: Setting, value: Any) -> None:
    if not isinstance(value, list):
        raise SettingRefused(name, "it must be a list")
    if setting.max is not None and len(value) > setting.max:
        raise SettingRefused(name, f"it has {len(value)} entries; at most {setting.max} are allowed")


def _check_table(name: str, setting: Setting, value: Any) -> None:
    _check_rows(name, setting, value)
    for place, row in enumerate(value, 1):
        if not isinstance(row, dict) or not set(setting.columns) - set(setting.optional) <= set(row) <= set(
            setting.columns
        ):
            raise SettingRefused(name, f"row {place} must have just {', '.join(setting.columns)}")
        for column in row:
            _check_cell(f"{name}, row {place}, {column}", setting.columns[column], row[column])


def _check_dated_money(name: str, setting: Setting, value: Any) -> None:
    """Amounts in pence with the days from which they hold, one after the other."""
    _check_rows(name, setting.model_copy(update={"min": None, "max": None}), value)
    if not value:
        raise SettingRefused(name, "it needs at least one amount: from when, and how many pence")
    begun = ""
    for place, row in enumerate(value, 1):
        if not isinstance(row, dict) or set(row) != {"from", "pence"}:
            raise SettingRefused(name, f"row {place} must have just from, pence")
        _check_cell(f"{name}, row {place}, from", "date", row["from"])
        _check_number(f"{name}, row {place}, pence", setting, row["pence"])
        if row["from"] <= begun:
            raise SettingRefused(name, f"row {place} begins on {row['from']}, which is not after the row before it")
        begun = row["from"]


def _check_cell(name: str, kind: str, value: Any) -> None:
    if kind in ("int", "money"):
        good = isinstance(value, int) and not isinstance(value, bool)
    elif kind == "bool":
        good = isinstance(value, bool)
    elif kind == "cell":
        good = isinstance(value, str | int | bool)
    elif kind == "words":
        good = isinstance(value, str) or (isinstance(value, dict) and "en" in value and set(value) <= {"en", "cy"})
    else:
        good = isinstance(value, str) and (kind == "text" or _reads(kind, value))
    if not good:
        raise SettingRefused(name, f"{value!r} is not a {kind}")


def _reads(kind: str, value: str) -> bool:
    readers = {"date": date.fromisoformat, "datetime": datetime.fromisoformat, "time": time.fromisoformat}
    try:
        readers[kind](value)
    except ValueError:
        return False
    return len(value) == {"date": 10, "datetime": 19, "time": 5}[kind]
