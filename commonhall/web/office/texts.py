"""What does the office say in English and Welsh? All on its pages that is neither furniture nor a pattern's."""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Language, Words


def _w(en: str, cy: str) -> Words:
    return Words(en=en, cy=cy)


FRAME: Final = {
    "office": _w("Office", "Swyddfa"),
    "work": _w("Work", "Gwaith"),
    "begin": _w("Fill in for somebody", "Llenwi ar ran rhywun"),
    "begin_lead": _w(
        "For somebody who calls, writes or comes in. "
        "You see the same pages as they would, and questions for the office.",
        "Ar gyfer rhywun sy’n ffonio, yn ysgrifennu neu’n dod i mewn. "
        "Byddwch yn gweld yr un tudalennau, a chwestiynau ar gyfer y swyddfa.",
    ),
    "begin_which": _w("Which service?", "Pa wasanaeth?"),
    "deliveries": _w("Messages out", "Negeseuon allan"),
    "me": _w("My details", "Fy manylion"),
    "sign_in": _w("Sign in", "Mewngofnodi"),
    "refused": _w(
        "Enter the email address and password of your account", "Rhowch gyfeiriad e-bost a chyfrinair eich cyfrif"
    ),
    "too_often": _w("Too many tries", "Gormod o geisiadau"),
    "not_found": _w("Page not found", "Heb ganfod y dudalen"),
    "back_to_case": _w("Go back to the case", "Ewch yn ôl i’r achos"),
    "more_asked": _w("There is more to answer now", "Mae mwy i’w ateb nawr"),
    "file_not_now": _w("The file cannot be opened now", "Ni ellir agor y ffeil nawr"),
    "files": _w("Files", "Ffeiliau"),
    "back_to_work": _w("Go to your work", "Ewch i’ch gwaith"),
    "resident": _w("the resident", "y preswylydd"),
    "system": _w("Commonhall", "Commonhall"),
}

QUEUE: Final = {
    "queue": _w("Work queue", "Ciw gwaith"),
    "cases_none": _w("No cases", "Dim achosion"),
    "cases_one": _w("1 case", "1 achos"),
    "cases_many": _w("{n} cases", "{n} o achosion"),
    "tab_all": _w("All open", "Pob un agored"),
    "tab_overdue": _w("Overdue", "Hwyr"),
    "tab_today": _w("Due today", "I’w wneud heddiw"),
    "tab_mine": _w("Mine", "Fy achosion i"),
    "tab_nobody": _w("Nobody has it", "Heb swyddog"),
    "phase": _w("Show", "Dangos"),
    "phase_open": _w("Open", "Agored"),
    "phase_waiting": _w("Waiting", "Yn aros"),
    "phase_closed": _w("Closed", "Wedi cau"),
    "service": _w("Service", "Gwasanaeth"),
    "team": _w("Team", "Tîm"),
    "state": _w("Status", "Statws"),
    "owner": _w("Officer", "Swyddog"),
    "owner_me": _w("Me", "Fi"),
    "owner_none": _w("Nobody", "Neb"),
    "due": _w("Due", "Dyddiad cau"),
    "due_overdue": _w("Overdue", "Hwyr"),
    "due_today": _w("Today", "Heddiw"),
    "due_soon": _w("In the next 3 days", "Yn y 3 diwrnod nesaf"),
    "language": _w("Language", "Iaith"),
    "language_en": _w("English", "Saesneg"),
    "language_cy": _w("Welsh", "Cymraeg"),
    "any": _w("Any", "Unrhyw un"),
    "any_team": _w("All teams", "Pob tîm"),
    "search": _w("Search: {q}", "Chwilio: {q}"),
    "received": _w("received {date}", "derbyniwyd {date}"),
    "closed_on": _w("Closed {date}", "Caewyd {date}"),
    "no_due": _w("No deadline", "Dim terfyn amser"),
    "late_0": _w("{date}, late", "{date}, yn hwyr"),
    "late_one": _w("{date}, 1 working day late", "{date}, 1 diwrnod gwaith yn hwyr"),
    "late_many": _w("{date}, {n} working days late", "{date}, {n} o ddiwrnodau gwaith yn hwyr"),
    "left_one": _w("{date}, 1 working day left", "{date}, 1 diwrnod gwaith ar ôl"),
    "left_many": _w("{date}, {n} working days left", "{date}, {n} o ddiwrnodau gwaith ar ôl"),
    "today": _w("{date}, today", "{date}, heddiw"),
}

