"""What does the page furniture say in English and in Welsh? Everything on a page that is not the view's own text."""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Language, Words


def _w(en: str, cy: str) -> Words:
    return Words(en=en, cy=cy)


FRAME: Final = {
    "skip": _w("Skip to main content", "Neidio i’r prif gynnwys"),
    "language": _w("Language", "Iaith"),
    "english": _w("English", "English"),
    "welsh": _w("Cymraeg", "Cymraeg"),
    "menu": _w("Menu", "Dewislen"),
    "service_information": _w("Service information", "Gwybodaeth am y gwasanaeth"),
    "breadcrumbs": _w("Breadcrumb", "Briwsion bara"),
    "back": _w("Back", "Yn ôl"),
    "sign_out": _w("Sign out", "Allgofnodi"),
    "signed_in_as": _w("Signed in as", "Wedi mewngofnodi fel"),
    "phase_alpha": _w("Alpha", "Alffa"),
    "phase_beta": _w("Beta", "Beta"),
    "phase_text": _w("This is a new service.", "Gwasanaeth newydd yw hwn."),
    "phase_link": _w("Tell us what you think", "Dywedwch eich barn wrthym"),
    "error_prefix": _w("Error: ", "Gwall: "),
    "error": _w("Error", "Gwall"),
    "problem": _w("There is a problem", "Mae problem"),
    "success": _w("Success", "Llwyddiant"),
    "information": _w("Important", "Pwysig"),
    "warning": _w("Warning", "Rhybudd"),
    "help_title": _w("Help and contact", "Cymorth a chysylltu"),
    "phone": _w("Telephone:", "Ffôn:"),
    "relay": _w("Relay UK: dial 18001 first", "Relay UK: deialwch 18001 yn gyntaf"),
    "email": _w("Email:", "E-bost:"),
    "welsh_welcome": _w(
        "You can contact us in Welsh or in English. Using Welsh will not cause a delay.",
        "Gallwch gysylltu â ni yn Gymraeg neu yn Saesneg. Ni fydd defnyddio’r Gymraeg yn achosi oedi.",
    ),
    "footer_links": _w("Support links", "Dolenni cymorth"),
    "accessibility": _w("Accessibility statement", "Datganiad hygyrchedd"),
    "privacy": _w("Privacy", "Preifatrwydd"),
    "cookies": _w("Cookies", "Cwcis"),
    "terms": _w("Terms of use", "Telerau defnyddio"),
    "contact": _w("Contact us", "Cysylltu â ni"),
    "licence": _w(
        "Our content is available under the Open Government Licence v3.0, except where we say otherwise.",
        "Mae ein cynnwys ar gael o dan Drwydded Llywodraeth Agored v3.0, oni nodir fel arall.",
    ),
    "built_on": _w("Runs on Commonhall", "Yn rhedeg ar Commonhall"),
}

