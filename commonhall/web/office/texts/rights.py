"""What do the pages say on which administrators, auditors and leads look after rights and the record?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "rights": both("Rights", "Hawliau"),
    "rights_staff": both("Staff", "Staff"),
    "rights_roles": both("What each role may do", "Yr hyn y caiff pob rôl ei wneud"),
    "rights_review": both("Access review", "Adolygu mynediad"),
    "rights_audit": both("The record", "Y cofnod"),
    "rights_glass": both("Restricted cases opened", "Achosion cyfyngedig a agorwyd"),
    # Staff
    "rights_staff_caption": both("People who work here", "Pobl sy’n gweithio yma"),
    "rights_left_caption": both("People who have left", "Pobl sydd wedi gadael"),
    "rights_nobody": both("Nobody.", "Neb."),
    "rights_name": both("Name", "Enw"),
    "rights_holds": both("Roles", "Rolau"),
    "rights_seen": both("Last signed in", "Mewngofnodi ddiwethaf"),
    "rights_never": both("Never", "Erioed"),
    "rights_left_on": both("Left", "Gadawodd"),
    "rights_of": both("Rights of {name}", "Hawliau {name}"),
    "rights_grants": both("What {name} may do", "Yr hyn y caiff {name} ei wneud"),
    "rights_none": both("{name} has no role yet.", "Nid oes gan {name} rôl eto."),
    "rights_where": both("Where", "Ble"),
    "rights_days": both("When", "Pryd"),
    "rights_given": both("Given", "Rhoddwyd"),
    "rights_given_by": both("{date} by {name}", "{date} gan {name}"),
    "rights_always": both("Always", "Bob amser"),
    "rights_from": both("From {date}", "O {date}"),
    "rights_until": both("Until {date}", "Hyd at {date}"),
    "rights_from_until": both("From {from} until {until}", "O {from} hyd at {until}"),
    "rights_not_now": both("Not today", "Nid heddiw"),
    "rights_ward": both("only {ward}", "{ward} yn unig"),
    "rights_for": both("In place of {name}", "Yn lle {name}"),
    "rights_add": both("Add a role", "Ychwanegu rôl"),
    "rights_take": both("Take away", "Tynnu oddi yno"),
    "rights_take_hidden": both("Take away: {what}", "Tynnu oddi yno: {what}"),
    "rights_own": both(
        "These are your own rights. Nobody changes their own: ask another administrator.",
        "Eich hawliau chi yw’r rhain. Nid oes neb yn newid ei hawliau ei hun: gofynnwch i weinyddwr arall.",
    ),
    "rights_leave": both("{name} has left", "Mae {name} wedi gadael"),
    "rights_leave_button": both("End this person’s access", "Rhoi terfyn ar fynediad y person hwn"),
    "rights_leave_text": both(
        "They are signed out everywhere at this council at once, and can no longer sign in. Their cases stay with them "
        "until somebody takes them.",
        "Cânt eu hallgofnodi ym mhob man yn y cyngor hwn ar unwaith, ac ni allant fewngofnodi mwyach. Mae eu hachosion "
        "yn aros gyda nhw nes i rywun eu cymryd.",
    ),
    "rights_left_done": both("{name} can no longer sign in", "Ni all {name} fewngofnodi mwyach"),
    "rights_last": both(
        "The council needs one administrator at least. Give somebody else that role first, without a last day.",
        "Mae angen o leiaf un gweinyddwr ar y cyngor. Rhowch y rôl honno i rywun arall yn gyntaf, heb ddiwrnod olaf.",
    ),
    "rights_role": both("Role", "Rôl"),
    "rights_role_name": both("a role", "rôl"),
    "rights_service": both("Service", "Gwasanaeth"),
    "rights_service_hint": both(
        "Sensitive services are only there for their own team, and for people who have a role in that very service.",
        "Mae gwasanaethau sensitif ar gael i’w tîm eu hunain yn unig, ac i bobl sydd â rôl yn yr union wasanaeth.",
    ),
    "rights_service_name": both("a service", "gwasanaeth"),
    "rights_team": both("Team", "Tîm"),
    "rights_team_name": both("a team", "tîm"),
    "rights_ward_asked": both("Ward (optional)", "Ward (dewisol)"),
    "rights_ward_hint": both(
        "The name of a ward, to limit the role to cases there.",
        "Enw ward, i gyfyngu’r rôl i achosion yno.",
    ),
    "rights_first": both("First day (optional)", "Diwrnod cyntaf (dewisol)"),
    "rights_final": both("Last day (optional)", "Diwrnod olaf (dewisol)"),
    "rights_first_name": both("First day", "Diwrnod cyntaf"),
    "rights_final_name": both("Last day", "Diwrnod olaf"),
    "rights_place_of": both("In place of a colleague (optional)", "Yn lle cydweithiwr (dewisol)"),
    "rights_place_of_hint": both(
        "Choose whose work this person does meanwhile. Then there must be a last day.",
        "Dewiswch waith pwy y mae’r person hwn yn ei wneud yn y cyfamser. Yna rhaid cael diwrnod olaf.",
    ),
    "rights_nobody_chosen": both("Nobody", "Neb"),
    "rights_place_of_name": both("a colleague", "cydweithiwr"),
    "rights_all": both("All", "Pob un"),
    "rights_continue": both("Continue", "Parhau"),
    "rights_confirm_add": both("Give {name} this role?", "Rhoi’r rôl hon i {name}?"),
    "rights_confirm_take": both("Take this role away from {name}?", "Tynnu’r rôl hon oddi ar {name}?"),
    "rights_give": both("Give the role", "Rhoi’r rôl"),
    "rights_given_done": both("{name} has the role", "Mae gan {name} y rôl"),
    "rights_taken_done": both("The role was taken away", "Tynnwyd y rôl oddi yno"),
    "rights_dates": both(
        "Last day must be today or later, and not before the first day",
        "Rhaid i’r diwrnod olaf fod heddiw neu’n hwyrach, ac nid cyn y diwrnod cyntaf",
    ),
    "rights_dates_needed": both(
        "Enter a last day: somebody does a colleague’s work for a time only",
        "Rhowch ddiwrnod olaf: dim ond am gyfnod y mae rhywun yn gwneud gwaith cydweithiwr",
    ),
    # Access review
    "rights_review_text": both(
        "People who have a role and have not signed in for {days} days. Ask whether they still need it.",
        "Pobl sydd â rôl ac sydd heb fewngofnodi ers {days} diwrnod. Gofynnwch a ydynt yn dal i fod ei hangen.",
    ),
    "rights_unused": both("Roles not used", "Rolau heb eu defnyddio"),
    "rights_unused_none": both("Everybody who has a role uses it.", "Mae pawb sydd â rôl yn ei defnyddio."),
    "rights_ending": both("Roles that end within {days} days", "Rolau sy’n dod i ben o fewn {days} diwrnod"),
    "rights_ending_none": both("No role ends soon.", "Nid oes rôl yn dod i ben yn fuan."),
    # Roles
    "rights_roles_text": both(
        "Made from the rules themselves, so it cannot be out of date. A role holds for the services, teams, wards and "
        "days that somebody was given it for.",
        "Gwnaed o’r rheolau eu hunain, felly ni all fod wedi dyddio. Mae rôl yn ddilys ar gyfer y gwasanaethau, y "
        "timau, y wardiau a’r dyddiau y rhoddwyd hi i rywun ar eu cyfer.",
    ),
    "rights_may": both("May", "Caiff"),
    "rights_may_not": both("May not", "Ni chaiff"),
    "rights_reads": both("Reads these answers", "Yn darllen yr atebion hyn"),
    "rights_nothing": both("Nothing", "Dim"),
    "rights_field_ordinary": both("answers that tell of nobody", "atebion nad ydynt yn sôn am neb"),
    "rights_field_personal": both("answers that tell of a person", "atebion sy’n sôn am berson"),
    "rights_field_special": both("sensitive answers, such as health", "atebion sensitif, megis iechyd"),
    "rights_field_secret_end": both(
        "the last four signs of bank accounts and National Insurance numbers",
        "pedwar nod olaf cyfrifon banc a rhifau Yswiriant Gwladol",
    ),
    "rights_field_secret": both(
        "bank accounts and National Insurance numbers",
        "cyfrifon banc a rhifau Yswiriant Gwladol",
    ),
    "rights_do_view": both("see cases and people", "gweld achosion a phobl"),
    "rights_do_work": both("work on cases", "gweithio ar achosion"),
    "rights_do_lead": both(
        "give cases to others, open them again and overrule the clock",
        "rhoi achosion i eraill, eu hailagor a mynd yn groes i’r cloc",
    ),
    "rights_do_administer": both(
        "look after staff, connections and settings",
        "gofalu am staff, cysylltiadau a gosodiadau",
    ),
    "rights_do_message": both("write to people", "ysgrifennu at bobl"),
    "rights_do_answer": both(
        "take calls, and do things for whoever calls",
        "ateb galwadau, a gwneud pethau dros bwy bynnag sy’n galw",
    ),
    "rights_do_correct": both("correct answers", "cywiro atebion"),
    "rights_do_merge": both("join cases and people, and part them", "uno achosion a phobl, a’u gwahanu"),
    "rights_do_bulk": both("act on many cases at once", "gweithredu ar lawer o achosion ar unwaith"),
    "rights_do_export": both("take lists away as files", "mynd â rhestrau fel ffeiliau"),
    "rights_do_unmask": both("see hidden answers, with a reason", "gweld atebion cudd, gyda rheswm"),
    "rights_do_warn": both(
        "put warnings on people and properties, and approve them",
        "rhoi rhybuddion ar bobl ac eiddo, a’u cymeradwyo",
    ),
    "rights_do_figures": both("see how the work goes", "gweld sut mae’r gwaith yn mynd"),
    "rights_do_money": both(
        "see the council’s payments, and say why they differ from the provider’s",
        "gweld taliadau’r cyngor, a dweud pam maent yn wahanol i rai’r darparwr",
    ),
    "rights_do_hold": both("stop the disposal of records", "atal gwaredu cofnodion"),
    "rights_do_dispose": both("approve the disposal of records", "cymeradwyo gwaredu cofnodion"),
    "rights_do_disclose": both(
        "make packs for people who ask for their records, and redact",
        "gwneud pecynnau i bobl sy’n gofyn am eu cofnodion, a golygu",
    ),
    "rights_do_audit": both("read the record of what happened", "darllen y cofnod o’r hyn a ddigwyddodd"),
}
