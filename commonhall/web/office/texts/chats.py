"""What do the pages on which agents answer chats say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "chats": both("Chats", "Sgyrsiau"),
    "chats_waiting": both("Waiting for an answer", "Yn aros am ateb"),
    "chats_waiting_none": both("Nobody is waiting.", "Does neb yn aros."),
    "chats_mine": both("Your chats", "Eich sgyrsiau"),
    "chats_mine_none": both("You are in no chat.", "Nid ydych mewn sgwrs."),
    "chats_since": both("Since", "Ers"),
    "chats_who": both("Who", "Pwy"),
    "chats_about": both("From the page of", "O dudalen"),
    "chats_language": both("Language", "Iaith"),
    "chats_language_en": both("English", "Saesneg"),
    "chats_language_cy": both("Welsh", "Cymraeg"),
    "chats_last": both("Last message", "Neges ddiwethaf"),
    "chats_take_next": both("Take the next chat", "Cymryd y sgwrs nesaf"),
    "chats_take": both("Take this chat", "Cymryd y sgwrs hon"),
    "chats_look": both("Look again", "Edrych eto"),
    "chats_from_calls": both("Chats: {n} waiting", "Sgyrsiau: {n} yn aros"),
    "chats_is_on": both("Chat is open now.", "Mae’r sgwrs ar agor nawr."),
    "chats_is_off": both("Chat is switched off.", "Mae’r sgwrs wedi’i diffodd."),
    "chats_is_closed": both("Chat is closed now, by its hours.", "Mae’r sgwrs ar gau nawr, yn ôl ei horiau."),
    "chats_is_full": both(
        "So many people are waiting that nobody else can start.", "Mae cymaint yn aros fel na all neb arall ddechrau."
    ),
    "chats_is_elsewhere": both(
        "Chats are answered in another product: {provider}. None of them wait here.",
        "Atebir sgyrsiau mewn cynnyrch arall: {provider}. Nid oes un yn aros yma.",
    ),
    "chat_taken": both("Somebody else has taken that chat.", "Mae rhywun arall wedi cymryd y sgwrs honno."),
    "chat_title": both("Chat with {who}", "Sgwrs â {who}"),
    "chat_somebody": both("somebody without a name", "rhywun heb enw"),
    "chat_messages": both("Messages", "Negeseuon"),
    "chat_you": both("You", "Chi"),
    "chat_resident": both("Resident", "Preswylydd"),
    "chat_agent": both("Adviser", "Cynghorydd"),
    "chat_status_talking": both("They are reading along.", "Maent yn darllen wrth i chi ysgrifennu."),
    "chat_status_ended": both("This chat has ended.", "Mae’r sgwrs hon wedi dod i ben."),
    "chat_message": both("Your answer", "Eich ateb"),
    "chat_message_name": both("your answer", "eich ateb"),
    "chat_send": both("Send", "Anfon"),
    "chat_check": both("Check for new messages", "Gweld a oes negeseuon newydd"),
    "chat_end": both("End the chat", "Dod â’r sgwrs i ben"),
    "chat_missing": both("Enter your answer", "Rhowch eich ateb"),
    "chat_long": both("Your answer must be {n} characters or fewer", "Rhaid i’ch ateb fod yn {n} nod neu lai"),
    "chat_many": both("This chat is too long for another message", "Mae’r sgwrs hon yn rhy hir i neges arall"),
    "chat_beside": both("While you chat", "Wrth sgwrsio"),
    "chat_to_call": both("Who they are, and their requests", "Pwy ydynt, a’u ceisiadau"),
    "chat_to_link": both("Send a link to a service", "Anfon dolen at wasanaeth"),
    "chat_to_finish": both("Write down what it was about", "Nodi beth oedd dan sylw"),
    "chat_link_lead": both(
        "The link appears in the chat. A service that you have begun opens with what you filled in.",
        "Bydd y ddolen yn ymddangos yn y sgwrs. Bydd gwasanaeth a ddechreuoch yn agor gyda’r hyn a lenwoch.",
    ),
    "chat_link_words": both("What you say with it", "Beth a ddywedwch gyda hi"),
    "chat_link_sent": both("The link is in the chat.", "Mae’r ddolen yn y sgwrs."),
    "chat_link_gone": both(
        "That form has been sent or has ended. No link was sent.",
        "Anfonwyd y ffurflen honno, neu daeth i ben. Ni anfonwyd dolen.",
    ),
    "chat_agent_joined": both("{agent} has joined the chat.", "Mae {agent} wedi ymuno â’r sgwrs."),
    "chat_ended_resident": both("The resident ended the chat.", "Daeth y preswylydd â’r sgwrs i ben."),
    "chat_ended_agent": both("The adviser ended the chat.", "Daeth y cynghorydd â’r sgwrs i ben."),
    "chat_ended_quiet": both(
        "The chat ended because nobody wrote for a while.",
        "Daeth y sgwrs i ben am nad oedd neb wedi ysgrifennu ers tro.",
    ),
    "chat_ended_gone": both(
        "The chat ended because the resident had left.", "Daeth y sgwrs i ben am fod y preswylydd wedi gadael."
    ),
    "chat_transcript": both("What was written", "Beth a ysgrifennwyd"),
    "chat_transcript_of": both("What was written in the chat at {when}", "Beth a ysgrifennwyd yn y sgwrs am {when}"),
    "chats_settings": both("When we answer chats", "Pryd rydym yn ateb sgyrsiau"),
    "chats_switched": both("Can people chat with us?", "A all pobl sgwrsio â ni?"),
    "chats_switched_yes": both("Yes, in the hours below", "Gallant, yn yr oriau isod"),
    "chats_switched_no": both("No", "Na allant"),
    "chats_hours": both("Hours on {day}", "Oriau ddydd {day}"),
    "chats_hours_hint": both("Such as 09:00 to 17:00. Leave it empty where we are closed.",
        "Er enghraifft 09:00 i 17:00. Gadewch yn wag os ydym ar gau."),
    "chats_hours_wrong": both(
        "Enter when we open and when we close, such as 09:00 to 17:00",
        "Rhowch pryd rydym yn agor ac yn cau, er enghraifft 09:00 i 17:00",
    ),
    "chats_day_mon": both("Monday", "Llun"),
    "chats_day_tue": both("Tuesday", "Mawrth"),
    "chats_day_wed": both("Wednesday", "Mercher"),
    "chats_day_thu": both("Thursday", "Iau"),
    "chats_day_fri": both("Friday", "Gwener"),
    "chats_day_sat": both("Saturday", "Sadwrn"),
    "chats_day_sun": both("Sunday", "Sul"),
    "chats_holidays": both("Do we answer on bank holidays?", "A ydym yn ateb ar wyliau banc?"),
    "chats_most_waiting": both("How many people may wait at once?", "Faint o bobl all aros ar yr un pryd?"),
    "chats_quiet": both(
        "After how many minutes of silence does a chat end?", "Ar ôl sawl munud o dawelwch y daw sgwrs i ben?"
    ),
    "chats_save": both("Save", "Cadw"),
    "chats_saved": both("Saved.", "Wedi’i gadw."),
}  # fmt: skip