JOURNEY: Final = {
    "continue": _w("Continue", "Parhau"),
    "save": _w("Save and come back later", "Cadw a dychwelyd yn nes ymlaen"),
    "start": _w("Start now", "Dechrau nawr"),
    "resume": _w("Carry on with your answers", "Parhau â’ch atebion"),
    "resume_text": _w(
        "You have already started. You can carry on from where you left off.",
        "Rydych wedi dechrau yn barod. Gallwch barhau o’r lle y gwnaethoch orffen.",
    ),
    "start_over": _w("Start again", "Dechrau eto"),
    "needed": _w("What you will need", "Beth fydd ei angen arnoch"),
    "minutes": _w("It takes about {n} minutes.", "Mae’n cymryd tua {n} munud."),
    "one_minute": _w("It takes about a minute.", "Mae’n cymryd tua munud."),
    "cost": _w("What it costs", "Faint mae’n ei gostio"),
    "other_ways": _w("Other ways to do this", "Ffyrdd eraill o wneud hyn"),
    "related": _w("Related services", "Gwasanaethau cysylltiedig"),
    "optional": _w("(optional)", "(dewisol)"),
    "yes": _w("Yes", "Ie"),
    "no": _w("No", "Na"),
    "or": _w("or", "neu"),
    "all_that_apply": _w("Select all that apply.", "Dewiswch bob un sy’n berthnasol."),
    "select_one": _w("Select an answer", "Dewiswch ateb"),
    "day": _w("Day", "Diwrnod"),
    "month": _w("Month", "Mis"),
    "year": _w("Year", "Blwyddyn"),
    "line1": _w("Address line 1", "Llinell gyfeiriad 1"),
    "line2": _w("Address line 2 (optional)", "Llinell gyfeiriad 2 (dewisol)"),
    "town": _w("Town or city", "Tref neu ddinas"),
    "lines": _w("Address", "Cyfeiriad"),
    "country": _w("Country", "Gwlad"),
    "agree": _w("I agree", "Rwy’n cytuno"),
    "postcode": _w("Postcode", "Cod post"),
    "not_listed": _w("Why something is not in the list", "Pam nad yw rhywbeth ar y rhestr"),
    "account_name": _w("Name on the account", "Yr enw ar y cyfrif"),
    "account_sort_code": _w("Sort code", "Cod didoli"),
    "account_sort_code_hint": _w("Must be 6 digits long", "Rhaid iddo fod yn 6 digid"),
    "account_account": _w("Account number", "Rhif y cyfrif"),
    "account_account_hint": _w("Must be between 6 and 8 digits long", "Rhaid iddo fod rhwng 6 ac 8 digid"),
    "account_roll": _w(
        "Building society roll number (if you have one)", "Rhif rôl cymdeithas adeiladu (os oes gennych un)"
    ),
    "account_roll_hint": _w(
        "You can find it on your card, statement or passbook", "Mae ar eich cerdyn, eich cyfriflen neu’ch paslyfr"
    ),
    "place_hint": _w(
        "For example a street, a postcode, a place nearby or a grid reference",
        "Er enghraifft stryd, cod post, rhywle cyfagos neu gyfeirnod grid",
    ),
    "how_many_of": _w("How many?", "Faint?"),
    "files_added": _w("Files added", "Ffeiliau a ychwanegwyd"),
    "file_add": _w("Add a file", "Ychwanegu ffeil"),
    "file_add_another": _w("Add another file", "Ychwanegu ffeil arall"),
    "file_upload": _w("Upload", "Uwchlwytho"),
    "file_remove": _w("Remove", "Tynnu"),
    "file_full": _w("You cannot add more files.", "Ni allwch ychwanegu rhagor o ffeiliau."),
    "find_address": _w("Find address", "Dod o hyd i’r cyfeiriad"),
    "change_postcode": _w("Change postcode", "Newid y cod post"),
    "type_address": _w("Enter the address by hand", "Rhowch y cyfeiriad â llaw"),
    "look_up": _w("Find the address by postcode instead", "Chwilio am y cyfeiriad yn ôl cod post"),
    "not_my_address": _w("The address is not in the list", "Nid yw’r cyfeiriad ar y rhestr"),
    "many_addresses": _w(
        "There are more addresses at this postcode than we can show. If yours is not here, enter it by hand.",
        "Mae mwy o gyfeiriadau yn y cod post hwn nag y gallwn eu dangos. Os nad yw’ch un chi yma, rhowch ef â llaw.",
    ),
    "up_to_characters": _w("You can enter up to %{count} characters", "Gallwch roi hyd at %{count} nod"),
    "up_to_words": _w("You can enter up to %{count} words", "Gallwch roi hyd at %{count} gair"),
    "change": _w("Change", "Newid"),
    "remove": _w("Remove", "Tynnu"),
    "incomplete": _w("Incomplete", "Anghyflawn"),
    "complete_it": _w("Complete", "Cwblhau"),
    "not_provided": _w("Not provided", "Heb ei roi"),
    "send": _w("Send", "Anfon"),
    "accept_send": _w("Accept and send", "Derbyn ac anfon"),
    "now_send": _w("Now send your answers", "Nawr anfonwch eich atebion"),
    "what_next": _w("What you can do next", "Beth allwch chi ei wneud nesaf"),
    "happens_next": _w("What happens next", "Beth sy’n digwydd nesaf"),
    "reference": _w("Your reference number", "Eich cyfeirnod"),
    "keep": _w("Keep a copy", "Cadw copi"),
    "keep_text": _w(
        "Write down your reference number, or print or save this page.",
        "Ysgrifennwch eich cyfeirnod, neu argraffwch neu gadwch y dudalen hon.",
    ),
    "sent_to": _w("We have sent a copy to:", "Rydym wedi anfon copi at:"),
    "track": _w("See how far we have got", "Gweld y cynnydd"),
    "your_answers": _w("Your answers", "Eich atebion"),
    "satisfaction": _w("What did you think of this service?", "Beth oedd eich barn am y gwasanaeth hwn?"),
    "satisfaction_time": _w("(takes 30 seconds)", "(yn cymryd 30 eiliad)"),
    "email_link": _w("Email me a link", "E-bostiwch ddolen ataf"),
    "kept_until": _w("We keep your answers until:", "Rydym yn cadw eich atebion tan:"),
    "kept_then": _w("After that we delete them.", "Ar ôl hynny rydym yn eu dileu."),
    "link_sent": _w("We have sent a link to:", "Rydym wedi anfon dolen at:"),
    "link_use": _w(
        "Open the link to carry on. Until that date you can use it as often as you like, on any device.",
        "Agorwch y ddolen i barhau. Tan y dyddiad hwnnw gallwch ei defnyddio mor aml ag y dymunwch, ar unrhyw ddyfais.",
    ),
    "link_missing": _w(
        "If it has not arrived in a few minutes, look in your spam folder.",
        "Os nad yw wedi cyrraedd mewn ychydig funudau, edrychwch yn eich ffolder sbam.",
    ),
    "resume_button": _w("Carry on", "Parhau"),
    "already": _w(
        "We have your answers. They were sent once and you do not need to send them again.",
        "Mae eich atebion gennym. Cawsant eu hanfon unwaith ac nid oes angen i chi eu hanfon eto.",
    ),
    "see_confirmation": _w("See your confirmation", "Gweld eich cadarnhad"),
    "another": _w("Start a new one", "Dechrau un newydd"),
    "conflict_text": _w(
        "You answered this in another window as well. Choose which answers to keep.",
        "Rydych wedi ateb hwn mewn ffenestr arall hefyd. Dewiswch pa atebion i’w cadw.",
    ),
    "question": _w("Question", "Cwestiwn"),
    "saved_answer": _w("Answer we have saved", "Yr ateb rydym wedi’i gadw"),
    "typed_answer": _w("Answer from this window", "Yr ateb o’r ffenestr hon"),
    "keep_saved": _w("Keep the saved answers", "Cadw’r atebion sydd wedi’u cadw"),
    "keep_typed": _w("Use the answers from this window", "Defnyddio’r atebion o’r ffenestr hon"),
    "expired_deleted": _w(
        "We deleted your answers because you had not used them for some time. Nothing was sent.",
        "Fe wnaethom ddileu eich atebion am nad oeddech wedi’u defnyddio ers tro. Ni chafodd dim ei anfon.",
    ),
    "expired_old": _w(
        "A link to your answers works until the date in the email that we sent with it. "
        "After that we delete the answers. Check that you opened the whole link.",
        "Mae dolen i’ch atebion yn gweithio tan y dyddiad yn yr e-bost a anfonwyd gyda hi. "
        "Ar ôl hynny rydym yn dileu’r atebion. Gwiriwch eich bod wedi agor y ddolen gyfan.",
    ),
}

