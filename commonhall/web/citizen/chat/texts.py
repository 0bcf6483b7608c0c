"""What do the pages on which residents chat with the council say, in both languages?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

CHAT: Final[dict[str, Words]] = {
    "title": both("Chat with us", "Sgwrsio â ni"),
    "lead": both(
        "Somebody who works for us will answer you. It is a person, not a computer.\n\n"
        "Do not give us bank details or passwords here.\n\n"
        "We keep what is written so that we can help you. [How we use your details](/privacy)",
        "Bydd rhywun sy’n gweithio i ni yn eich ateb. Person ydyw, nid cyfrifiadur.\n\n"
        "Peidiwch â rhoi manylion banc na chyfrineiriau yma.\n\n"
        "Rydym yn cadw’r hyn a ysgrifennir er mwyn eich helpu. [Sut rydym yn defnyddio eich manylion](/privacy)",
    ),
    "waiting": both("People who are waiting now: {n}.", "Pobl sy’n aros nawr: {n}."),
    "name": both("Your name", "Eich enw"),
    "name_hint": both("You do not have to tell us.", "Nid oes rhaid i chi ddweud wrthym."),
    "name_name": both("your name", "eich enw"),
    "question": both("What would you like to ask?", "Beth hoffech chi ei ofyn?"),
    "question_name": both("your question", "eich cwestiwn"),
    "begin": both("Start the chat", "Dechrau’r sgwrs"),
    "off": both("Chat is not available", "Nid yw sgwrsio ar gael"),
    "off_text": both(
        "You cannot chat with us here. There are other ways to reach us.",
        "Ni allwch sgwrsio â ni yma. Mae ffyrdd eraill o gysylltu â ni.",
    ),
    "closed": both("Chat is closed", "Mae’r sgwrs ar gau"),
    "closed_text": both("Nobody can answer you just now.", "Ni all neb eich ateb ar hyn o bryd."),
    "opens": both("We are here again at {when}.", "Byddwn yma eto am {when}."),
    "full": both("Many people are waiting", "Mae llawer o bobl yn aros"),
    "full_text": both(
        "So many people are waiting that nobody could answer you soon. Try again in a few minutes.",
        "Mae cymaint o bobl yn aros fel na allai neb eich ateb yn fuan. Rhowch gynnig arall arni mewn ychydig funudau.",
    ),
    "down": both("Chat does not work just now", "Nid yw’r sgwrs yn gweithio ar hyn o bryd"),
    "down_text": both("We do not know whether anybody could answer you.", "Ni wyddom a allai unrhyw un eich ateb."),
    "leave": both("Leave us a message", "Gadael neges i ni"),
    "reach": both("Other ways to reach us", "Ffyrdd eraill o gysylltu â ni"),
    "leave_text": both("You can leave a message, and we will answer it.", "Gallwch adael neges, a byddwn yn ei hateb."),
    "talk": both("Your chat", "Eich sgwrs"),
    "messages": both("Messages", "Negeseuon"),
    "you": both("You", "Chi"),
    "agent": both("Adviser", "Cynghorydd"),
    "status_waiting": both(
        "You are number {n} in the queue. Somebody will be with you soon.",
        "Chi yw rhif {n} yn y ciw. Bydd rhywun gyda chi yn fuan.",
    ),
    "status_talking": both("You are talking to {agent}.", "Rydych yn siarad â {agent}."),
    "status_ended": both("This chat has ended.", "Mae’r sgwrs hon wedi dod i ben."),
    "message": both("Your message", "Eich neges"),
    "message_name": both("your message", "eich neges"),
    "send": both("Send", "Anfon"),
    "check": both("Check for new messages", "Gweld a oes negeseuon newydd"),
    "end": both("End the chat", "Dod â’r sgwrs i ben"),
    "missing": both("Enter your message", "Rhowch eich neges"),
    "long": both("Your message must be {n} characters or fewer", "Rhaid i’ch neges fod yn {n} nod neu lai"),
    "fast": both(
        "You sent many messages. Wait a minute, then send this one",
        "Rydych wedi anfon llawer o negeseuon. Arhoswch funud, yna anfonwch yr un hon",
    ),
    "many": both(
        "This chat is too long for another message. End it, and start a new one",
        "Mae’r sgwrs hon yn rhy hir i neges arall. Dewch â hi i ben, a dechreuwch un newydd",
    ),
    "agent_joined": both("{agent} has joined the chat.", "Mae {agent} wedi ymuno â’r sgwrs."),
    "passed_on": both(
        "{agent} is passing you to a colleague, who can read what you wrote. You do not have to say it again.",
        "Mae {agent} yn eich trosglwyddo i gydweithiwr, a all ddarllen yr hyn a ysgrifennoch. Nid oes rhaid i chi ei "
        "ddweud eto.",
    ),
    "agent_left": both(
        "{agent} had to leave. The next adviser who is free will carry on with you.",
        "Bu’n rhaid i {agent} adael. Bydd y cynghorydd nesaf sydd ar gael yn parhau gyda chi.",
    ),
    "ended_resident": both("You ended the chat.", "Daethoch â’r sgwrs i ben."),
    "ended_agent": both("The adviser ended the chat.", "Daeth y cynghorydd â’r sgwrs i ben."),
    "ended_quiet": both(
        "The chat ended because nobody wrote for a while.",
        "Daeth y sgwrs i ben am nad oedd neb wedi ysgrifennu ers tro.",
    ),
    "ended_gone": both(
        "The chat ended because you seemed to have left.",
        "Daeth y sgwrs i ben am ei bod yn ymddangos eich bod wedi gadael.",
    ),
    "keep": both("Save this chat", "Cadw’r sgwrs hon"),
    "again": both("Start another chat", "Dechrau sgwrs arall"),
    "file": both("chat.txt", "sgwrs.txt"),
    "file_title": both("Chat with {council} at {when}", "Sgwrs â {council} am {when}"),
}
