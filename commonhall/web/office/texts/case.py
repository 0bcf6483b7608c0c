"""What does the page of a case say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "answer_sent": both("When it was sent: {text}", "Pan gafodd ei anfon: {text}"),
    "answers": both("What the resident told us", "Yr hyn a ddywedodd y preswylydd wrthym"),
    "answers_en": both("The same in English", "Yr un peth yn Saesneg"),
    "person": both("Resident", "Preswylydd"),
    "name": both("Name", "Enw"),
    "email": both("Email", "E-bost"),
    "phone": both("Phone", "Ffôn"),
    "writes_in": both("Language to use", "Iaith i’w defnyddio"),
    "place": both("Property", "Eiddo"),
    "address": both("Address", "Cyfeiriad"),
    "uprn": both("Property number (UPRN)", "Rhif eiddo (UPRN)"),
    "proof": both("Proof of who they are", "Prawf o bwy ydynt"),
    "proof_how": both("What they showed", "Yr hyn a ddangoswyd ganddynt"),
    "proof_identity": both("They proved who they are: {provider}, {date}", "Profwyd pwy ydynt: {provider}, {date}"),
    "proof_by_email": both(
        "They showed that they read this email address, {date}",
        "Dangoswyd eu bod yn darllen y cyfeiriad e-bost hwn, {date}",
    ),
    "proof_none": both("Nothing. Check who they are before you decide.", "Dim. Gwiriwch pwy ydynt cyn penderfynu."),
    "proof_unable_down": both(
        "They could not prove who they are online: the provider was down.",
        "Ni allent brofi pwy ydynt ar-lein: nid oedd y darparwr ar gael.",
    ),
    "proof_unable_not_bound": both(
        "They could not prove who they are online: we have no provider for it.",
        "Ni allent brofi pwy ydynt ar-lein: nid oes gennym ddarparwr ar gyfer hynny.",
    ),
    "proof_unable_not_proved": both(
        "The provider could not prove who they are. That happens to honest people.",
        "Ni allai’r darparwr brofi pwy ydynt. Mae hynny’n digwydd i bobl onest.",
    ),
    "proof_unable_denied": both(
        "They came back from the provider without proof.", "Daethant yn ôl oddi wrth y darparwr heb brawf."
    ),
    "proof_name": both("Name that was proved", "Enw a brofwyd"),
    "proof_birth_date": both("Date of birth that was proved", "Dyddiad geni a brofwyd"),
    "proof_email": both("Email address that was shown", "Cyfeiriad e-bost a ddangoswyd"),
    "proof_same": both("Verified: the answer is what was proved", "Wedi’i ddilysu: yr ateb yw’r hyn a brofwyd"),
    "proof_differs": both(
        "Not verified: the answer is not what was proved", "Heb ei ddilysu: nid yr ateb yw’r hyn a brofwyd"
    ),
    "why": both("Why it was accepted", "Pam y cafodd ei dderbyn"),
    "rule": both("Rule {n} of {of}: {when}", "Rheol {n} o {of}: {when}"),
    "rule_else": both(
        "Rule {n} of {of}: no rule before it applied", "Rheol {n} o {of}: nid oedd rheol o’i blaen yn berthnasol"
    ),
    "rule_grace": both(
        "The resident was told yes a little earlier, so that answer stands",
        "Dywedwyd ie wrth y preswylydd ychydig ynghynt, felly mae’r ateb hwnnw’n sefyll",
    ),
    "unchecked": both("What could not be checked", "Yr hyn na ellid ei wirio"),
    "unchecked_text": both(
        "The system that knows this did not answer. Check it yourself.",
        "Ni chafwyd ateb gan y system sy’n gwybod hyn. Gwiriwch ef eich hun.",
    ),
    "record": both("What we knew when it was sent", "Yr hyn a wyddem pan anfonwyd ef"),
    "blocked": both("What cannot be done now", "Yr hyn na ellir ei wneud nawr"),
    "blocked_guard": both(
        "The rules of this service do not allow it now.", "Nid yw rheolau’r gwasanaeth yn ei ganiatáu nawr."
    ),
    "blocked_within": both("It was closed too long ago.", "Cafodd ei gau’n rhy bell yn ôl."),
    "blocked_tasks": both("Do first: {tasks}", "I’w wneud yn gyntaf: {tasks}"),
    "blocked_lead": both("Only a lead can do this.", "Dim ond arweinydd all wneud hyn."),
    "notes": both("Notes", "Nodiadau"),
    "note_by": both("{name}, {when}", "{name}, {when}"),
    "messages": both("Messages to the resident", "Negeseuon i’r preswylydd"),
    "message_email": both("Email to {to}", "E-bost at {to}"),
    "message_sms": both("Text message to {to}", "Neges destun at {to}"),
    "message_letter": both("Letter to {to}", "Llythyr at {to}"),
    "message_queued": both("Waiting to be sent since {when}", "Yn aros i’w hanfon ers {when}"),
    "message_sent": both("Sent {when}", "Anfonwyd {when}"),
    "message_delivered": both("Delivered. Sent {when}", "Wedi cyrraedd. Anfonwyd {when}"),
    "message_failed": both("Not sent: {why}", "Heb ei hanfon: {why}"),
    "why_recipient": both("the address cannot be used", "ni ellir defnyddio’r cyfeiriad"),
    "why_too_long": both("it is too long", "mae’n rhy hir"),
    "why_request": both("the message service refused it", "gwrthodwyd hi gan y gwasanaeth negeseuon"),
    "summary": both("{service}. Opened {date}. Officer: {owner}.", "{service}. Agorwyd {date}. Swyddog: {owner}."),
    "followed": both("People who follow it: {number}.", "Nifer sy’n ei ddilyn: {number}."),
    "nobody": both("nobody yet", "neb eto"),
    "this_case": both("This case", "Yr achos hwn"),
    "next_case": both("Next case in this list", "Yr achos nesaf yn y rhestr hon"),
    "back_to_list": both("Back to the list", "Yn ôl i’r rhestr"),
    "take": both("Take this case", "Cymryd yr achos hwn"),
    "give_back": both("Give it back", "Ei roi yn ôl"),
    "met": both("Met on {date}", "Cyflawnwyd ar {date}"),
    "stopped": both("Stopped on {date}", "Stopiwyd ar {date}"),
    "missed": both("Missed", "Heb ei gyflawni"),
    "missed_ended": both("Missed. Done on {date}", "Heb ei gyflawni mewn pryd. Gwnaed ar {date}"),
    "running": both("Running", "Yn rhedeg"),
    "paused": both("Paused", "Wedi’i oedi"),
    "paused_since": both("Paused since {date}: {why}", "Wedi’i oedi ers {date}: {why}"),
    "not_counted": both("Not counted: {first} to {last} ({why})", "Heb ei gyfrif: {first} i {last} ({why})"),
    "extended_working_days": both("Extended by {n:working_days}", "Estynnwyd o {n:working_days}"),
    "extended_days": both("Extended by {n:days}", "Estynnwyd o {n:days}"),
    "extended_months": both("Extended by {n:months}", "Estynnwyd o {n:months}"),
    "extended_hours": both("Extended by {n:hours}", "Estynnwyd o {n:hours}"),
    "tasks": both("Tasks", "Tasgau"),
    "tasks_done": both("Tasks done", "Tasgau a wnaed"),
    "because": both("{what}", "{what}"),
    "task_button": both("Mark as done", "Nodi ei bod wedi’i gwneud"),
    "task_done": both("Task done: {what}", "Tasg wedi’i gwneud: {what}"),
    "task_over": both("There is no such task to do any more: {what}", "Nid oes tasg fel hon i’w gwneud mwyach: {what}"),
    "done_on": both("Done on {date}", "Gwnaed ar {date}"),
    "worked_out": both("What was worked out", "Yr hyn a gyfrifwyd"),
    "charged": both("What it costs", "Yr hyn y mae’n ei gostio"),
    "total": both("Total", "Cyfanswm"),
    "holds": both("Permits and bookings", "Trwyddedau ac archebion"),
    "kept": both("What was decided", "Yr hyn a benderfynwyd"),
    "entitlement_active": both("Active", "Yn weithredol"),
    "entitlement_suspended": both("Suspended", "Wedi’i atal"),
    "entitlement_ended": both("Ended", "Wedi dod i ben"),
    "from_until": both("From {first} to {last}", "O {first} i {last}"),
    "renew_between": both("Can be renewed from {first} to {last}", "Gellir ei adnewyddu o {first} i {last}"),
    "booking_held": both("Held until it is paid", "Wedi’i gadw nes y telir amdano"),
    "booking_confirmed": both("Booked", "Wedi’i archebu"),
    "booking_released": both("Given back", "Wedi’i roi yn ôl"),
    "booking_lost": both("Lost: the time was taken", "Wedi’i golli: roedd yr amser wedi’i gymryd"),
    "booking_confirmed_event": both("{what} booked", "{what}: wedi’i archebu"),
    "booking_held_event": both("{what} held for a while", "{what}: wedi’i gadw am ychydig"),
    "booking_released_event": both("{what} given back", "{what}: wedi’i roi yn ôl"),
    "booking_lost_event": both(
        "{what} lost: the time was taken", "{what}: wedi’i golli, am fod yr amser wedi’i gymryd"
    ),
}
