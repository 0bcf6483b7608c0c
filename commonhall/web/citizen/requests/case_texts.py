"""What do the pages say on which residents look after one request: messages, receipts, ratings, copies?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words


def _w(en: str, cy: str) -> Words:
    return Words(en=en, cy=cy)


ON: Final[dict[str, Words]] = {
    "write": _w("Write to us about this, or add a photo", "Ysgrifennu atom am hyn, neu ychwanegu llun"),
    "write_title": _w("Write to us", "Ysgrifennu atom"),
    "write_text": _w(
        "We read every message. We add it to your request.",
        "Rydym yn darllen pob neges. Byddwn yn ei hychwanegu at eich cais.",
    ),
    "message": _w("Your message", "Eich neges"),
    "message_hint": _w("Do not include bank or card details.", "Peidiwch â chynnwys manylion banc na cherdyn."),
    "message_name": _w("your message", "eich neges"),
    "files": _w("Photos and documents", "Lluniau a dogfennau"),
    "files_name": _w("photos and documents", "lluniau a dogfennau"),
    "message_missing": _w("Enter a message, or add a file", "Rhowch neges, neu ychwanegwch ffeil"),
    "written": _w("We have your message.", "Mae eich neges gennym."),
    "you_wrote": _w("You wrote to us", "Fe ysgrifennoch atom"),
    "you_sent": _w("You sent us files", "Fe anfonoch ffeiliau atom"),
    "we_wrote": _w("We sent you a letter", "Anfonwyd llythyr atoch"),
    "file": _w("Download {name}", "Lawrlwytho {name}"),
    "paused": _w(
        "The time does not count since {day}, because we are waiting. Where it is now: {state}.",
        "Nid yw’r amser yn cyfrif ers {day}, am ein bod yn aros. Sut mae hi nawr: {state}.",
    ),
    "paused_for_you": _w(
        "The time does not count since {day}, because we are waiting for your answer.",
        "Nid yw’r amser yn cyfrif ers {day}, am ein bod yn aros am eich ateb.",
    ),
    "joined": _w(
        "We joined this with another request about the same thing. We deal with both together.",
        "Rydym wedi uno hwn â chais arall am yr un peth. Byddwn yn delio â’r ddau gyda’i gilydd.",
    ),
    "asked": _w("{title}. Answer by {day}", "{title}. Atebwch erbyn {day}"),
    # Money
    "payments": _w("Payments", "Taliadau"),
    "paid_on": _w("Paid on {day}", "Talwyd ar {day}"),
    "receipt": _w("Receipt", "Derbynneb"),
    "receipt_of": _w("for {amount}", "am {amount}"),
    "back_made": _w("We gave back {amount} on {day}", "Rhoddwyd {amount} yn ôl ar {day}"),
    "back_asked": _w("We are giving back {amount}", "Rydym yn rhoi {amount} yn ôl"),
    "received_by": _w("Received by", "Derbyniwyd gan"),
    "what_for": _w("For", "Ar gyfer"),
    "date": _w("Date", "Dyddiad"),
    "how": _w("How it was paid", "Sut y talwyd"),
    "how_online": _w("Online", "Ar-lein"),
    "how_cash": _w("Cash", "Arian parod"),
    "how_cheque": _w("Cheque", "Siec"),
    "how_telephone": _w("By telephone", "Dros y ffôn"),
    "how_transfer": _w("Bank transfer", "Trosglwyddiad banc"),
    "payment_reference": _w("Payment reference", "Cyfeirnod y taliad"),
    "our_reference": _w("Our reference", "Ein cyfeirnod"),
    "total": _w("Total", "Cyfanswm"),
    "vat_part": _w("Of this, VAT", "O hyn, TAW"),
    "given_back": _w("Given back", "Rhoddwyd yn ôl"),
    "to_print": _w("To keep a copy, print this page or save it.", "I gadw copi, argraffwch neu gadwch y dudalen hon."),
    # A copy
    "copy": _w("See or print everything about this request", "Gweld neu argraffu popeth am y cais hwn"),
    "copy_title": _w("Everything about this request", "Popeth am y cais hwn"),
    "your_answers": _w("Your answers", "Eich atebion"),
    "your_files": _w("Your files", "Eich ffeiliau"),
    "what_happened": _w("What has happened so far", "Beth sydd wedi digwydd hyd yma"),
    "reference": _w("Reference", "Cyfeirnod"),
    "status": _w("Status", "Statws"),
    "sent": _w("Sent", "Anfonwyd"),
    "closed": _w("Closed", "Caewyd"),
    # Rating
    "rate": _w("Tell us how we did", "Dywedwch wrthym sut wnaethom ni"),
    "rate_title": _w("How did we do?", "Sut wnaethom ni?"),
    "rated": _w("Thank you for telling us how we did.", "Diolch am ddweud wrthym sut wnaethom ni."),
}
