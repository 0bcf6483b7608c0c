"""What is said of linked systems: what waits there, and what they said?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "linked": both("Linked systems", "Systemau cysylltiedig"),
    "linked_none": both(
        "No other system works on the council’s cases.", "Nid oes system arall yn gweithio ar achosion y cyngor."
    ),
    "linked_panel": both("Handed over to", "Trosglwyddwyd i"),
    "linked_reference": both("Their reference", "Eu cyfeirnod"),
    "linked_no_reference": both("Not known yet", "Heb fod yn hysbys eto"),
    "linked_handed": both("Handed over", "Trosglwyddwyd"),
    "linked_said": both("They say", "Maent yn dweud"),
    "linked_service": both("Service", "Gwasanaeth"),
    "linked_state": both("State", "Cyflwr"),
    "linked_is_well": both("Working", "Yn gweithio"),
    "linked_is_off": both(
        "Switched off. Nothing goes out and we hear nothing.",
        "Wedi’i diffodd. Nid oes dim yn mynd allan ac nid ydym yn clywed dim.",
    ),
    "linked_is_down": both(
        "It does not answer. Since {when}. We keep trying.",
        "Nid yw’n ateb. Ers {when}. Rydym yn dal i roi cynnig arni.",
    ),
    "linked_heard": both("We know what it said until", "Rydym yn gwybod beth a ddywedodd hyd at"),
    "linked_cases": both("Cases handed over", "Achosion a drosglwyddwyd"),
    "linked_waits": both("Waiting to go", "Yn aros i fynd"),
    "linked_oldest": both("The oldest waits since", "Mae’r hynaf yn aros ers"),
    "linked_switch_off": both("Switch off {name}", "Diffodd {name}"),
    "linked_switch_on": both("Switch on {name}", "Troi {name} ymlaen"),
    "linked_now_off": both(
        "Switched off. What is to go waits here.", "Wedi’i diffodd. Mae’r hyn sydd i fynd yn aros yma."
    ),
    "linked_now_on": both(
        "Switched on. What waited goes out now.", "Wedi’i throi ymlaen. Mae’r hyn oedd yn aros yn mynd allan nawr."
    ),
    "linked_waiting": both("Waiting to be handed over", "Yn aros i gael ei drosglwyddo"),
    "linked_nothing_waits": both("Nothing is waiting.", "Nid oes dim yn aros."),
    "linked_tried": both(
        "We try again by ourselves for 48 hours. What belongs to one case goes in its order.",
        "Rydym yn rhoi cynnig arall arni ein hunain am 48 awr. Mae’r hyn sy’n perthyn i un achos yn mynd yn ei drefn.",
    ),
    "linked_case": both("Case", "Achos"),
    "linked_hidden": both("A case that you may not see", "Achos na chewch ei weld"),
    "linked_what": both("What", "Beth"),
    "linked_where": both("To", "I"),
    "linked_since": both("Since", "Ers"),
    "linked_standing": both("State", "Cyflwr"),
    "linked_act_open": both("The case", "Yr achos"),
    "linked_act_update": both("A change to the case", "Newid i’r achos"),
    "linked_next": both("Next try: {when}", "Y cynnig nesaf: {when}"),
    "linked_goes_next": both("Goes in a moment", "Yn mynd ymhen eiliad"),
    "linked_waits_again": both(
        "Tried, and waits to be tried again", "Rhoddwyd cynnig arni, ac mae’n aros am gynnig arall"
    ),
    "linked_refused": both("Stopped: a person must act", "Wedi stopio: rhaid i berson weithredu"),
    "linked_behind": both("Waits for what comes before it", "Yn aros am yr hyn sydd o’i flaen"),
    "linked_refused_ones": both("Which shall we send again?", "Pa rai y dylem eu hanfon eto?"),
    "linked_to_see": both("What they said that we could not act on", "Yr hyn a ddywedwyd na allem weithredu arno"),
    "linked_to_see_why": both(
        "The case did not move. Look at it and decide what to do.",
        "Ni symudodd yr achos. Edrychwch arno a phenderfynwch beth i’w wneud.",
    ),
    "linked_one_said": both("{link}: {status} ({case})", "{link}: {status} ({case})"),
    "linked_case_unknown": both("a case that we do not know", "achos nad ydym yn ei adnabod"),
    "linked_case_refused": both("a case that you may not see", "achos na chewch ei weld"),
    "linked_seen_ones": both("Which have you dealt with?", "Pa rai rydych wedi delio â nhw?"),
    "linked_seen": both("I have dealt with these", "Rwyf wedi delio â’r rhain"),
    "linked_seen_said": both("Dealt with: {n}", "Wedi delio â: {n}"),
    "linked_sent_again": both("We will send these again: {n}", "Byddwn yn anfon y rhain eto: {n}"),
    "linked_mend_title": both("Refused: {reference}", "Gwrthodwyd: {reference}"),
    "linked_why_refused": both("Why it was refused", "Pam y cafodd ei wrthod"),
    "linked_said_status": both("Status that goes", "Y statws sy’n mynd"),
    "linked_mend_lead": both(
        "This is what goes, under the names of the other system. What you change here is only for this one. To "
        "change it for all, change the mapping in the studio.",
        "Dyma’r hyn sy’n mynd, o dan enwau’r system arall. Dim ond ar gyfer yr un hwn y mae’r hyn a newidiwch yma. I’w "
        "newid i bawb, newidiwch y mapio yn y stiwdio.",
    ),
    "linked_mend": both("Send it again", "Ei anfon eto"),
    "linked_mended": both("{reference} goes again in a moment.", "Bydd {reference} yn mynd eto ymhen eiliad."),
    "linked_several": both("One on each line", "Un ar bob llinell"),
    "linked_field_missing": both(
        "{field} is needed: the case has nothing for it", "Mae angen {field}: nid oes gan yr achos ddim ar ei gyfer"
    ),
    "linked_field_type": both(
        "{field} is not of the kind that the other system takes",
        "Nid yw {field} o’r math y mae’r system arall yn ei gymryd",
    ),
    "linked_field_value": both(
        "{field} has no word for this in the other system", "Nid oes gan {field} air am hyn yn y system arall"
    ),
    "linked_give_up": both("Give it up", "Rhoi’r gorau iddo"),
    "linked_give_up_open": both(
        "The case never gets there, and no change to it does. Work on it here, or tell them in another way.",
        "Ni fydd yr achos byth yn cyrraedd yno, nac unrhyw newid iddo. Gweithiwch arno yma, neu rhowch wybod iddynt "
        "mewn ffordd arall.",
    ),
    "linked_give_up_update": both(
        "They do not hear of this change. What follows goes.",
        "Ni fyddant yn clywed am y newid hwn. Bydd yr hyn sy’n dilyn yn mynd.",
    ),
    "linked_give_up_why": both("Why do you give it up?", "Pam rydych yn rhoi’r gorau iddo?"),
    "linked_give_up_reason": both("Say why", "Dywedwch pam"),
    "linked_given_up": both("Given up: {reference}", "Rhoddwyd y gorau iddo: {reference}"),
    "linked_choose": both("Select at least one", "Dewiswch o leiaf un"),
    "sent_to_back_office": both("Handed over to another system", "Trosglwyddwyd i system arall"),
    "back_office_said": both("Another system told us something", "Dywedodd system arall rywbeth wrthym"),
}