CASE: Final = {
    "answers": _w("What the resident told us", "Yr hyn a ddywedodd y preswylydd wrthym"),
    "answers_en": _w("The same in English", "Yr un peth yn Saesneg"),
    "person": _w("Resident", "Preswylydd"),
    "name": _w("Name", "Enw"),
    "email": _w("Email", "E-bost"),
    "phone": _w("Phone", "Ffôn"),
    "writes_in": _w("Language to use", "Iaith i’w defnyddio"),
    "place": _w("Property", "Eiddo"),
    "address": _w("Address", "Cyfeiriad"),
    "uprn": _w("Property number (UPRN)", "Rhif eiddo (UPRN)"),
    "why": _w("Why it was accepted", "Pam y cafodd ei dderbyn"),
    "rule": _w("Rule {n} of {of}: {when}", "Rheol {n} o {of}: {when}"),
    "rule_else": _w(
        "Rule {n} of {of}: no rule before it applied", "Rheol {n} o {of}: nid oedd rheol o’i blaen yn berthnasol"
    ),
    "rule_grace": _w(
        "The resident was told yes a little earlier, so that answer stands",
        "Dywedwyd ie wrth y preswylydd ychydig ynghynt, felly mae’r ateb hwnnw’n sefyll",
    ),
    "unchecked": _w("What could not be checked", "Yr hyn na ellid ei wirio"),
    "unchecked_text": _w(
        "The system that knows this did not answer. Check it yourself.",
        "Ni chafwyd ateb gan y system sy’n gwybod hyn. Gwiriwch ef eich hun.",
    ),
    "record": _w("What we knew when it was sent", "Yr hyn a wyddem pan anfonwyd ef"),
    "blocked": _w("What cannot be done now", "Yr hyn na ellir ei wneud nawr"),
    "blocked_guard": _w(
        "The rules of this service do not allow it now.", "Nid yw rheolau’r gwasanaeth yn ei ganiatáu nawr."
    ),
    "blocked_within": _w("It was closed too long ago.", "Cafodd ei gau’n rhy bell yn ôl."),
    "blocked_tasks": _w("Do first: {tasks}", "I’w wneud yn gyntaf: {tasks}"),
    "blocked_lead": _w("Only a lead can do this.", "Dim ond arweinydd all wneud hyn."),
    "notes": _w("Notes", "Nodiadau"),
    "note_by": _w("{name}, {when}", "{name}, {when}"),
    "messages": _w("Messages to the resident", "Negeseuon i’r preswylydd"),
    "message_email": _w("Email to {to}", "E-bost at {to}"),
    "message_sms": _w("Text message to {to}", "Neges destun at {to}"),
    "message_letter": _w("Letter to {to}", "Llythyr at {to}"),
    "message_queued": _w("Waiting to be sent since {when}", "Yn aros i’w hanfon ers {when}"),
    "message_sent": _w("Sent {when}", "Anfonwyd {when}"),
    "message_delivered": _w("Delivered. Sent {when}", "Wedi cyrraedd. Anfonwyd {when}"),
    "message_failed": _w("Not sent: {why}", "Heb ei hanfon: {why}"),
    "why_recipient": _w("the address cannot be used", "ni ellir defnyddio’r cyfeiriad"),
    "why_too_long": _w("it is too long", "mae’n rhy hir"),
    "why_request": _w("the message service refused it", "gwrthodwyd hi gan y gwasanaeth negeseuon"),
    "summary": _w("{service}. Opened {date}. Officer: {owner}.", "{service}. Agorwyd {date}. Swyddog: {owner}."),
    "followed": _w("People who follow it: {number}.", "Nifer sy’n ei ddilyn: {number}."),
    "nobody": _w("nobody yet", "neb eto"),
    "this_case": _w("This case", "Yr achos hwn"),
    "next_case": _w("Next case in this list", "Yr achos nesaf yn y rhestr hon"),
    "back_to_list": _w("Back to the list", "Yn ôl i’r rhestr"),
    "take": _w("Take this case", "Cymryd yr achos hwn"),
    "give_back": _w("Give it back", "Ei roi yn ôl"),
    "met": _w("Met on {date}", "Cyflawnwyd ar {date}"),
    "stopped": _w("Stopped on {date}", "Stopiwyd ar {date}"),
    "missed": _w("Missed", "Heb ei gyflawni"),
    "missed_ended": _w("Missed. Done on {date}", "Heb ei gyflawni mewn pryd. Gwnaed ar {date}"),
    "running": _w("Running", "Yn rhedeg"),
    "paused": _w("Paused", "Wedi’i oedi"),
    "paused_since": _w("Paused since {date}: {why}", "Wedi’i oedi ers {date}: {why}"),
    "not_counted": _w("Not counted: {first} to {last} ({why})", "Heb ei gyfrif: {first} i {last} ({why})"),
    "extended_working_days": _w("Extended by {n} working days", "Estynnwyd o {n} diwrnod gwaith"),
    "extended_days": _w("Extended by {n} days", "Estynnwyd o {n} diwrnod"),
    "extended_months": _w("Extended by {n} months", "Estynnwyd o {n} mis"),
    "extended_hours": _w("Extended by {n} hours", "Estynnwyd o {n} awr"),
    "tasks": _w("Tasks", "Tasgau"),
    "tasks_done": _w("Tasks done", "Tasgau a wnaed"),
    "because": _w("{what}", "{what}"),
    "task_button": _w("Mark as done", "Nodi ei bod wedi’i gwneud"),
    "task_done": _w("Task done: {what}", "Tasg wedi’i gwneud: {what}"),
    "task_over": _w("There is no such task to do any more: {what}", "Nid oes tasg fel hon i’w gwneud mwyach: {what}"),
    "done_on": _w("Done on {date}", "Gwnaed ar {date}"),
    "worked_out": _w("What was worked out", "Yr hyn a gyfrifwyd"),
    "charged": _w("What it costs", "Yr hyn y mae’n ei gostio"),
    "total": _w("Total", "Cyfanswm"),
    "holds": _w("Permits and bookings", "Trwyddedau ac archebion"),
    "kept": _w("What was decided", "Yr hyn a benderfynwyd"),
    "entitlement_active": _w("Active", "Yn weithredol"),
    "entitlement_suspended": _w("Suspended", "Wedi’i atal"),
    "entitlement_ended": _w("Ended", "Wedi dod i ben"),
    "from_until": _w("From {first} to {last}", "O {first} i {last}"),
    "renew_between": _w("Can be renewed from {first} to {last}", "Gellir ei adnewyddu o {first} i {last}"),
    "booking_held": _w("Held until it is paid", "Wedi’i gadw nes y telir amdano"),
    "booking_confirmed": _w("Booked", "Wedi’i archebu"),
    "booking_released": _w("Given back", "Wedi’i roi yn ôl"),
    "booking_lost": _w("Lost: the time was taken", "Wedi’i golli: roedd yr amser wedi’i gymryd"),
    "booking_confirmed_event": _w("{what} booked", "{what}: wedi’i archebu"),
    "booking_held_event": _w("{what} held for a while", "{what}: wedi’i gadw am ychydig"),
    "booking_released_event": _w("{what} given back", "{what}: wedi’i roi yn ôl"),
    "booking_lost_event": _w("{what} lost: the time was taken", "{what}: wedi’i golli, am fod yr amser wedi’i gymryd"),
}

