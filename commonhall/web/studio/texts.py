"""What does the studio say in English and Welsh?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Language, both
from commonhall.web.studio.mapping_texts import MAPPING_TEXTS
from commonhall.web.studio.tried_texts import TRIED_TEXTS

TEXTS: Final = {
    **TRIED_TEXTS,
    **MAPPING_TEXTS,
    "studio": both("Studio", "Stiwdio"),
    "office": both("Office", "Swyddfa"),
    "providers": both("Providers", "Darparwyr"),
    "health": both("How they stand", "Sut maen nhw’n sefyll"),
    "not_found": both("Page not found", "Heb ganfod y dudalen"),
    "back_to_studio": both("Go to the studio", "Mynd i’r stiwdio"),
    "back_to_office": both("Go to your work", "Mynd i’ch gwaith"),
    # The list
    "providers_lead": both(
        "For each thing that services need, the council uses a provider. You can change it without touching a service.",
        "Ar gyfer pob peth y mae ar wasanaethau ei angen, mae’r cyngor yn defnyddio darparwr. Gallwch ei newid heb "
        "gyffwrdd â gwasanaeth.",
    ),
    "capability": both("What it is for", "Ar gyfer beth"),
    "provider": both("Provider", "Darparwr"),
    "service": both("Service", "Gwasanaeth"),
    "stands": both("How it stands", "Sut mae’n sefyll"),
    "all_services": both("All services", "Pob gwasanaeth"),
    "nobody_chosen": both("Not chosen yet", "Heb ei ddewis eto"),
    "state_working": both("Works", "Yn gweithio"),
    "state_down": both("Down", "I lawr"),
    "state_misconfigured": both("Needs mending", "Angen ei drwsio"),
    "state_unknown": both("Not used yet", "Heb ei ddefnyddio eto"),
    "since": both("since {when}", "ers {when}"),
    # One capability
    "in_force": both("In use", "Yn cael ei ddefnyddio"),
    "in_force_none": both("Nothing is in use.", "Nid oes dim yn cael ei ddefnyddio."),
    "planned": both("Planned", "Wedi’i gynllunio"),
    "draft": both("Not switched on", "Heb ei droi ymlaen"),
    "past": both("Used before", "Defnyddiwyd o’r blaen"),
    "past_none": both("Nothing was used before.", "Ni ddefnyddiwyd dim o’r blaen."),
    "mode": both("For", "At"),
    "mode_live": both("Real use", "Defnydd go iawn"),
    "mode_test": both("Trying out only", "Rhoi cynnig arni yn unig"),
    "by": both("By", "Gan"),
    "from": both("From", "O"),
    "until": both("Until", "Tan"),
    "begins": both("Begins", "Yn dechrau"),
    "choose": both("Choose another provider", "Dewis darparwr arall"),
    # Choosing
    "choose_title": both("Choose a provider: {capability}", "Dewis darparwr: {capability}"),
    "which_provider": both("Which provider?", "Pa ddarparwr?"),
    "which_service": both("For which service?", "Ar gyfer pa wasanaeth?"),
    "which_service_hint": both(
        "One service can have a provider of its own.", "Gall un gwasanaeth gael ei ddarparwr ei hun."
    ),
    "which_mode": both("What is it for?", "At beth mae hwn?"),
    "mode_hint": both(
        "What is only tried out is never used for residents.", "Ni ddefnyddir yr hyn sydd ar brawf i breswylwyr byth."
    ),
    "continue": both("Continue", "Parhau"),
    "choose_one": both("Choose one", "Dewiswch un"),
    "choose_provider": both("Choose a provider", "Dewiswch ddarparwr"),
    "choose_service": both("Choose a service, or all services", "Dewiswch wasanaeth, neu bob gwasanaeth"),
    "choose_mode": both("Choose what it is for", "Dewiswch at beth mae hwn"),
    "choose_when": both("Choose when", "Dewiswch pryd"),
    # The form of settings
    "settings_title": both("Settings of {provider}", "Gosodiadau {provider}"),
    "settings_none": both("This provider needs no settings.", "Nid oes angen gosodiadau ar y darparwr hwn."),
    "save": both("Save and check", "Cadw a gwirio"),
    "secret_kept": both(
        "Kept: it ends in {ending}. Leave this blank to keep it.",
        "Wedi’i gadw: mae’n gorffen gyda {ending}. Gadewch hwn yn wag i’w gadw.",
    ),
    "secret_kept_short": both("Kept. Leave this blank to keep it.", "Wedi’i gadw. Gadewch hwn yn wag i’w gadw."),
    "secret_hint": both(
        "It is stored sealed and not shown again.", "Caiff ei storio dan sêl ac ni chaiff ei ddangos eto."
    ),
    "json_hint": both("Write it as JSON.", "Ysgrifennwch ef fel JSON."),
    "missing": both("Enter: {title}", "Rhowch: {title}"),
    "wrong": both("{title}: {why}", "{title}: nid yw hyn yn iawn. {why}"),
    "wrong_together": both("These settings do not fit together. {why}", "Nid yw’r gosodiadau hyn yn cyd-fynd. {why}"),
    "yes": both("Yes", "Ie"),
    "no": both("No", "Na"),
    "saved_works": both("Saved. The check went well.", "Wedi’i gadw. Aeth y gwiriad yn dda."),
    "saved_not": both(
        "Saved, but the check did not go well. See below what to do.",
        "Wedi’i gadw, ond nid aeth y gwiriad yn dda. Gweler isod beth i’w wneud.",
    ),
    # One binding
    "binding_title": both("{provider}, chosen at {when}", "{provider}, dewiswyd am {when}"),
    "check": both("Check", "Gwiriad"),
    "check_now": both("Check now", "Gwirio nawr"),
    "check_never": both("Not checked yet", "Heb ei wirio eto"),
    "check_works": both("It works", "Mae’n gweithio"),
    "check_unavailable": both(
        "It does not answer. See whether its address is right, or try again later.",
        "Nid yw’n ateb. Gwelwch a yw ei gyfeiriad yn iawn, neu rhowch gynnig arall arni wedyn.",
    ),
    "check_rejected": both("It answers, but refuses.", "Mae’n ateb, ond yn gwrthod."),
    "check_misconfigured": both("The settings are wrong.", "Mae’r gosodiadau’n anghywir."),
    "checked_works": both("The check went well.", "Aeth y gwiriad yn dda."),
    "checked_not": both("The check did not go well.", "Nid aeth y gwiriad yn dda."),
    "settings": both("Settings", "Gosodiadau"),
    "change_settings": both("Change the settings", "Newid y gosodiadau"),
    "secret_shown": both("Ends in {ending}", "Yn gorffen gyda {ending}"),
    "secret_hidden": both("Kept, not shown", "Wedi’i gadw, heb ei ddangos"),
    "not_set": both("Not set", "Heb ei osod"),
    "state": both("State", "Cyflwr"),
    "state_draft": both("Not switched on", "Heb ei droi ymlaen"),
    "state_planned": both("Begins {when}", "Yn dechrau {when}"),
    "state_in_force": both("In use", "Yn cael ei ddefnyddio"),
    "state_past": both("Used before", "Defnyddiwyd o’r blaen"),
    "state_withdrawn": both("Given up", "Rhoddwyd y gorau iddo"),
    "switch_on": both("Switch to this", "Newid i hwn"),
    "switch_back": both("Switch back to this", "Newid yn ôl i hwn"),
    "give_up": both("Give this up", "Rhoi’r gorau i hwn"),
    "back_to_all": both("Use what all services use", "Defnyddio’r hyn y mae pob gwasanaeth yn ei ddefnyddio"),
    "given_up": both("This was given up.", "Rhoddwyd y gorau i hwn."),
    "try": both("Try it", "Rhoi cynnig arni"),
    # Switching
    "switch_title": both("Switch to {provider}", "Newid i {provider}"),
    "switch_now_uses": both("In use now", "Yn cael ei ddefnyddio nawr"),
    "switch_then_uses": both("Then", "Wedyn"),
    "switch_what": both(
        "Everything new goes through {provider}. What has begun with {before} ends with {before}: keep that account "
        "open until it has.",
        "Bydd popeth newydd yn mynd drwy {provider}. Bydd yr hyn a ddechreuodd gyda {before} yn gorffen gyda {before}: "
        "cadwch y cyfrif hwnnw ar agor tan hynny.",
    ),
    "switch_first": both("Everything goes through {provider}.", "Bydd popeth yn mynd drwy {provider}."),
    "switch_unchecked": both(
        "The last check of this provider did not go well, or there was none. Check it before you switch.",
        "Nid aeth gwiriad diwethaf y darparwr hwn yn dda, neu ni fu un. Gwiriwch ef cyn newid.",
    ),
    "when": both("When?", "Pryd?"),
    "when_now": both("Now", "Nawr"),
    "when_later": both("On a day and at a time", "Ar ddiwrnod ac amser"),
    "day": both("Day", "Diwrnod"),
    "day_hint": both("For later only. For example, 27 3 2027.", "Ar gyfer wedyn yn unig. Er enghraifft, 27 3 2027."),
    "time": both("Time", "Amser"),
    "time_hint": both("For later only. For example, 07:00.", "Ar gyfer wedyn yn unig. Er enghraifft, 07:00."),
    "enter_day": both("Enter the day", "Rhowch y diwrnod"),
    "enter_time": both("Enter the time, such as 7am or 07:00", "Rhowch yr amser, fel 7yb neu 07:00"),
    "not_past": both("Choose a time that is still to come", "Dewiswch amser sydd eto i ddod"),
    "switch": both("Switch", "Newid"),
    "switched": both("{provider} is in use.", "Mae {provider} yn cael ei ddefnyddio."),
    "switch_planned": both("{provider} begins {when}.", "Bydd {provider} yn dechrau {when}."),
    "switch_refused": both("This cannot be switched on any more.", "Ni ellir troi hwn ymlaen mwyach."),
    # Trying
    "try_title": both("Try {provider}", "Rhoi cynnig ar {provider}"),
    "try_lead": both(
        "This uses the settings once, for you only. No resident is concerned.",
        "Mae hyn yn defnyddio’r gosodiadau unwaith, i chi yn unig. Nid yw’n effeithio ar unrhyw breswyliwr.",
    ),
    "try_email": both("Send a message to this email address", "Anfon neges i’r cyfeiriad e-bost hwn"),
    "try_postcode": both("Look for this postcode", "Chwilio am y cod post hwn"),
    "try_uprn": both("Ask about the property with this UPRN", "Holi am yr eiddo â’r UPRN hwn"),
    "try_do": both("Try it", "Rhoi cynnig arni"),
    "try_only_check": both(
        "There is nothing more to try than the check.", "Nid oes mwy i roi cynnig arno na’r gwiriad."
    ),
    "tried_sent": both("It took the message: {id}", "Cymerodd y neges: {id}"),
    "tried_found": both("It found {count} addresses.", "Cyfeiriadau a gafwyd: {count}."),
    "tried_collections": both("It knows {count} collections there.", "Casgliadau sy’n hysbys yno: {count}."),
    "tried_calendars": both("It has {count} calendars.", "Calendrau sydd ganddo: {count}."),
    "tried_file": both("It kept a small file and gave it back.", "Cadwodd ffeil fach a’i rhoi yn ôl."),
    "tried_works": both("It works.", "Mae’n gweithio."),
    "tried_down": both("It does not answer now. {why}", "Nid yw’n ateb nawr. {why}"),
    "tried_refused": both("It refused: {why}", "Gwrthododd: {why}"),
    "tried_wrong": both("The settings are wrong. {why}", "Mae’r gosodiadau’n anghywir. {why}"),
    "try_subject": both("A message to try it out", "Neges i roi cynnig arni"),
    "try_body": both(
        "This message was sent to try out the council’s messages. You need do nothing.",
        "Anfonwyd y neges hon i roi cynnig ar negeseuon y cyngor. Nid oes angen i chi wneud dim.",
    ),
    # Health
    "scanner_none": both(
        "No scanner is chosen, so nobody can open any file that people send. Their requests come all the same.",
        "Nid oes sganiwr wedi’i ddewis, felly ni all neb agor unrhyw ffeil y mae pobl yn ei hanfon. Daw eu ceisiadau "
        "er hynny.",
    ),
    "scanner_waiting": both("Files that wait: {count}.", "Ffeiliau sy’n aros: {count}."),
    "scanner_test_only": both(
        "The scanner that is chosen is for trying things out: it knows no real virus. Choose another.",
        "Mae’r sganiwr a ddewiswyd ar gyfer rhoi cynnig ar bethau: nid yw’n adnabod unrhyw feirws go iawn. Dewiswch un "
        "arall.",
    ),
    "scanner_choose": both("Choose a scanner", "Dewis sganiwr"),
    "health_lead": both(
        "What works, what does not, what waits, and what happens next. Residents see the same in short on the page "
        "about the state of our services.",
        "Beth sy’n gweithio, beth nad yw, beth sy’n aros, a beth sy’n digwydd nesaf. Mae preswylwyr yn gweld yr un "
        "peth yn fyr ar y dudalen am gyflwr ein gwasanaethau.",
    ),
    "public_page": both("The page for residents", "Y dudalen i breswylwyr"),
    "waits": both("Waiting", "Yn aros"),
    "waits_none": both("Nothing", "Dim"),
    "waits_some": both("{count} since {when}", "{count} ers {when}"),
    "next": both("What happens", "Beth sy’n digwydd"),
    "next_working": both("Nothing to do.", "Dim i’w wneud."),
    "next_misconfigured": both("Mend the settings, then check.", "Trwsiwch y gosodiadau, yna gwiriwch."),
    "next_down": both(
        "We try again by ourselves. {down}", "Byddwn yn rhoi cynnig arall arni ein hunain. {down}"
    ),
    "code": both("Last error", "Gwall diwethaf"),
    "code_unavailable": both("It did not answer", "Nid atebodd"),
    "code_in_doubt": both("It did not say whether it did it", "Ni ddywedodd a wnaeth hynny"),
    "code_misconfigured": both("The settings are wrong", "Mae’r gosodiadau’n anghywir"),
    "history": both("The last 30 days", "Y 30 diwrnod diwethaf"),
    "history_none": both("Nothing changed.", "Ni newidiodd dim."),
    "change": both("What changed", "Beth newidiodd"),
    "at": both("When", "Pryd"),
    "fault_set": both(
        "A fault is set for {capability}: it is made to do wrong, to try out what follows.",
        "Mae nam wedi’i osod ar gyfer {capability}: mae’n cael ei wneud i fethu, er mwyn gweld beth sy’n dilyn.",
    ),
}  # fmt: skip


def say(key: str, language: Language, **gaps: object) -> str:
    """Return the text called ``key`` with its gaps filled; raises KeyError for one that is not there."""
    text = TEXTS[key].say(language)
    for name, value in gaps.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
