"""What do the pages say on which a lead acts on many cases?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "queues_bulk_lead": both(
        "Tick the cases, or take the whole list. You will see what happens before it happens.",
        "Ticiwch yr achosion, neu cymerwch y rhestr gyfan. Byddwch yn gweld beth fydd yn digwydd cyn iddo ddigwydd.",
    ),
    "queues_bulk_chosen": both("Go on with the ticked cases", "Mynd ymlaen â’r achosion a diciwyd"),
    "queues_bulk_all": both(
        "Go on with the whole list (at most {n} cases)", "Mynd ymlaen â’r rhestr gyfan (hyd at {n} o achosion)"
    ),
    "queues_bulk_none": both("There are no cases on this list.", "Nid oes achosion ar y rhestr hon."),
    "queues_bulk_what": both("What do you want to do?", "Beth ydych chi am ei wneud?"),
    "queues_bulk_one": both("You chose 1 case.", "Rydych wedi dewis 1 achos."),
    "queues_bulk_many": both("You chose {n:cases}.", "Rydych wedi dewis {n:cases}."),
    "queues_bulk_too_many": both(
        "That is more than {n} cases. Narrow the list first.",
        "Mae hynny’n fwy na {n} o achosion. Culhewch y rhestr yn gyntaf.",
    ),
    "queues_act_assign": both("Give to an officer", "Rhoi i swyddog"),
    "queues_act_assign_name": both("who gets the cases", "pwy sy’n cael yr achosion"),
    "queues_act_priority": both("Set the priority", "Gosod y flaenoriaeth"),
    "queues_act_priority_name": both("a priority", "blaenoriaeth"),
    "queues_act_tag": both("Add a tag", "Ychwanegu tag"),
    "queues_act_review": both("Set a review date", "Gosod dyddiad adolygu"),
    "queues_act_move": both("Move them on", "Eu symud ymlaen"),
    "queues_act_move_name": both("what to do with the cases", "beth i’w wneud â’r achosion"),
    "queues_bulk_day": both("When to look at them again", "Pryd i edrych arnynt eto"),
    "queues_bulk_day_name": both("the day to look at them again", "y diwrnod i edrych arnynt eto"),
    "queues_bulk_no_day": both("none", "dim"),
    "queues_bulk_tag": both("Tag", "Tag"),
    "queues_bulk_tag_name": both("a tag", "tag"),
    "queues_bulk_reason": both("Why do you do this?", "Pam ydych chi’n gwneud hyn?"),
    "queues_bulk_reason_name": both("why you do this", "pam ydych chi’n gwneud hyn"),
    "queues_bulk_preview": both("See what will happen", "Gweld beth fydd yn digwydd"),
    "queues_bulk_check": both("Check before you go on", "Gwiriwch cyn mynd ymlaen"),
    "queues_bulk_will": both("To be changed: {n:cases}.", "I’w newid: {n:cases}."),
    "queues_bulk_will_one": both("1 case will be changed.", "Bydd 1 achos yn cael ei newid."),
    "queues_bulk_done_to": both("These will be changed", "Bydd y rhain yn cael eu newid"),
    "queues_bulk_left_out": both("These will be left out", "Bydd y rhain yn cael eu gadael allan"),
    "queues_bulk_more": both("and {n} more", "a {n} arall"),
    "queues_bulk_confirm": both("Do it now ({n})", "Ei wneud nawr ({n})"),
    "queues_bulk_why": both("Why", "Pam"),
    "queues_said_assign": both("Officer: {what}", "Swyddog: {what}"),
    "queues_said_priority": both("Priority: {what}", "Blaenoriaeth: {what}"),
    "queues_said_tag": both("New tag: {what}", "Tag newydd: {what}"),
    "queues_said_review": both("Review date: {what}", "Dyddiad adolygu: {what}"),
    "queues_said_move": both("Next step: {what}", "Cam nesaf: {what}"),
    "queues_why_rights": both("You are not a lead for this case", "Nid chi yw’r arweinydd ar gyfer yr achos hwn"),
    "queues_why_colleague": both(
        "This colleague does not work on such cases", "Nid yw’r cydweithiwr hwn yn gweithio ar achosion o’r fath"
    ),
    "queues_why_merged": both("It went on in another case", "Aeth ymlaen mewn achos arall"),
    "queues_why_same": both("It is so already", "Mae felly eisoes"),
    "queues_why_closed": both("It is closed", "Mae wedi cau"),
    "queues_why_state": both("Its status does not allow this", "Nid yw ei statws yn caniatáu hyn"),
    "queues_why_asks": both("There is something to fill in", "Mae rhywbeth i’w lenwi"),
    "queues_why_refused": both(
        "The rules of the case do not allow this now", "Nid yw rheolau’r achos yn caniatáu hyn nawr"
    ),
    "queues_why_changed": both("Somebody changed it meanwhile", "Newidiodd rhywun ef yn y cyfamser"),
    "queues_bulk_result": both("What became of it", "Beth ddaeth ohono"),
    "queues_bulk_counts": both(
        "{all:cases}: {done} done, {left} left out, {undone} taken back.",
        "{all:cases}: {done} wedi’u gwneud, {left} wedi’u gadael allan, {undone} wedi’u tynnu’n ôl.",
    ),
    "queues_bulk_by": both("{name}, {when}. Why: {why}", "{name}, {when}. Pam: {why}"),
    "queues_bulk_busy": both(
        "This goes on by itself. You can leave this page.",
        "Mae hyn yn mynd ymlaen ar ei ben ei hun. Gallwch adael y dudalen hon.",
    ),
    "queues_bulk_again": both("See how far it is", "Gweld pa mor bell y mae"),
    "queues_bulk_undo_until": both("You can take this back until {when}.", "Gallwch dynnu hyn yn ôl tan {when}."),
    "queues_bulk_undo": both("Take it back", "Ei dynnu’n ôl"),
    "queues_bulk_late": both("This can no longer be taken back", "Ni ellir tynnu hyn yn ôl mwyach"),
    "queues_bulk_each": both("Each case", "Pob achos"),
    "queues_bulk_became": both("What became of it", "Beth ddaeth ohono"),
    "queues_row_waiting": both("Waiting", "Yn aros"),
    "queues_row_done": both("Done", "Wedi’i wneud"),
    "queues_row_skipped": both("Left out", "Gadawyd allan"),
    "queues_row_undone": both("Taken back", "Tynnwyd yn ôl"),
    "queues_row_kept": both("Not taken back", "Heb ei dynnu’n ôl"),
}
