"""What do the pages say on which leads rule who gets new work?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "queues_rules": both("Who gets new work", "Pwy sy’n cael gwaith newydd"),
    "queues_rules_lead": both(
        "The first rule that fits a new case decides. Without a rule the case goes to its team.",
        "Y rheol gyntaf sy’n addas i achos newydd sy’n penderfynu. Heb reol mae’r achos yn mynd i’w dîm.",
    ),
    "queues_rules_none": both("There are no rules yet.", "Nid oes rheolau eto."),
    "queues_rule_order": both("Order", "Trefn"),
    "queues_rule_when": both("When", "Pryd"),
    "queues_rule_then": both("Then", "Yna"),
    "queues_rule_add": both("Add a rule", "Ychwanegu rheol"),
    "queues_rule_change": both("Change rule {n}", "Newid rheol {n}"),
    "queues_rule_always": both("Always", "Bob amser"),
    "queues_rule_gone": both("somebody who has left", "rhywun sydd wedi gadael"),
    "queues_rule_answered": both("Answer to {question}: {answer}", "Ateb i {question}: {answer}"),
    "queues_rule_any": both("Any", "Unrhyw un"),
    "queues_rule_question": both("Question, by its name in the pattern", "Cwestiwn, yn ôl ei enw yn y patrwm"),
    "queues_rule_question_hint": both(
        "Leave empty if answers do not matter", "Gadewch yn wag os nad yw atebion o bwys"
    ),
    "queues_rule_answer": both("Answer to that question", "Ateb i’r cwestiwn hwnnw"),
    "queues_rule_answer_hint": both("The value of the option, or yes or no", "Gwerth yr opsiwn, neu yes neu no"),
    "queues_rule_team": both("To which team?", "I ba dîm?"),
    "queues_rule_own_team": both("The team of the service", "Tîm y gwasanaeth"),
    "queues_rule_how": both("To whom in the team?", "I bwy yn y tîm?"),
    "queues_rule_how_name": both("to whom in the team", "i bwy yn y tîm"),
    "queues_how_team": both("Nobody: the team takes it", "Neb: mae’r tîm yn ei gymryd"),
    "queues_how_round_robin": both("Its officers in turn", "Ei swyddogion yn eu tro"),
    "queues_how_least_loaded": both("The officer with the fewest open cases", "Y swyddog â’r lleiaf o achosion agored"),
    "queues_how_officer": both("One officer", "Un swyddog"),
    "queues_rule_officer": both("Which officer, if it is one officer?", "Pa swyddog, os un swyddog ydyw?"),
    "queues_rule_refused_answer": both(
        "Fill in both the question and the answer, or neither", "Llenwch y cwestiwn a’r ateb, neu’r naill na’r llall"
    ),
    "queues_rule_refused_officer": both("Select the officer", "Dewiswch y swyddog"),
    "queues_rule_refused_how": both("Select to whom in the team", "Dewiswch i bwy yn y tîm"),
    "queues_rule_refused_many": both("There are too many rules", "Mae gormod o reolau"),
    "queues_rule_raise": both("Move up", "Symud i fyny"),
    "queues_rule_delete": both("Delete this rule", "Dileu’r rheol hon"),
    "queues_rule_sure": both(
        "New work will no longer be given out by rule {n} ({conditions}). Rules after it move up.",
        "Ni fydd gwaith newydd yn cael ei rannu yn ôl rheol {n} ({conditions}) mwyach. "
        "Bydd y rheolau sy’n ei dilyn yn symud i fyny.",
    ),
    "queues_rule_kept": both("Rule saved", "Cadwyd y rheol"),
    "queues_rule_dropped": both("Rule deleted", "Dilëwyd y rheol"),
    "queues_absences": both("Who is away", "Pwy sydd i ffwrdd"),
    "queues_away": both("Away now or later", "I ffwrdd nawr neu’n hwyrach"),
    "queues_away_none": both("Nobody is away.", "Nid oes neb i ffwrdd."),
    "queues_away_add": both("Add an absence", "Ychwanegu absenoldeb"),
    "queues_away_who": both("Who is away?", "Pwy sydd i ffwrdd?"),
    "queues_away_who_name": both("who is away", "pwy sydd i ffwrdd"),
    "queues_away_from": both("First day", "Diwrnod cyntaf"),
    "queues_away_from_name": both("the first day", "y diwrnod cyntaf"),
    "queues_away_until": both("Last day", "Diwrnod olaf"),
    "queues_away_until_name": both("the last day", "y diwrnod olaf"),
    "queues_away_open": both("not known yet", "heb fod yn hysbys eto"),
    "queues_away_order": both(
        "The last day must be the first day or later", "Rhaid i’r diwrnod olaf fod y cyntaf neu’n hwyrach"
    ),
    "queues_away_kept": both("Absence saved", "Cadwyd yr absenoldeb"),
    "queues_away_drop": both("{name} is here after all", "Mae {name} yma wedi’r cyfan"),
    "queues_away_delete": both("Delete this absence", "Dileu’r absenoldeb hwn"),
    "queues_away_sure": both(
        "The absence {when} will be deleted. New work can be given to this colleague again.",
        "Bydd yr absenoldeb {when} yn cael ei ddileu. Gall y cydweithiwr hwn gael gwaith newydd eto.",
    ),
    "queues_away_dropped": both("Absence deleted", "Dilëwyd yr absenoldeb"),
    "queues_people": both("Officers", "Swyddogion"),
    "queues_welsh": both("Works in Welsh with residents", "Yn gweithio yn Gymraeg gyda phreswylwyr"),
    "queues_welsh_yes": both("Works in Welsh", "Yn gweithio yn Gymraeg"),
    "queues_welsh_not": both("Does not work in Welsh", "Ddim yn gweithio yn Gymraeg"),
    "queues_yes": both("Yes", "Ydy"),
    "queues_no": both("No", "Nac ydy"),
    "queues_officer_change": both("Skills and work of {name}", "Sgiliau a gwaith {name}"),
    "queues_officer_kept": both("Saved", "Cadwyd"),
    "queues_hand": both("Hand on all open work", "Trosglwyddo’r holl waith agored"),
    "queues_hand_many": both(
        "Open cases of {name} that you may hand on: {n}.",
        "Achosion agored {name} y gallwch eu trosglwyddo: {n}.",
    ),
    "queues_hand_to": both("To whom?", "I bwy?"),
    "case_allocated": both("Given by rule {rule}", "Rhoddwyd yn ôl rheol {rule}"),
    "case_allocated_to": both("Given to {name} by rule {rule}", "Rhoddwyd i {name} yn ôl rheol {rule}"),
}
