"""What do the studio's pages for trying services say in English and Welsh?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TRIED_TEXTS: Final = {
    "tests": both("Try services", "Rhoi cynnig ar wasanaethau"),
    "tests_lead": both(
        "Try a service as a resident would. Nothing is real: what you send is in no queue, no list and no figure, "
        "nobody works on it, and no money moves. It lasts four hours in this browser, or until you stop.",
        "Rhowch gynnig ar wasanaeth fel y byddai preswylydd. Nid oes dim yn go iawn: nid yw’r hyn a anfonwch mewn "
        "unrhyw giw, rhestr na ffigur, nid oes neb yn gweithio arno, ac nid oes arian yn symud. Mae’n para pedair awr "
        "yn y porwr hwn, neu nes i chi roi’r gorau iddi.",
    ),
    "test_which": both("Which service?", "Pa wasanaeth?"),
    "test_begin": both("Try it", "Rhoi cynnig arni"),
    "test_through": both("What a test goes through", "Trwy beth mae prawf yn mynd"),
    "test_through_lead": both(
        "A test uses a provider that you chose for trying out, or one through which nothing leaves this system. "
        "Without one the service goes on as if its provider were down.",
        "Mae prawf yn defnyddio darparwr a ddewisoch ar gyfer rhoi cynnig arni, neu un nad oes dim yn gadael y system "
        "hon drwyddo. Heb un, mae’r gwasanaeth yn mynd ymlaen fel pe bai ei ddarparwr i lawr.",
    ),
    "test_none": both("None: as if it were down", "Dim: fel pe bai i lawr"),
    "test_own": both("stays here", "yn aros yma"),
    "test_choose": both("Choose one for tests", "Dewis un ar gyfer profion"),
    "tried_cases": both("What was tried", "Yr hyn y rhoddwyd cynnig arno"),
    "tried_none": both("Nothing was tried yet.", "Ni roddwyd cynnig ar ddim eto."),
    "tried_count": both(
        "Forms that were begun: {count}. All of it is deleted when nobody has tried anything for 30 days.",
        "Ffurflenni a ddechreuwyd: {count}. Caiff y cyfan ei ddileu pan na fydd neb wedi rhoi cynnig ar ddim am 30 "
        "diwrnod.",
    ),
    "tried_reference": both("Reference", "Cyfeirnod"),
    "tried_state": both("State", "Cyflwr"),
    "tried_at": both("Sent", "Anfonwyd"),
    "tests_delete": both("Delete all tests", "Dileu pob prawf"),
    "tests_deleted": both("All tests are deleted.", "Mae pob prawf wedi’i ddileu."),
    "tests_not_deleted": both(
        "Nothing was deleted: the files of the tests cannot be reached now. Try again later.",
        "Ni ddilëwyd dim: ni ellir cyrraedd ffeiliau’r profion nawr. Rhowch gynnig arall arni wedyn.",
    ),
    "tried_title": both("Test: {reference}", "Prawf: {reference}"),
    "tried_messages": both("Messages", "Negeseuon"),
    "tried_no_messages": both("No messages.", "Dim negeseuon."),
    "tried_payments": both("Payments", "Taliadau"),
    "tried_no_payments": both("No payments.", "Dim taliadau."),
    "tried_to": both("To", "At"),
    "tried_says": both("It says", "Mae’n dweud"),
    "tried_provider": both("Provider", "Darparwr"),
    "tried_amount": both("Amount", "Swm"),
}
"""The words of the pages."""