TIMELINE: Final = {
    "case_opened": _w("Case opened", "Agorwyd yr achos"),
    "case_moved": _w("{what}", "{what}"),
    "now_is": _w("From “{before}” to “{after}”.", "O “{before}” i “{after}”."),
    "case_assigned": _w("Given to {name}", "Rhoddwyd i {name}"),
    "case_given_back": _w("Given to nobody", "Heb ei roi i neb"),
    "note_added": _w("Note added", "Ychwanegwyd nodyn"),
    "message_sent_event": _w("Message sent to the resident", "Anfonwyd neges at y preswylydd"),
    "message_failed_event": _w("A message could not be sent", "Ni ellid anfon neges"),
    "deadline_missed": _w("Deadline missed: {what}", "Ni chadwyd at y terfyn amser: {what}"),
    "timer_refused": _w("The clock could not do: {what}", "Ni allai’r cloc wneud: {what}"),
    "task_done_event": _w("Task done: {what}", "Tasg wedi’i gwneud: {what}"),
    "timer_rang": _w("A reminder was due", "Roedd yn bryd atgoffa"),
    "disclosure_published": _w("Published for everybody", "Cyhoeddwyd i bawb"),
    "disclosure_withdrawn": _w("Taken out of what is published", "Tynnwyd o’r hyn a gyhoeddwyd"),
    "something": _w("Something else happened", "Digwyddodd rhywbeth arall"),
}

