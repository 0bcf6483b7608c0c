"""What does the timeline say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "case_opened": both("Case opened", "Agorwyd yr achos"),
    "case_moved": both("{what}", "{what}"),
    "now_is": both("From “{before}” to “{after}”.", "O “{before}” i “{after}”."),
    "case_assigned": both("Given to {name}", "Rhoddwyd i {name}"),
    "case_given_back": both("Given to nobody", "Heb ei roi i neb"),
    "case_declined": both("Given back by who had it", "Rhoddwyd yn ôl gan bwy oedd ag ef"),
    "note_added": both("Note added", "Ychwanegwyd nodyn"),
    "message_sent_event": both("Message sent to the resident", "Anfonwyd neges at y preswylydd"),
    "message_failed_event": both("A message could not be sent", "Ni ellid anfon neges"),
    "deadline_missed": both("Deadline missed: {what}", "Ni chadwyd at y terfyn amser: {what}"),
    "timer_refused": both("The clock could not do: {what}", "Ni allai’r cloc wneud: {what}"),
    "task_done_event": both("Task done: {what}", "Tasg wedi’i gwneud: {what}"),
    "timer_rang": both("A reminder was due", "Roedd yn bryd atgoffa"),
    "disclosure_published": both("Published for everybody", "Cyhoeddwyd i bawb"),
    "disclosure_withdrawn": both("Taken out of what is published", "Tynnwyd o’r hyn a gyhoeddwyd"),
    "case_rated": both("The resident said how it went", "Dywedodd y preswylydd sut aeth pethau"),
    "glass_broken": both("Restricted case opened with a reason", "Agorwyd achos cyfyngedig gyda rheswm"),
    "glass_reviewed": both("Opening the case was reviewed", "Adolygwyd agor yr achos"),
    "something": both("Something else happened", "Digwyddodd rhywbeth arall"),
}
