"""What do the pages say that show the record, hidden answers, and restricted cases that were opened with a reason?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    # The record
    "audit_what": both("What to search", "Beth i’w chwilio"),
    "audit_events": both("What was done", "Yr hyn a wnaed"),
    "audit_reads": both("What was looked at", "Yr hyn yr edrychwyd arno"),
    "audit_who": both("Who", "Pwy"),
    "audit_anybody": both("Anybody", "Unrhyw un"),
    "audit_about": both("Case reference", "Cyfeirnod yr achos"),
    "audit_kind": both("Kind", "Math"),
    "audit_kind_hint": both(
        "As the record calls it, such as role_granted", "Fel y mae’r cofnod yn ei alw, megis role_granted"
    ),
    "audit_since": both("From this day", "O’r diwrnod hwn"),
    "audit_until": both("To this day", "Hyd at y diwrnod hwn"),
    "audit_search": both("Search", "Chwilio"),
    "audit_when": both("When", "Pryd"),
    "audit_subject": both("About", "Ynghylch"),
    "audit_how": both("What", "Beth"),
    "audit_purpose": both("Why", "Pam"),
    "audit_busy": both(
        "{name} opened {number} different cases within a day. Ask why.",
        "Agorodd {name} {number} o wahanol achosion o fewn diwrnod. Gofynnwch pam.",
    ),
    "audit_empty": both("Nothing in the record fits.", "Nid oes dim yn y cofnod yn cyfateb."),
    "audit_no_case": both(
        "There is no case with this reference that you may see.",
        "Nid oes achos â’r cyfeirnod hwn y cewch ei weld.",
    ),
    "audit_csv": both("Take this away as CSV", "Mynd â hwn fel CSV"),
    "audit_jsonl": both("Take this away as JSON lines", "Mynd â hwn fel llinellau JSON"),
    "audit_seal": both(
        "The record was sealed up to {when}. Seal {number}: {hash}",
        "Seliwyd y cofnod hyd at {when}. Sêl {number}: {hash}",
    ),
    "audit_no_seal": both("The record has not been sealed yet.", "Nid yw’r cofnod wedi’i selio eto."),
    "audit_about_case": both("a case", "achos"),
    "audit_about_person": both("a person", "person"),
    "audit_about_member": both("staff: {name}", "staff: {name}"),
    "audit_about_search": both("a search", "chwiliad"),
    "audit_about_other": both("{kind}", "{kind}"),
    "audit_system": both("The system", "Y system"),
    "audit_resident": both("A resident", "Preswylydd"),
    "how_opened": both("Opened", "Agorwyd"),
    "how_searched": both("Searched", "Chwiliwyd"),
    "how_exported": both("Taken away as a file", "Aethpwyd ag ef fel ffeil"),
    "how_unmasked": both("Hidden answers shown", "Dangoswyd atebion cudd"),
    "looked_title": both("Who looked at this case", "Pwy edrychodd ar yr achos hwn"),
    "looked_text": both("The last {number}, the newest first", "Yr {number} diwethaf, y mwyaf newydd yn gyntaf"),
    # Hidden answers
    "hidden_title": both("Hidden answers", "Atebion cudd"),
    "hidden_some": both(
        "Some answers of this case are hidden. You can see them if your work needs it: say why, and it is recorded.",
        "Mae rhai atebion yn yr achos hwn wedi’u cuddio. Gallwch eu gweld os oes eu hangen ar eich gwaith: dywedwch "
        "pam, ac fe’i cofnodir.",
    ),
    "hidden_see": both("See the hidden answers", "Gweld yr atebion cudd"),
    "hidden_reason": both("Why do you need to see them?", "Pam mae angen i chi eu gweld?"),
    "hidden_reason_hint": both(
        "Your name, the time and this reason are kept. The person may ask who looked.",
        "Cedwir eich enw, yr amser a’r rheswm hwn. Gall y person ofyn pwy edrychodd.",
    ),
    "hidden_reason_name": both("Reason", "Rheswm"),
    "hidden_shown": both(
        "Shown for this page only. It is recorded that you looked.",
        "Dangosir ar gyfer y dudalen hon yn unig. Cofnodir eich bod wedi edrych.",
    ),
    "hidden_message": both("Message", "Neges"),
    "hidden_back": both("Back to the case", "Yn ôl i’r achos"),
    # Restricted cases opened with a reason
    "glass_open": both("Open a restricted case", "Agor achos cyfyngedig"),
    "glass_text": both(
        "Only when somebody may come to harm or the law asks for it, and nobody who may see the case can be reached. "
        "You can read the case for four hours. Others are told at once, and one of them looks within 5 working days at "
        "whether it was right.",
        "Dim ond pan allai rhywun gael niwed neu pan fo’r gyfraith yn gofyn, ac na ellir cyrraedd neb a gaiff weld yr "
        "achos. Gallwch ddarllen yr achos am bedair awr. Dywedir wrth eraill ar unwaith, ac mae un ohonynt yn edrych o "
        "fewn 5 diwrnod gwaith a oedd yn iawn.",
    ),
    "glass_reference": both("Reference of the case", "Cyfeirnod yr achos"),
    "glass_reference_name": both("Reference", "Cyfeirnod"),
    "glass_reason": both("Why must you open it?", "Pam mae’n rhaid i chi ei agor?"),
    "glass_reason_name": both("Reason", "Rheswm"),
    "glass_button": both("Open the case", "Agor yr achos"),
    "glass_unknown": both(
        "There is no case with this reference that you may open",
        "Nid oes achos â’r cyfeirnod hwn y cewch ei agor",
    ),
    "glass_opened": both(
        "You can read this case for four hours. Others have been told.",
        "Gallwch ddarllen yr achos hwn am bedair awr. Dywedwyd wrth eraill.",
    ),
    "glass_top": both(
        "You opened this restricted case with a reason. What you do here is recorded, and somebody else looks at it.",
        "Agoroch yr achos cyfyngedig hwn gyda rheswm. Cofnodir yr hyn a wnewch yma, ac mae rhywun arall yn ei adolygu.",
    ),
    "glass_to_review": both("To be reviewed", "I’w hadolygu"),
    "glass_done": both("Reviewed", "Adolygwyd"),
    "glass_none": both("Nothing waits for review.", "Nid oes dim yn aros am adolygiad."),
    "glass_none_yet": both("None yet.", "Dim eto."),
    "glass_by": both("Review by", "Adolygu erbyn"),
    "glass_overdue": both("Overdue", "Hwyr"),
    "glass_due": both("Waits", "Yn aros"),
    "glass_who": both("Who", "Pwy"),
    "glass_found": both("Found", "Canfuwyd"),
    "glass_review": both("Was it right to open {reference}?", "A oedd yn iawn agor {reference}?"),
    "glass_right": both("It was right", "Roedd yn iawn"),
    "glass_wrong": both("It was not right", "Nid oedd yn iawn"),
    "glass_right_name": both("whether it was right", "a oedd yn iawn"),
    "glass_finding": both("Why?", "Pam?"),
    "glass_finding_name": both("Why", "Pam"),
    "glass_keep": both("Keep the review", "Cadw’r adolygiad"),
    "glass_kept": both("The review was kept", "Cadwyd yr adolygiad"),
    "glass_over": both("Somebody else has reviewed it already", "Mae rhywun arall wedi’i adolygu eisoes"),
    "glass_own": both(
        "You opened this case yourself, so somebody else reviews it.",
        "Chi agorodd yr achos hwn, felly rhywun arall sy’n ei adolygu.",
    ),
    "reason_short": both(
        "{name} must be between 10 and 500 characters",
        "Rhaid i’r testun fod rhwng 10 a 500 o nodau: {name}",
    ),
    # My own affairs
    "own_title": both("What is your own affair", "Yr hyn sy’n fater i chi eich hun"),
    "own_text": both(
        "Say what cases you should not see: those of your own home, of your family, of people close to you. Such cases "
        "are then not there for you, in no list and no search. Cases of the email address you sign in with are never "
        "there for you.",
        "Dywedwch pa achosion na ddylech eu gweld: rhai eich cartref eich hun, eich teulu, pobl sy’n agos atoch. Yna "
        "nid yw’r achosion hynny yno i chi, mewn unrhyw restr na chwiliad. Nid yw achosion y cyfeiriad e-bost yr ydych "
        "yn mewngofnodi ag ef byth yno i chi.",
    ),
    "own_caption": both("What you declared", "Yr hyn a ddatganasoch"),
    "own_none": both("You have declared nothing yet.", "Nid ydych wedi datgan dim eto."),
    "own_kind": both("What is it?", "Beth ydyw?"),
    "own_kind_name": both("what it is", "beth ydyw"),
    "own_email": both("An email address", "Cyfeiriad e-bost"),
    "own_phone": both("A phone number", "Rhif ffôn"),
    "own_uprn": both("One property, by its reference number (UPRN)", "Un eiddo, yn ôl ei gyfeirnod (UPRN)"),
    "own_postcode": both("All homes of a postcode", "Pob cartref mewn cod post"),
    "own_value": both("Which one?", "Pa un?"),
    "own_value_name": both("Which one", "Pa un"),
    "own_refused": both(
        "Enter it as it is written on an envelope or in an email, such as SE28 0AA or name@example.org",
        "Rhowch ef fel y mae wedi’i ysgrifennu ar amlen neu mewn e-bost, megis SE28 0AA neu enw@example.org",
    ),
    "own_add": both("Declare it", "Ei ddatgan"),
    "own_declared": both(
        "Declared. Such cases are not there for you.", "Datganwyd. Nid yw achosion o’r fath yno i chi."
    ),
    "own_end": both("No longer", "Dim mwyach"),
    "own_ended": both("You no longer declare it", "Nid ydych yn ei ddatgan mwyach"),
    "own_confirm": both("No longer declare {value}?", "Peidio â datgan {value} mwyach?"),
    "own_confirm_text": both(
        "Cases about it can be there for you again. It is recorded that you changed this.",
        "Gall achosion yn ei gylch fod yno i chi eto. Cofnodir eich bod wedi newid hyn.",
    ),
    "own_link": both("Say what is your own affair", "Dweud beth sy’n fater i chi eich hun"),
}