ACT: Final = {
    "button": _w("Confirm", "Cadarnhau"),
    "preview": _w("in {language}, as the resident gets it", "yn {language}, fel y bydd y preswylydd yn ei chael"),
    "in_english": _w("In English", "Yn Saesneg"),
    "in_case_language": _w("In Welsh, as the resident gets it", "Yn Gymraeg, fel y bydd y preswylydd yn ei chael"),
    "text_version": _w("Text message", "Neges destun"),
    "email_version": _w("Email", "E-bost"),
    "letter_version": _w("Letter", "Llythyr"),
    "your_answer": _w("your answer to: {question}", "eich ateb i: {question}"),
    "not_told": _w("The resident is not told about this.", "Ni ddywedir wrth y preswylydd am hyn."),
    "cannot_be_told": _w(
        "The resident left no address that we can write to.",
        "Ni adawodd y preswylydd gyfeiriad y gallwn ysgrifennu ato.",
    ),
    "moved": _w("Done: {what}", "Wedi’i wneud: {what}"),
    "noted": _w("Note saved", "Cadwyd y nodyn"),
    "taken": _w("You have this case now", "Mae’r achos hwn gennych chi nawr"),
    "assigned": _w("Officer changed", "Newidiwyd y swyddog"),
    "changed": _w(
        "Somebody changed this case while you had it open: {what}. Look at it and decide again.",
        "Newidiodd rhywun yr achos hwn tra oedd ar agor gennych: {what}. Edrychwch arno a phenderfynwch eto.",
    ),
    "changed_by": _w("{what}, by {name}", "{what}, gan {name}"),
    "not_now": _w(
        "This cannot be done now. Look at the case and decide again.",
        "Ni ellir gwneud hyn nawr. Edrychwch ar yr achos a phenderfynwch eto.",
    ),
    "note_empty": _w("Enter a note", "Rhowch nodyn"),
    "note_long": _w("Note must be 5,000 characters or less", "Nodyn: defnyddiwch 5,000 o nodau neu lai"),
}