COUNCIL: Final = {
    "score": _w(
        "Overall, how did you feel about the service?", "Yn gyffredinol, sut oeddech chi’n teimlo am y gwasanaeth?"
    ),
    "score_5": _w("Very satisfied", "Bodlon iawn"),
    "score_4": _w("Satisfied", "Bodlon"),
    "score_3": _w("Neither satisfied nor dissatisfied", "Ddim yn fodlon nac yn anfodlon"),
    "score_2": _w("Dissatisfied", "Anfodlon"),
    "score_1": _w("Very dissatisfied", "Anfodlon iawn"),
    "comment": _w("How could we improve this service?", "Sut gallem wella’r gwasanaeth hwn?"),
    "comment_hint": _w(
        "Do not include personal or financial details, like your name or bank account number.",
        "Peidiwch â chynnwys manylion personol nac ariannol, fel eich enw neu rif eich cyfrif banc.",
    ),
    "send_feedback": _w("Send feedback", "Anfon adborth"),
    "feedback_thanks": _w("Thank you. We read all feedback.", "Diolch. Rydym yn darllen pob adborth."),
    "quick": _w("Popular", "Poblogaidd"),
    "state": _w("Status", "Statws"),
    "reference_short": _w("Reference", "Cyfeirnod"),
    "so_far": _w("What has happened so far", "Beth sydd wedi digwydd hyd yma"),
    "next_days": _w("Next collections", "Casgliadau nesaf"),
    "later_days": _w("Later collections", "Casgliadau diweddarach"),
    "stream": _w("Collection", "Casgliad"),
    "container": _w("Container", "Cynhwysydd"),
    "when": _w("Day", "Diwrnod"),
    "note": _w("Note", "Nodyn"),
    "add_calendar": _w("Add these days to your calendar", "Ychwanegu’r dyddiau hyn at eich calendr"),
    "other_address": _w("Look up a different address", "Chwilio am gyfeiriad gwahanol"),
    "report_missed": _w("Report a missed collection", "Rhoi gwybod am gasgliad a gollwyd"),
    "no_days": _w(
        "We have no collection days for this address.", "Nid oes gennym ddyddiau casglu ar gyfer y cyfeiriad hwn."
    ),
    "contents": _w("Contents", "Cynnwys"),
    "updated": _w("Last updated:", "Diweddarwyd ddiwethaf:"),
    "staff_sign_in": _w("Sign in", "Mewngofnodi"),
    "email_address": _w("Email address", "Cyfeiriad e-bost"),
    "password": _w("Password", "Cyfrinair"),
    "show_password": _w("Show", "Dangos"),
    "hide_password": _w("Hide", "Cuddio"),
    "show_password_aria": _w("Show password", "Dangos y cyfrinair"),
    "hide_password_aria": _w("Hide password", "Cuddio’r cyfrinair"),
    "password_shown": _w("Your password is visible", "Mae eich cyfrinair yn weladwy"),
    "password_hidden": _w("Your password is hidden", "Mae eich cyfrinair wedi’i guddio"),
    "demo_accounts": _w("Accounts of this demonstration", "Cyfrifon yr arddangosiad hwn"),
    "account": _w("Account", "Cyfrif"),
    "error_400": _w(
        "We could not read what was sent. Go back and try again.",
        "Ni allem ddarllen yr hyn a anfonwyd. Ewch yn ôl a rhoi cynnig arall arni.",
    ),
    "error_403": _w("You do not have permission to see this page.", "Nid oes gennych ganiatâd i weld y dudalen hon."),
    "error_404": _w(
        "If you typed the web address, check it is correct. If you pasted it, check you copied all of it.",
        "Os gwnaethoch deipio’r cyfeiriad gwe, gwiriwch ei fod yn gywir. "
        "Os gwnaethoch ei ludo, gwiriwch eich bod wedi’i gopïo i gyd.",
    ),
    "error_410": _w("This page is no longer here.", "Nid yw’r dudalen hon yma mwyach."),
    "error_429": _w(
        "What was typed did not match too many times. Wait 15 minutes, then try again.",
        "Nid oedd yr hyn a deipiwyd yn cyfateb ormod o weithiau. Arhoswch 15 munud, yna rhowch gynnig arall arni.",
    ),
    "error_500": _w("Try again later.", "Rhowch gynnig arall arni yn nes ymlaen."),
    "error_503": _w(
        "You will be able to use the service later.",
        "Byddwch yn gallu defnyddio’r gwasanaeth yn nes ymlaen.",
    ),
}

