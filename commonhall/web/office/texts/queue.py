"""What does the queue say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "queue": both("Work queue", "Ciw gwaith"),
    "cases_none": both("No cases", "Dim achosion"),
    "cases_one": both("1 case", "1 achos"),
    "cases_many": both("{n} cases", "{n} o achosion"),
    "tab_all": both("All open", "Pob un agored"),
    "tab_overdue": both("Overdue", "Hwyr"),
    "tab_today": both("Due today", "I’w wneud heddiw"),
    "tab_mine": both("Mine", "Fy achosion i"),
    "tab_nobody": both("Nobody has it", "Heb swyddog"),
    "phase": both("Show", "Dangos"),
    "phase_open": both("Open", "Agored"),
    "phase_waiting": both("Waiting", "Yn aros"),
    "phase_closed": both("Closed", "Wedi cau"),
    "phase_any": both("Open and closed", "Agored ac wedi cau"),
    "service": both("Service", "Gwasanaeth"),
    "team": both("Team", "Tîm"),
    "state": both("Status", "Statws"),
    "owner": both("Officer", "Swyddog"),
    "owner_me": both("Me", "Fi"),
    "owner_none": both("Nobody", "Neb"),
    "due": both("Due", "Dyddiad cau"),
    "due_overdue": both("Overdue", "Hwyr"),
    "due_today": both("Today", "Heddiw"),
    "due_soon": both("In the next 3 days", "Yn y 3 diwrnod nesaf"),
    "language": both("Language", "Iaith"),
    "language_en": both("English", "Saesneg"),
    "language_cy": both("Welsh", "Cymraeg"),
    "any": both("Any", "Unrhyw un"),
    "any_team": both("All teams", "Pob tîm"),
    "search": both("Search: {q}", "Chwilio: {q}"),
    "received": both("received {date}", "derbyniwyd {date}"),
    "closed_on": both("Closed {date}", "Caewyd {date}"),
    "no_due": both("No deadline", "Dim terfyn amser"),
    "late_0": both("{date}, late", "{date}, yn hwyr"),
    "late_one": both("{date}, 1 working day late", "{date}, 1 diwrnod gwaith yn hwyr"),
    "late_many": both("{date}, {n} working days late", "{date}, {n} o ddiwrnodau gwaith yn hwyr"),
    "left_one": both("{date}, 1 working day left", "{date}, 1 diwrnod gwaith ar ôl"),
    "left_many": both("{date}, {n} working days left", "{date}, {n} o ddiwrnodau gwaith ar ôl"),
    "today": both("{date}, today", "{date}, heddiw"),
}
