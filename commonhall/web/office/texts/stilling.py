"""What does the office say where a person's data may only be stored?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

TEXTS: Final[dict[str, Words]] = {
    "still_title": both("This person’s data may only be stored", "Dim ond storio data’r person hwn a ganiateir"),
    "still_refused": both(
        "The use of this person’s data is restricted, so nothing can be done about this case now. "
        "On its page you can ask to work on it for one of the reasons that the law gives.",
        "Mae’r defnydd o ddata’r person hwn wedi’i gyfyngu, felly ni ellir gwneud dim am yr achos hwn nawr. "
        "Ar ei dudalen gallwch ofyn am gael gweithio arno am un o’r rhesymau y mae’r gyfraith yn eu rhoi.",
    ),
    "still_banner": both(
        "You may look at this person’s data, but not use it: {reason}. We look at this again by {day}.",
        "Cewch edrych ar ddata’r person hwn, ond nid ei ddefnyddio: {reason}. Byddwn yn edrych ar hyn eto erbyn {day}.",
    ),
    "still_allowed": both(
        "{name} allowed work on this case until {day}: {reason}.",
        "Caniataodd {name} waith ar yr achos hwn tan {day}: {reason}.",
    ),
    "still_waiting": both(
        "{name} asked to work on this case. Somebody else has to allow it.",
        "Gofynnodd {name} am gael gweithio ar yr achos hwn. Rhaid i rywun arall ei ganiatáu.",
    ),
    "still_restrict": both("Restrict the use of this person’s data", "Cyfyngu’r defnydd o ddata’r person hwn"),
    "still_change": both("Change or lift the restriction", "Newid neu godi’r cyfyngiad"),
    "still_about": both(
        "Do this where the person says that what we hold is wrong, where they object, or where they need it kept. "
        "Nothing is disposed of, and nobody can act on their cases.",
        "Gwnewch hyn lle mae’r person yn dweud bod yr hyn a gadwn yn anghywir, lle maent yn gwrthwynebu, neu lle mae "
        "angen ei gadw arnynt. Ni chaiff dim ei waredu, ac ni all neb weithredu ar eu hachosion.",
    ),
    "still_reason": both("Why is it restricted?", "Pam mae wedi’i gyfyngu?"),
    "still_reason_name": both("why it is restricted", "pam mae wedi’i gyfyngu"),
    "still_review": both("When do we look at this again?", "Pryd byddwn yn edrych ar hyn eto?"),
    "still_review_name": both("when we look at this again", "pryd byddwn yn edrych ar hyn eto"),
    "still_review_hint": both("Within a year.", "O fewn blwyddyn."),
    "still_keep": both("Keep this", "Cadw hyn"),
    "still_placed": both(
        "This person’s data may only be stored from now on.",
        "Dim ond storio data’r person hwn a ganiateir o hyn ymlaen.",
    ),
    "still_lift": both("Lift the restriction", "Codi’r cyfyngiad"),
    "still_lift_why": both(
        "Why is it lifted, and how was the person told?", "Pam mae’n cael ei godi, a sut y dywedwyd wrth y person?"
    ),
    "still_lift_name": both(
        "why it is lifted and how the person was told", "pam mae’n cael ei godi a sut y dywedwyd wrth y person"
    ),
    "still_lift_hint": both(
        "The law says that we tell the person before.",
        "Mae’r gyfraith yn dweud ein bod yn dweud wrth y person cyn hynny.",
    ),
    "still_lifted": both("The restriction is lifted.", "Mae’r cyfyngiad wedi’i godi."),
    "still_ask": both("Ask to work on this case", "Gofyn am gael gweithio ar yr achos hwn"),
    "still_ask_about": both(
        "Somebody else looks at it. If they allow it, the case can be worked on for 30 days.",
        "Bydd rhywun arall yn edrych arno. Os byddant yn ei ganiatáu, gellir gweithio ar yr achos am 30 diwrnod.",
    ),
    "still_ground": both("Which reason does the law give?", "Pa reswm y mae’r gyfraith yn ei roi?"),
    "still_ground_name": both("the reason that the law gives", "y rheswm y mae’r gyfraith yn ei roi"),
    "still_ground_consent": both("The person agrees", "Mae’r person yn cytuno"),
    "still_ground_claims": both("A legal claim", "Hawliad cyfreithiol"),
    "still_ground_others": both("To protect the rights of somebody else", "I ddiogelu hawliau rhywun arall"),
    "still_ground_interest": both("An important public interest", "Budd cyhoeddus pwysig"),
    "still_ground_column": both("Reason in law", "Rheswm yn y gyfraith"),
    "still_why": both("What has to be done, and why?", "Beth sydd i’w wneud, a pham?"),
    "still_why_name": both("what has to be done and why", "beth sydd i’w wneud a pham"),
    "still_send": both("Ask", "Gofyn"),
    "still_asked": both("Somebody else looks at it now.", "Bydd rhywun arall yn edrych arno nawr."),
    "still_not_now": both(
        "Somebody asked already, or nothing is restricted.", "Gofynnodd rhywun eisoes, neu nid oes dim wedi’i gyfyngu."
    ),
    "still_uses": both("Restricted use", "Defnydd cyfyngedig"),
    "still_uses_about": both(
        "Who asks to work on a case although the data of its person may only be stored. "
        "You cannot decide what you asked.",
        "Pwy sy’n gofyn am gael gweithio ar achos er mai dim ond storio data ei berson a ganiateir. "
        "Ni allwch benderfynu ar yr hyn a ofynnoch chi.",
    ),
    "still_uses_none": both("Nobody waits for a decision.", "Nid oes neb yn aros am benderfyniad."),
    "still_who": both("Who asks", "Pwy sy’n gofyn"),
    "still_allow": both("Allow {reference}", "Caniatáu {reference}"),
    "still_refuse": both("Refuse {reference}", "Gwrthod {reference}"),
    "still_decided": both("It is decided.", "Mae wedi’i benderfynu."),
    "still_own": both(
        "You asked for this. Somebody else decides.", "Chi a ofynnodd am hyn. Rhywun arall sy’n penderfynu."
    ),
    "use_asked": both(
        "Asked to work on it though use is restricted",
        "Gofynnwyd am gael gweithio arno er bod y defnydd wedi’i gyfyngu",
    ),
    "use_allowed": both("Work on it allowed", "Caniatawyd gwaith arno"),
    "use_refused": both("Work on it refused", "Gwrthodwyd gwaith arno"),
    "use_ended": both("Work on it no longer allowed", "Ni chaniateir gwaith arno mwyach"),
}