OFFICE: Final = {
    "filter": _w("Filter", "Hidlo"),
    "selected": _w("Selected filters", "Hidlwyr a ddewiswyd"),
    "clear_filters": _w("Clear filters", "Clirio’r hidlwyr"),
    "apply": _w("Apply filters", "Gosod yr hidlwyr"),
    "remove_filter": _w("Remove this filter:", "Tynnu’r hidlydd hwn:"),
    "search": _w("Search", "Chwilio"),
    "search_label": _w("Reference, email, postcode or UPRN", "Cyfeirnod, e-bost, cod post neu UPRN"),
    "case": _w("Case", "Achos"),
    "what": _w("What", "Beth"),
    "where": _w("Where", "Ble"),
    "due": _w("Due", "Dyddiad cau"),
    "owner": _w("Officer", "Swyddog"),
    "nobody": _w("Nobody yet", "Neb eto"),
    "no_cases": _w("There are no cases here.", "Nid oes achosion yma."),
    "try_clear": _w("Try fewer filters.", "Rhowch gynnig ar lai o hidlwyr."),
    "next_page": _w("Next page", "Tudalen nesaf"),
    "previous_page": _w("Previous page", "Tudalen flaenorol"),
    "pages": _w("Pages", "Tudalennau"),
    "queues": _w("Queues", "Ciwiau"),
    "case_pages": _w("Pages of this case", "Tudalennau’r achos hwn"),
    "deadlines": _w("Deadlines", "Terfynau amser"),
    "do_next": _w("What you can do", "Beth allwch chi ei wneud"),
    "nothing_to_do": _w("Nothing more to do on this case.", "Dim mwy i’w wneud ar yr achos hwn."),
    "timeline": _w("Timeline", "Llinell amser"),
    "by": _w("by {name}", "gan {name}"),
    "add_note": _w("Add a note", "Ychwanegu nodyn"),
    "note_hint": _w(
        "Only officers see notes. The resident can ask for a copy.",
        "Dim ond swyddogion sy’n gweld nodiadau. Gall y preswylydd ofyn am gopi.",
    ),
    "save_note": _w("Save note", "Cadw’r nodyn"),
    "assign": _w("Who works on this?", "Pwy sy’n gweithio ar hwn?"),
    "assign_button": _w("Change officer", "Newid y swyddog"),
    "will_send": _w("The resident will get this message", "Bydd y preswylydd yn cael y neges hon"),
    "sent_by": _w("By", "Drwy"),
    "sent_to_label": _w("To", "At"),
    "cancel": _w("Cancel", "Canslo"),
    "overdue": _w("Overdue", "Hwyr"),
    "due_today": _w("Due today", "Heddiw"),
    "due_soon": _w("Due soon", "Cyn hir"),
}

