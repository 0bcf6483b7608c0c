"""What do the pages on which residents see and keep their own requests say, in both languages?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

MY: Final[dict[str, Words]] = {
    "title": both("My requests", "Fy ngheisiadau"),
    "details": both("Your details", "Eich manylion"),
    "record": both("Your record", "Eich cofnod"),
    # Signing in
    "sign_in": both("See your requests", "Gweld eich ceisiadau"),
    "sign_in_text": both(
        "Enter the email address that you gave us. We will send you a link. You do not need a password.",
        "Rhowch y cyfeiriad e-bost a roddoch i ni. Byddwn yn anfon dolen atoch. Nid oes angen cyfrinair arnoch.",
    ),
    "email": both("Email address", "Cyfeiriad e-bost"),
    "email_name": both("your email address", "eich cyfeiriad e-bost"),
    "send_link": both("Send me a link", "Anfonwch ddolen ataf"),
    "other_ways": both("Other ways to see a request", "Ffyrdd eraill o weld cais"),
    "by_code": both(
        "Use a reference number, and a code that we send you", "Defnyddio cyfeirnod, a chod a anfonwn atoch"
    ),
    "check_mail": both("Check your email", "Gwiriwch eich e-bost"),
    "check_mail_text": both(
        "We have sent a link to {email}. Open it to see your requests.\n\n"
        "The link works once, for 30 minutes. You can open it on any device.\n\n"
        "If it has not come in a few minutes, look in your spam folder, or [ask for another link](/my/sign-in).",
        "Rydym wedi anfon dolen at {email}. Agorwch hi i weld eich ceisiadau.\n\n"
        "Mae’r ddolen yn gweithio unwaith, am 30 munud. Gallwch ei hagor ar unrhyw ddyfais.\n\n"
        "Os nad yw wedi cyrraedd mewn ychydig funudau, edrychwch yn eich ffolder sbam, "
        "neu [gofynnwch am ddolen arall](/my/sign-in).",
    ),
    # Signing in through a provider
    "or_by_email": both("Or use your email", "Neu ddefnyddio eich e-bost"),
    "with_down": both(
        "This way of signing in does not work at the moment. Use your email instead.",
        "Nid yw’r ffordd hon o fewngofnodi’n gweithio ar hyn o bryd. Defnyddiwch eich e-bost yn lle hynny.",
    ),
    "not_finished": both(
        "We could not finish signing you in. Try again, or use your email.",
        "Ni allem orffen eich mewngofnodi. Rhowch gynnig arall arni, neu defnyddiwch eich e-bost.",
    ),
    "turned_back": both(
        "You did not sign in. Try again, or use your email.",
        "Ni wnaethoch fewngofnodi. Rhowch gynnig arall arni, neu defnyddiwch eich e-bost.",
    ),
    "prove_email": both(
        "There is one more step. Enter your email address. We will send you a link. You only do this once.",
        "Mae un cam arall. Rhowch eich cyfeiriad e-bost. Byddwn yn anfon dolen atoch. Dim ond unwaith y gwnewch hyn.",
    ),
    "link_text": both(
        "You have just used another account to sign in: {account}. Do you want to use it from now on? "
        "Only say yes if it is yours.",
        "Rydych newydd ddefnyddio cyfrif arall i fewngofnodi: {account}. Ydych chi am ei ddefnyddio o hyn ymlaen? "
        "Dewiswch hyn dim ond os chi biau’r cyfrif.",
    ),
    "link_button": both("Sign in, and use that account too", "Mewngofnodi, a defnyddio’r cyfrif hwnnw hefyd"),
    "ways_in": both("Ways to sign in", "Ffyrdd o fewngofnodi"),
    "ways_none": both(
        "You sign in by a link that we send to your email.", "Rydych yn mewngofnodi drwy ddolen a anfonwn i’ch e-bost."
    ),
    "ways_linked": both("Another account, since {date}", "Cyfrif arall, ers {date}"),
    "ways_proved": both(
        "Identity proved on {date}: {name}, born {born}", "Profwyd pwy ydych d{date}: {name}, ganwyd {born}"
    ),
    "ways_prove": both("Prove who you are", "Profi pwy ydych chi"),
    "linked": both(
        "You can use that account to sign in from now on.", "Gallwch fewngofnodi â’r cyfrif hwnnw o hyn ymlaen."
    ),
    "linked_elsewhere": both(
        "That account is used by someone else here, or you use another one.",
        "Mae rhywun arall yn defnyddio’r cyfrif hwnnw yma, neu rydych chi’n defnyddio un arall.",
    ),
    "proved": both("You have proved who you are.", "Rydych wedi profi pwy ydych chi."),
    "not_proved": both(
        "Your identity could not be proved. You can still use your account as before.",
        "Ni ellid profi pwy ydych chi. Gallwch ddefnyddio eich cyfrif fel o’r blaen.",
    ),
    "still_in": both("You have signed out here", "Rydych wedi allgofnodi yma"),
    "still_in_text": both(
        "You are still signed in to the other account that you used. "
        "If other people use this device, sign out there too.",
        "Rydych yn dal wedi mewngofnodi i’r cyfrif arall a ddefnyddioch. Os yw pobl eraill yn defnyddio’r ddyfais hon, "
        "allgofnodwch yno hefyd.",
    ),
    "out_there": both("Sign out there too", "Allgofnodi yno hefyd"),
    "open_title": both("Sign in to see your requests", "Mewngofnodi i weld eich ceisiadau"),
    "open_text": both(
        "Do this only on a device that you trust. We sign you out after 30 minutes without a click.",
        "Gwnewch hyn ar ddyfais rydych yn ymddiried ynddi yn unig. Byddwn yn eich allgofnodi ar ôl 30 munud heb glic.",
    ),
    "open_button": both("Sign in", "Mewngofnodi"),
    "link_dead": both("This link no longer works", "Nid yw’r ddolen hon yn gweithio mwyach"),
    "link_dead_text": both(
        "A link works once, for 30 minutes. [Ask for another link](/my/sign-in).",
        "Mae dolen yn gweithio unwaith, am 30 munud. [Gofynnwch am ddolen arall](/my/sign-in).",
    ),
    "signed_out": both("You have signed out.", "Rydych wedi allgofnodi."),
    "signed_out_everywhere": both("You have signed out on every device.", "Rydych wedi allgofnodi ar bob dyfais."),
    "sign_in_again": both(
        "You have been signed out to keep your requests safe. Sign in again.",
        "Rydych wedi cael eich allgofnodi i gadw eich ceisiadau’n ddiogel. Mewngofnodwch eto.",
    ),
    "everywhere": both("Sign out on every device", "Allgofnodi ar bob dyfais"),
    "everywhere_text": both(
        "Use this if you signed in on a device that others use, or that you lost.",
        "Defnyddiwch hyn os ydych wedi mewngofnodi ar ddyfais y mae eraill yn ei defnyddio, neu un a gollwyd gennych.",
    ),
    # A code for one request
    "sign_in_instead": both("Sign in to see all your requests", "Mewngofnodi i weld eich holl geisiadau"),
    "code_text": both(
        "We send you a code, so that nobody else can see your request.",
        "Byddwn yn anfon cod atoch, fel na all neb arall weld eich cais.",
    ),
    "code_to": both("Email address or phone number", "Cyfeiriad e-bost neu rif ffôn"),
    "code_to_hint": both("The one you gave us when you sent it.", "Yr un a roddoch i ni wrth ei anfon."),
    "code_to_name": both("your email address or phone number", "eich cyfeiriad e-bost neu’ch rhif ffôn"),
    "reference": both("Reference number", "Cyfeirnod"),
    "reference_hint": both("It looks like MB-7K3Q9-XW4P2.", "Mae’n edrych fel MB-7K3Q9-XW4P2."),
    "reference_name": both("your reference number", "eich cyfeirnod"),
    "code_send": both("Send me a code", "Anfonwch god ataf"),
    "code_enter": both("Enter the code", "Rhowch y cod"),
    "code_enter_text": both(
        "If what you typed fits one of our requests, we have sent you a code. It works for 15 minutes.\n\n"
        "If it has not come, [ask for another code](/track).",
        "Os yw’r hyn a deipioch yn cyfateb i un o’n ceisiadau, rydym wedi anfon cod atoch. "
        "Mae’n gweithio am 15 munud.\n\nOs nad yw wedi cyrraedd, [gofynnwch am god arall](/track).",
    ),
    "code": both("Code", "Cod"),
    "code_hint": both("It has 6 digits.", "Mae ganddo 6 digid."),
    "code_name": both("the code", "y cod"),
    "code_wrong": both(
        "That is not the code. Check it and try again", "Nid hwnnw yw’r cod. Gwiriwch ef a rhowch gynnig arall arni"
    ),
    "code_dead": both("This code no longer works", "Nid yw’r cod hwn yn gweithio mwyach"),
    "code_dead_text": both(
        "It is too old, it was used, or it was tried too often. [Ask for another code](/track).",
        "Mae’n rhy hen, mae wedi’i ddefnyddio, neu rhoddwyd cynnig arno ormod o weithiau. "
        "[Gofynnwch am god arall](/track).",
    ),
    "continue": both("Continue", "Parhau"),
    # The list
    "none": both(
        "We have no requests with {email}.\n\nIf you sent one with another email address, sign in with that one.",
        "Nid oes gennym unrhyw geisiadau gyda {email}.\n\n"
        "Os anfonoch un gyda chyfeiriad e-bost arall, mewngofnodwch gyda hwnnw.",
    ),
    "needs": both("What we need from you", "Beth sydd ei angen arnom gennych chi"),
    "open": both("Open requests", "Ceisiadau agored"),
    "open_none": both("You have no open requests.", "Nid oes gennych unrhyw geisiadau agored."),
    "closed": both("Closed requests", "Ceisiadau wedi’u cau"),
    "closed_more": both("Older closed requests", "Ceisiadau hŷn wedi’u cau"),
    "held": both("Permits and subscriptions", "Trwyddedau a thanysgrifiadau"),
    "unfinished": both("Not sent yet", "Heb eu hanfon eto"),
    "private": both(
        "Requests about private matters are not in this list. [See one with its reference number](/track).",
        "Nid yw ceisiadau am faterion preifat ar y rhestr hon. [Gweld un gyda’i gyfeirnod](/track).",
    ),
    "see": both("See this request", "Gweld y cais hwn"),
    "status": both("Status", "Statws"),
    "sent": both("Sent", "Anfonwyd"),
    "closed_on": both("Closed", "Caewyd"),
    "next_by": both("What happens next", "Beth sy’n digwydd nesaf"),
    "paused": both("We are waiting, so the time does not count.", "Rydym yn aros, felly nid yw’r amser yn cyfrif."),
    "paused_since": both(
        "The time for “{what}” does not count since {day}: {why}.",
        "Nid yw’r amser ar gyfer “{what}” yn cyfrif ers {day}: {why}.",
    ),
    "to_pay": both("Pay {amount}", "Talu {amount}"),
    "until": both("Until", "Tan"),
    "number": both("Number", "Rhif"),
    "for": both("For", "Ar gyfer"),
    "change_or_renew": both("Renew, change or see", "Adnewyddu, newid neu weld"),
    "saved_until": both("We keep your answers until", "Rydym yn cadw eich atebion tan"),
    "carry_on": both("Carry on", "Parhau"),
    "carry_on_or_delete": both("Carry on or delete", "Parhau neu ddileu"),
    "delete": both("Delete these answers", "Dileu’r atebion hyn"),
    "delete_sure": both(
        "Are you sure you want to delete your answers?", "Ydych chi’n siŵr eich bod am ddileu eich atebion?"
    ),
    "delete_text": both(
        "We delete what you answered, and the files that you added. You cannot get them back.",
        "Byddwn yn dileu’r hyn a ateboch, a’r ffeiliau a ychwanegoch. Ni allwch eu cael yn ôl.",
    ),
    "delete_button": both("Yes, delete my answers", "Ydw, dilëwch fy atebion"),
    "deleted": both("Your answers are deleted.", "Mae eich atebion wedi’u dileu."),
    "new": both("Start a new request", "Dechrau cais newydd"),
    # Details
    "name": both("Name", "Enw"),
    "phone": both("Phone number", "Rhif ffôn"),
    "not_known": both("We do not have this", "Nid yw hyn gennym"),
    "change_details": both(
        "Ask us to change your name, phone number or address",
        "Gofyn i ni newid eich enw, eich rhif ffôn neu’ch cyfeiriad",
    ),
    "wishes": both("How we contact you", "Sut rydym yn cysylltu â chi"),
    "wishes_none": both(
        "You can choose how we contact you after you have sent us a request.",
        "Gallwch ddewis sut rydym yn cysylltu â chi ar ôl i chi anfon cais atom.",
    ),
    "wish_language": both("Which language should we use?", "Pa iaith y dylem ei defnyddio?"),
    "wish_language_name": both("which language we should use", "pa iaith y dylem ei defnyddio"),
    "english": both("English", "Saesneg"),
    "welsh": both("Welsh", "Cymraeg"),
    "wish_channel": both("How should we contact you?", "Sut y dylem gysylltu â chi?"),
    "wish_channel_name": both("how we should contact you", "sut y dylem gysylltu â chi"),
    "by_email": both("By email", "Drwy e-bost"),
    "by_text": both("By text message", "Drwy neges destun"),
    "by_phone": both("By phone", "Dros y ffôn"),
    "by_letter": both("By letter", "Drwy lythyr"),
    "wish_formats": both("Do you need information in another form?", "Oes angen gwybodaeth arnoch ar ffurf arall?"),
    "wish_formats_hint": both("Leave this blank if you do not.", "Gadewch hyn yn wag os nad oes."),
    "large_print": both("Large print", "Print bras"),
    "easy_read": both("Easy read", "Hawdd ei ddeall"),
    "braille": both("Braille", "Braille"),
    "bsl": both("British Sign Language", "Iaith Arwyddion Prydain"),
    "audio": both("Audio", "Sain"),
    "interpreter": both("An interpreter", "Cyfieithydd ar y pryd"),
    "other": both("Something else", "Rhywbeth arall"),
    "wish_needs": both("What else should we know to help you?", "Beth arall dylem ei wybod i’ch helpu?"),
    "wish_needs_hint": both(
        "For example, that you cannot see well, or need more time.",
        "Er enghraifft, nad ydych yn gweld yn dda, neu fod angen mwy o amser arnoch.",
    ),
    "wish_times": both("When is it safe to phone you?", "Pryd mae’n ddiogel eich ffonio?"),
    "save": both("Save", "Cadw"),
    "wishes_saved": both("We have saved how to contact you.", "Rydym wedi cadw sut i gysylltu â chi."),
    # Record
    "readers": both("Who looked at your record", "Pwy edrychodd ar eich cofnod"),
    "readers_text": both(
        "We show what kind of job the person has, not their name.",
        "Rydym yn dangos pa fath o swydd sydd gan y person, nid eu henw.",
    ),
    "readers_none": both(
        "Nobody has looked at your record yet, since we began to keep note of it.",
        "Nid oes neb wedi edrych ar eich cofnod eto, ers i ni ddechrau cadw nodyn o hynny.",
    ),
    "who": both("Who", "Pwy"),
    "when": both("When", "Pryd"),
    "role_viewer": both("A member of staff who may read", "Aelod o staff sy’n cael darllen"),
    "role_agent": both("Contact centre", "Canolfan gyswllt"),
    "role_officer": both("An officer who deals with requests", "Swyddog sy’n delio â cheisiadau"),
    "role_lead": both("A team leader", "Arweinydd tîm"),
    "role_manager": both("A manager", "Rheolwr"),
    "role_records": both("A records officer", "Swyddog cofnodion"),
    "role_administrator": both("An administrator of this site", "Gweinyddwr y safle hwn"),
    "role_": both("Our computer system", "Ein system gyfrifiadurol"),
    "download": both("Download what we hold", "Lawrlwytho’r hyn sydd gennym"),
    "download_text": both(
        "You get a ZIP file with what you told us and what we told you: a page to read, and the same as data. "
        "It has your requests in this list, not those about private matters.",
        "Cewch ffeil ZIP gyda’r hyn a ddywedoch wrthym a’r hyn a ddywedom wrthych: tudalen i’w darllen, a’r un "
        "peth fel data. Mae’n cynnwys eich ceisiadau ar y rhestr hon, nid y rhai am faterion preifat.",
    ),
    "download_button": both("Download a ZIP file", "Lawrlwytho ffeil ZIP"),
    "rights": both("Your rights", "Eich hawliau"),
    "rights_text": both(
        "You can ask us to show you everything that we hold about you, to correct it, or to delete it. "
        "We answer within one month.",
        "Gallwch ofyn i ni ddangos popeth sydd gennym amdanoch, ei gywiro, neu ei ddileu. Byddwn yn ateb o fewn mis.",
    ),
    "ask_access": both("Ask to see everything", "Gofyn am weld popeth"),
    "ask_rectification": both("Ask us to correct something", "Gofyn i ni gywiro rhywbeth"),
    "ask_erasure": both("Ask us to delete something", "Gofyn i ni ddileu rhywbeth"),
    "record_title": both("What {council} holds about your requests", "Yr hyn sydd gan {council} am eich ceisiadau"),
    "record_made": both("Made on {day} for {email}.", "Gwnaed d{day} ar gyfer {email}."),
    "too_large": both(
        "This file is too large for the ZIP. Ask us for it.",
        "Mae’r ffeil hon yn rhy fawr i’r ZIP. Gofynnwch i ni amdani.",
    ),
    "file_away": both(
        "We could not get this file now. Try again later.",
        "Ni allem gael y ffeil hon nawr. Rhowch gynnig arall arni yn nes ymlaen.",
    ),
}
