"""What do a council's standing pages say? The long texts are in ``standing/``; what fills their gaps is here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from commonhall.core.values.words import Words

TITLES: Final[dict[str, Words]] = {
    "accessibility": Words(en="Accessibility statement", cy="Datganiad hygyrchedd"),
    "privacy": Words(en="How we use what you tell us", cy="Sut rydym yn defnyddio’r hyn rydych yn ei ddweud wrthym"),
    "cookies": Words(en="Cookies", cy="Cwcis"),
    "contact": Words(en="Contact us", cy="Cysylltu â ni"),
    "terms": Words(en="Terms of use", cy="Telerau defnyddio"),
}


ENFORCER: Final = Words(en="Equality and Human Rights Commission", cy="Comisiwn Cydraddoldeb a Hawliau Dynol")
ENFORCER_ADVICE: Final = Words(
    en="Contact the [Equality Advisory and Support Service](https://www.equalityadvisoryservice.com/).",
    cy="Cysylltwch â’r [Gwasanaeth Cynghori a Chymorth Cydraddoldeb](https://www.equalityadvisoryservice.com/).",
)
ENFORCER_NI: Final = Words(en="Equality Commission for Northern Ireland", cy="Comisiwn Cydraddoldeb Gogledd Iwerddon")
ENFORCER_NI_ADVICE: Final = Words(
    en="Contact the [Equality Commission](https://www.equalityni.org/).",
    cy="Cysylltwch â’r [Comisiwn Cydraddoldeb](https://www.equalityni.org/).",
)


PRIVACY_SERVICE: Final = Words(
    en="### {title}\n\n{purpose}\n\nWhy the law lets us: {basis}\n\n{special}\n\n{law}\n\n{recipients}\n\n{kept}",
    cy="### {title}\n\n{purpose}\n\nPam mae’r gyfraith yn caniatáu hyn: {basis}\n\n{special}\n\n{law}\n\n{recipients}"
    "\n\n{kept}",
)
SPECIAL: Final = Words(
    en="Why the law lets us use sensitive details, such as those about your health: {conditions}.",
    cy="Pam mae’r gyfraith yn caniatáu i ni ddefnyddio manylion sensitif, fel rhai am eich iechyd: {conditions}.",
)
LAW: Final = Words(en="The law: {law}.", cy="Y gyfraith: {law}.")
RECIPIENTS: Final = Words(en="Who sees them: {recipients}", cy="Pwy sy’n eu gweld: {recipients}")
KEPT_FOR: Final = Words(
    en="Months for which we keep a request after we close it: {months}.",
    cy="Nifer y misoedd rydym yn cadw cais ar ôl ei gau: {months}.",
)
NO_SERVICES: Final = Words(en="There are no services here yet.", cy="Nid oes gwasanaethau yma eto.")
BASES: Final[dict[str, Words]] = {
    "public_task": Words(en="it is part of our work as a council.", cy="mae’n rhan o’n gwaith fel cyngor."),
    "legal_obligation": Words(en="a law says that we must.", cy="mae cyfraith yn dweud bod rhaid i ni."),
    "consent": Words(
        en="you agree to it. You can change your mind.", cy="rydych yn cytuno. Gallwch newid eich meddwl."
    ),
    "contract": Words(en="we have an agreement with you.", cy="mae gennym gytundeb â chi."),
    "vital_interests": Words(en="it protects somebody’s life.", cy="mae’n diogelu bywyd rhywun."),
}


CONTACT: Final = Words(
    en="{online}\n\n{phone}\n\n{hours}\n\n{email}\n\n{address}\n\n## If you have sent us a request\n\n"
    "You can [see how far we have got](/track). You need its reference number.",
    cy="{online}\n\n{phone}\n\n{hours}\n\n{email}\n\n{address}\n\n## Os ydych wedi anfon cais atom\n\n"
    "Gallwch [weld y cynnydd](/track). Bydd angen ei gyfeirnod arnoch.",
)
CONTACT_ONLINE: Final = Words(
    en="[{title}]({link}): we answer in writing.", cy="[{title}]({link}): rydym yn ateb yn ysgrifenedig."
)
CONTACT_PHONE: Final = Words(en="Telephone: {phone}", cy="Ffôn: {phone}")
CONTACT_EMAIL: Final = Words(en="Email: [{email}](mailto:{email})", cy="E-bost: [{email}](mailto:{email})")
CONTACT_ADDRESS: Final = Words(en="Address: {address}", cy="Cyfeiriad: {address}")

FOLDER: Final = Path(__file__).parent / "standing"


@cache
def standing_text(name: str) -> Words:
    """Return the text of a standing page, with its gaps."""
    if name == "contact":
        return CONTACT
    return Words(en=(FOLDER / f"{name}.en.md").read_text(), cy=(FOLDER / f"{name}.cy.md").read_text())