SECTOR: Final = {
    "version": _w("Version", "Fersiwn"),
    "run_by": _w("Run by", "Yn cael ei redeg gan"),
    "needs": _w("Needs", "Angen"),
    "pattern": _w("Service", "Gwasanaeth"),
    "vary": _w("What a council can vary", "Beth all cyngor ei amrywio"),
    "setting": _w("Setting", "Gosodiad"),
    "default": _w("Unless changed", "Oni bai ei newid"),
    "why": _w("Why it varies", "Pam mae’n amrywio"),
    "versions": _w("Versions", "Fersiynau"),
    "published": _w("Published", "Cyhoeddwyd"),
    "changes": _w("What changed", "Beth newidiodd"),
    "who_runs": _w("Councils that run it", "Cynghorau sy’n ei redeg"),
    "nobody_runs": _w("No council runs this yet.", "Nid oes unrhyw gyngor yn rhedeg hwn eto."),
    "council": _w("Council", "Cyngor"),
    "kind": _w("Kind", "Math"),
    "nation": _w("Nation", "Gwlad"),
    "services": _w("Services", "Gwasanaethau"),
    "languages": _w("Languages", "Ieithoedd"),
}

FURNITURE: Final[dict[str, Words]] = {**FRAME, **JOURNEY, **COUNCIL, **OFFICE, **SECTOR}
SAID: Final[dict[Language, dict[str, str]]] = {
    "en": {key: words.say("en") for key, words in FURNITURE.items()},
    "cy": {key: words.say("cy") for key, words in FURNITURE.items()},
}
LANGUAGE_NAMES: Final[dict[Language, str]] = {"en": "English", "cy": "Cymraeg"}

