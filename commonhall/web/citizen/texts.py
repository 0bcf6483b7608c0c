"""What does the residents' site itself say, beside what patterns and the page furniture say, in both languages?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

SAID: Final[dict[str, Words]] = {
    # A journey
    "filling_in_for": both("You are filling this in for {name}.", "Rydych yn llenwi hwn ar ran {name}."),
    "filling_in": both("You are filling this in for a caller.", "Rydych yn llenwi hwn ar ran rhywun sy’n galw."),
    "asked_again": both(
        "You changed an earlier answer. Check this answer again.",
        "Rydych wedi newid ateb cynharach. Gwiriwch yr ateb hwn eto.",
    ),
    "not_needed": both(
        "You changed an answer, so we no longer need your answers to:",
        "Rydych wedi newid ateb, felly nid oes angen eich atebion i’r rhain arnom mwyach:",
    ),
    "postcode": both("Postcode", "Cod post"),
    "building": both("House number or name", "Rhif neu enw’r tŷ"),
    "none_found": both(
        "We could not find any addresses at {postcode}. Check the postcode, or enter the address by hand.",
        "Ni allem ddod o hyd i unrhyw gyfeiriadau yn {postcode}. Gwiriwch y cod post, neu rhowch y cyfeiriad â llaw.",
    ),
    "none_found_here": both(
        "We could not find any addresses at {postcode}. Check the postcode.",
        "Ni allem ddod o hyd i unrhyw gyfeiriadau yn {postcode}. Gwiriwch y cod post.",
    ),
    "too_many": both(
        "There are more than 100 addresses at {postcode}. Enter the house number or name as well.",
        "Mae mwy na 100 o gyfeiriadau yn {postcode}. Rhowch rif neu enw’r tŷ hefyd.",
    ),
    "lookup_down": both(
        "We cannot look up addresses at the moment. Enter the address by hand.",
        "Ni allwn chwilio am gyfeiriadau ar hyn o bryd. Rhowch y cyfeiriad â llaw.",
    ),
    "lookup_down_wait": both(
        "We cannot look up addresses at the moment. Try again in a few minutes.",
        "Ni allwn chwilio am gyfeiriadau ar hyn o bryd. Rhowch gynnig arall arni ymhen ychydig funudau.",
    ),
    # Several things, and sections of a long journey
    "added_one": both("You have added 1 {one}", "{Many} a ychwanegwyd: 1"),
    "added_many": both("You have added {n} {many}", "{Many} a ychwanegwyd: {n}"),
    "add_which": both("Select yes if you need to add another {one}", "Dewiswch a oes angen ychwanegu un arall"),
    "add_first": both("Select yes if there is anything to add", "Dewiswch a oes rhywbeth i’w ychwanegu"),
    "too_few": both("You must add at least {n} {things}", "{Many}: rhaid i chi ychwanegu o leiaf {n}"),
    "too_many_items": both("You can only add up to {n} {things}", "{Many}: gallwch ychwanegu hyd at {n} yn unig"),
    "remove_title": both("Are you sure you want to remove {name}?", "Ydych chi’n siŵr eich bod am dynnu hwn? {name}"),
    "remove_button": both("Yes, remove", "Ydw, tynnwch"),
    "tasks_done": both("You have completed {done} of {all} sections.", "Rydych wedi cwblhau {done} o’r {all} adran."),
    "task_completed": both("Completed", "Wedi’i gwblhau"),
    "task_in_progress": both("In progress", "Ar y gweill"),
    "task_not_started": both("Not yet started", "Heb ei ddechrau eto"),
    "task_cannot_start": both("Cannot start yet", "Ni ellir dechrau eto"),
    "task_problem": both("There is a problem", "Mae problem"),
    "task_not_needed": both("Not needed", "Nid oes ei angen"),
    "worked_out": both("What we worked out", "Yr hyn a gyfrifwyd gennym"),
    "check_title": both("Check your answers", "Gwiriwch eich atebion"),
    "check_use": both(
        "We use your answers for this service only. [How we use what you tell us](/privacy).",
        "Rydym yn defnyddio eich atebion ar gyfer y gwasanaeth hwn yn unig. "
        "[Sut rydym yn defnyddio’r hyn rydych yn ei ddweud wrthym](/privacy).",
    ),
    "agree": both("Select the box to confirm that you agree", "Dewiswch y blwch i gadarnhau eich bod yn cytuno"),
    "sent_title": both("We have your answers", "Mae eich atebion gennym"),
    "sent_next": both(
        "We will look at what you told us and contact you if we need to.",
        "Byddwn yn edrych ar yr hyn a ddywedoch wrthym ac yn cysylltu â chi os bydd angen.",
    ),
    "already_sent": both("You have already sent this", "Rydych eisoes wedi anfon hwn"),
    "expired": both("Your answers are no longer here", "Nid yw eich atebion yma mwyach"),
    "lost": both("We could not find your answers", "Ni allem ddod o hyd i’ch atebion"),
    "lost_text": both(
        "Your browser no longer has the link to your answers. "
        "This happens when cookies are deleted, or when you use another device or browser.\n\n"
        "If you saw a reference number, we have what you sent: [see how far we have got](/track).\n\n"
        "If you asked us to email you a link, open that link to carry on.\n\n"
        "If you did not, [start again]({start}).",
        "Nid oes gan eich porwr y ddolen i’ch atebion mwyach. "
        "Mae hyn yn digwydd pan fydd cwcis yn cael eu dileu, neu pan fyddwch yn defnyddio dyfais neu borwr arall.\n\n"
        "Os gwelsoch gyfeirnod, mae’r hyn a anfonoch gennym: [gweld y cynnydd](/track).\n\n"
        "Os gofynnoch i ni e-bostio dolen atoch, agorwch y ddolen honno i barhau.\n\n"
        "Os na wnaethoch, [dechreuwch eto]({start}).",
    ),
    "conflict": both("You have two different answers", "Mae gennych ddau ateb gwahanol"),
    "save_title": both("Save your answers", "Cadw eich atebion"),
    "save_question": both("Where should we email the link?", "I ble y dylem e-bostio’r ddolen?"),
    "save_hint": both(
        "The link opens your answers, so use an address that only you can read.",
        "Mae’r ddolen yn agor eich atebion, felly defnyddiwch gyfeiriad y gallwch chi yn unig ei ddarllen.",
    ),
    "your_email": both("your email address", "eich cyfeiriad e-bost"),
    "saved_title": both("Your answers are saved", "Mae eich atebion wedi’u cadw"),
    "resume_title": both("Carry on with your answers", "Parhau â’ch atebion"),
    "link_old": both("This link no longer works", "Nid yw’r ddolen hon yn gweithio mwyach"),
    "which_answers": both("Which answers do you want to carry on with?", "Pa atebion ydych chi am barhau â nhw?"),
    "which_hint": both(
        "You have other answers to this service in this browser.",
        "Mae gennych atebion eraill i’r gwasanaeth hwn yn y porwr hwn.",
    ),
    "which_link": both("The answers that the link opens", "Yr atebion y mae’r ddolen yn eu hagor"),
    "which_browser": both("The answers in this browser", "Yr atebion yn y porwr hwn"),
    "which_missing": both("Select which answers to carry on with", "Dewiswch pa atebion i barhau â nhw"),
    "continue": both("Continue", "Parhau"),
    "feedback_title": both("Give feedback", "Rhoi adborth"),
    "score_missing": both("Select how you felt about the service", "Dewiswch sut oeddech chi’n teimlo am y gwasanaeth"),
    "comment_long": both(
        "How we could improve this service must be 1,200 characters or less",
        "Rhaid i’ch ateb ynghylch sut gallem wella’r gwasanaeth fod yn 1,200 nod neu lai",
    ),
    "thanks_title": both("Thank you for your feedback", "Diolch am eich adborth"),
    "back_home": both("Go to our services", "Ewch i’n gwasanaethau"),
    "outcome_none": both("You cannot use this service", "Ni allwch ddefnyddio’r gwasanaeth hwn"),
    "outcome_several": both("You cannot do this now", "Ni allwch wneud hyn nawr"),
    # Following a request
    "track_title": both("See how far we have got", "Gweld y cynnydd"),
    "my_requests": both("Sign in to see your requests", "Mewngofnodi i weld eich ceisiadau"),
    "received": both("We received it", "Fe’i cawsom"),
    "text_message": both("We sent you a text message", "Anfonwyd neges destun atoch"),
    "moved_on": both(
        "This has changed since you opened the page. Here is how it stands now.",
        "Mae hyn wedi newid ers i chi agor y dudalen. Dyma’r sefyllfa nawr.",
    ),
    "told": both("Thank you. We have what you told us.", "Diolch. Mae’r hyn a ddywedoch wrthym gennym."),
    # Bin days
    "bin_title": both("Find your bin day", "Dod o hyd i’ch diwrnod bin"),
    "bin_postcode": both("What is your postcode?", "Beth yw eich cod post?"),
    "bin_postcode_hint": both("For example, AB1 2CD.", "Er enghraifft, AB1 2CD."),
    "bin_choose": both("What is your address?", "Beth yw eich cyfeiriad?"),
    "bin_select": both("Select your address", "Dewiswch eich cyfeiriad"),
    "postcode_missing": both("Enter a postcode", "Rhowch god post"),
    "postcode_format": both("Enter a full UK postcode", "Rhowch god post llawn yn y DU"),
    "bin_page": both("Your bin days", "Eich diwrnodau bin"),
    "bin_down": both(
        "We cannot look up bin days at the moment. Try again in a few minutes.",
        "Ni allwn chwilio am ddiwrnodau bin ar hyn o bryd. Rhowch gynnig arall arni ymhen ychydig funudau.",
    ),
    "bin_as_of": both(
        "We cannot check these days at the moment. They are as we knew them on {day} at {time}.",
        "Ni allwn wirio’r diwrnodau hyn ar hyn o bryd. Dyma’r hyn a wyddem d{day} am {time}.",
    ),
    "bin_changed": both("Changed. It is usually: {day}.", "Wedi newid. Fel arfer: {day}."),
    "bin_today": both("Today", "Heddiw"),
    "bin_last": both("Last collection: {day}. {state}", "Casgliad diwethaf: {day}. {state}"),
    "find_address": both("Find address", "Dod o hyd i’r cyfeiriad"),
    "state_outstanding": both("The crew has not reported on it yet.", "Nid yw’r criw wedi adrodd arno eto."),
    "state_allocated": both("The crew is on its way.", "Mae’r criw ar ei ffordd."),
    "state_delayed": both("The crew is running late.", "Mae’r criw yn hwyr."),
    "state_completed": both("Collected.", "Wedi’i gasglu."),
    "state_completed_at": both("Collected at {time}.", "Casglwyd am {time}."),
    "state_partially_completed": both("The crew took part of it.", "Cymerodd y criw ran ohono."),
    "state_not_completed": both("The crew could not collect it.", "Ni allai’r criw ei gasglu."),
    # The council's own pages
    "home_title": both("Services and information", "Gwasanaethau a gwybodaeth"),
    "home_lead": both(
        "Do it here at any time, on a phone or a computer.",
        "Gwnewch hyn yma unrhyw bryd, ar ffôn neu gyfrifiadur.",
    ),
    "home_group": both("What you can do here", "Beth allwch chi ei wneud yma"),
    "home_none": both("There are no services here yet.", "Nid oes gwasanaethau yma eto."),
    "contact_us": both("Contact us", "Cysylltu â ni"),
    # When something is wrong
    "error_400": both("We could not read that", "Ni allem ddarllen hynny"),
    "error_403": both("We could not check your form", "Ni allem wirio eich ffurflen"),
    "error_403_text": both(
        "Your answers so far are saved. Go back, load the page again and send it once more. "
        "Your browser has to accept our cookies.",
        "Mae eich atebion hyd yma wedi’u cadw. Ewch yn ôl, llwythwch y dudalen eto a’i hanfon unwaith eto. "
        "Rhaid i’ch porwr dderbyn ein cwcis.",
    ),
    "error_404": both("Page not found", "Heb ddod o hyd i’r dudalen"),
    "trial_over_text": both(
        "This link was for trying our services out, and it has ended. Ask whoever sent it to you for a new one.",
        "Dolen i roi cynnig ar ein gwasanaethau oedd hon, ac mae wedi dod i ben. Gofynnwch i bwy bynnag a’i hanfonodd "
        "atoch am un newydd.",
    ),
    "error_429": both("Too many tries", "Gormod o geisiadau"),
    "error_500": both(
        "Sorry, there is a problem with the service", "Mae’n ddrwg gennym, mae problem gyda’r gwasanaeth"
    ),
    "error_503": both("Sorry, the service is unavailable", "Mae’n ddrwg gennym, nid yw’r gwasanaeth ar gael"),
    "error_500_text": both(
        "The answers that you sent before this page are saved.",
        "Mae’r atebion a anfonoch cyn y dudalen hon wedi’u cadw.",
    ),
}
