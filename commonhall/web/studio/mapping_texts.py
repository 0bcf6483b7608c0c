"""What do the studio's pages on linked systems say in English and Welsh?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

MAPPING_TEXTS: Final = {
    "mappings": both("Linked systems", "Systemau cysylltiedig"),
    "mappings_lead": both(
        "The cases of a service can go to another system, such as a contractor’s. Nothing of a case goes there "
        "that is not named here.",
        "Gall achosion gwasanaeth fynd i system arall, fel un contractwr. Nid oes dim o achos yn mynd yno nad yw "
        "wedi’i enwi yma.",
    ),
    "mapping_system": both("Other system", "System arall"),
    "mapping_none": both("None", "Dim"),
    "mapping_on": both("On", "Ymlaen"),
    "mapping_off": both("Off: nothing goes", "I ffwrdd: nid oes dim yn mynd"),
    "mapping_no_services": both("You lead the work of no service.", "Nid ydych yn arwain gwaith unrhyw wasanaeth."),
    "mapping_title": both("Linked system: {service}", "System gysylltiedig: {service}"),
    "mapping_begin": both(
        "The cases of this service go nowhere else. To link a system, first choose a provider for back offices, "
        "then say here what it is called.",
        "Nid yw achosion y gwasanaeth hwn yn mynd i unman arall. I gysylltu system, yn gyntaf dewiswch ddarparwr "
        "ar gyfer swyddfeydd cefn, yna dywedwch yma beth yw ei henw.",
    ),
    "mapping_change_about": both("Its name and which cases go", "Ei henw a pha achosion sy’n mynd"),
    "mapping_all_cases": both("All cases", "Pob achos"),
    "mapping_some": both("Where {question} is: {answers}", "Lle mae {question} yn: {answers}"),
    "mapping_which": both("Which cases go", "Pa achosion sy’n mynd"),
    "mapping_states": both("In which states", "Ym mha gyflyrau"),
    "mapping_at_once": both("At once", "Ar unwaith"),
    "mapping_fields_case": both("What goes of a new case", "Beth sy’n mynd o achos newydd"),
    "mapping_fields_change": both(
        "What goes with a change, besides its status",
        "Beth sy’n mynd gyda newid, heblaw ei statws",
    ),
    "mapping_no_fields_case": both("Nothing is declared yet.", "Nid oes dim wedi’i ddatgan eto."),
    "mapping_no_fields_change": both("Only its status goes.", "Dim ond ei statws sy’n mynd."),
    "mapping_to": both("Their name", "Eu henw"),
    "mapping_from": both("From", "O"),
    "mapping_is": both("What it is", "Beth ydyw"),
    "mapping_value": both("Example", "Enghraifft"),
    "mapping_always": both("Always: {text}", "Bob amser: {text}"),
    "mapping_required": both("Needed", "Yn ofynnol"),
    "mapping_nothing": both("Nothing: it is left out", "Dim: caiff ei adael allan"),
    "mapping_why_missing": both("The case has nothing for it", "Nid oes gan yr achos ddim ar ei gyfer"),
    "mapping_why_type": both("It is not of this kind", "Nid yw o’r math hwn"),
    "mapping_why_value": both("There is no word for it over there", "Nid oes gair amdano draw yno"),
    "mapping_no_example": both(
        "To see an example here, try the service and send it.",
        "I weld enghraifft yma, rhowch gynnig ar y gwasanaeth a’i anfon.",
    ),
    "mapping_example": both(
        "The example is the newest test, {reference}. Nobody’s own case is shown here.",
        "Yr enghraifft yw’r prawf diweddaraf, {reference}. Ni ddangosir achos neb yma.",
    ),
    "mapping_add_field": both("Add a field", "Ychwanegu maes"),
    "mapping_field_title": both("Field: {to}", "Maes: {to}"),
    "mapping_names": both("What can be named", "Beth y gellir ei enwi"),
    "mapping_ask_to": both("What is it called over there?", "Beth yw ei enw draw yno?"),
    "mapping_ask_sources": both("What goes there?", "Beth sy’n mynd yno?"),
    "mapping_sources_hint": both(
        "A name from the list below, such as answers.details. Several, one on each line, go one after another as text.",
        "Enw o’r rhestr isod, fel answers.details. Mae sawl un, un ar bob llinell, yn mynd y naill ar ôl y llall "
        "fel testun.",
    ),
    "mapping_ask_constant": both("Or is it always the same?", "Neu a yw bob amser yr un peth?"),
    "mapping_constant_hint": both(
        "Then this goes, whatever the case is.",
        "Yna mae hwn yn mynd, beth bynnag yw’r achos.",
    ),
    "mapping_ask_type": both("What kind do they take?", "Pa fath y maen nhw’n ei gymryd?"),
    "mapping_type_text": both("Text", "Testun"),
    "mapping_type_number": both("A number", "Rhif"),
    "mapping_type_whole_number": both("A whole number", "Rhif cyfan"),
    "mapping_type_date": both("A date", "Dyddiad"),
    "mapping_type_date_time": both("A date and a time", "Dyddiad ac amser"),
    "mapping_type_yes_no": both("Yes or no", "Ie neu nage"),
    "mapping_type_list": both("Several values", "Sawl gwerth"),
    "mapping_ask_values": both("Which of their words are ours?", "Pa rai o’u geiriau sydd gennym ni?"),
    "mapping_values_hint": both(
        "One on each line: our word = theirs. Leave it blank to send ours.",
        "Un ar bob llinell: ein gair = eu gair. Gadewch yn wag i anfon ein gair ni.",
    ),
    "mapping_ask_otherwise": both("What goes for anything else?", "Beth sy’n mynd am unrhyw beth arall?"),
    "mapping_otherwise_hint": both(
        "Blank: a case with another word stops, and a person must act.",
        "Yn wag: mae achos â gair arall yn stopio, a rhaid i berson weithredu.",
    ),
    "mapping_ask_required": both("Do they need it?", "A oes ei angen arnynt?"),
    "mapping_ask_longest": both("How many characters do they take?", "Faint o nodau y maen nhw’n eu cymryd?"),
    "mapping_one_source": both(
        "Say what goes there, or what is always the same: one of the two",
        "Dywedwch beth sy’n mynd yno, neu beth sydd bob amser yr un peth: un o’r ddau",
    ),
    "mapping_pairs": both("Write each line as one = other", "Ysgrifennwch bob llinell fel un = arall"),
    "mapping_enter_to": both("Enter what it is called over there", "Rhowch ei enw draw yno"),
    "mapping_enter_longest": both("Enter a whole number from 1 to 100000", "Rhowch rif cyfan o 1 i 100000"),
    "mapping_unknown": both(
        "These are not names from the list: {names}",
        "Nid yw’r rhain yn enwau o’r rhestr: {names}",
    ),
    "mapping_remove": both("Take this field away", "Tynnu’r maes hwn i ffwrdd"),
    "mapping_keep": both("Save", "Cadw"),
    "mapping_kept": both("Kept. It holds from now on.", "Wedi’i gadw. Mae’n dal o hyn ymlaen."),
    "mapping_hears": both("What their statuses do here", "Beth mae eu statysau’n ei wneud yma"),
    "mapping_hears_none": both("Whatever they say becomes a note.", "Mae beth bynnag a ddywedant yn dod yn nodyn."),
    "mapping_their_status": both("They say", "Maen nhw’n dweud"),
    "mapping_does": both("Here", "Yma"),
    "mapping_as_note": both("A note, and no more", "Nodyn, a dim mwy"),
    "mapping_add_heard": both("Add a status of theirs", "Ychwanegu un o’u statysau"),
    "mapping_heard_title": both("When they say: {status}", "Pan fyddant yn dweud: {status}"),
    "mapping_ask_status": both("What do they say?", "Beth maen nhw’n ei ddweud?"),
    "mapping_ask_transition": both("What does it do here?", "Beth mae’n ei wneud yma?"),
    "mapping_asks": both("It asks for: {names}", "Mae’n gofyn am: {names}"),
    "mapping_ask_asked": both("What answers what it asks for?", "Beth sy’n ateb yr hyn y mae’n gofyn amdano?"),
    "mapping_asked_hint": both(
        "One on each line: name = answer. The answer may be {text}, {day} or {facts.name} of what they said.",
        "Un ar bob llinell: enw = ateb. Gall yr ateb fod yn {text}, {day} neu {facts.name} o’r hyn a ddywedwyd.",
    ),
    "mapping_enter_status": both("Enter what they say", "Rhowch beth maen nhw’n ei ddweud"),
    "mapping_remove_status": both("Take this status away", "Tynnu’r statws hwn i ffwrdd"),
    "mapping_tells": both("What we say of our states", "Beth rydym ni’n ei ddweud am ein cyflyrau"),
    "mapping_tells_lead": both(
        "When a case comes into a state, they hear this word. Leave it blank, and they do not hear of it.",
        "Pan ddaw achos i gyflwr, maen nhw’n clywed y gair hwn. Gadewch yn wag, ac ni fyddant yn clywed amdano.",
    ),
    "mapping_our_state": both("Our state", "Ein cyflwr ni"),
    "mapping_we_say": both("We say", "Rydym yn dweud"),
    "mapping_change_tells": both("Change what we say", "Newid beth rydym yn ei ddweud"),
    "mapping_ask_title_en": both("What is it called?", "Beth yw ei enw?"),
    "mapping_ask_title_cy": both("What is it called in Welsh?", "Beth yw ei enw yn Gymraeg?"),
    "mapping_ask_question": both(
        "Which question decides whether a case goes?",
        "Pa gwestiwn sy’n penderfynu a yw achos yn mynd?",
    ),
    "mapping_question_hint": both(
        "Its id, such as category. Blank: all cases go.",
        "Ei id, fel category. Yn wag: mae pob achos yn mynd.",
    ),
    "mapping_ask_answers": both("With which answers does it go?", "Gyda pha atebion y mae’n mynd?"),
    "mapping_answers_hint": both("One on each line, as stored", "Un ar bob llinell, fel y’u cedwir"),
    "mapping_ask_states": both("In which states does it go?", "Ym mha gyflyrau y mae’n mynd?"),
    "mapping_states_hint": both(
        "One on each line. Blank: at once. There are: {names}",
        "Un ar bob llinell. Yn wag: ar unwaith. Mae: {names}",
    ),
    "mapping_enter_title": both("Enter what it is called", "Rhowch ei enw"),
    "mapping_off_first": both(
        "It is switched off at first, so that nothing goes before its fields are declared. Switch it on in the office.",
        "Mae wedi’i diffodd i ddechrau, fel nad oes dim yn mynd cyn i’w meysydd gael eu datgan. Trowch hi ymlaen "
        "yn y swyddfa.",
    ),
}
"""The words of the pages."""
