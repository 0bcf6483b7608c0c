"""What is said of calendars: days that are closed, what is booked on them, and the addresses for calendar programs?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "calendars": both("Calendars", "Calendrau"),
    "calendars_closed": both("Closed days", "Dyddiau ar gau"),
    "calendars_none_closed": both("No days are closed.", "Nid oes dyddiau ar gau."),
    "calendars_holidays": both(
        "Bank holidays and the days in a calendar’s settings are closed besides these.",
        "Mae gwyliau banc a’r dyddiau yng ngosodiadau calendr ar gau hefyd.",
    ),
    "calendars_calendar": both("Calendar", "Calendr"),
    "calendars_days": both("Days", "Dyddiau"),
    "calendars_why": both("Reason", "Rheswm"),
    "calendars_by": both("Closed by", "Caewyd gan"),
    "calendars_from_to": both("{first} to {last}", "{first} i {last}"),
    "calendars_close": both("Close days", "Cau dyddiau"),
    "calendars_close_which": both("Which calendar?", "Pa galendr?"),
    "calendars_close_which_name": both("a calendar", "calendr"),
    "calendars_close_first": both("First day", "Diwrnod cyntaf"),
    "calendars_close_first_name": both("the first day", "y diwrnod cyntaf"),
    "calendars_close_last": both("Last day", "Diwrnod olaf"),
    "calendars_close_last_name": both("the last day", "y diwrnod olaf"),
    "calendars_close_last_hint": both("Leave it empty for one day.", "Gadewch hwn yn wag ar gyfer un diwrnod."),
    "calendars_close_reason": both("Why?", "Pam?"),
    "calendars_close_reason_hint": both("Only colleagues see this.", "Dim ond cydweithwyr sy’n gweld hwn."),
    "calendars_close_reason_name": both("why it is closed", "pam ei fod ar gau"),
    "calendars_close_note": both(
        "Nobody can book a closed day. What is booked on it already stays. You see it in the list, so that you can "
        "agree another day with each person.",
        "Ni all neb archebu diwrnod sydd ar gau. Mae’r hyn sydd wedi’i archebu arno’n barod yn aros. Fe’i gwelwch yn y "
        "rhestr, er mwyn i chi gytuno ar ddiwrnod arall gyda phob person.",
    ),
    "calendars_refused_order": both(
        "The last day must be on or after the first day", "Rhaid i’r diwrnod olaf fod ar neu ar ôl y diwrnod cyntaf"
    ),
    "calendars_refused_past": both("The last day is over already", "Mae’r diwrnod olaf wedi mynd heibio"),
    "calendars_refused_too_long": both("Close at most a year at once", "Caewch flwyddyn ar y mwyaf ar y tro"),
    "calendars_refused_calendar": both(
        "This calendar is not kept here any more", "Nid yw’r calendr hwn yn cael ei gadw yma bellach"
    ),
    "calendars_were_closed": both("The days are closed", "Mae’r dyddiau ar gau"),
    "calendars_open": both("Open again: {calendar}, {days}", "Agor eto: {calendar}, {days}"),
    "calendars_open_again": both("Open days again", "Agor dyddiau eto"),
    "calendars_open_which": both("Which days?", "Pa ddyddiau?"),
    "calendars_open_choose": both("Select the days to open again", "Dewiswch y dyddiau i’w hagor eto"),
    "calendars_were_opened": both("The days are open again", "Mae’r dyddiau ar agor eto"),
    "calendars_booked": both("Booked on closed days", "Wedi’u harchebu ar ddyddiau sydd ar gau"),
    "calendars_booked_none": both(
        "Nothing is booked on closed days.", "Nid oes dim wedi’i archebu ar ddyddiau sydd ar gau."
    ),
    "calendars_booked_do": both(
        "Nothing has been cancelled. Open each case and agree another day.",
        "Nid oes dim wedi’i ganslo. Agorwch bob achos a chytunwch ar ddiwrnod arall.",
    ),
    "calendars_booked_hidden": both(
        "Bookings of other teams, which you do not see: {n}.", "Archebion timau eraill, nad ydych yn eu gweld: {n}."
    ),
    "calendars_case": both("Case", "Achos"),
    "calendars_time": both("Time", "Amser"),
    "calendars_all_day": both("All day", "Drwy’r dydd"),
    "calendars_feeds": both("Bookings in your own calendar program", "Archebion yn eich rhaglen galendr eich hun"),
    "calendars_feeds_what": both(
        "A calendar program reads bookings from a secret address. Anyone who has the address can read them, so keep it "
        "to yourself. It stops when you end it, and when you leave.",
        "Mae rhaglen galendr yn darllen archebion o gyfeiriad cyfrinachol. Gall unrhyw un sydd â’r cyfeiriad eu "
        "darllen, felly cadwch ef i chi’ch hun. Mae’n dod i ben pan fyddwch yn ei derfynu, a phan fyddwch yn gadael.",
    ),
    "calendars_feed_make": both("Make an address", "Creu cyfeiriad"),
    "calendars_feed_which": both("Which bookings?", "Pa archebion?"),
    "calendars_feed_which_name": both("which bookings", "pa archebion"),
    "calendars_feed_all": both("All that you can see", "Pob un y gallwch ei weld"),
    "calendars_feed_shows": both("What should it show?", "Beth ddylai ei ddangos?"),
    "calendars_feed_shows_name": both("what it should show", "beth ddylai ei ddangos"),
    "calendars_feed_places": both("Reference and street", "Cyfeirnod a stryd"),
    "calendars_feed_people": both("Names and whole addresses as well", "Enwau a chyfeiriadau llawn hefyd"),
    "calendars_feed_people_hint": both(
        "Only if you need them, and only on a device of the council.",
        "Dim ond os oes eu hangen arnoch, ac ar ddyfais y cyngor yn unig.",
    ),
    "calendars_feed_made": both("Your address", "Eich cyfeiriad"),
    "calendars_feed_copy": both(
        "Copy it into your calendar program now. It is not shown again.",
        "Copïwch ef i’ch rhaglen galendr nawr. Ni chaiff ei ddangos eto.",
    ),
    "calendars_feed_back": both("Back to calendars", "Yn ôl i’r calendrau"),
    "calendars_feed_full": both(
        "You have five already. End one first.", "Mae gennych bump yn barod. Terfynwch un yn gyntaf."
    ),
    "calendars_feed_one": both("{calendar}, made {when}. {shows}", "{calendar}, crëwyd {when}. {shows}"),
    "calendars_feed_used": both("Last read: {when}", "Darllenwyd ddiwethaf: {when}"),
    "calendars_feed_unused": both("Not read yet", "Heb ei ddarllen eto"),
    "calendars_feed_end": both("End an address", "Terfynu cyfeiriad"),
    "calendars_feed_end_which": both("Which one?", "Pa un?"),
    "calendars_feed_end_choose": both("Select an address to end", "Dewiswch gyfeiriad i’w derfynu"),
    "calendars_feed_ended": both("The address does not work any more", "Nid yw’r cyfeiriad yn gweithio mwyach"),
    "calendars_compared": both("Do calendars know the same bookings?", "A yw calendrau’n gwybod am yr un archebion?"),
    "calendars_compared_differ": both(
        "A calendar and we do not agree about these. Look at each before somebody waits for nobody.",
        "Nid yw calendr a ninnau’n cytuno am y rhain. Edrychwch ar bob un cyn i rywun aros am neb.",
    ),
    "calendars_compared_when": both(
        "Compared with {provider} {when}. It has {n} bookings to come.",
        "Cymharwyd â {provider} {when}. Mae ganddo {n} archeb i ddod.",
    ),
    "calendars_compared_never": both(
        "Not compared yet. It is done once a day.", "Heb eu cymharu eto. Gwneir hynny unwaith y dydd."
    ),
    "calendars_compare": both("Compare now", "Cymharu nawr"),
    "calendars_compared_now": both("The calendars were compared", "Cymharwyd y calendrau"),
    "calendars_compared_not": both(
        "A calendar did not answer. We try again every hour.",
        "Ni wnaeth calendr ateb. Byddwn yn rhoi cynnig arall arni bob awr.",
    ),
    "calendars_differs": both("Booking that differs: {reference}", "Archeb sy’n wahanol: {reference}"),
    "calendars_differs_unknown_here": both(
        "The calendar has a booking that we do not have", "Mae gan y calendr archeb nad yw gennym ni"
    ),
    "calendars_differs_missing_there": both(
        "The calendar does not have our booking", "Nid yw ein harcheb ni gan y calendr"
    ),
    "calendars_differs_time": both("The times are different", "Mae’r amserau’n wahanol"),
    "calendars_advice_unknown_here": both(
        "Ask the supplier who booked it. If it was cancelled here, ask them to cancel it too. If somebody booked with "
        "them, write down who.",
        "Gofynnwch i’r cyflenwr pwy a’i harchebodd. Os cafodd ei chanslo yma, gofynnwch iddynt ei chanslo hefyd. Os "
        "archebodd rhywun gyda nhw, nodwch pwy.",
    ),
    "calendars_advice_missing_there": both(
        "Nobody may come. Ask the supplier to book this time again. If it is taken, open the request and agree another "
        "time with the person.",
        "Efallai na ddaw neb. Gofynnwch i’r cyflenwr archebu’r amser hwn eto. Os yw wedi’i gymryd, agorwch y cais a "
        "chytunwch ar amser arall gyda’r person.",
    ),
    "calendars_advice_time": both(
        "Ask the supplier which time is right. If theirs is, open the request, change the time and tell the person. If "
        "ours is, ask them to change it.",
        "Gofynnwch i’r cyflenwr pa amser sy’n gywir. Os eu hamser nhw, agorwch y cais, newidiwch yr amser a dywedwch "
        "wrth y person. Os ein hamser ni, gofynnwch iddynt ei newid.",
    ),
    "calendars_none": both(
        "No calendar is kept here. A supplier’s calendar is closed at the supplier.",
        "Nid oes calendr yn cael ei gadw yma. Caiff calendr cyflenwr ei gau gan y cyflenwr.",
    ),
}
