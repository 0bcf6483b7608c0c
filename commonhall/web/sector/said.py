"""What does the sector's site call things? Kinds, nations, capabilities, types and units, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commonhall.core.values.words import Language, Words, both

VERBS: Final = {
    "record": both("Record", "Cofnodi"),
    "understand": both("Understand", "Deall"),
    "inform": both("Tell us", "Rhoi gwybod"),
    "request": both("Ask for", "Gofyn am"),
    "apply": both("Apply", "Gwneud cais"),
    "book": both("Book", "Archebu"),
    "evaluate": both("Assess", "Asesu"),
    "decide": both("Decide", "Penderfynu"),
    "pay": both("Pay", "Talu"),
    "report": both("Report", "Adrodd"),
}
CAPABILITIES: Final = {
    "addresses": both("addresses", "cyfeiriadau"),
    "bookings": both("bookings", "archebion"),
    "files": both("files", "ffeiliau"),
    "maps": both("maps", "mapiau"),
    "payments": both("payments", "taliadau"),
    "vehicles": both("vehicle records", "cofnodion cerbydau"),
    "identity": both("identity", "hunaniaeth"),
    "notifications": both("messages", "negeseuon"),
    "waste": both("waste rounds", "rowndiau gwastraff"),
}
KINDS: Final = {
    "london_borough": both("London borough", "Bwrdeistref yn Llundain"),
    "district": both("District", "Dosbarth"),
    "county": both("County", "Sir"),
    "unitary": both("Unitary", "Unedol"),
    "metropolitan": both("Metropolitan borough", "Bwrdeistref fetropolitan"),
    "welsh": both("Welsh council", "Cyngor yng Nghymru"),
    "scottish": both("Scottish council", "Cyngor yn yr Alban"),
    "northern_irish": both("Northern Irish council", "Cyngor yng Ngogledd Iwerddon"),
}
NATIONS: Final = {
    "england": both("England", "Lloegr"),
    "wales": both("Wales", "Cymru"),
    "scotland": both("Scotland", "Yr Alban"),
    "northern_ireland": both("Northern Ireland", "Gogledd Iwerddon"),
}
LANGUAGES: Final = {"en": both("English", "Saesneg"), "cy": both("Welsh", "Cymraeg")}
SETTING_TYPES: Final = {
    "bool": both("yes or no", "ie neu na"),
    "int": both("whole number", "rhif cyfan"),
    "days": both("days", "diwrnodau"),
    "working_days": both("working days", "diwrnodau gwaith"),
    "minutes": both("minutes", "munudau"),
    "money": both("amount in pence", "swm mewn ceiniogau"),
    "text": both("text", "testun"),
    "words": both("text in two languages", "testun mewn dwy iaith"),
    "time": both("time", "amser"),
    "date": both("date", "dyddiad"),
    "choice": both("one of", "un o’r rhain"),
    "list": both("list", "rhestr"),
    "table": both("table", "tabl"),
    "dated_money": both("amounts in pence, with dates", "symiau mewn ceiniogau, gyda dyddiadau"),
}
QUESTION_TYPES: Final = {
    "address": both("address", "cyfeiriad"),
    "bank_details": both("bank details", "manylion banc"),
    "date_range": both("two dates", "dau ddyddiad"),
    "file": both("files", "ffeiliau"),
    "items": both("items and how many of each", "eitemau a faint o bob un"),
    "location": both("place", "lle"),
    "money": both("amount of money", "swm o arian"),
    "month_year": both("month and year", "mis a blwyddyn"),
    "national_insurance": both("National Insurance number", "rhif Yswiriant Gwladol"),
    "organisation": both("organisation", "sefydliad"),
    "postcode": both("postcode", "cod post"),
    "signature": both("typed name as signature", "enw wedi’i deipio fel llofnod"),
    "slot": both("time to book", "amser i’w archebu"),
    "time": both("time", "amser"),
    "vehicle": both("vehicle registration number", "rhif cofrestru cerbyd"),
    "website": both("website", "gwefan"),
    "choice": both("choose one", "dewis un"),
    "choices": both("choose any number", "dewis unrhyw nifer"),
    "date": both("date", "dyddiad"),
    "declaration": both("declaration", "datganiad"),
    "email": both("email address", "cyfeiriad e-bost"),
    "long_text": both("longer text", "testun hirach"),
    "name": both("name", "enw"),
    "number": both("number", "rhif"),
    "phone": both("phone number", "rhif ffôn"),
    "property": both("property, found by postcode", "eiddo, o’r cod post"),
    "text": both("short text", "testun byr"),
    "yes_no": both("yes or no", "ie neu na"),
}
UNITS: Final = {
    "working_days": both("working days", "diwrnod gwaith"),
    "days": both("days", "diwrnod"),
    "months": both("months", "mis"),
    "hours": both("hours", "awr"),
    "minutes": both("minutes", "munud"),
}
CHANNELS: Final = {
    "email": both("email", "e-bost"),
    "sms": both("text message", "neges destun"),
    "letter": both("letter", "llythyr"),
}
HOLDINGS: Final = {
    "permit": both("permit", "trwydded"),
    "subscription": both("subscription", "tanysgrifiad"),
    "licence": both("licence", "trwydded"),
}

SAID: Final = {
    "site": both("Councils share services", "Cynghorau’n rhannu gwasanaethau"),
    "lead": both(
        "A service is defined once, as a pattern. Every council runs it with its own look, rules and suppliers.",
        "Caiff gwasanaeth ei ddiffinio unwaith, fel patrwm. "
        "Mae pob cyngor yn ei redeg gyda’i olwg, ei reolau a’i gyflenwyr ei hun.",
    ),
    "services": both("Patterns", "Patrymau"),
    "councils": both("Councils", "Cynghorau"),
    "councils_lead": both(
        "The councils on this installation, and the services that each of them runs.",
        "Y cynghorau ar y gosodiad hwn, a’r gwasanaethau y mae pob un yn eu rhedeg.",
    ),
    "catalogue": both("Catalogue", "Catalog"),
    "about": both("About this pattern", "Am y patrwm hwn"),
    "verb": both("What people do", "Beth mae pobl yn ei wneud"),
    "version": both("Newest version", "Fersiwn diweddaraf"),
    "needs": both("What it needs", "Beth sydd ei angen"),
    "optional": both("optional", "dewisol"),
    "nothing": both("Nothing", "Dim byd"),
    "languages": both("Languages", "Ieithoedd"),
    "keeper": both("Kept by", "Yn cael ei gadw gan"),
    "lgsl": both("Number in the list of local government services", "Rhif yn y rhestr o wasanaethau llywodraeth leol"),
    "licence": both("Licence", "Trwydded"),
    "ogl": both("Open Government Licence v3.0", "Trwydded Llywodraeth Agored v3.0"),
    "files": both("Files", "Ffeiliau"),
    "as_yaml": both("This pattern as YAML", "Y patrwm hwn fel YAML"),
    "as_json": both("This pattern as JSON", "Y patrwm hwn fel JSON"),
    "schema": both("JSON Schema of every pattern", "JSON Schema pob patrwm"),
    "asked": both("What people are asked", "Beth a ofynnir i bobl"),
    "sometimes": both("asked in some cases", "gofynnir mewn rhai achosion"),
    "need_not": both("may be left blank", "gellir ei adael yn wag"),
    "outcomes": both("How it can end without a case", "Sut y gall ddod i ben heb achos"),
    "deadlines": both("Deadlines", "Terfynau amser"),
    "when": both("as the council sets it", "fel y mae’r cyngor yn ei osod"),
    "messages": both("Messages", "Negeseuon"),
    "each": both("asked of each: {one}", "gofynnir am bob un: {one}"),
    "charges": both("What it costs", "Beth yw’r gost"),
    "tables": both("Tables of rules and prices", "Tablau rheolau a phrisiau"),
    "tasks": both("Work that a case needs done", "Gwaith sydd ei angen ar achos"),
    "holdings": both("What people hold", "Yr hyn y mae pobl yn ei ddal"),
    "differs": both("another default in some nations or tiers", "diofyn arall mewn rhai gwledydd neu haenau"),
    "no_outcomes": both("It always leads to a case.", "Mae bob amser yn arwain at achos."),
    "none": both("none", "dim"),
    "rows": both("{n} rows", "{n} rhes"),
    "yes": both("yes", "ie"),
    "no": both("no", "na"),
    "first": both("First version", "Fersiwn cyntaf"),
    "patch": both("Words only", "Geiriau yn unig"),
    "minor": both("Additions", "Ychwanegiadau"),
    "major": both("Changes that need a council’s decision", "Newidiadau sydd angen penderfyniad gan gyngor"),
    "language": both("Welsh and English", "Cymraeg a Saesneg"),
    "not_found": both("Page not found", "Tudalen heb ei chanfod"),
    "updated": both("{date}", "{date}"),
}

# Welsh numerals soften or roughen the first letter of what follows.
_COUNCILS_CY: Final = {0: "dim cyngor eto", 2: "2 gyngor", 3: "3 chyngor", 6: "6 chyngor"}


def councils_in_words(count: int, language: Language) -> str:
    """Return how many councils, in words."""
    if language == "cy":
        return _COUNCILS_CY.get(count, f"{count} cyngor")
    return {0: "no council yet", 1: "1 council"}.get(count, f"{count} councils")


def name_of(names: Mapping[str, Words], key: str, language: Language) -> str:
    """Return the name of ``key``, or the key itself where it is new to this site."""
    return names[key].say(language) if key in names else key.replace("_", " ")
