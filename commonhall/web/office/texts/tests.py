"""What does the office say of test cases?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "tests": both("Test cases", "Achosion prawf"),
    "tests_lead": both(
        "Work on test cases on the same pages, and with the same rights, as on real ones. You see only test cases "
        "then. Every page says so. It lasts four hours in this browser, or until you stop.",
        "Gweithiwch ar achosion prawf ar yr un tudalennau, a chyda’r un hawliau, ag ar rai go iawn. Dim ond achosion "
        "prawf a welwch bryd hynny. Mae pob tudalen yn dweud hynny. Mae’n para pedair awr yn y porwr hwn, neu nes i "
        "chi roi’r gorau iddi.",
    ),
    "tests_going_on": both("You see only test cases now.", "Dim ond achosion prawf a welwch nawr."),
    "tests_show": both("Show test cases", "Dangos achosion prawf"),
    "tests_in_studio": both("Try services in the studio", "Rhoi cynnig ar wasanaethau yn y stiwdio"),
    "tests_not_here": both("This page is not part of a test", "Nid yw’r dudalen hon yn rhan o brawf"),
    "tests_not_here_text": both(
        "What is tried is not counted, exported or kept, and changes none of the council’s arrangements. "
        "Stop trying to use this page.",
        "Nid yw’r hyn y rhoddir cynnig arno yn cael ei gyfrif, ei allforio na’i gadw, ac nid yw’n newid dim o "
        "drefniadau’r cyngor. Rhowch y gorau i’r prawf i ddefnyddio’r dudalen hon.",
    ),
}
