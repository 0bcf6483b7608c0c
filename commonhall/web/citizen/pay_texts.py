"""What do the pages on which residents pay say, in both languages?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

PAY: Final[dict[str, Words]] = {
    "cost": both("What it costs", "Faint mae’n ei gostio"),
    "total": both("Total", "Cyfanswm"),
    "vat": both("This includes {amount} of VAT", "Mae hyn yn cynnwys {amount} o TAW"),
    "nothing": both("Nothing to pay", "Dim i’w dalu"),
    "continue": both("Continue to payment", "Parhau i dalu"),
    "title": both("Pay {amount}", "Talu {amount}"),
    "now": both("Pay {amount} now", "Talu {amount} nawr"),
    "for_move": both("Pay for: {what}", "Talu am: {what}"),
    "waits": both(
        "We have your request. Its reference is **{reference}**. We deal with it once you have paid.",
        "Mae eich cais gennym. Ei gyfeirnod yw **{reference}**. Byddwn yn delio ag ef ar ôl i chi dalu.",
    ),
    "move_waits": both(
        "Nothing changes until you have paid.",
        "Ni fydd dim yn newid nes i chi dalu.",
    ),
    "failed": both(
        "Your payment did not go through. No money was taken. You can try again.",
        "Ni aeth eich taliad drwodd. Ni chymerwyd unrhyw arian. Gallwch roi cynnig arall arni.",
    ),
    "declined": both(
        "Your card was declined. No money was taken. You can try again, or use another card.",
        "Gwrthodwyd eich cerdyn. Ni chymerwyd arian. Gallwch roi cynnig arall arni, neu ddefnyddio cerdyn arall.",
    ),
    "cancelled": both(
        "You cancelled the payment. No money was taken.",
        "Rydych wedi canslo’r taliad. Ni chymerwyd unrhyw arian.",
    ),
    "expired": both(
        "You ran out of time to pay. No money was taken. You can try again.",
        "Daeth eich amser i dalu i ben. Ni chymerwyd unrhyw arian. Gallwch roi cynnig arall arni.",
    ),
    "unavailable": both(
        "We cannot take payments at the moment. We have kept your request. You can pay later: come back to this page, "
        "or follow your request with its reference.",
        "Ni allwn gymryd taliadau ar hyn o bryd. Rydym wedi cadw eich cais. Gallwch dalu’n nes ymlaen: dewch yn ôl "
        "i’r dudalen hon, neu dilynwch eich cais gyda’i gyfeirnod.",
    ),
    "kept_until": both("You can pay until {until}.", "Gallwch dalu tan {until}."),
    "refused": both(
        "We cannot take this payment online. Contact us to pay another way.",
        "Ni allwn gymryd y taliad hwn ar-lein. Cysylltwch â ni i dalu mewn ffordd arall.",
    ),
    "not_yet": both(
        "We do not know yet whether your payment went through. We keep asking. You do not need to pay again.",
        "Nid ydym yn gwybod eto a aeth eich taliad drwodd. Byddwn yn dal i ofyn. Nid oes angen i chi dalu eto.",
    ),
    "unfinished": both(
        "You have not finished paying. You can go on with the payment now. You will not pay twice.",
        "Nid ydych wedi gorffen talu. Gallwch barhau â’r taliad nawr. Ni fyddwch yn talu ddwywaith.",
    ),
    "gone": both(
        "The time you chose was taken while you were paying. No money was taken. Choose another time.",
        "Cymerwyd yr amser a ddewisoch tra oeddech yn talu. Ni chymerwyd arian. Dewiswch amser arall.",
    ),
    "paid": both("Payment received", "Taliad wedi dod i law"),
    "thanks": both("Thank you. We have received {amount}.", "Diolch. Rydym wedi derbyn {amount}."),
    "still_due": both("You still need to pay {amount}.", "Mae angen i chi dalu {amount} o hyd."),
    "practice_title": both("Practice payment", "Taliad ymarfer"),
    "practice_warning": both(
        "> This is a practice page. No money moves. Do not enter the details of a real card.",
        "> Tudalen ymarfer yw hon. Does dim arian yn symud. Peidiwch â rhoi manylion cerdyn go iawn.",
    ),
    "practice_question": both(
        "Which practice card do you want to use?", "Pa gerdyn ymarfer hoffech chi ei ddefnyddio?"
    ),
    "practice_pay": both("A card that works", "Cerdyn sy’n gweithio"),
    "practice_decline": both("A card that is declined", "Cerdyn sy’n cael ei wrthod"),
    "practice_cancel": both("No card: cancel the payment", "Dim cerdyn: canslo’r taliad"),
    "practice_missing": both("Select a practice card", "Dewiswch gerdyn ymarfer"),
    "practice_for": both("{amount} for: {what}", "{amount} am: {what}"),
    "practice_over": both("This payment page is closed", "Mae’r dudalen dalu hon wedi cau"),
    "practice_over_text": both("[Go back to your request]({back})", "[Yn ôl i’ch cais]({back})"),
}
