"""What do the pages say on which residents look after one request: messages, receipts, ratings, copies?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

ON: Final[dict[str, Words]] = {
    "write": both("Write to us about this, or add a photo", "Ysgrifennu atom am hyn, neu ychwanegu llun"),
    "write_title": both("Write to us", "Ysgrifennu atom"),
    "write_text": both(
        "We read every message. We add it to your request.",
        "Rydym yn darllen pob neges. Byddwn yn ei hychwanegu at eich cais.",
    ),
    "message": both("Your message", "Eich neges"),
    "message_hint": both("Do not include bank or card details.", "Peidiwch â chynnwys manylion banc na cherdyn."),
    "message_name": both("your message", "eich neges"),
    "files": both("Photos and documents", "Lluniau a dogfennau"),
    "files_name": both("photos and documents", "lluniau a dogfennau"),
    "message_missing": both("Enter a message, or add a file", "Rhowch neges, neu ychwanegwch ffeil"),
    "written": both("We have your message.", "Mae eich neges gennym."),
    "you_wrote": both("You wrote to us", "Fe ysgrifennoch atom"),
    "you_sent": both("You sent us files", "Fe anfonoch ffeiliau atom"),
    "we_wrote": both("We sent you a letter", "Anfonwyd llythyr atoch"),
    "file": both("Download {name}", "Lawrlwytho {name}"),
    "paused": both(
        "The time does not count since {day}, because we are waiting. Where it is now: {state}.",
        "Nid yw’r amser yn cyfrif ers {day}, am ein bod yn aros. Sut mae hi nawr: {state}.",
    ),
    "paused_for_you": both(
        "The time does not count since {day}, because we are waiting for your answer.",
        "Nid yw’r amser yn cyfrif ers {day}, am ein bod yn aros am eich ateb.",
    ),
    "joined": both(
        "We joined this with another request about the same thing. We deal with both together.",
        "Rydym wedi uno hwn â chais arall am yr un peth. Byddwn yn delio â’r ddau gyda’i gilydd.",
    ),
    "asked": both("{title}. Answer by {day}", "{title}. Atebwch erbyn {day}"),
    # Money
    "payments": both("Payments", "Taliadau"),
    "paid_on": both("Paid on {day}", "Talwyd d{day}"),
    "receipt": both("Receipt", "Derbynneb"),
    "receipt_of": both("for {amount}", "am {amount}"),
    "back_made": both("We gave back {amount} on {day}", "Rhoddwyd {amount} yn ôl d{day}"),
    "back_asked": both("We are giving back {amount}", "Rydym yn rhoi {amount} yn ôl"),
    "received_by": both("Received by", "Derbyniwyd gan"),
    "what_for": both("For", "Ar gyfer"),
    "date": both("Date", "Dyddiad"),
    "how": both("How it was paid", "Sut y talwyd"),
    "how_online": both("Online", "Ar-lein"),
    "how_cash": both("Cash", "Arian parod"),
    "how_cheque": both("Cheque", "Siec"),
    "how_telephone": both("By telephone", "Dros y ffôn"),
    "how_transfer": both("Bank transfer", "Trosglwyddiad banc"),
    "payment_reference": both("Payment reference", "Cyfeirnod y taliad"),
    "our_reference": both("Our reference", "Ein cyfeirnod"),
    "total": both("Total", "Cyfanswm"),
    "vat_part": both("Of this, VAT", "O hyn, TAW"),
    "given_back": both("Given back", "Rhoddwyd yn ôl"),
    "to_print": both(
        "To keep a copy, print this page or save it.", "I gadw copi, argraffwch neu gadwch y dudalen hon."
    ),
    # A copy
    "copy": both("See or print everything about this request", "Gweld neu argraffu popeth am y cais hwn"),
    "copy_title": both("Everything about this request", "Popeth am y cais hwn"),
    "your_answers": both("Your answers", "Eich atebion"),
    "your_files": both("Your files", "Eich ffeiliau"),
    "what_happened": both("What has happened so far", "Beth sydd wedi digwydd hyd yma"),
    "reference": both("Reference", "Cyfeirnod"),
    "status": both("Status", "Statws"),
    "sent": both("Sent", "Anfonwyd"),
    "closed": both("Closed", "Caewyd"),
    # Rating
    "rate": both("Tell us how we did", "Dywedwch wrthym sut wnaethom ni"),
    "rate_title": both("How did we do?", "Sut wnaethom ni?"),
    "rated": both("Thank you for telling us how we did.", "Diolch am ddweud wrthym sut wnaethom ni."),
}
