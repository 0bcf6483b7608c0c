"""What do the pages of the council's takings say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "takings": both("Money", "Arian"),
    "takings_day": both("Day", "Diwrnod"),
    "takings_day_name": both("the day", "y diwrnod"),
    "takings_show": both("Show this day", "Dangos y diwrnod hwn"),
    "takings_before": both("The day before", "Y diwrnod cynt"),
    "takings_after": both("The day after", "Y diwrnod wedyn"),
    "takings_paid": both("paid", "wedi’i dalu"),
    "takings_refunded": both("given back", "wedi’i roi yn ôl"),
    "takings_left": both("in all", "i gyd"),
    "takings_table": both("Payments and refunds of the day", "Taliadau ac ad-daliadau’r diwrnod"),
    "takings_none": both(
        "Nothing was paid or given back on this day.", "Ni thalwyd na rhoi dim yn ôl ar y diwrnod hwn."
    ),
    "takings_request": both("Request", "Cais"),
    "takings_when": both("When", "Pryd"),
    "takings_how": both("How", "Sut"),
    "takings_amount": both("Amount", "Swm"),
    "takings_payment_online": both("Paid online", "Talwyd ar-lein"),
    "takings_payment_cash": both("Paid in cash", "Talwyd mewn arian parod"),
    "takings_payment_cheque": both("Paid by cheque", "Talwyd drwy siec"),
    "takings_payment_telephone": both("Paid by card, by telephone", "Talwyd â cherdyn, dros y ffôn"),
    "takings_payment_transfer": both("Paid by bank transfer", "Talwyd drwy drosglwyddiad banc"),
    "takings_refund_online": both("Given back online", "Rhoddwyd yn ôl ar-lein"),
    "takings_refund_by_hand": both("Given back by an officer", "Rhoddwyd yn ôl gan swyddog"),
    "takings_refund_cash": both("Given back by an officer", "Rhoddwyd yn ôl gan swyddog"),
    "takings_refund_cheque": both("Given back by an officer", "Rhoddwyd yn ôl gan swyddog"),
    "takings_refund_telephone": both("Given back by an officer", "Rhoddwyd yn ôl gan swyddog"),
    "takings_refund_transfer": both("Given back by an officer", "Rhoddwyd yn ôl gan swyddog"),
    "takings_file": both("Download the ledger file of {day} (CSV)", "Lawrlwytho ffeil gyfriflyfr {day} (CSV)"),
    "takings_compared": both(
        "Compared with {provider} {when}: {paid} paid and {refunded} given back there.",
        "Cymharwyd â {provider} {when}: talwyd {paid} a rhoddwyd {refunded} yn ôl yno.",
    ),
    "differs_list": both("Differences to look at", "Gwahaniaethau i edrych arnynt"),
    "takings_differences_about": both(
        "Our books and the payment provider’s do not agree about these. We keep looking: some mend themselves.",
        "Nid yw ein llyfrau ni a rhai’r darparwr taliadau’n cytuno am y rhain. Byddwn yn dal i edrych: mae rhai yn "
        "cywiro eu hunain.",
    ),
    "differs_request": both("Request", "Cais"),
    "differs_what": both("What differs", "Beth sy’n wahanol"),
    "differs_since": both("Since", "Ers"),
    "differs_ours": both("We say", "Rydym ni’n dweud"),
    "differs_theirs": both("They say", "Maen nhw’n dweud"),
    "differs_their_name": both("The provider’s own number", "Rhif y darparwr ei hun"),
    "differs_nothing": both("Nothing", "Dim byd"),
    "takings_state_created": both("not paid yet", "heb ei dalu eto"),
    "takings_state_started": both("not paid yet", "heb ei dalu eto"),
    "takings_state_held": both("held at the bank", "wedi’i ddal yn y banc"),
    "takings_state_paid": both("paid", "wedi’i dalu"),
    "takings_state_failed": both("not paid", "heb ei dalu"),
    "takings_state_cancelled": both("cancelled", "wedi’i ganslo"),
    "takings_state_expired": both("not paid in time", "heb ei dalu mewn pryd"),
    "takings_differs": both("Payment that differs: {reference}", "Taliad sy’n wahanol: {reference}"),
    "takings_differs_unknown_here": both(
        "They took money that we do not know of", "Cymeront arian nad ydym yn gwybod amdano"
    ),
    "takings_differs_missing_there": both("They do not know our payment", "Nid ydynt yn gwybod am ein taliad"),
    "takings_differs_state": both("One says that it is paid", "Mae un yn dweud ei fod wedi’i dalu"),
    "takings_differs_amount": both("The amount or the request", "Y swm neu’r cais"),
    "takings_differs_refunded": both("How much was given back", "Faint a roddwyd yn ôl"),
    "takings_advice_unknown_here": both(
        "Look the payment up at the provider. If it is for a request of ours, record it there. "
        "If not, give the money back.",
        "Chwiliwch am y taliad gyda’r darparwr. Os yw ar gyfer cais i ni, cofnodwch ef yno. "
        "Os nad yw, rhowch yr arian yn ôl.",
    ),
    "takings_advice_missing_there": both(
        "Check that the key in the settings is of the account that took the payment.",
        "Gwiriwch fod yr allwedd yn y gosodiadau yn perthyn i’r cyfrif a gymerodd y taliad.",
    ),
    "takings_advice_state": both(
        "Look the payment up at the provider, and put the request right.",
        "Chwiliwch am y taliad gyda’r darparwr, a chywirwch y cais.",
    ),
    "takings_advice_amount": both(
        "This payment was not taken for paid. Look it up at the provider before anything else.",
        "Ni dderbyniwyd y taliad hwn fel un wedi’i dalu. Chwiliwch amdano gyda’r darparwr cyn dim arall.",
    ),
    "takings_advice_refunded": both(
        "Somebody may have given money back at the provider’s own site. Write down who, and why.",
        "Efallai fod rhywun wedi rhoi arian yn ôl ar wefan y darparwr ei hun. Nodwch pwy, a pham.",
    ),
    "differs_reason": both("Why is it so, or what was done about it?", "Pam mae hyn felly, neu beth a wnaed amdano?"),
    "differs_reason_name": both("the reason", "y rheswm"),
    "differs_settle": both("Keep the reason", "Cadw’r rheswm"),
    "differs_settled": both(
        "The reason is kept. The difference is off the list.",
        "Mae’r rheswm wedi’i gadw. Nid yw’r gwahaniaeth ar y rhestr mwyach.",
    ),
    "differs_settled_before": both(
        "This difference is not on the list any more.", "Nid yw’r gwahaniaeth hwn ar y rhestr mwyach."
    ),
}
