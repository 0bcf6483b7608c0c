"""What does a crew's code mean, and what is a resident told? The canonical codes that contractors' codes
map to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from commonhall.core.values.words import Words

CodeScope = Literal["property", "street"]


@dataclass(frozen=True, slots=True)
class CrewCode:
    """One canonical code. locks_out: whether it stops a report of a missed collection.

    final: the crew will not come back for it the same day. disputable: a resident may say that it is wrong.
    reason: what to tell the resident happened; advice: what to do. Both are neutral: never why a crew felt
    unsafe.
    """

    code: str
    scope: CodeScope
    reason: Words
    advice: Words
    final: bool = True
    disputable: bool = False
    locks_out: bool = True


_REPLACE = Words(
    en="Ask us to replace it. You can put your waste out in tied bags next time.",
    cy="Gofynnwch i ni osod un newydd. Y tro nesaf, rhowch eich gwastraff allan mewn bagiau wedi'u clymu.",
)
_ACCESS = Words(
    en="Make sure the crew can get in next time. Contact us if the key or code has changed.",
    cy="Sicrhewch y gall y criw fynd i mewn. Cysylltwch â ni os yw'r allwedd neu'r cod wedi newid.",
)
_NEUTRAL_REASON = Words(
    en="It was not safe for the crew to empty this bin.",
    cy="Nid oedd yn ddiogel i'r criw wagio'r bin hwn.",
)
_NEUTRAL_ADVICE = Words(
    en="Contact us so that we can agree how to collect it next time.",
    cy="Cysylltwch â ni er mwyn i ni gytuno sut i'w gasglu y tro nesaf.",
)
_NEXT_TIME = Words(
    en="Take your bin back in. Put it out on your next collection day.",
    cy="Ewch â'ch bin yn ôl i mewn. Rhowch ef allan ar eich diwrnod casglu nesaf.",
)
_COMING_BACK = Words(
    en="Leave your bin out. The crew will try again.",
    cy="Gadewch eich bin allan. Bydd y criw yn rhoi cynnig arall arni.",
)
_LEAVE_OUT = Words(
    en="Leave your bin out. We will come back as soon as we can.",
    cy="Gadewch eich bin allan. Byddwn yn dod yn ôl cyn gynted ag y gallwn.",
)

MATERIALS: dict[str, Words] = {
    "food": Words(en="food waste", cy="gwastraff bwyd"),
    "garden": Words(en="garden waste", cy="gwastraff gardd"),
    "refuse": Words(en="general rubbish", cy="sbwriel cyffredinol"),
    "rubble": Words(en="rubble", cy="rwbel"),
    "soil": Words(en="soil", cy="pridd"),
    "textiles": Words(en="clothes or cloth", cy="dillad neu ddefnydd"),
    "commercial": Words(en="business waste", cy="gwastraff busnes"),
    "animal_bedding": Words(en="animal bedding", cy="gwellt neu naddion anifeiliaid"),
    "other": Words(en="something that does not go in it", cy="rhywbeth nad yw'n perthyn ynddo"),
}
"""What a contaminated bin held: the codes a record's ``material`` may have."""


def _property(code: str, reason: Words, advice: Words) -> CrewCode:
    return CrewCode(code=code, scope="property", reason=reason, advice=advice)


def _street(code: str, reason: Words, advice: Words = _NEXT_TIME) -> CrewCode:
    return CrewCode(code=code, scope="street", reason=reason, advice=advice)


def _table(codes: Iterable[CrewCode]) -> dict[str, CrewCode]:
    return {code.code: code for code in codes}


