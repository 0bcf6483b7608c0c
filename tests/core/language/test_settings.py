"""A council's settings hold from their day, within the pattern's bounds; only marked texts may be reworded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commonhall.core.language.effective import effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.model import Setting
from commonhall.core.language.settings import OwnValue, SettingRefused, check_setting, check_settings, settings_on
from commonhall.core.values.words import Words
from tests.core.language.sample import SAMPLE

PATTERN, _ = read_pattern(SAMPLE)
T = Words(en="T")


def test_a_value_holds_from_its_day() -> None:
    own = [OwnValue("longest_days", 7, date(2026, 6, 1)), OwnValue("longest_days", 21, date(2026, 9, 1))]
    on = {day: settings_on(PATTERN, own, day=date.fromisoformat(day))["longest_days"] for day in
          ("2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01")}  # fmt: skip
    assert list(on.values()) == [14, 7, 7, 21]


@pytest.mark.parametrize(
    ("setting", "good", "bad"),
    [
        (Setting(type="int", title=T, default=1, min=1, max=5), [1, 5], [0, 6, "3", 2.5, True, None]),
        (Setting(type="bool", title=T, default=True), [True, False], [1, "yes"]),
        (Setting(type="time", title=T, default="17:00"), ["00:00", "23:59"], ["24:00", "5pm", "17:00:00", 17]),
        (Setting(type="date", title=T, default="2026-06-10"), ["2028-02-29"], ["2026-02-29", "10/06/2026"]),
        (Setting(type="choice", title=T, default="a", options=("a", "b")), ["b"], ["c", None]),
        (Setting(type="list", title=T, default=[], max=2, options=("a", "b")), [["a"], []],
         [["c"], ["a", "b", "a"], "a"]),
        (Setting(type="table", title=T, default=[], columns={"d": "date", "n": "int"}), [[{"d": "2026-06-10", "n": 1}]],
         [[{"d": "2026-06-10"}], [{"d": "x", "n": 1}], [{"d": "2026-06-10", "n": 1, "z": 2}]]),
        (Setting(type="words", title=T, default="x"), ["x", {"en": "x", "cy": "y"}], [{"cy": "y"}, 3]),
        (Setting(type="table", title=T, default=[], columns={"income": "cell", "percent": "int", "from": "date"},
                 optional=("from",)),
         [[{"income": "<= 9000", "percent": 75}, {"income": "-", "percent": 0, "from": "2026-04-01"}]],
         [[{"income": "<= 9000"}], [{"income": [1], "percent": 75}], [{"income": "-", "percent": 75, "to": "x"}]]),
        (Setting(type="dated_money", title=T, default=[], min=0, max=99_999),
         [[{"from": "2025-04-01", "pence": 9000}, {"from": "2026-04-01", "pence": 9500}]],
         [[], [{"from": "2025-04-01"}], [{"from": "x", "pence": 1}], [{"from": "2025-04-01", "pence": -1}],
          [{"from": "2026-04-01", "pence": 1}, {"from": "2025-04-01", "pence": 2}], 9000]),
    ],
)  # fmt: skip
def test_bounds(setting: Setting, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        check_setting("s", setting, value)
    for value in bad:
        with pytest.raises(SettingRefused) as refused:
            check_setting("s", setting, value)
        assert refused.value.reason


def test_an_unknown_setting_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingRefused, match="longest_days"):
        check_settings(PATTERN, {"longest_day": 3})


def test_only_local_texts_are_reworded() -> None:
    text = SAMPLE.replace(
        "body: You can keep a skip for {settings.longest_days} days.", "body: {en: 'Old words', local: true}"
    )
    pattern, _ = read_pattern(text)
    effective = effective_pattern(
        pattern,
        council={"nation": "england"},
        wording={"pages.about.body": {"en": "Our words"}, "pages.about.title": {"en": "Not ours to change"}},
        day=date(2026, 6, 10),
    )
    assert effective.pattern.pages[0].body.en == "Our words"
    assert effective.pattern.pages[0].title.en == "Before you start"


def test_a_property_of_the_council_may_choose_the_default() -> None:
    setting = Setting.model_validate(
        {
            "type": "working_days", "title": "T", "default": 20,
            "defaults": [{"when": "council.nation == 'scotland'", "value": 5}],
        }
    )  # fmt: skip
    pattern = PATTERN.model_copy(update={"settings": {"reply_days": setting}})
    for nation, days in (("scotland", 5), ("wales", 20)):
        assert settings_on(pattern, (), day=date(2026, 6, 1), council={"nation": nation}) == {"reply_days": days}
    own = [OwnValue("reply_days", 10, date(2026, 1, 1))]
    assert settings_on(pattern, own, day=date(2026, 6, 1), council={"nation": "scotland"}) == {"reply_days": 10}
