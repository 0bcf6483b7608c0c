"""What do the studio's pages for trying services say in English and Welsh?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TRIED_TEXTS: Final = {
    "tests": both("Try services", "Rhoi cynnig ar wasanaethau"),
    "tests_lead": both(
        "Try a service as a resident would, also one that is not open yet. Nothing is real: what is sent is in no "
        "queue, no list and no figure, no work follows from it, and no money moves. To work on it as an officer, stay "
        "in the test and go to the office.",
        "Rhowch gynnig ar wasanaeth fel y byddai preswylydd, hefyd ar un nad yw ar agor eto. Nid oes dim yn go iawn: "
        "nid yw’r hyn a anfonir mewn unrhyw giw, rhestr na ffigur, nid oes gwaith yn dilyn ohono, ac nid oes arian yn "
        "symud. I weithio arno fel swyddog, arhoswch yn y prawf ac ewch i’r swyddfa.",
    ),
    "not_open": both("{title} (not open)", "{title} (heb agor)"),
    "test_which": both("Which service?", "Pa wasanaeth?"),
    "test_choose_service": both("Choose a service", "Dewiswch wasanaeth"),
    "test_who": both("Who tries it?", "Pwy sy’n rhoi cynnig arni?"),
    "test_who_me": both("I do, in this browser, for four hours", "Fi, yn y porwr hwn, am bedair awr"),
    "test_who_others": both(
        "Whoever has a link, on any device, for seven days",
        "Pwy bynnag sydd â dolen, ar unrhyw ddyfais, am saith diwrnod",
    ),
    "trials": both("Who is trying now", "Pwy sy’n rhoi cynnig arni nawr"),
    "trial": both("Trial", "Prawf"),
    "trial_everything": both("All services", "Pob gwasanaeth"),
    "trial_alone": both("One browser, for four hours", "Un porwr, am bedair awr"),
    "trial_by": both("Begun by", "Dechreuwyd gan"),
    "trial_ends": both("Ends", "Yn dod i ben"),
    "trial_link": both("Link", "Dolen"),
    "trial_lead": both(
        "Send this link to whoever is to try the service. It ends by itself, or when you end it. Whoever has it meets "
        "nothing that is real, and needs no account.",
        "Anfonwch y ddolen hon at bwy bynnag sydd i roi cynnig ar y gwasanaeth. Daw i ben ohoni ei hun, neu pan "
        "fyddwch chi’n ei therfynu. Nid yw pwy bynnag sydd â hi yn cwrdd â dim sy’n go iawn, ac nid oes angen cyfrif.",
    ),
    "trial_made": both("The link is made.", "Mae’r ddolen wedi’i gwneud."),
    "trial_end": both("End it", "Ei derfynu"),
    "trial_ended": both("The trial has ended, in every browser.", "Mae’r prawf wedi dod i ben, ym mhob porwr."),
    "trial_over": both("The trial was over already.", "Roedd y prawf eisoes ar ben."),
    "time_title": both("Let time pass", "Gadael i amser fynd heibio"),
    "time_lead": both(
        "See reminders, deadlines and what happens by itself without waiting: what is tried is dealt with as if the "
        "days had passed. Pages go on to show today’s date.",
        "Gweler nodiadau atgoffa, terfynau amser a’r hyn sy’n digwydd ohono’i hun heb aros: ymdrinnir â’r hyn y "
        "rhoddwyd cynnig arno fel pe bai’r dyddiau wedi mynd heibio. Mae’r tudalennau’n dal i ddangos dyddiad heddiw.",
    ),
    "time_days": both("How many days?", "Faint o ddyddiau?"),
    "time_days_hint": both("Up to {most}", "Hyd at {most}"),
    "time_wrong": both("Enter a number of days from 1 to {most}", "Rhowch nifer o ddyddiau o 1 i {most}"),
    "time_pass": both("Let them pass", "Gadael iddynt fynd heibio"),
    "time_passes": both(
        "Time passes for what is tried. See what came of it in a moment.",
        "Mae amser yn mynd heibio i’r hyn y rhoddwyd cynnig arno. Gweler beth ddaeth ohono mewn eiliad.",
    ),
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
    "tests_delete_title": both("Delete all tests?", "Dileu pob prawf?"),
    "tests_delete_lead": both(
        "Test cases: {cases}. Forms that were begun: {journeys}. They go with their messages, payments and files, for "
        "everybody at the council. Nothing that is real is touched.",
        "Achosion prawf: {cases}. Ffurflenni a ddechreuwyd: {journeys}. Byddant yn mynd gyda’u negeseuon, taliadau a "
        "ffeiliau, i bawb yn y cyngor. Ni chyffyrddir â dim sy’n go iawn.",
    ),
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
