"""What is said to somebody who was asked for something, and comes in by a link or with a code from a letter?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

ASKED: Final = {
    "title": both("Answer a letter from us", "Ateb llythyr gennym"),
    "content": both("You find the reference and the code in the letter.", "Mae’r cyfeirnod a’r cod yn y llythyr."),
    "reference": both("Reference", "Cyfeirnod"),
    "reference_hint": both("For example, MB-7K3Q9-XW4P2", "Er enghraifft, MB-7K3Q9-XW4P2"),
    "reference_name": both("the reference", "y cyfeirnod"),
    "code": both("Code", "Cod"),
    "code_hint": both("8 letters and numbers, such as KMQ7-42XT", "8 llythyren a rhif, fel KMQ7-42XT"),
    "code_name": both("the code", "y cod"),
    "button": both("Continue", "Parhau"),
    "unknown": both(
        "We do not know this reference and code, or they work no longer. Check both in the letter",
        "Nid ydym yn adnabod y cyfeirnod a’r cod hyn, neu nid ydynt yn gweithio bellach. Gwiriwch y ddau yn y llythyr",
    ),
    "over": both("This link works no longer", "Nid yw’r ddolen hon yn gweithio bellach"),
    "over_text": both(
        "It was used, taken back, or its time is over. You can still write to us.",
        "Mae wedi’i defnyddio, ei thynnu’n ôl, neu mae ei hamser ar ben. Gallwch ysgrifennu atom o hyd.",
    ),
    "by": both("Answer by {until}.", "Atebwch erbyn {until}."),
    "late": both(
        "The last day was {until}. You can still answer, but it may be too late to change anything.",
        "Y diwrnod olaf oedd {until}. Gallwch ateb o hyd, ond efallai ei bod yn rhy hwyr i newid dim.",
    ),
    "send": both("Send your answer", "Anfon eich ateb"),
    "thanks": both("We have your answer", "Rydym wedi cael eich ateb"),
    "thanks_text": both(
        "Thank you. We go on with your request {reference}.", "Diolch. Byddwn yn parhau â’ch cais {reference}."
    ),
    "thanks_outside": both("Thank you. You can close this page.", "Diolch. Gallwch gau’r dudalen hon."),
    "file_title": both("A file for you", "Ffeil i chi"),
    "file_text": both("{name}. The link works until {until}.", "{name}. Mae’r ddolen yn gweithio tan d{until}."),
    "file_button": both("Download the file", "Lawrlwytho’r ffeil"),
    "files": both("Files to look at", "Ffeiliau i’w gweld"),
    "task_by": both("Please do this by {until}.", "Gwnewch hyn erbyn {until}."),
    "your_answer": both("Your answer", "Eich ateb"),
    "your_answer_name": both("your answer", "eich ateb"),
    "your_files": both("Add files", "Ychwanegu ffeiliau"),
    "not_now": both(
        "We cannot get this file at the moment. Try again later.",
        "Ni allwn gael y ffeil hon ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen.",
    ),
}
