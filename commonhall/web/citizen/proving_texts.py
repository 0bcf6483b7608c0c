"""What does a page say where a service asks who somebody is, in English and in Welsh?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

PROVING: Final[dict[str, Words]] = {
    "identity_title": both("Prove who you are", "Profi pwy ydych chi"),
    "email_title": both("Confirm your email address", "Cadarnhau eich cyfeiriad e-bost"),
    "identity_text": both(
        "You leave this page to prove who you are, and come back to it. It takes about 10 minutes. What you have told "
        "us so far is saved.",
        "Byddwch yn gadael y dudalen hon i brofi pwy ydych chi, ac yn dod yn ôl iddi. Mae’n cymryd tua 10 munud. Mae’r "
        "hyn rydych wedi’i ddweud wrthym hyd yma wedi’i gadw.",
    ),
    "down": both(
        "You cannot prove who you are online just now. It is not your fault.",
        "Ni allwch brofi pwy ydych chi ar-lein ar hyn o bryd. Nid eich bai chi yw hyn.",
    ),
    "not_bound": both(
        "You cannot prove who you are online at this council.",
        "Ni allwch brofi pwy ydych chi ar-lein yn y cyngor hwn.",
    ),
    "not_proved": both(
        "We could not get proof of who you are online. That happens, and it does not count against you.",
        "Ni allem gael prawf ar-lein o bwy ydych chi. Mae hynny’n digwydd, ac ni fydd yn cyfrif yn eich erbyn.",
    ),
    "denied": both(
        "You came back without proving who you are.",
        "Daethoch yn ôl heb brofi pwy ydych chi.",
    ),
    "again": both(
        "Something went wrong on the way back. Try again.",
        "Aeth rhywbeth o’i le ar y ffordd yn ôl. Rhowch gynnig arall arni.",
    ),
    "try_again": both("Try again", "Rhoi cynnig arall arni"),
    "carry_on_text": both(
        "You can carry on. We may ask you later to show us who you are.",
        "Gallwch barhau. Efallai y byddwn yn gofyn i chi ddangos pwy ydych chi yn nes ymlaen.",
    ),
    "carry_on": both("Carry on", "Parhau"),
    "stop_text": both(
        "You cannot do this online without proof of who you are. [Contact us](/contact) to do it another way. What you "
        "have told us so far is saved.",
        "Ni allwch wneud hyn ar-lein heb brawf o bwy ydych chi. [Cysylltwch â ni](/contact) i’w wneud mewn ffordd "
        "arall. Mae’r hyn rydych wedi’i ddweud wrthym hyd yma wedi’i gadw.",
    ),
    "email_instead": both(
        "Confirm your email address instead. We may ask you later to show us who you are.",
        "Cadarnhewch eich cyfeiriad e-bost yn lle hynny. Efallai y byddwn yn gofyn i chi ddangos pwy ydych chi yn nes "
        "ymlaen.",
    ),
    "email_text": both(
        "We send you an email with a link. Open the link to carry on. You can open it on any device.",
        "Byddwn yn anfon e-bost atoch gyda dolen. Agorwch y ddolen i barhau. Gallwch ei hagor ar unrhyw ddyfais.",
    ),
    "email": both("Email address", "Cyfeiriad e-bost"),
    "your_email": both("your email address", "eich cyfeiriad e-bost"),
    "send_link": both("Send the link", "Anfon y ddolen"),
    "signed_in_text": both("You are signed in as {email}.", "Rydych wedi mewngofnodi fel {email}."),
    "use_mine": both("Carry on with this address", "Parhau gyda’r cyfeiriad hwn"),
    "sent_title": both("Check your email", "Gwiriwch eich e-bost"),
    "sent_text": both(
        "We have sent a link to {email}. Open it to carry on from here, on any device.\n\nIf it has not come in a few "
        "minutes, look in your spam folder, or [ask for another link]({page}).",
        "Rydym wedi anfon dolen at {email}. Agorwch hi i barhau o’r fan hon, ar unrhyw ddyfais.\n\nOs nad yw wedi "
        "cyrraedd mewn ychydig funudau, edrychwch yn eich ffolder sbam, neu [gofynnwch am ddolen arall]({page}).",
    ),
}
