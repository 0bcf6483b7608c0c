"""What is said where an answer is corrected, a case moves to another version or service, or is split?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    # Correcting an answer
    "together_correct": both("Correct an answer", "Cywiro ateb"),
    "together_correct_one": both("Correct this answer", "Cywiro’r ateb hwn"),
    "together_correct_about": both(
        "The old answer is kept, with your name and the reason. "
        "What was decided stays as it is, unless you say otherwise.",
        "Cedwir yr hen ateb, gyda’ch enw a’r rheswm. "
        "Bydd yr hyn a benderfynwyd yn aros, oni bai eich bod yn dweud yn wahanol.",
    ),
    "together_cannot_correct": both("This cannot be corrected here.", "Ni ellir cywiro hwn yma."),
    "together_correct_why": both("Why is it corrected?", "Pam mae’n cael ei gywiro?"),
    "together_correct_why_name": both("why it is corrected", "pam mae’n cael ei gywiro"),
    "together_correct_do": both("Correct the answer", "Cywiro’r ateb"),
    "together_correct_done": both("Corrected: {what}", "Cywirwyd: {what}"),
    "together_correct_same": both("That is what stands there already", "Dyna sydd yno eisoes"),
    "together_correct_check": both(
        "The rules of the service do not allow this answer", "Nid yw rheolau’r gwasanaeth yn caniatáu’r ateb hwn"
    ),
    "together_correct_type": both("This answer cannot be corrected here", "Ni ellir cywiro’r ateb hwn yma"),
    "together_correct_unknown": both("There is no such answer on this case", "Nid oes ateb o’r fath ar yr achos hwn"),
    "together_corrected": both("Corrected answers", "Atebion a gywirwyd"),
    "together_was": both("Before: {answer}", "Cyn hynny: {answer}"),
    "together_corrected_by": both("{name}, {when}: {why}", "{name}, {when}: {why}"),
    "together_results_renewed": both(
        "What follows from it was worked out again.", "Gweithiwyd allan eto yr hyn sy’n dilyn ohono."
    ),
    "together_now": both("What stands there now", "Beth sydd yno nawr"),
    "together_corrected_to": both("What it is corrected to", "Beth y caiff ei gywiro iddo"),
    "together_differs": both("Other results follow from this", "Mae canlyniadau eraill yn dilyn o hyn"),
    "together_differs_caption": both("What would be different", "Beth fyddai’n wahanol"),
    "together_column_result": both("Result", "Canlyniad"),
    "together_column_stands": both("As it stands", "Fel y mae"),
    "together_column_would": both("As it would be", "Fel y byddai"),
    "together_goes_through": both("It goes through", "Mae’n mynd drwodd"),
    "together_not_worked": both(
        "Some results came from other systems when it was sent. They cannot be worked out again here.",
        "Daeth rhai canlyniadau o systemau eraill pan anfonwyd ef. Ni ellir eu gweithio allan eto yma.",
    ),
    "together_then": both("What should happen to these results?", "Beth ddylai ddigwydd i’r canlyniadau hyn?"),
    "together_then_name": both("what should happen to these results", "beth ddylai ddigwydd i’r canlyniadau hyn"),
    "together_then_keep": both("Keep them as they stand", "Eu cadw fel y maent"),
    "together_then_renew": both(
        "Take over the new results, but not what was charged", "Defnyddio’r canlyniadau newydd, ond nid y tâl"
    ),
    # Another version, another service, splitting
    "together_version_look": both(
        "Move to the newest version of the service", "Symud i fersiwn ddiweddaraf y gwasanaeth"
    ),
    "together_version": both("Move this case to version {version}", "Symud yr achos hwn i fersiwn {version}"),
    "together_version_why": both("Why is it moved?", "Pam mae’n cael ei symud?"),
    "together_version_done": both("Moved to version {version}", "Symudwyd i fersiwn {version}"),
    "together_recast_why_name": both("why it is moved", "pam mae’n cael ei symud"),
    "together_recast_about": both(
        "Look at what will be different. Nobody outside the council is told.",
        "Edrychwch ar beth fydd yn wahanol. Ni ddywedir wrth neb y tu allan i’r cyngor.",
    ),
    "together_recast_do": both("Move the case", "Symud yr achos"),
    "together_preview": both("What will be different", "Beth fydd yn wahanol"),
    "together_p_version": both("Service and version", "Gwasanaeth a fersiwn"),
    "together_p_state": both("State", "Cyflwr"),
    "together_p_team": both("Team", "Tîm"),
    "together_p_left": both("Answers that no longer fit, kept beside", "Atebion nad ydynt yn ffitio, a gedwir"),
    "together_p_unanswered": both("Questions without an answer", "Cwestiynau heb ateb"),
    "together_p_stopped": both("Deadlines that stop", "Terfynau amser sy’n stopio"),
    "together_p_begun": both(
        "Deadlines that begin, from the day it was opened", "Terfynau amser sy’n dechrau, o’r diwrnod yr agorwyd ef"
    ),
    "together_p_dropped": both("Open tasks that are dropped", "Tasgau agored a ollyngir"),
    "together_state": both("Which state does it go to?", "I ba gyflwr mae’n mynd?"),
    "together_state_name": both("which state it goes to", "i ba gyflwr mae’n mynd"),
    "together_service": both("This belongs to another service", "Mae hwn yn perthyn i wasanaeth arall"),
    "together_service_which": both("Which service does it belong to?", "I ba wasanaeth mae’n perthyn?"),
    "together_service_name": both("the service", "y gwasanaeth"),
    "together_service_to": both("Move this case to “{service}”", "Symud yr achos hwn i “{service}”"),
    "together_service_why": both("Why does it belong there?", "Pam mae’n perthyn yno?"),
    "together_service_done": both("Moved to “{service}”", "Symudwyd i “{service}”"),
    "together_service_gone": both(
        "{reference} was moved to “{service}”. You cannot see it there",
        "Symudwyd {reference} i “{service}”. Ni allwch ei weld yno",
    ),
    "together_service_none": both(
        "There is no other service that this case can move to",
        "Nid oes gwasanaeth arall y gall yr achos hwn symud iddo",
    ),
    "together_recast_same": both("It is there already", "Mae yno eisoes"),
    "together_recast_merged": both("This case is merged into another", "Mae’r achos hwn wedi’i uno ag un arall"),
    "together_recast_closed": both("This case is closed", "Mae’r achos hwn wedi’i gau"),
    "together_recast_holds": both(
        "Money, a booking or a permit hangs on this case, so it cannot be moved",
        "Mae arian, archeb neu drwydded ynghlwm wrth yr achos hwn, felly ni ellir ei symud",
    ),
    "together_recast_state": both(
        "Select which state it goes to: its own is not there any more",
        "Dewiswch i ba gyflwr mae’n mynd: nid yw ei gyflwr ei hun yno mwyach",
    ),
    "together_recast_cannot": both(
        "The team or the clock of that service cannot be worked out from these answers",
        "Ni ellir gweithio allan tîm na chloc y gwasanaeth hwnnw o’r atebion hyn",
    ),
    "together_recast_pays": both(
        "That service takes payments or bookings. Fill it in for the person instead",
        "Mae’r gwasanaeth hwnnw’n cymryd taliadau neu archebion. Llenwch ef ar ran y person",
    ),
    "together_recast_each": both(
        "That service opens a case for each thing that is chosen. Fill it in for the person instead",
        "Mae’r gwasanaeth hwnnw’n agor achos ar gyfer pob peth a ddewisir. Llenwch ef ar ran y person",
    ),
    "together_recast_why": both("Enter why", "Rhowch pam"),
    "together_moved": both("Where this case was before", "Lle’r oedd yr achos hwn o’r blaen"),
    "together_was_version": both(
        "Version {version} until {when}. Moved by {name}: {why}",
        "Fersiwn {version} tan {when}. Symudwyd gan {name}: {why}",
    ),
    "together_was_service": both(
        "Another service until {when}. Moved by {name}: {why}",
        "Gwasanaeth arall tan {when}. Symudwyd gan {name}: {why}",
    ),
    "together_left": both("Answers that did not fit", "Atebion nad oeddent yn ffitio"),
    "together_hidden": both("Hidden", "Wedi’i guddio"),
    "together_split": both("Split this case", "Hollti’r achos hwn"),
    "together_split_intro": both(
        "A part of this case becomes a case of its own, for the same person and place. This case stays as it is.",
        "Bydd rhan o’r achos hwn yn dod yn achos ar wahân, ar gyfer yr un person a lle. Bydd yr achos hwn yn aros.",
    ),
    "together_split_which": both("Which service is the part for?", "I ba wasanaeth mae’r rhan?"),
    "together_split_along": both("Which answers go along?", "Pa atebion sy’n mynd gydag ef?"),
    "together_split_along_hint": both(
        "Only those that the service asks for too are taken over.",
        "Dim ond y rhai y mae’r gwasanaeth hefyd yn gofyn amdanynt a gymerir.",
    ),
    "together_split_about": both("What is the new case about?", "Am beth mae’r achos newydd?"),
    "together_split_about_name": both("what the new case is about", "am beth mae’r achos newydd"),
    "together_split_done": both(
        "{reference} was opened and linked to the case it came from",
        "Agorwyd {reference} a’i gysylltu â’r achos y daeth ohono",
    ),
}
