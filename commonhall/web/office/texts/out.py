"""What do the pages of messages out say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "nothing_waits": both("Nothing is waiting to be sent.", "Nid oes dim yn aros i’w anfon."),
    "one_waits": both("1 message is waiting to be sent.", "Mae 1 neges yn aros i’w hanfon."),
    "some_wait": both("{n} messages are waiting to be sent.", "Mae {n} o negeseuon yn aros i’w hanfon."),
    "oldest": both("The oldest has waited since {when}.", "Mae’r hynaf yn aros ers {when}."),
    "tried": both(
        "We try again by ourselves for 48 hours, with longer and longer breaks.",
        "Rydym yn rhoi cynnig arall arni ein hunain am 48 awr, gyda seibiannau hirach a hirach.",
    ),
    "nothing_dead": both("No message has been given up.", "Nid ydym wedi rhoi’r gorau i unrhyw neges."),
    "dead": both("Messages that we stopped trying to send", "Negeseuon y rhoesom y gorau i’w hanfon"),
    "dead_hint": both("{reason}. Tries: {n}. Stopped {when}.", "{reason}. Ceisiadau: {n}. Stopiwyd {when}."),
    "send_again": both("Send again", "Anfon eto"),
    "choose": both("Select the messages to send again", "Dewiswch y negeseuon i’w hanfon eto"),
    "sent_again": both("We will send these again: {n}", "Byddwn yn anfon y rhain eto: {n}"),
    "delivery_tell": both("Message about a case, not yet written", "Neges am achos, heb ei hysgrifennu eto"),
    "delivery_message": both("Message to a resident", "Neges i breswylydd"),
    "delivery_resume_link": both("Link to carry on with answers", "Dolen i barhau ag atebion"),
    "delivery_other": both("Message to another system", "Neges i system arall"),
    "created": both("{kind}, from {when}", "{kind}, o {when}"),
}