COUNTS: Final[dict[Language, dict[str, object]]] = {
    "en": {
        "charactersUnderLimitText": {
            "one": "You have %{count} character remaining",
            "other": "You have %{count} characters remaining",
        },
        "charactersAtLimitText": "You have 0 characters remaining",
        "charactersOverLimitText": {
            "one": "You have %{count} character too many",
            "other": "You have %{count} characters too many",
        },
        "wordsUnderLimitText": {
            "one": "You have %{count} word remaining",
            "other": "You have %{count} words remaining",
        },
        "wordsAtLimitText": "You have 0 words remaining",
        "wordsOverLimitText": {
            "one": "You have %{count} word too many",
            "other": "You have %{count} words too many",
        },
    },
    "cy": {
        "charactersUnderLimitText": {
            "zero": "Mae gennych %{count} nod ar ôl",
            "one": "Mae gennych %{count} nod ar ôl",
            "two": "Mae gennych %{count} nod ar ôl",
            "few": "Mae gennych %{count} nod ar ôl",
            "many": "Mae gennych %{count} nod ar ôl",
            "other": "Mae gennych %{count} nod ar ôl",
        },
        "charactersAtLimitText": "Mae gennych 0 nod ar ôl",
        "charactersOverLimitText": {
            "zero": "Mae gennych %{count} nod yn ormod",
            "one": "Mae gennych %{count} nod yn ormod",
            "two": "Mae gennych %{count} nod yn ormod",
            "few": "Mae gennych %{count} nod yn ormod",
            "many": "Mae gennych %{count} nod yn ormod",
            "other": "Mae gennych %{count} nod yn ormod",
        },
        "wordsUnderLimitText": {
            "zero": "Mae gennych %{count} gair ar ôl",
            "one": "Mae gennych %{count} gair ar ôl",
            "two": "Mae gennych %{count} air ar ôl",
            "few": "Mae gennych %{count} gair ar ôl",
            "many": "Mae gennych %{count} gair ar ôl",
            "other": "Mae gennych %{count} gair ar ôl",
        },
        "wordsAtLimitText": "Mae gennych 0 gair ar ôl",
        "wordsOverLimitText": {
            "zero": "Mae gennych %{count} gair yn ormod",
            "one": "Mae gennych %{count} gair yn ormod",
            "two": "Mae gennych %{count} air yn ormod",
            "few": "Mae gennych %{count} gair yn ormod",
            "many": "Mae gennych %{count} gair yn ormod",
            "other": "Mae gennych %{count} gair yn ormod",
        },
    },
}
"""What the counter of a long text says, by plural form: Welsh has six."""