OUT: Final = {
    "nothing_waits": _w("Nothing is waiting to be sent.", "Nid oes dim yn aros i’w anfon."),
    "one_waits": _w("1 message is waiting to be sent.", "Mae 1 neges yn aros i’w hanfon."),
    "some_wait": _w("{n} messages are waiting to be sent.", "Mae {n} o negeseuon yn aros i’w hanfon."),
    "oldest": _w("The oldest has waited since {when}.", "Mae’r hynaf yn aros ers {when}."),
    "tried": _w(
        "We try again by ourselves for 48 hours, with longer and longer breaks.",
        "Rydym yn rhoi cynnig arall arni ein hunain am 48 awr, gyda seibiannau hirach a hirach.",
    ),
    "nothing_dead": _w("No message has been given up.", "Nid ydym wedi rhoi’r gorau i unrhyw neges."),
    "dead": _w("Messages that we stopped trying to send", "Negeseuon y rhoesom y gorau i’w hanfon"),
    "dead_hint": _w("{reason}. Tries: {n}. Stopped {when}.", "{reason}. Ceisiadau: {n}. Stopiwyd {when}."),
    "send_again": _w("Send again", "Anfon eto"),
    "choose": _w("Select the messages to send again", "Dewiswch y negeseuon i’w hanfon eto"),
    "sent_again": _w("We will send these again: {n}", "Byddwn yn anfon y rhain eto: {n}"),
    "delivery_tell": _w("Message about a case, not yet written", "Neges am achos, heb ei hysgrifennu eto"),
    "delivery_message": _w("Message to a resident", "Neges i breswylydd"),
    "delivery_resume_link": _w("Link to carry on with answers", "Dolen i barhau ag atebion"),
    "delivery_other": _w("Message to another system", "Neges i system arall"),
    "created": _w("{kind}, from {when}", "{kind}, o {when}"),
}

TEAM: Final = {
    "my_name": _w("Name: {value}", "Enw: {value}"),
    "my_email": _w("Email: {value}", "E-bost: {value}"),
    "my_rights": _w("What you can do", "Yr hyn y gallwch ei wneud"),
    "no_rights": _w(
        "You have no role yet. Ask an administrator of your council for one.",
        "Nid oes gennych rôl eto. Gofynnwch i weinyddwr eich cyngor am un.",
    ),
    "right": _w("{role}: {pattern}, {team}", "{role}: {pattern}, {team}"),
    "all_patterns": _w("all services", "pob gwasanaeth"),
    "all_teams": _w("all teams", "pob tîm"),
    "role_viewer": _w("Can look at cases", "Yn gallu edrych ar achosion"),
    "role_officer": _w("Can work on cases", "Yn gallu gweithio ar achosion"),
    "role_lead": _w("Leads the work on cases", "Yn arwain y gwaith ar achosion"),
    "role_administrator": _w("Looks after staff and settings", "Yn gofalu am staff a gosodiadau"),
}

