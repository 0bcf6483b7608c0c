"""What is said of money?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "money": both("Payments", "Taliadau"),
    "money_balance": both("Left in all", "Ar ôl i gyd"),
    "pay_online": both("online", "ar-lein"),
    "pay_cash": both("in cash", "mewn arian parod"),
    "pay_cheque": both("by cheque", "drwy siec"),
    "pay_telephone": both("by telephone", "dros y ffôn"),
    "pay_transfer": both("by bank transfer", "drwy drosglwyddiad banc"),
    "pay_state_created": both("Waiting for payment since {when}", "Yn aros am daliad ers {when}"),
    "pay_state_started": both("Being paid since {when}", "Yn cael ei dalu ers {when}"),
    "pay_state_paid": both("Paid {how} {when}", "Talwyd {how} {when}"),
    "pay_state_failed": both("Not paid: the card was declined {when}", "Heb ei dalu: gwrthodwyd y cerdyn {when}"),
    "pay_state_cancelled": both("Cancelled {when}", "Canslwyd {when}"),
    "pay_state_expired": both("Not paid in time, {when}", "Heb ei dalu mewn pryd, {when}"),
    "pay_taken": both("Recorded by {name}. Reference: {reference}", "Cofnodwyd gan {name}. Cyfeirnod: {reference}"),
    "pay_typed": both(
        "The card was typed in by {name}, by telephone", "Teipiwyd y cerdyn i mewn gan {name}, dros y ffôn"
    ),
    "pay_surplus": both("This was paid twice. We give it back.", "Talwyd hyn ddwywaith. Byddwn yn ei roi yn ôl."),
    "pay_for": both("For: {what}", "Ar gyfer: {what}"),
    "refund_state_asked": both("To be given back, since {when}", "I’w roi yn ôl, ers {when}"),
    "refund_state_sent": both("On its way back since {when}", "Ar ei ffordd yn ôl ers {when}"),
    "refund_state_made": both("Given back {when}", "Rhoddwyd yn ôl {when}"),
    "refund_state_failed": both("Could not be given back {when}", "Ni ellid ei roi yn ôl {when}"),
    "refund_state_by_hand": both(
        "Give this back yourself. It was not paid online.", "Rhowch hwn yn ôl eich hun. Ni thalwyd ef ar-lein."
    ),
    "refund_row": both("{amount} back", "{amount} yn ôl"),
    "record_payment": both("Record a payment of {amount}", "Cofnodi taliad o {amount}"),
    "payment_method": both("How was it paid?", "Sut y talwyd?"),
    "payment_method_name": both("how it was paid", "sut y talwyd"),
    "payment_cash": both("Cash", "Arian parod"),
    "payment_cheque": both("Cheque", "Siec"),
    "payment_telephone": both("Card by telephone", "Cerdyn dros y ffôn"),
    "payment_transfer": both("Bank transfer", "Trosglwyddiad banc"),
    "payment_card_now": both(
        "Card, which I type in now for somebody on the telephone",
        "Cerdyn, y byddaf yn ei deipio nawr dros rywun ar y ffôn",
    ),
    "payment_unfinished": both(
        "The payment is not finished. Nothing was taken yet. You can go on with it.",
        "Nid yw’r taliad wedi gorffen. Ni chymerwyd dim eto. Gallwch barhau ag ef.",
    ),
    "payment_unknown": both(
        "We do not know yet whether the payment went through. We keep asking. Do not take it again.",
        "Nid ydym yn gwybod eto a aeth y taliad drwodd. Byddwn yn dal i ofyn. Peidiwch â’i gymryd eto.",
    ),
    "payment_came_to_nothing": both(
        "The payment did not go through. No money was taken.",
        "Ni aeth y taliad drwodd. Ni chymerwyd unrhyw arian.",
    ),
    "payment_reference": both("Receipt or reference number", "Rhif derbynneb neu gyfeirnod"),
    "payment_recorded": both("The payment is recorded.", "Mae’r taliad wedi’i gofnodi."),
    "payment_was_online": both(
        "It has been paid online meanwhile. Do not take the money.",
        "Talwyd ef ar-lein yn y cyfamser. Peidiwch â chymryd yr arian.",
    ),
    "payment_not_due": both("There is nothing to pay any more.", "Does dim i’w dalu mwyach."),
    "payment_busy": both(
        "The payment provider does not answer. Try again in a few minutes.",
        "Nid yw’r darparwr taliadau yn ateb. Rhowch gynnig arall arni ymhen ychydig funudau.",
    ),
    "waits_for_money": both("This is done once {amount} is paid.", "Gwneir hyn pan fydd {amount} wedi’i dalu."),
    "give_money_back": both("Give money back", "Rhoi arian yn ôl"),
    "refund_amount": both("How much do you want to give back?", "Faint ydych chi am ei roi yn ôl?"),
    "refund_amount_name": both("the amount", "y swm"),
    "refund_left": both("At most {amount}", "Dim mwy na {amount}"),
    "refund_reason": both("Why?", "Pam?"),
    "refund_reason_name": both("why", "pam"),
    "refund_asked_for": both("We give {amount} back.", "Byddwn yn rhoi {amount} yn ôl."),
    "refund_too_much": both(
        "Somebody has given money back meanwhile. {amount} is left.",
        "Mae rhywun wedi rhoi arian yn ôl yn y cyfamser. Mae {amount} ar ôl.",
    ),
    "refund_done": both("I have given {amount} back", "Rwyf wedi rhoi {amount} yn ôl"),
    "refund_kept": both("Recorded that {amount} was given back.", "Cofnodwyd bod {amount} wedi’i roi yn ôl."),
    "payment_asked": both("Asked to pay {amount}", "Gofynnwyd am daliad o {amount}"),
    "payment_received": both("{amount} paid", "Talwyd {amount}"),
    "payment_ended": both("A payment ended without money", "Daeth taliad i ben heb arian"),
    "payment_unplaced": both(
        "Money came, but the case could not go on. See to it.",
        "Daeth arian, ond ni allai’r achos fynd yn ei flaen. Edrychwch arno.",
    ),
    "refund_asked": both("{amount} to be given back", "{amount} i’w roi yn ôl"),
    "refund_made": both("{amount} given back", "Rhoddwyd {amount} yn ôl"),
    "refund_failed": both("{amount} could not be given back by itself", "Ni ellid rhoi {amount} yn ôl yn awtomatig"),
}
