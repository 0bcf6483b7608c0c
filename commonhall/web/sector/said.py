"""What does the sector's site call things? Kinds, nations, capabilities, types and units, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commonhall.core.values.words import Language, Words


def _w(en: str, cy: str) -> Words:
    return Words(en=en, cy=cy)


VERBS: Final = {
    "record": _w("Record", "Cofnodi"),
    "understand": _w("Understand", "Deall"),
    "inform": _w("Tell us", "Rhoi gwybod"),
    "request": _w("Ask for", "Gofyn am"),
    "apply": _w("Apply", "Gwneud cais"),
    "book": _w("Book", "Archebu"),
    "evaluate": _w("Assess", "Asesu"),
    "decide": _w("Decide", "Penderfynu"),
    "pay": _w("Pay", "Talu"),
    "report": _w("Report", "Adrodd"),
}
CAPABILITIES: Final = {
    "addresses": _w("addresses", "cyfeiriadau"),
    "bookings": _w("bookings", "archebion"),
    "files": _w("files", "ffeiliau"),
    "maps": _w("maps", "mapiau"),
    "payments": _w("payments", "taliadau"),
    "vehicles": _w("vehicle records", "cofnodion cerbydau"),
    "identity": _w("identity", "hunaniaeth"),
    "notifications": _w("messages", "negeseuon"),
    "waste": _w("waste rounds", "rowndiau gwastraff"),
}
KINDS: Final = {
    "london_borough": _w("London borough", "Bwrdeistref yn Llundain"),
    "district": _w("District", "Dosbarth"),
    "county": _w("County", "Sir"),
    "unitary": _w("Unitary", "Unedol"),
    "metropolitan": _w("Metropolitan borough", "Bwrdeistref fetropolitan"),
    "welsh": _w("Welsh council", "Cyngor yng Nghymru"),
    "scottish": _w("Scottish council", "Cyngor yn yr Alban"),
    "northern_irish": _w("Northern Irish council", "Cyngor yng Ngogledd Iwerddon"),
}
NATIONS: Final = {
    "england": _w("England", "Lloegr"),
    "wales": _w("Wales", "Cymru"),
    "scotland": _w("Scotland", "Yr Alban"),
    "northern_ireland": _w("Northern Ireland", "Gogledd Iwerddon"),
}
LANGUAGES: Final = {"en": _w("English", "Saesneg"), "cy": _w("Welsh", "Cymraeg")}
SETTING_TYPES: Final = {
    "bool": _w("yes or no", "ie neu na"),
    "int": _w("whole number", "rhif cyfan"),
    "days": _w("days", "diwrnodau"),
    "working_days": _w("working days", "diwrnodau gwaith"),
    "minutes": _w("minutes", "munudau"),
    "money": _w("amount in pence", "swm mewn ceiniogau"),
    "text": _w("text", "testun"),
    "words": _w("text in two languages", "testun mewn dwy iaith"),
    "time": _w("time", "amser"),
    "date": _w("date", "dyddiad"),
    "choice": _w("one of", "un o’r rhain"),
    "list": _w("list", "rhestr"),
    "table": _w("table", "tabl"),
    "dated_money": _w("amounts in pence, with dates", "symiau mewn ceiniogau, gyda dyddiadau"),
}
QUESTION_TYPES: Final = {
    "address": _w("address", "cyfeiriad"),
    "bank_details": _w("bank details", "manylion banc"),
    "date_range": _w("two dates", "dau ddyddiad"),
    "file": _w("files", "ffeiliau"),
    "items": _w("items and how many of each", "eitemau a faint o bob un"),
    "location": _w("place", "lle"),
    "money": _w("amount of money", "swm o arian"),
    "month_year": _w("month and year", "mis a blwyddyn"),
    "national_insurance": _w("National Insurance number", "rhif Yswiriant Gwladol"),
    "organisation": _w("organisation", "sefydliad"),
    "postcode": _w("postcode", "cod post"),
    "signature": _w("typed name as signature", "enw wedi’i deipio fel llofnod"),
    "slot": _w("time to book", "amser i’w archebu"),
    "time": _w("time", "amser"),
    "vehicle": _w("vehicle registration number", "rhif cofrestru cerbyd"),
    "website": _w("website", "gwefan"),
    "choice": _w("choose one", "dewis un"),
    "choices": _w("choose any number", "dewis unrhyw nifer"),
    "date": _w("date", "dyddiad"),
    "declaration": _w("declaration", "datganiad"),
    "email": _w("email address", "cyfeiriad e-bost"),
    "long_text": _w("longer text", "testun hirach"),
    "name": _w("name", "enw"),
    "number": _w("number", "rhif"),
    "phone": _w("phone number", "rhif ffôn"),
    "property": _w("property, found by postcode", "eiddo, o’r cod post"),
    "text": _w("short text", "testun byr"),
    "yes_no": _w("yes or no", "ie neu na"),
}
UNITS: Final = {
    "working_days": _w("working days", "diwrnod gwaith"),
    "days": _w("days", "diwrnod"),
    "months": _w("months", "mis"),
    "hours": _w("hours", "awr"),
    "minutes": _w("minutes", "munud"),
}
CHANNELS: Final = {
    "email": _w("email", "e-bost"),
    "sms": _w("text message", "neges destun"),
    "letter": _w("letter", "llythyr"),
}
HOLDINGS: Final = {
    "permit": _w("permit", "trwydded"),
    "subscription": _w("subscription", "tanysgrifiad"),
    "licence": _w("licence", "trwydded"),
}

SAID: Final = {
    "site": _w("Councils share services", "Cynghorau’n rhannu gwasanaethau"),
    "lead": _w(
        "A service is defined once, as a pattern. Every council runs it with its own look, rules and suppliers.",
        "Caiff gwasanaeth ei ddiffinio unwaith, fel patrwm. "
        "Mae pob cyngor yn ei redeg gyda’i olwg, ei reolau a’i gyflenwyr ei hun.",
    ),
    "services": _w("Patterns", "Patrymau"),
    "councils": _w("Councils", "Cynghorau"),
    "councils_lead": _w(
        "The councils on this installation, and the services that each of them runs.",
        "Y cynghorau ar y gosodiad hwn, a’r gwasanaethau y mae pob un yn eu rhedeg.",
    ),
    "catalogue": _w("Catalogue", "Catalog"),
    "about": _w("About this pattern", "Am y patrwm hwn"),
    "verb": _w("What people do", "Beth mae pobl yn ei wneud"),
    "version": _w("Newest version", "Fersiwn diweddaraf"),
    "needs": _w("What it needs", "Beth sydd ei angen"),
    "optional": _w("optional", "dewisol"),
    "nothing": _w("Nothing", "Dim byd"),
    "languages": _w("Languages", "Ieithoedd"),
    "keeper": _w("Kept by", "Yn cael ei gadw gan"),
    "lgsl": _w("Number in the list of local government services", "Rhif yn y rhestr o wasanaethau llywodraeth leol"),
    "licence": _w("Licence", "Trwydded"),
    "ogl": _w("Open Government Licence v3.0", "Trwydded Llywodraeth Agored v3.0"),
    "files": _w("Files", "Ffeiliau"),
    "as_yaml": _w("This pattern as YAML", "Y patrwm hwn fel YAML"),
    "as_json": _w("This pattern as JSON", "Y patrwm hwn fel JSON"),
    "schema": _w("JSON Schema of every pattern", "JSON Schema pob patrwm"),
    "asked": _w("What people are asked", "Beth a ofynnir i bobl"),
    "sometimes": _w("asked in some cases", "gofynnir mewn rhai achosion"),
    "need_not": _w("may be left blank", "gellir ei adael yn wag"),
    "outcomes": _w("How it can end without a case", "Sut y gall ddod i ben heb achos"),
    "deadlines": _w("Deadlines", "Terfynau amser"),
    "when": _w("as the council sets it", "fel y mae’r cyngor yn ei osod"),
    "messages": _w("Messages", "Negeseuon"),
    "each": _w("asked of each: {one}", "gofynnir am bob un: {one}"),
    "charges": _w("What it costs", "Beth yw’r gost"),
    "tables": _w("Tables of rules and prices", "Tablau rheolau a phrisiau"),
    "tasks": _w("Work that a case needs done", "Gwaith sydd ei angen ar achos"),
    "holdings": _w("What people hold", "Yr hyn y mae pobl yn ei ddal"),
    "differs": _w("another default in some nations or tiers", "diofyn arall mewn rhai gwledydd neu haenau"),
    "no_outcomes": _w("It always leads to a case.", "Mae bob amser yn arwain at achos."),
    "none": _w("none", "dim"),
    "rows": _w("{n} rows", "{n} rhes"),
    "yes": _w("yes", "ie"),
    "no": _w("no", "na"),
    "first": _w("First version", "Fersiwn cyntaf"),
    "patch": _w("Words only", "Geiriau yn unig"),
    "minor": _w("Additions", "Ychwanegiadau"),
    "major": _w("Changes that need a council’s decision", "Newidiadau sydd angen penderfyniad gan gyngor"),
    "language": _w("Welsh and English", "Cymraeg a Saesneg"),
    "not_found": _w("Page not found", "Tudalen heb ei chanfod"),
    "updated": _w("{date}", "{date}"),
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