CODES: dict[str, CrewCode] = _table(
    (
        replace(
            _property(
                "not_presented",
                Words(en="The bin was not out when the crew came.", cy="Nid oedd y bin allan pan ddaeth y criw."),
                Words(
                    en="Put it out by the start time, at the edge of your property.",
                    cy="Rhowch ef allan erbyn yr amser dechrau, ar ymyl eich eiddo.",
                ),
            ),
            disputable=True,
        ),
        _property(
            "wrong_bin_or_week",
            Words(
                en="The wrong bin was out for this collection.",
                cy="Y bin anghywir oedd allan ar gyfer y casgliad hwn.",
            ),
            Words(
                en="Check your calendar to see which bin goes out and when.",
                cy="Edrychwch ar eich calendr i weld pa fin i'w roi allan a phryd.",
            ),
        ),
        replace(
            _property(
                "contaminated",
                Words(
                    en="There were things in the bin that do not go in it.",
                    cy="Roedd pethau yn y bin nad ydynt yn perthyn ynddo.",
                ),
                Words(
                    en="Take out what does not belong, then put the bin out on your next collection day.",
                    cy="Tynnwch y pethau hynny allan, yna rhowch y bin allan ar eich diwrnod casglu nesaf.",
                ),
            ),
            disputable=True,
        ),
        _property(
            "too_heavy",
            Words(en="The bin was too heavy to lift safely.", cy="Roedd y bin yn rhy drwm i'w godi'n ddiogel."),
            Words(
                en="Take some out so that the bin can be moved, then put it out next time.",
                cy="Tynnwch rywfaint allan fel y gellir symud y bin, yna rhowch ef allan y tro nesaf.",
            ),
        ),
        _property(
            "excess_lid_open",
            Words(
                en="The bin was too full for its lid to close.",
                cy="Roedd y bin yn rhy lawn i'r caead gau.",
            ),
            Words(
                en="Keep the lid shut next time. Take extra waste to a recycling centre.",
                cy="Cadwch y caead ar gau y tro nesaf. Ewch â gwastraff ychwanegol i ganolfan ailgylchu.",
            ),
        ),
        _property(
            "excess_side_waste",
            Words(
                en="We emptied the bin but left the extra bags beside it.",
                cy="Gwnaethom wagio'r bin ond gadael y bagiau ychwanegol wrth ei ymyl.",
            ),
            Words(
                en="Put the extra bags in your bin next time, or take them to a recycling centre.",
                cy="Rhowch y bagiau ychwanegol yn eich bin y tro nesaf, neu ewch â nhw i ganolfan ailgylchu.",
            ),
        ),
        _property(
            "damaged_lid",
            Words(en="The lid of the bin is broken.", cy="Mae caead y bin wedi torri."),
            _REPLACE,
        ),
        _property(
            "damaged_wheels",
            Words(en="The wheels of the bin are broken.", cy="Mae olwynion y bin wedi torri."),
            _REPLACE,
        ),
        _property(
            "damaged_body",
            Words(en="The bin is cracked or split.", cy="Mae'r bin wedi cracio neu hollti."),
            _REPLACE,
        ),
        _property(
            "lost_in_vehicle",
            Words(en="The bin fell into our lorry.", cy="Cwympodd y bin i mewn i'n lori."),
            Words(
                en="We are sorry. We will bring you a new one at no charge.",
                cy="Mae'n ddrwg gennym. Byddwn yn dod ag un newydd i chi am ddim.",
            ),
        ),
        _property(
            "not_on_scheme",
            Words(
                en="This property has not joined this collection.",
                cy="Nid yw'r eiddo hwn wedi ymuno â'r casgliad hwn.",
            ),
            Words(
                en="You can join on our website, or contact us.",
                cy="Gallwch ymuno ar ein gwefan, neu gysylltu â ni.",
            ),
        ),
        _property(
            "bin_store_inaccessible",
            Words(en="The crew could not get to the bin store.", cy="Ni allai'r criw gyrraedd y storfa finiau."),
            _ACCESS,
        ),
        _property("gate_locked", Words(en="The gate was locked.", cy="Roedd y giât dan glo."), _ACCESS),
        _property(
            "key_changed",
            Words(
                en="The crew's key or code did not work.",
                cy="Nid oedd allwedd na chod y criw yn gweithio.",
            ),
            _ACCESS,
        ),
        *(
            _property(f"unsafe_{kind}", _NEUTRAL_REASON, _NEUTRAL_ADVICE)
            for kind in ("vermin", "dog", "aggression", "sharps", "icy", "other")
        ),
        _property(
            "address_query",
            Words(
                en="The crew was not sure that this was the right address.",
                cy="Nid oedd y criw yn siŵr mai hwn oedd y cyfeiriad cywir.",
            ),
            Words(en="Contact us so that we can check.", cy="Cysylltwch â ni er mwyn i ni wirio."),
        ),
        _street("road_closed", Words(en="Your street was closed.", cy="Roedd eich stryd ar gau.")),
        _street(
            "roadworks",
            Words(
                en="Roadworks stopped us from reaching your street.",
                cy="Gwnaeth gwaith ffordd ein hatal rhag cyrraedd eich stryd.",
            ),
        ),
        _street(
            "parked_vehicle",
            Words(
                en="Parked vehicles stopped us from reaching your street.",
                cy="Gwnaeth cerbydau wedi'u parcio ein hatal rhag cyrraedd eich stryd.",
            ),
        ),
        _street(
            "police",
            Words(
                en="We could not enter your street because of an emergency.",
                cy="Ni allem fynd i'ch stryd oherwydd argyfwng.",
            ),
        ),
        _street(
            "weather",
            Words(
                en="The weather made it unsafe to reach your street.",
                cy="Nid oedd yn ddiogel cyrraedd eich stryd oherwydd y tywydd.",
            ),
        ),
        *(
            replace(
                _street(
                    code,
                    Words(
                        en="The crew could not get to your street when they came.",
                        cy="Ni allai'r criw gyrraedd eich stryd pan ddaethant.",
                    ),
                    _COMING_BACK,
                ),
                final=False,
            )
            for code in ("no_access_first_try", "no_access_second_try")
        ),
        _street(
            "breakdown",
            Words(en="Our lorry broke down.", cy="Torrodd ein lori i lawr."),
            _LEAVE_OUT,
        ),
        _street(
            "part_street",
            Words(
                en="We finished only part of your street.",
                cy="Dim ond rhan o'ch stryd y gwnaethom ei gorffen.",
            ),
            _LEAVE_OUT,
        ),
        replace(
            _street(
                "street_completed",
                Words(en="The crew finished your street.", cy="Mae'r criw wedi gorffen eich stryd."),
                Words(en="Tell us if your bin was missed.", cy="Rhowch wybod i ni os cafodd eich bin ei golli."),
            ),
            locks_out=False,
        ),
    )
)
"""Every canonical code, by its slug."""


def find_code(code: str | None) -> CrewCode | None:
    """Return the canonical code, or None for no code or one that is not canonical."""
    return CODES.get(code) if code else None


def what_happened(code: CrewCode, material: str) -> Words:
    """Return what to tell the resident happened, with what was wrong with the bin where the crew said so.

    material: one of MATERIALS, or "".
    """
    held = MATERIALS.get(material)
    if held is None:
        return code.reason
    return Words(
        en=f"{code.reason.en} The crew saw: {held.en}.",
        cy=f"{code.reason.cy} Yr hyn a welodd y criw: {held.cy}.",
    )