MONEY: Final = {
    "money": _w("Payments", "Taliadau"),
    "pay_online": _w("online", "ar-lein"),
    "pay_cash": _w("in cash", "mewn arian parod"),
    "pay_cheque": _w("by cheque", "drwy siec"),
    "pay_telephone": _w("by telephone", "dros y ffôn"),
    "pay_transfer": _w("by bank transfer", "drwy drosglwyddiad banc"),
    "pay_state_created": _w("Waiting for payment since {when}", "Yn aros am daliad ers {when}"),
    "pay_state_started": _w("Being paid since {when}", "Yn cael ei dalu ers {when}"),
    "pay_state_paid": _w("Paid {how} {when}", "Talwyd {how} {when}"),
    "pay_state_failed": _w("Not paid: the card was declined {when}", "Heb ei dalu: gwrthodwyd y cerdyn {when}"),
    "pay_state_cancelled": _w("Cancelled {when}", "Canslwyd {when}"),
    "pay_state_expired": _w("Not paid in time, {when}", "Heb ei dalu mewn pryd, {when}"),
    "pay_taken": _w("Recorded by {name}. Reference: {reference}", "Cofnodwyd gan {name}. Cyfeirnod: {reference}"),
    "pay_surplus": _w("This was paid twice. We give it back.", "Talwyd hyn ddwywaith. Byddwn yn ei roi yn ôl."),
    "pay_for": _w("For: {what}", "Ar gyfer: {what}"),
    "refund_state_asked": _w("To be given back, since {when}", "I’w roi yn ôl, ers {when}"),
    "refund_state_made": _w("Given back {when}", "Rhoddwyd yn ôl {when}"),
    "refund_state_failed": _w("Could not be given back {when}", "Ni ellid ei roi yn ôl {when}"),
    "refund_state_by_hand": _w(
        "Give this back yourself. It was not paid online.", "Rhowch hwn yn ôl eich hun. Ni thalwyd ef ar-lein."
    ),
    "refund_row": _w("{amount} back", "{amount} yn ôl"),
    "record_payment": _w("Record a payment of {amount}", "Cofnodi taliad o {amount}"),
    "payment_method": _w("How was it paid?", "Sut y talwyd?"),
    "payment_method_name": _w("how it was paid", "sut y talwyd"),
    "payment_cash": _w("Cash", "Arian parod"),
    "payment_cheque": _w("Cheque", "Siec"),
    "payment_telephone": _w("Card by telephone", "Cerdyn dros y ffôn"),
    "payment_transfer": _w("Bank transfer", "Trosglwyddiad banc"),
    "payment_reference": _w("Receipt or reference number", "Rhif derbynneb neu gyfeirnod"),
    "payment_recorded": _w("The payment is recorded.", "Mae’r taliad wedi’i gofnodi."),
    "payment_was_online": _w(
        "It has been paid online meanwhile. Do not take the money.",
        "Talwyd ef ar-lein yn y cyfamser. Peidiwch â chymryd yr arian.",
    ),
    "payment_not_due": _w("There is nothing to pay any more.", "Does dim i’w dalu mwyach."),
    "payment_busy": _w(
        "The payment provider does not answer. Try again in a few minutes.",
        "Nid yw’r darparwr taliadau yn ateb. Rhowch gynnig arall arni ymhen ychydig funudau.",
    ),
    "waits_for_money": _w("This is done once {amount} is paid.", "Gwneir hyn pan fydd {amount} wedi’i dalu."),
    "give_money_back": _w("Give money back", "Rhoi arian yn ôl"),
    "refund_amount": _w("How much do you want to give back?", "Faint ydych chi am ei roi yn ôl?"),
    "refund_amount_name": _w("the amount", "y swm"),
    "refund_left": _w("At most {amount}", "Dim mwy na {amount}"),
    "refund_reason": _w("Why?", "Pam?"),
    "refund_reason_name": _w("why", "pam"),
    "refund_asked_for": _w("We give {amount} back.", "Byddwn yn rhoi {amount} yn ôl."),
    "refund_too_much": _w(
        "Somebody has given money back meanwhile. {amount} is left.",
        "Mae rhywun wedi rhoi arian yn ôl yn y cyfamser. Mae {amount} ar ôl.",
    ),
    "refund_done": _w("I have given {amount} back", "Rwyf wedi rhoi {amount} yn ôl"),
    "refund_kept": _w("Recorded that {amount} was given back.", "Cofnodwyd bod {amount} wedi’i roi yn ôl."),
    "payment_asked": _w("Asked to pay {amount}", "Gofynnwyd am daliad o {amount}"),
    "payment_received": _w("{amount} paid", "Talwyd {amount}"),
    "payment_ended": _w("A payment ended without money", "Daeth taliad i ben heb arian"),
    "payment_unplaced": _w(
        "Money came, but the case could not go on. See to it.",
        "Daeth arian, ond ni allai’r achos fynd yn ei flaen. Edrychwch arno.",
    ),
    "refund_asked": _w("{amount} to be given back", "{amount} i’w roi yn ôl"),
    "refund_made": _w("{amount} given back", "Rhoddwyd {amount} yn ôl"),
    "refund_failed": _w("{amount} could not be given back by itself", "Ni ellid rhoi {amount} yn ôl yn awtomatig"),
}

TEXTS: Final[dict[str, Words]] = {**FRAME, **QUEUE, **CASE, **TIMELINE, **ACT, **OUT, **TEAM, **MONEY}


def say(key: str, language: Language, **gaps: object) -> str:
    """Return the text called ``key`` with its gaps filled; raises KeyError for one that is not there."""
    text = TEXTS[key].say(language)
    for name, value in gaps.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
