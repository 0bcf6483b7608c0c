"""What do packs say in each language? The headings and labels of what is given out."""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

SAYS: Final = {
    "title_access": both("What we know about you", "Yr hyn a wyddom amdanoch chi"),
    "title_disclosure": both("Documents that we give out", "Dogfennau yr ydym yn eu rhoi allan"),
    "made": both("Made on", "Gwnaed ar"),
    "contents": both("Contents", "Cynnwys"),
    "files": both("Files", "Ffeiliau"),
    "left_out": both("What we left out or removed", "Yr hyn a adawsom allan neu a dynnwyd"),
    "left_out_none": both("Nothing was left out or removed.", "Ni adawyd dim allan na thynnu dim."),
    "complain": both(
        "If you think that something is missing or wrong, tell us. You can also complain to the Information "
        "Commissioner: ico.org.uk.",
        "Os ydych yn meddwl bod rhywbeth ar goll neu’n anghywir, dywedwch wrthym. Gallwch hefyd gwyno wrth y "
        "Comisiynydd Gwybodaeth: ico.org.uk.",
    ),
    "block": both("█████ stands for words that we removed.", "Mae █████ yn lle geiriau a dynnwyd gennym."),
    "about": both("About you", "Amdanoch chi"),
    "name": both("Name", "Enw"),
    "email": both("Email address", "Cyfeiriad e-bost"),
    "phone": both("Phone number", "Rhif ffôn"),
    "phone_typed": both("Phone number", "Rhif ffôn"),
    "address": both("Address", "Cyfeiriad"),
    "vehicle": both("Vehicle", "Cerbyd"),
    "account": both("Account", "Cyfrif"),
    "proved_name": both("Name that was proved", "Enw a brofwyd"),
    "proved_birth_date": both("Date of birth that was proved", "Dyddiad geni a brofwyd"),
    "proved_email": both("Email address that was shown", "Cyfeiriad e-bost a ddangoswyd"),
    "known": both("Also known", "Hysbys hefyd"),
    "warning": both("Warning for staff", "Rhybudd i staff"),
    "contact": both("Conversation", "Sgwrs"),
    "report": both("It happened again", "Digwyddodd eto"),
    "followed": both("“Me too”", "“Fi hefyd”"),
    "belonging": both("Who belongs to you", "Pwy sy’n perthyn i chi"),
    "channel": both("How", "Sut"),
    "with": both("With", "Gyda"),
    "to": both("To", "At"),
    "by": both("By", "Gan"),
    "reads": both("Who looked at your record", "Pwy edrychodd ar eich cofnod"),
    "case": both("Request", "Cais"),
    "answers": both("Answers", "Atebion"),
    "decision": both("How it was decided", "Sut y penderfynwyd"),
    "message": both("Message", "Neges"),
    "note": both("Note by staff", "Nodyn gan staff"),
    "document": both("File", "Ffeil"),
    "history": both("What happened", "Beth ddigwyddodd"),
    "reference": both("Reference", "Cyfeirnod"),
    "opened": both("Opened", "Agorwyd"),
    "closed": both("Closed", "Caewyd"),
    "state": both("How it stands", "Sut mae’n sefyll"),
    "exempt_others": both("It is about somebody else", "Mae’n ymwneud â rhywun arall"),
    "exempt_crime": both("It would hinder preventing crime", "Byddai’n rhwystro atal trosedd"),
    "exempt_legal": both("It is advice between a lawyer and client", "Cyngor rhwng cyfreithiwr a chleient yw"),
    "exempt_regulatory": both("It would hinder a regulator", "Byddai’n rhwystro rheoleiddiwr"),
    "exempt_management": both("It is about the council’s plans", "Mae’n ymwneud â chynlluniau’r cyngor"),
    "exempt_negotiations": both("It would hinder talks with you", "Byddai’n rhwystro trafodaethau â chi"),
    "exempt_health": both("It could harm somebody’s health", "Gallai niweidio iechyd rhywun"),
    "exempt_not_about": both("It is not about you", "Nid yw’n ymwneud â chi"),
}
